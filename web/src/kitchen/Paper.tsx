import { useSignal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { cutInto, type Heights } from "./cutting";
import { columnHeight, measured } from "./room";
import "./paper.css";

type PaperProps = {
  class: string;
  label: string;
  head: ComponentChildren;
  /** Where it goes, for the parts that continue. */
  place: ComponentChildren;
  notes?: ComponentChildren;
  rows: readonly VNode[];
  foot: ComponentChildren;
};

/** A piece of paper on the rail. One that is taller than a column goes on in the next, and says so on both parts. */
export function Paper({ class: name, label, head, place, notes, rows, foot }: PaperProps) {
  const paper = useRef<HTMLLIElement>(null);
  const cut = useSignal<readonly number[]>([rows.length]);
  const column = columnHeight.value;
  measured.value;
  useLayoutEffect(() => {
    const found = paper.current && column < Number.POSITIVE_INFINITY ? cutInto(column, heightsOf(paper.current)) : [];
    const wanted = found.length > 0 ? found : [rows.length];
    if (wanted.join() !== cut.value.join()) cut.value = wanted;
  });
  const parts = partsOf(rows, cut.value);
  return (
    <li ref={paper} class={name} aria-label={label}>
      {parts.map((part, number) => (
        <div key={part.from} class="part">
          {number === 0 ? head : <Continued place={place} />}
          {number === 0 && notes}
          <ul>{part.rows}</ul>
          {number < parts.length - 1 ? (
            <p class="part-more">{t("ticket.more", { n: rows.length - part.until })}</p>
          ) : (
            foot
          )}
        </div>
      ))}
    </li>
  );
}

function Continued({ place }: Pick<PaperProps, "place">) {
  return (
    <header class="paper-head">
      <div class="paper-place">
        {place}
        <p class="paper-continued">{t("ticket.continued")}</p>
      </div>
    </header>
  );
}

type Part = { from: number; until: number; rows: readonly VNode[] };

/** Rows that came since the last cut hang on the last part. */
function partsOf(rows: readonly VNode[], counts: readonly number[]): Part[] {
  let from = 0;
  const parts = counts.map((count, number) => {
    const until = number === counts.length - 1 ? rows.length : Math.min(rows.length, from + count);
    const part = { from, until, rows: rows.slice(from, until) };
    from = until;
    return part;
  });
  return parts.filter((part, number) => number === 0 || part.rows.length > 0);
}

const GAP = 8;

function heightsOf(paper: HTMLElement): Heights {
  const tall = (part: Element | null | undefined): number => part?.getBoundingClientRect().height ?? 0;
  const [list] = paper.getElementsByTagName("ul");
  const first = paper.firstElementChild;
  const between = (list?.getBoundingClientRect().top ?? 0) - (first?.getBoundingClientRect().top ?? 0);
  const rows = [...paper.querySelectorAll("ul > .line")].map((row) => tall(row) + GAP);
  const under = list && paper.lastElementChild ? footOf(paper.lastElementChild) : 0;
  const text = Number.parseFloat(getComputedStyle(paper).fontSize);
  return {
    head: between,
    nextHead: tall(paper.querySelector(".paper-place")) + 3.5 * text,
    rows,
    foot: under,
    more: 4 * text,
  };
}

/** Everything under the items of the last part, with its edge. */
function footOf(part: Element): number {
  const style = getComputedStyle(part);
  const edge = Number.parseFloat(style.paddingBlockEnd) + Number.parseFloat(style.borderBlockEndWidth);
  const list = part.querySelector("ul");
  let foot = edge;
  for (let next = list?.nextElementSibling; next; next = next.nextElementSibling)
    foot += next.getBoundingClientRect().height + GAP;
  return foot;
}
