import { useSignal } from "@preact/signals";
import AtSign from "lucide/dist/esm/icons/at-sign.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { say } from "../ui/Toast";
import { forgetFault, isDoing } from "./doing";
import { faultsIn } from "./fieldFaults";
import { useFirstField } from "./focus";
import "./form-ways.css";

type ChangeEmailProps = {
  /** Whose. */
  name: string;
  email: string;
  /** The verb's name among what is being done; its refusal is shown at the field. */
  doing: string;
  /** True when it is done. */
  set: (email: string) => Promise<boolean>;
};

/** The address somebody signs in with; a mistyped one is put right here. */
export function ChangeEmail(props: ChangeEmailProps) {
  const isTyping = useSignal(false);
  const show = (typing: boolean) => () => {
    isTyping.value = typing;
  };
  if (isTyping.value) return <EmailForm {...props} onDone={show(false)} />;
  return (
    <Button wide onClick={show(true)}>
      <Icon of={AtSign} />
      {t("account.change_email")}
    </Button>
  );
}

function EmailForm({ name, email, doing, set, onDone }: ChangeEmailProps & { onDone: () => void }) {
  const typed = useSignal(email);
  const form = useFirstField<HTMLFormElement>();
  const save = async () => {
    if (typed.value.trim() !== email) {
      if (!(await set(typed.value.trim()))) return;
      say(t("account.email_changed", { name, email: typed.value.trim() }));
    }
    onDone();
  };
  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label={t("account.new_email", { name })}
        hint={t("account.email_hint")}
        type="email"
        autocomplete="off"
        maxLength={254}
        value={typed.value}
        fault={faultsIn(doing).at("email")}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          forgetFault(doing);
        }}
      />
      <div class="form-ways">
        <Button wide submit busy={isDoing(doing)}>
          {t("account.save_email")}
        </Button>
        <Button kind="quiet" wide onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
