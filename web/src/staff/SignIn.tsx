import type { TargetedSubmitEvent } from "preact";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Languages } from "../ui/Languages";
import { Ticket } from "../ui/Ticket";
import { faultOf, isDoing } from "./doing";
import { wasSignedOut } from "./identity";
import { blockedHere, signIn, signInWords } from "./signin";
import "./signin.css";

function submit(event: TargetedSubmitEvent<HTMLFormElement>): void {
  event.preventDefault();
  const given = new FormData(event.currentTarget);
  void signIn(String(given.get("email")).trim(), String(given.get("password")));
}

/** The door. Also where a sign-in that ended leads, with a word about it. */
export function SignIn() {
  const busy = isDoing("sign in");
  const fault = faultOf("sign in");
  const blocked = blockedHere.value;
  return (
    <main class="door">
      <Ticket
        head={
          <div>
            <h1>{t("app.name")}</h1>
            <p class="quiet-words">{t("sign_in.lead")}</p>
          </div>
        }
      >
        <form class="door-form" onSubmit={submit}>
          {blocked && (
            <p class="door-ended" role="alert">
              {t(blocked)}
            </p>
          )}
          {wasSignedOut.value && !blocked && !fault && <p class="door-ended">{t("sign_in.ended")}</p>}
          <Field label={t("sign_in.email")} name="email" type="email" autocomplete="username" required autofocus />
          <Field
            label={t("sign_in.password")}
            name="password"
            type="password"
            autocomplete="current-password"
            required
            fault={fault ? signInWords(fault) : undefined}
          />
          <Button kind="main" big wide submit busy={busy}>
            {busy ? t("sign_in.going") : t("sign_in.go")}
          </Button>
        </form>
        <Languages />
      </Ticket>
    </main>
  );
}
