import { useSignal } from "@preact/signals";
import KeyRound from "lucide/dist/esm/icons/key-round.mjs";
import LogOut from "lucide/dist/esm/icons/log-out.mjs";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../lib/i18n";
import { ChangeEmail } from "../staff/ChangeEmail";
import { isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { faultsIn } from "../staff/fieldFaults";
import { Form } from "../staff/form";
import { LinkPaper } from "../staff/LinkPaper";
import { MovedNote } from "../staff/MovedNote";
import { SetPassword } from "../staff/SetPassword";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { say } from "../ui/Toast";
import { BranchSelect } from "./BranchSelect";
import { AccountState, loginWords, whereWords } from "./ManagerEntry";
import { movedWords } from "./moved";
import { closeSheet } from "./sheets";
import { changeManager, changing, inviteAgain, links, managerForm, placeManager, signOutEverywhere } from "./verbs";
import type { Account } from "./wire";

function close(): void {
  links.value = new Map();
  closeSheet();
}

/** One manager: the link to hand over, name and place, and the ways to keep somebody out. */
export function ManagerSheet({ account }: { account: Account }) {
  const busy = isDoing(changing(account.id));
  const link = links.value.get(account.id);
  return (
    <Sheet title={account.name} closeWord={t("close")} onClose={close}>
      <div class="form">
        <p class="manager-facts">
          <AccountState account={account} />
          <span>{account.email}</span>
          <span>{whereWords(account)}</span>
          <span>{loginWords(account)}</span>
        </p>
        {link && account.active && <LinkPaper url={link} name={account.name} />}
        <FaultNote fault={faultsIn(changing(account.id), ["password", "email"]).rest} />
        <Place account={account} busy={busy} />
        <hr />
        <div class="form-ways">
          {account.active && (
            <Button wide busy={busy} onClick={() => void inviteAgain(account)}>
              <Icon of={KeyRound} />
              {t(account.invited ? "manager.link_again" : "manager.new_link")}
            </Button>
          )}
          {account.active && !account.invited && (
            <Button wide busy={busy} onClick={() => void signOutEverywhere(account)}>
              <Icon of={LogOut} turns />
              {t("manager.sign_out")}
            </Button>
          )}
          {account.active && (
            <ChangeEmail
              name={account.name}
              email={account.email}
              doing={changing(account.id)}
              set={(email) => changeManager(account, { email })}
            />
          )}
          {account.active && (
            <SetPassword
              name={account.name}
              doing={changing(account.id)}
              set={(password) => changeManager(account, { password })}
            />
          )}
          <Suspend account={account} busy={busy} />
        </div>
      </div>
    </Sheet>
  );
}

type Part = { account: Account; busy: boolean };

function Place({ account, busy }: Part) {
  const form = useMemo(() => new Form(managerForm(account), account.version), []);
  useEffect(() => {
    if (form.version.peek() < account.version) form.follow(managerForm(account), account.version, true);
  }, [account.version]);
  const save = async () => {
    if (await placeManager(account, form)) say(t("saved", { name: form.value.value.name }));
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <MovedNote moved={form.moved.value} words={movedWords} />
      <div class="form-ways">
        <Field
          label={t("field.name")}
          required
          maxLength={120}
          autocomplete="off"
          value={form.value.value.name}
          fault={form.faults.value.get("name")}
          onInput={(event) => form.set({ name: event.currentTarget.value })}
        />
        <BranchSelect
          organizationId={account.organization.id}
          value={form.value.value.branch}
          onChange={(branch) => form.set({ branch })}
        />
      </div>
      <Button kind="main" wide submit busy={busy}>
        {t("save")}
      </Button>
    </form>
  );
}

/** Suspending asks once more: the person is out at once, everywhere. */
function Suspend({ account, busy }: Part) {
  const asking = useSignal(false);
  const set = async (active: boolean) => {
    if (await changeManager(account, { active })) asking.value = false;
  };
  if (!account.active)
    return (
      <Button wide busy={busy} onClick={() => void set(true)}>
        {t("manager.let_in")}
      </Button>
    );
  if (asking.value)
    return (
      <Button kind="danger" wide busy={busy} onClick={() => void set(false)}>
        {t("manager.suspend_yes", { name: account.name })}
      </Button>
    );
  return (
    <Button
      kind="quiet"
      wide
      onClick={() => {
        asking.value = true;
      }}
    >
      {t("manager.suspend")}
    </Button>
  );
}
