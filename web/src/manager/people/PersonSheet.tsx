import { useSignal } from "@preact/signals";
import KeyRound from "lucide/dist/esm/icons/key-round.mjs";
import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import { t } from "../../lib/i18n";
import { ChangeEmail } from "../../staff/ChangeEmail";
import { isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { faultsIn } from "../../staff/fieldFaults";
import { branches } from "../../staff/identity";
import { LinkPaper } from "../../staff/LinkPaper";
import { SetPassword } from "../../staff/SetPassword";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Sheet } from "../../ui/Sheet";
import type { Account } from "../wire";
import { changePerson, closePeople, doingTo, inviteAgain, links, seenWords, signOutEverywhere } from "./people";

/** One person: the link to hand over, the role, and the ways to keep somebody out. */
export function PersonSheet({ person }: { person: Account }) {
  const { id, name, email, role, branch, invited } = person;
  const busy = isDoing(doingTo(id));
  const link = links.value.get(id);
  const typed = useSignal(name);
  const faults = faultsIn(doingTo(id), ["password", "name", "email"]);
  return (
    <Sheet title={name} closeWord={t("close")} onClose={closePeople}>
      <div class="form">
        <p class="quiet-words">{`${email} · ${invited ? t("people.invited") : seenWords(person)}`}</p>
        {link && <LinkPaper url={link} name={name} />}
        <FaultNote fault={faults.rest} />
        <Field
          label={t("people.name")}
          maxLength={120}
          autocomplete="off"
          value={typed.value}
          fault={faults.at("name")}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onChange={() => void changePerson(person, { name: typed.value.trim() })}
        />
        <Segmented
          label={t("people.role")}
          value={role === "kitchen" ? "kitchen" : "cashier"}
          options={[
            { value: "cashier", label: t("role.cashier") },
            { value: "kitchen", label: t("role.kitchen") },
          ]}
          onChange={(chosen) => void changePerson(person, { role: chosen })}
        />
        {branches.value.length > 1 && (
          <Select
            label={t("shell.branch")}
            value={branch?.id ?? ""}
            options={branches.value.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(branch_id) => void changePerson(person, { branch_id })}
          />
        )}
        <Button wide busy={busy} onClick={() => void inviteAgain(person)}>
          <Icon of={KeyRound} />
          {t(invited ? "people.link_again" : "people.new_link")}
        </Button>
        <ChangeEmail
          name={name}
          email={email}
          doing={doingTo(id)}
          set={(changed) => changePerson(person, { email: changed })}
        />
        <SetPassword name={name} doing={doingTo(id)} set={(password) => changePerson(person, { password })} />
        <Button wide busy={busy} onClick={() => void signOutEverywhere(person)}>
          <Icon of={LogOut} />
          {t("people.sign_out")}
        </Button>
        <Suspend person={person} />
      </div>
    </Sheet>
  );
}

function Suspend({ person }: { person: Account }) {
  const asking = useSignal(false);
  const { id, name, active } = person;
  const isSure = active && asking.value;
  const press = async () => {
    asking.value = active && !isSure;
    if (!asking.value) await changePerson(person, { active: !active });
  };
  return (
    <Button
      kind={isSure ? "danger" : active ? "quiet" : "plain"}
      wide
      busy={isDoing(doingTo(id))}
      onClick={() => void press()}
    >
      {t(isSure ? "people.suspend_yes" : active ? "people.suspend" : "people.let_in", { name })}
    </Button>
  );
}
