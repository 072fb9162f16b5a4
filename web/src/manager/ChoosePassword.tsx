import { signal } from "@preact/signals";
import type { TargetedSubmitEvent } from "preact";
import type { Me } from "../api/types";
import { ask, Refusal } from "../lib/http";
import { t } from "../lib/i18n";
import { act, faultOf, forgetFault, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { passwordTooShort } from "../staff/faults";
import { faultsIn } from "../staff/fieldFaults";
import { LEAST_LETTERS } from "../staff/password";
import type { Fault } from "../staff/server";
import { keepSignIn } from "../staff/signin";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Languages } from "../ui/Languages";
import { Ticket } from "../ui/Ticket";
import "../staff/signin.css";

const NAME = "take up";
const fault = signal<{ field: "password" | "again"; words: string } | null>(null);

async function takeUp(token: string, password: string): Promise<void> {
  const me = await act(NAME, () => ask<Me>("/api/auth/invitation", { method: "POST", body: { token, password } }));
  const end = endOf(faultOf(NAME));
  if (me || end) history.replaceState(end && { over: end === "over" }, "");
  if (!me) return;
  keepSignIn();
  location.replace(me.home);
}

function submit(event: TargetedSubmitEvent<HTMLFormElement>, token: string): void {
  event.preventDefault();
  const given = new FormData(event.currentTarget);
  const password = String(given.get("password"));
  fault.value = null;
  forgetFault(NAME);
  if (password.length < LEAST_LETTERS) fault.value = { field: "password", words: passwordTooShort() };
  else if (password !== given.get("again")) fault.value = { field: "again", words: t("invitation.differs") };
  else void takeUp(token, password);
}

/** Why a link leads nowhere any more: it is over, or nobody ever sent it. */
function endOf(fault: Fault | null): "over" | "unknown" | null {
  if (!(fault instanceof Refusal)) return null;
  return fault.status === 410 ? "over" : fault.status === 404 ? "unknown" : null;
}

/** The door for whoever comes by an invitation; a link that is over says what to do. */
export function ChoosePassword({ token, wasOver }: { token: string; wasOver: boolean }) {
  const end = endOf(faultOf(NAME)) ?? (token ? null : wasOver ? "over" : "unknown");
  return (
    <main class="door">
      <Ticket
        head={
          <div>
            <h1>{t(end ? "invitation.ended" : "invitation.title")}</h1>
            {!end && <p class="quiet-words">{t("invitation.lead")}</p>}
          </div>
        }
      >
        {end ? <Ended words={t(`invitation.${end}`)} /> : <PasswordForm token={token} />}
        <Languages />
      </Ticket>
    </main>
  );
}

function Ended({ words }: { words: string }) {
  return (
    <div class="door-form">
      <p class="door-ended">{words}</p>
      <Button kind="main" big wide onClick={() => location.assign("/cashier")}>
        {t("invitation.sign_in")}
      </Button>
    </div>
  );
}

function PasswordForm({ token }: { token: string }) {
  const busy = isDoing(NAME);
  const faults = faultsIn(NAME, ["password"]);
  const at = (field: "password" | "again") => (fault.value?.field === field ? fault.value.words : faults.at(field));
  return (
    <form class="door-form" onSubmit={(event) => submit(event, token)}>
      <Field
        label={t("invitation.password")}
        hint={t("invitation.hint", { n: LEAST_LETTERS })}
        name="password"
        type="password"
        autocomplete="new-password"
        autofocus
        fault={at("password")}
      />
      <Field
        label={t("invitation.again")}
        name="again"
        type="password"
        autocomplete="new-password"
        fault={at("again")}
      />
      <FaultNote fault={faults.rest} />
      <Button kind="main" big wide submit busy={busy}>
        {t(busy ? "invitation.going" : "invitation.go")}
      </Button>
    </form>
  );
}
