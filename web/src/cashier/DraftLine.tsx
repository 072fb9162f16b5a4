import CircleAlert from "lucide/dist/esm/icons/circle-alert.mjs";
import Minus from "lucide/dist/esm/icons/minus.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { CartLine } from "../lib/cart";
import { pickedNames } from "../lib/choosing";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { AllergyNote } from "./AllergyNote";
import { AllergyConcern } from "./AllergyPick";
import { roomFor, type Trouble, troubleOf } from "./changes";
import { dishName } from "./dishes";
import { changeDraftQuantity, draftOf, lastTouched, lineFaults, lineNews } from "./drafts";
import { currency, products } from "./house";
import { show } from "./sheets";

function troubleWords(trouble: Trouble): string {
  if (trouble.because === "unanswered") return t("options.missing", { group: trouble.group });
  return trouble.because === "left" ? t("draft.left", { n: trouble.n }) : t("draft.gone");
}

/** What the menu did to the line while it stood here. */
function newsOf(line: CartLine): string[] {
  const { before = null, lost = [] } = lineNews.value[line.id] ?? {};
  const told = lost.map((option) => t("draft.lost", { option }));
  if (before === null || before === line.unit) return told;
  const [was, now] = [money(before, currency.value), money(line.unit, currency.value)];
  return [...told, t("draft.price", { before: was, now })];
}

type DraftLineProps = { sessionId: string; line: CartLine; busy: boolean };

/** One dish of the round that is being tapped together: tap it to change it. */
export function DraftLine({ sessionId, line, busy }: DraftLineProps) {
  const product = products.value.get(line.product_id);
  const trouble = troubleOf(line, draftOf(sessionId), products.value);
  const faults = [lineFaults.value[line.id] ?? null, trouble && troubleWords(trouble)].filter(
    (words) => words !== null,
  );
  const told = [product && pickedNames(product, line.picks), line.note && t("note.said", { note: line.note })];
  const name = dishName(line);
  const row = useRef<HTMLLIElement>(null);
  const touched = lastTouched.value === line.id;
  useLayoutEffect(() => {
    if (touched) row.current?.scrollIntoView({ block: "nearest" });
  }, [touched, line.quantity]);
  const change = (quantity: number) => changeDraftQuantity(sessionId, line.id, quantity);
  return (
    <li ref={row} class={touched ? "touched" : undefined}>
      <button
        type="button"
        class="draft-line"
        disabled={!product}
        onClick={() => product && show({ kind: "options", sessionId, product, line })}
      >
        <span class="ticket-line">
          <b class="ticket-quantity">{line.quantity}</b>
          <bdi class="ticket-name">{name}</bdi>
          <span class="leader" aria-hidden="true" />
          <span class="ticket-amount">{money(line.unit * line.quantity, currency.value)}</span>
        </span>
        {told.some(Boolean) && <span class="ticket-detail">{told.filter(Boolean).join("\n")}</span>}
        <AllergyNote allergies={line.allergies ?? []} />
        {product && <AllergyConcern product={product} picks={line.picks} allergies={line.allergies ?? []} />}
        {newsOf(line).map((words) => (
          <span key={words} class="draft-news">
            {words}
          </span>
        ))}
        {faults.map((words) => (
          <span key={words} class="draft-fault">
            <Icon of={CircleAlert} size={18} />
            {words}
          </span>
        ))}
      </button>
      <Button
        kind="quiet"
        aria-label={t("draft.fewer", { name })}
        disabled={busy}
        onClick={() => change(line.quantity - 1)}
      >
        <Icon of={Minus} />
      </Button>
      <Button
        kind="quiet"
        aria-label={t("draft.more", { name })}
        disabled={busy || trouble !== null || roomFor(product, draftOf(sessionId)) === 0}
        onClick={() => change(line.quantity + 1)}
      >
        <Icon of={Plus} />
      </Button>
    </li>
  );
}
