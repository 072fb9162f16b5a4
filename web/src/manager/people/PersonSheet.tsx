import { useSignal } from "@preact/signals";
import KeyRound from "lucide/dist/esm/icons/key-round.mjs";
import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import { dayAndClock, t } from "../../lib/i18n";
import { isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { faultsIn } from "../../staff/fieldFaults";
import { branches } from "../../staff/identity";
import { LinkPaper } from "../../staff/LinkPaper";
import { SetPassword } from "../../staff/SetPassword";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Sheet } from "../../ui/Sheet";
import type { Account } from "../wire";
import { changePerson, closePerson, doingTo, inviteAgain, links, signOutEverywhere } from "./people";

/** One person: the link to hand over, the role, and the ways to keep somebody out. */
export function PersonSheet({ person }: { person: Account }) {
  const { id, name, email, role, branch, invited, last_login_at } = person;
  const busy = isDoing(doingTo(id));
  const link = links.value.get(id);
  const seen = last_login_at ? t("people.seen", { time: dayAndClock(last_login_at) }) : t("people.never");
  return (
    <Sheet title={name} closeWord={t("close")} onClose={closePerson}>
      <div class="form">
        <p class="quiet-words">{`${email} · ${invited ? t("people.invited") : seen}`}</p>
        {link && <LinkPaper url={link} name={name} />}
        <FaultNote fault={faultsIn(doingTo(id), ["password"]).rest} />
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
  const busy = isDoing(doingTo(person.id));
  if (!person.active)
    return (
      <Button wide busy={busy} onClick={() => void changePerson(person, { active: true })}>
        {t("people.let_in")}
      </Button>
    );
  if (!asking.value)
    return (
      <Button
        kind="quiet"
        wide
        onClick={() => {
          asking.value = true;
        }}
      >
        {t("people.suspend")}
      </Button>
    );
  return (
    <Button
      kind="danger"
      wide
      busy={busy}
      onClick={() =>
        void changePerson(person, { active: false }).then(() => {
          asking.value = false;
        })
      }
    >
      {t("people.suspend_yes", { name: person.name })}
    </Button>
  );
}
