import { useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../lib/i18n";
import { moving, placed, sheet } from "./floor";
import { saveLast, saveMoved, saveSoon } from "./moved";
import { COLUMNS, isFree, type Placed, rowsOf } from "./plan";

const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** So many steps of the grid, as wide as it is drawn. */
const steps = (count: number): string => `calc(var(--cell) * ${count})`;

/** Put a table elsewhere when there is room; true when it moved. */
function moveTo(one: Placed, x: number, y: number): boolean {
  if (x === one.x && y === one.y) return false;
  const others = placed.peek().filter(({ table }) => table.id !== one.table.id);
  if (!isFree({ ...one, x, y }, others)) return false;
  moving.value = new Map(moving.peek()).set(one.table.id, { x, y });
  return true;
}

/** The grid; a table is moved by dragging it or with the arrow keys, and opened by a tap. */
export function Canvas() {
  const told = useSignal("");
  useEffect(() => {
    addEventListener("pagehide", saveLast);
    return () => {
      removeEventListener("pagehide", saveLast);
      saveMoved();
    };
  }, []);
  const tell = (one: Placed, x: number, y: number) => {
    told.value = t("plan.told", { table: one.table.label, column: x + 1, row: y + 1 });
  };
  return (
    <div class="canvas-room">
      <div class="canvas-scroll">
        <ul
          class="canvas"
          style={{ inlineSize: steps(COLUMNS), blockSize: steps(rowsOf(placed.value)) }}
          aria-label={t("plan.tables")}
        >
          {placed.value.map((one) => (
            <li key={one.table.id}>
              <TableOnFloor one={one} onTold={tell} />
            </li>
          ))}
        </ul>
        <p class="unseen" role="status">
          {told.value}
        </p>
      </div>
    </div>
  );
}

type Held = { x: number; y: number; fromX: number; fromY: number; cell: number; moved: boolean };

function TableOnFloor({ one, onTold }: { one: Placed; onTold: (one: Placed, x: number, y: number) => void }) {
  const held = useRef<Held | null>(null);
  const { table, x, y, wide, tall } = one;

  const drag = (event: TargetedPointerEvent<HTMLButtonElement>) => {
    const from = held.current;
    if (!from) return;
    const toX = from.x + Math.round((event.clientX - from.fromX) / from.cell);
    const toY = from.y + Math.round((event.clientY - from.fromY) / from.cell);
    if (moveTo(one, toX, toY)) from.moved = true;
  };

  const drop = () => {
    if (!held.current?.moved) return;
    onTold(one, x, y);
    saveMoved();
  };

  const press = (event: TargetedKeyboardEvent<HTMLButtonElement>) => {
    const step = KEYS[event.key];
    if (!step) return;
    event.preventDefault();
    const [across, down] = step;
    if (!moveTo(one, x + across, y + down)) return;
    onTold(one, x + across, y + down);
    saveSoon();
  };

  return (
    <button
      type="button"
      class={`on-floor ${table.shape}`}
      style={{
        insetInlineStart: steps(x),
        insetBlockStart: steps(y),
        inlineSize: steps(wide),
        blockSize: steps(tall),
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const cell = event.currentTarget.offsetWidth / wide;
        held.current = { x, y, fromX: event.clientX, fromY: event.clientY, cell, moved: false };
      }}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={press}
      onBlur={saveMoved}
      onClick={() => {
        if (!held.current?.moved) sheet.value = { kind: "table", id: table.id };
        held.current = null;
      }}
    >
      <span class="unseen">{t("plan.table")} </span>
      <b class={table.label.length > 3 ? "figures wordy" : "figures"}>{table.label}</b>
      <small>{t("plan.seats", { n: table.seats })}</small>
    </button>
  );
}
