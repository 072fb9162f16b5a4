import { signal } from "@preact/signals";
import type { TargetedSubmitEvent } from "preact";
import type { Me } from "../api/types";
import { ask, Refusal } from "../lib/http";
import { type Key, t } from "../lib/i18n";
import { act, faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { keepSignIn } from "../staff/signin";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Languages } from "../ui/Languages";
import { Ticket } from "../ui/Ticket";
import "../staff/signin.css";

const NAME = "take up";
const LEAST_LETTERS = 12;
const fault = signal<{ field: "password" | "again"; key: Key } | null>(null);

async function takeUp(token: string, password: string): Promise<void> {
  const me = await act(NAME, () => ask<Me>("/api/auth/invitation", { method: "POST", body: { token, password } }));
  if (!me) return;
  keepSignIn();
  location.replace(me.home);
}

function submit(event: TargetedSubmitEvent<HTMLFormElement>, token: string): void {
  event.preventDefault();
  const given = new FormData(event.currentTarget);
  const password = String(given.get("password"));
  fault.value = null;
  if (password.length < LEAST_LETTERS) fault.value = { field: "password", key: "invitation.short" };
  else if (password !== given.get("again")) fault.value = { field: "again", key: "invitation.differs" };
  else void takeUp(token, password);
}

/** The door for whoever comes by an invitation; a link that is over says what to do. */
export function ChoosePassword({ token }: { token: string }) {
  const refused = faultOf(NAME);
  const isOver = refused instanceof Refusal && (refused.status === 410 || refused.status === 404);
  return (
    <main class="door">
      <Ticket
        head={
          <div>
            <h1>{t("invitation.title")}</h1>
            <p class="quiet-words">{t("invitation.lead")}</p>
          </div>
        }
      >
        {isOver || !token ? <Over known={token !== "" && refused?.status === 410} /> : <PasswordForm token={token} />}
        <Languages />
      </Ticket>
    </main>
  );
}

function Over({ known }: { known: boolean }) {
  return (
    <div class="door-form">
      <p class="door-ended">{t(known ? "invitation.over" : "invitation.unknown")}</p>
      <Button kind="main" big wide onClick={() => location.assign("/cashier")}>
        {t("invitation.sign_in")}
      </Button>
    </div>
  );
}

function PasswordForm({ token }: { token: string }) {
  const busy = isDoing(NAME);
  const at = (field: "password" | "again") => (fault.value?.field === field ? t(fault.value.key) : undefined);
  return (
    <form class="door-form" onSubmit={(event) => submit(event, token)}>
      <Field
        label={t("invitation.password")}
        hint={t("invitation.hint")}
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
      <FaultNote fault={faultOf(NAME)} />
      <Button kind="main" big wide submit busy={busy}>
        {t(busy ? "invitation.going" : "invitation.go")}
      </Button>
    </form>
  );
}
