import { useSignal } from "@preact/signals";
import LockKeyhole from "lucide/dist/esm/icons/lock-keyhole.mjs";
import { t } from "../../lib/i18n";
import { isDoing } from "../../staff/doing";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { say } from "../../ui/Toast";
import { useFirstField } from "../focus";
import type { Account } from "../wire";
import { changePerson, doingTo } from "./people";

const LEAST_LETTERS = 12;

/** A password said across the counter, for somebody who cannot open a link now. */
export function Password({ person }: { person: Account }) {
  const isTyping = useSignal(false);
  if (isTyping.value)
    return (
      <PasswordForm
        person={person}
        onDone={() => {
          isTyping.value = false;
        }}
      />
    );
  return (
    <Button
      wide
      onClick={() => {
        isTyping.value = true;
      }}
    >
      <Icon of={LockKeyhole} />
      {t("people.set_password")}
    </Button>
  );
}

function PasswordForm({ person, onDone }: { person: Account; onDone: () => void }) {
  const password = useSignal("");
  const isShort = useSignal(false);
  const form = useFirstField<HTMLFormElement>();
  const set = async () => {
    isShort.value = password.value.length < LEAST_LETTERS;
    if (isShort.value || !(await changePerson(person, { password: password.value }))) return;
    say(t("people.password_set", { name: person.name }));
    onDone();
  };
  return (
    <form
      ref={form}
      class="form paper"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <Field
        label={t("people.new_password", { name: person.name })}
        hint={t("people.password_hint")}
        type="password"
        autocomplete="new-password"
        maxLength={256}
        value={password.value}
        fault={isShort.value ? t("people.short") : undefined}
        onInput={(event) => {
          password.value = event.currentTarget.value;
          isShort.value = false;
        }}
      />
      <div class="pair">
        <Button onClick={onDone}>{t("cancel")}</Button>
        <Button kind="main" submit busy={isDoing(doingTo(person.id))}>
          {t("people.save_password")}
        </Button>
      </div>
    </form>
  );
}
