import { useSignal } from "@preact/signals";
import LockKeyhole from "lucide/dist/esm/icons/lock-keyhole.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { say } from "../ui/Toast";
import { forgetFault, isDoing } from "./doing";
import { passwordTooShort } from "./faults";
import { faultsIn } from "./fieldFaults";
import { useFirstField } from "./focus";
import { LEAST_LETTERS } from "./password";
import "./form-ways.css";

type SetPasswordProps = {
  /** Whose. */
  name: string;
  /** The verb's name among what is being done; its refusal is shown at the field. */
  doing: string;
  /** True when it is done. */
  set: (password: string) => Promise<boolean>;
};

/** A password said across the counter, for somebody who cannot open a link now. */
export function SetPassword(props: SetPasswordProps) {
  const isTyping = useSignal(false);
  const show = (typing: boolean) => () => {
    isTyping.value = typing;
  };
  if (isTyping.value) return <PasswordForm {...props} onDone={show(false)} />;
  return (
    <Button wide onClick={show(true)}>
      <Icon of={LockKeyhole} />
      {t("account.set_password")}
    </Button>
  );
}

function PasswordForm({ name, doing, set, onDone }: SetPasswordProps & { onDone: () => void }) {
  const password = useSignal("");
  const isShort = useSignal(false);
  const form = useFirstField<HTMLFormElement>();
  const save = async () => {
    isShort.value = password.value.length < LEAST_LETTERS;
    if (isShort.value || !(await set(password.value))) return;
    say(t("account.password_set", { name }));
    onDone();
  };
  return (
    <form
      ref={form}
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field
        label={t("account.new_password", { name })}
        hint={t("account.password_hint", { n: LEAST_LETTERS })}
        type="password"
        autocomplete="new-password"
        maxLength={256}
        value={password.value}
        fault={isShort.value ? passwordTooShort() : faultsIn(doing).at("password")}
        onInput={(event) => {
          password.value = event.currentTarget.value;
          isShort.value = false;
          forgetFault(doing);
        }}
      />
      <div class="form-ways">
        <Button wide submit busy={isDoing(doing)}>
          {t("account.save_password")}
        </Button>
        <Button kind="quiet" wide onClick={onDone}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
