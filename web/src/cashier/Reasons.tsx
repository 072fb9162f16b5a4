import { useSignal } from "@preact/signals";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import "./reasons.css";

type ReasonsProps = {
  title: string;
  /** The usual reasons; one tap is the whole answer. */
  usual: readonly string[];
  /** On the button beside a reason in one's own words. */
  word: string;
  busy: boolean;
  onReason: (reason: string) => void;
};

/** Nothing is taken away without a reason. */
export function Reasons({ title, usual, word, busy, onReason }: ReasonsProps) {
  const own = useSignal("");
  return (
    <section class="reasons">
      <h3>{title}</h3>
      <ul>
        {usual.map((reason) => (
          <li key={reason}>
            <Button wide busy={busy} onClick={() => onReason(reason)}>
              {reason}
            </Button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (own.value.trim()) onReason(own.value.trim());
        }}
      >
        <Field
          label={t("reason.own")}
          value={own.value}
          maxLength={200}
          onInput={(event) => {
            own.value = event.currentTarget.value;
          }}
        />
        <Button kind="danger" submit busy={busy} disabled={!own.value.trim()}>
          {word}
        </Button>
      </form>
    </section>
  );
}
