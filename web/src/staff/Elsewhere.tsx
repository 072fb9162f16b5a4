import ArrowRight from "lucide/dist/esm/icons/arrow-right.mjs";
import type { Me } from "../api/types";
import { t, tOr } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Ticket } from "../ui/Ticket";
import { faultOf, isDoing } from "./doing";
import { FaultNote } from "./Failure";
import { signOut } from "./signin";
import "./signin.css";

/** This page is another role's: said kindly, with the way to the own one, and for whoever shares the device. */
export function Elsewhere({ person }: { person: Me }) {
  const { name } = person.staff;
  return (
    <main class="door">
      <Ticket
        head={
          <div>
            <h1>{t("elsewhere.title", { name })}</h1>
            <p class="quiet-words">{t("sign_in.lead")}</p>
          </div>
        }
      >
        <div class="door-form">
          <p>{tOr(`elsewhere.${person.role}`, "elsewhere.other")}</p>
          <Button kind="main" big wide onClick={() => location.replace(person.home)}>
            {t("elsewhere.go")}
            <Icon of={ArrowRight} />
          </Button>
          <FaultNote fault={faultOf("sign out")} />
          <Button kind="quiet" wide busy={isDoing("sign out")} onClick={() => void signOut()}>
            {t("elsewhere.somebody")}
          </Button>
        </div>
      </Ticket>
    </main>
  );
}
