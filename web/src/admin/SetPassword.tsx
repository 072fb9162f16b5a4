import { useSignal } from "@preact/signals";
import Lock from "lucide/dist/esm/icons/lock-keyhole.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { say } from "../ui/Toast";
import { faultsOf } from "./faults";
import { changeManager, changing } from "./verbs";
import type { Account } from "./wire";

const LEAST_LETTERS = 12;

/** For somebody who cannot follow a link: the admin chooses a password and tells it. */
export function SetPassword({ account, busy }: { account: Account; busy: boolean }) {
  const asking = useSignal(false);
  const tooShort = useSignal(false);
  if (!asking.value)
    return (
      <Button
        wide
        onClick={() => {
          asking.value = true;
        }}
      >
        <Icon of={Lock} />
        {t("manager.set_password")}
      </Button>
    );

  const set = async (password: string) => {
    tooShort.value = password.length < LEAST_LETTERS;
    if (tooShort.value || !(await changeManager(account, { password }))) return;
    asking.value = false;
    say(t("manager.password_set", { name: account.name }));
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void set(String(new FormData(event.currentTarget).get("password")));
      }}
    >
      <Field
        label={t("manager.new_password")}
        hint={t("manager.password_hint")}
        name="password"
        required
        maxLength={256}
        autocomplete="off"
        autofocus
        fault={tooShort.value ? t("manager.password_short") : faultsOf(changing(account.id)).at("password")}
      />
      <Button wide submit busy={busy}>
        {t("manager.set_password")}
      </Button>
    </form>
  );
}
