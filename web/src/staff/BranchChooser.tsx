import ChevronRight from "lucide/dist/esm/icons/chevron-right.mjs";
import Store from "lucide/dist/esm/icons/store.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Ticket } from "../ui/Ticket";
import { isDoing } from "./doing";
import { branches, chooseBranch, me } from "./identity";
import { signOut } from "./signin";
import "./signin.css";

/** For people with several branches: which of them this screen serves. */
export function BranchChooser() {
  const leave = (
    <Button kind="quiet" wide busy={isDoing("sign out")} onClick={() => void signOut()}>
      {t("sign_out")}
    </Button>
  );
  return (
    <main class="door">
      <Ticket
        head={
          <div>
            <h1>{t("branch.choose")}</h1>
            <p class="quiet-words">{me.value?.organization?.name ?? me.value?.staff.name}</p>
          </div>
        }
      >
        {branches.value.length === 0 && <Empty drawing={Store}>{t("branch.none")}</Empty>}
        <ul class="door-branches">
          {branches.value.map(({ id, name }) => (
            <li key={id}>
              <Button wide big onClick={() => chooseBranch(id)}>
                <span>{name}</span>
                <Icon of={ChevronRight} turns />
              </Button>
            </li>
          ))}
        </ul>
        {leave}
      </Ticket>
    </main>
  );
}
