import { useSignal } from "@preact/signals";
import Trash from "lucide/dist/esm/icons/archive.mjs";
import type { ApiPath } from "../../api/types";
import { t } from "../../lib/i18n";
import { act, faultOf, isDoing } from "../../staff/doing";
import { FaultNote } from "../../staff/Failure";
import { forgetForm } from "../../staff/form";
import { call } from "../../staff/server";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { say } from "../../ui/Toast";
import { editsCatalog, loadCatalog } from "../catalog";
import { go, MENU } from "../route";
import { reachWords } from "../saving";
import type { Reach } from "../wire";
import { draftOf } from "./tree";

/** Off every menu for good; asked once more, since there is no way back from the screen. */
export function Archive({ path, id, name, lead }: { path: ApiPath; id: string; name: string; lead: string }) {
  const asking = useSignal(false);
  const doing = `archive ${id}`;
  const archive = async () => {
    const done = await act(doing, () => call<{ reach: Reach }>(path, { method: "DELETE" }));
    if (!done) return;
    say(t("archive.told", { name, reach: reachWords(done.reach) }));
    for (const typed of [id, draftOf(id)]) forgetForm(typed);
    go(MENU);
    loadCatalog();
  };
  if (!editsCatalog.value) return null;
  if (!asking.value)
    return (
      <Button
        kind="quiet"
        class="archive"
        onClick={() => {
          asking.value = true;
        }}
      >
        <Icon of={Trash} size={20} />
        {t("archive.go")}
      </Button>
    );
  return (
    <div class="paper archive-sure">
      <p>{lead}</p>
      <FaultNote fault={faultOf(doing)} />
      <div class="save-row">
        <Button kind="danger" busy={isDoing(doing)} onClick={() => void archive()}>
          {t("archive.yes", { name })}
        </Button>
        <Button
          kind="quiet"
          onClick={() => {
            asking.value = false;
          }}
        >
          {t("archive.no")}
        </Button>
      </div>
    </div>
  );
}
