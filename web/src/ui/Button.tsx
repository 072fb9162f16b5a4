import type { ComponentChildren, JSX } from "preact";
import "./button.css";

/** `main` is the one ink action of a card, `money` is green and only ever takes or shows money. */
export type ButtonKind = "main" | "money" | "plain" | "quiet" | "danger";

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "type" | "ref"> & {
  kind?: ButtonKind;
  /** Register height on staff screens, thumb height for a guest. */
  big?: boolean;
  wide?: boolean;
  /** Says so to screen readers and takes no second tap while an answer is awaited. */
  busy?: boolean;
  submit?: boolean;
  children: ComponentChildren;
};

export function Button({ kind = "plain", big, wide, busy, submit, disabled, class: extra, ...rest }: ButtonProps) {
  const classes = ["button", kind, big && "big", wide && "wide", extra].filter(Boolean).join(" ");
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      class={classes}
      disabled={disabled || busy}
      aria-busy={busy}
    />
  );
}
