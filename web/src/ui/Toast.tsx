import { signal } from "@preact/signals";
import { last } from "../lib/last";
import { Button } from "./Button";
import "./toast.css";

type Toast = { id: number; text: string; about: string; action?: { word: string; run: () => void } };

const toasts = signal<readonly Toast[]>([]);
const SHOWN_FOR = 6000;
let lastId = 0;

/** Say something that needs no answer; with an action it is the eight-second undo. The last word about a thing counts. */
export function say(text: string, action?: Toast["action"], about = text): void {
  const toast: Toast = { id: ++lastId, text, about, ...(action && { action }) };
  toasts.value = [...toasts.value.filter((one) => one.about !== about).slice(-1), toast];
  setTimeout(() => drop(toast.id), action ? SHOWN_FOR + 2000 : SHOWN_FOR);
}

function drop(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

/** The open sheets, the one on top last: what lies under a modal sheet is neither seen nor heard. */
export const openSheets = signal<readonly object[]>([]);

/** Mounted once per app, and in each sheet, which passes itself as `over`; the topmost of them speaks. */
export function Toasts({ over }: { over?: object }) {
  if (last(openSheets.value) !== over) return null;
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, action }) => (
        <p key={id} class="toast">
          {text}
          {action && (
            <Button
              kind="quiet"
              onClick={() => {
                action.run();
                drop(id);
              }}
            >
              {action.word}
            </Button>
          )}
        </p>
      ))}
    </div>
  );
}
