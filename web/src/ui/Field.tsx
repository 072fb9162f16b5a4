import { type ComponentChildren, h, type PartialInputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import "./field.css";

type FieldProps = Omit<PartialInputHTMLAttributes<HTMLInputElement>, "id" | "list" | "role" | "type"> & {
  type?: "text" | "email" | "password" | "search" | "tel";
  label: string;
  hint?: ComponentChildren;
  /** What the server or the browser found wrong with this field. */
  fault?: string | null;
};

/** A labelled input whose hint and fault are read together with it. */
export function Field({ label, hint, fault, type = "text", class: extra, ...rest }: FieldProps) {
  const id = useId();
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  const input = { ...rest, id, type, "aria-invalid": Boolean(fault), "aria-describedby": told };
  return (
    <div class={extra ? `field ${extra}` : "field"}>
      <label for={id}>{label}</label>
      {h("input", input)}
      {hint && (
        <small id={`${id}-hint`} class="field-hint">
          {hint}
        </small>
      )}
      {fault && (
        <small id={`${id}-fault`} class="field-fault" role="alert">
          {fault}
        </small>
      )}
    </div>
  );
}
