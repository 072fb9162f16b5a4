import { useId } from "preact/hooks";
import "./field.css";

type NoteProps = {
  label: string;
  hint?: string;
  value: string;
  /** The server takes no more letters than this. */
  maxLength: number;
  /** Of what is written, where it is not the page's own. */
  lang?: string;
  onInput: (text: string) => void;
};

/** A few words to whoever prepares it. */
export function Note({ label, hint, value, maxLength, lang, onInput }: NoteProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        lang={lang}
        dir={lang ? "auto" : undefined}
        maxLength={maxLength}
        value={value}
        aria-describedby={hint && `${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {hint && (
        <small id={`${id}-hint`} class="field-hint">
          {hint}
        </small>
      )}
    </div>
  );
}
