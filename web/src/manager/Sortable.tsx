import { useSignal } from "@preact/signals";
import GripVertical from "lucide/dist/esm/icons/grip-vertical.mjs";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { moveTo } from "./order";
import "./sortable.css";

type Thing = { id: string };

type SortableProps<Item extends Thing> = {
  items: readonly Item[];
  label: string;
  nameOf: (item: Item) => string;
  /** The ids in their new order: once when a drag ends, and at each key. */
  onOrder: (ids: string[]) => void;
  /** Each row with the handle that moves it. */
  children: (item: Item, handle: ComponentChildren, place: number) => ComponentChildren;
  class?: string;
};

/** A list whose order is changed by dragging a handle, or with the arrow keys on it. */
export function Sortable<Item extends Thing>(props: SortableProps<Item>) {
  const { items, label, nameOf, onOrder, children, class: extra } = props;
  const list = useRef<HTMLUListElement>(null);
  const held = useSignal<string | null>(null);
  const order = useSignal<readonly string[]>([]);
  const told = useSignal("");
  const byId = new Map(items.map((item) => [item.id, item]));
  const ids = items.map(({ id }) => id);
  const shown = held.value ? order.value.flatMap((id) => byId.get(id) ?? []) : items;

  const move = (id: string, from: readonly string[], to: number): readonly string[] => {
    const next = moveTo(from, id, to);
    const item = byId.get(id);
    if (item) told.value = t("sort.told", { name: nameOf(item), place: next.indexOf(id) + 1, n: next.length });
    return next;
  };

  const dragOver = (y: number) => {
    if (!held.value) return;
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const to = rows.findIndex((row) => y < row.bottom);
    const place = to < 0 ? rows.length - 1 : to;
    if (order.value[place] !== held.value) order.value = move(held.value, order.value, place);
  };

  const drop = () => {
    if (!held.value) return;
    held.value = null;
    if (order.value.join() !== ids.join()) onOrder([...order.value]);
  };

  const onKey = (id: string, key: string): boolean => {
    const step = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
    const to = ids.indexOf(id) + step;
    if (step === 0 || to < 0 || to >= ids.length) return step !== 0;
    onOrder([...move(id, ids, to)]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-handle="${id}"]`)?.focus());
    return true;
  };

  return (
    <>
      <ul
        ref={list}
        class={["sortable", extra].filter(Boolean).join(" ")}
        aria-label={label}
        onPointerMove={(event) => dragOver(event.clientY)}
        onPointerUp={drop}
        onPointerCancel={() => {
          held.value = null;
        }}
      >
        {shown.map((item, place) => (
          <li key={item.id} class={held.value === item.id ? "held" : undefined}>
            {children(
              item,
              <button
                type="button"
                class="sort-handle"
                data-handle={item.id}
                aria-label={t("sort.handle", { name: nameOf(item) })}
                onPointerDown={(event) => {
                  order.value = ids;
                  held.value = item.id;
                  list.current?.setPointerCapture(event.pointerId);
                }}
                onKeyDown={(event) => {
                  if (onKey(item.id, event.key)) event.preventDefault();
                }}
              >
                <Icon of={GripVertical} />
              </button>,
              place,
            )}
          </li>
        ))}
      </ul>
      <p class="unseen" role="status">
        {told.value}
      </p>
    </>
  );
}
