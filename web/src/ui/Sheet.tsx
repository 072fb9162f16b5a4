import X from "lucide/dist/esm/icons/x.mjs";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { openSheets, Toasts } from "./Toast";
import "./sheet.css";

type SheetProps = {
  title: string;
  /** The language of the title, where it is not the page's. */
  lang?: string | undefined;
  /** The word on the closing cross, for screen readers. */
  closeWord: string;
  onClose: () => void;
  /** Stays in view below the scrolling part: where the one main action lives. */
  foot?: ComponentChildren;
  wide?: boolean;
  children: ComponentChildren;
};

/** Where one begins to type in a sheet that is a form; a browser alone would begin at the closing cross. */
const FIRST_FIELD = ".sheet-body > form :is(input, textarea)";

/** Firefox before 98 knows no dialog: there it is a box over everything, closed by its cross. */
const isModal = typeof HTMLDialogElement === "function";

function open(dialog: HTMLDialogElement | null): void {
  if (isModal) {
    dialog?.showModal();
    return;
  }
  dialog?.setAttribute("open", "");
  dialog?.setAttribute("role", "dialog");
  dialog?.setAttribute("tabindex", "-1");
  dialog?.focus();
}

/**
 * A native modal dialog: from below on a phone, in the middle elsewhere. Mount it to open it. Its head and foot are no
 * landmarks of the page, which has its own, and may have two sheets for the moment in which one follows the other.
 */
export function Sheet({ title, lang, closeWord, onClose, foot, wide, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const me = useRef({}).current;
  useLayoutEffect(() => {
    const opener = document.activeElement;
    open(dialog.current);
    dialog.current?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    openSheets.value = [...openSheets.value, me];
    return () => {
      openSheets.value = openSheets.value.filter((one) => one !== me);
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  const close = () => (isModal ? dialog.current?.close() : onClose());
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog; this click is the backdrop's
    <dialog
      ref={dialog}
      class={`sheet${wide ? " wide" : ""}${isModal ? "" : " plain"}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <div class="sheet-paper">
        <div class="sheet-head">
          <h2 lang={lang}>{title}</h2>
          <Button kind="quiet" aria-label={closeWord} onClick={close}>
            <Icon of={X} />
          </Button>
        </div>
        <div class="sheet-body">{children}</div>
        <Toasts over={me} />
        {foot && <div class="sheet-foot">{foot}</div>}
      </div>
    </dialog>
  );
}
