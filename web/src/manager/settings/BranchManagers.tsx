import { useEffect } from "preact/hooks";
import { t } from "../../lib/i18n";
import { Failure } from "../../staff/Failure";
import { NO_FAULTS } from "../../staff/faults";
import { fetched } from "../../staff/fetched";
import { type Form, formOf } from "../../staff/form";
import { me } from "../../staff/identity";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { Check } from "../../ui/Check";
import { houses } from "../house";
import { SaveBar } from "../SaveBar";
import { reachOfHouse, tellSaved } from "../saving";
import type { Organization } from "../wire";

type RightsForm = Pick<Organization, "branch_managers">;

const PATH = "/api/organization";
const SAVING = "save branch managers";
const organization = fetched(() => call<Organization>(PATH));

const toForm = ({ branch_managers }: Organization): RightsForm => ({ branch_managers });

async function save(form: Form<RightsForm>): Promise<void> {
  const saved = await saveForm<RightsForm, Organization>({
    name: SAVING,
    form,
    check: () => NO_FAULTS,
    send: () => patch<Organization>(PATH, form.version.peek(), form.changes()),
    fetchNow: () => call<Organization>(PATH),
    toForm,
  });
  if (!saved) return;
  organization.change(() => saved);
  tellSaved({ branches: houses.value.peek() ?? [] });
}

/** What managers of single branches may do to the menu; managers of the whole organization decide. */
export function BranchManagers() {
  const decides = me.value?.branch === null;
  useEffect(() => {
    if (decides) void organization.load();
  }, [decides]);
  if (!decides) return null;
  const known = organization.value.value;
  if (!known) {
    const fault = organization.fault.value;
    return fault && <Failure fault={fault} onRetry={() => void organization.load()} />;
  }
  return <Rights form={formOf("branch managers", toForm(known), known.version)} />;
}

function Rights({ form }: { form: Form<RightsForm> }) {
  return (
    <form
      class="paper settings-branch"
      onSubmit={(event) => {
        event.preventDefault();
        void save(form);
      }}
    >
      <h2>{t("settings.branch_managers")}</h2>
      <Check
        checked={form.value.value.branch_managers === "catalog"}
        hint={t("settings.branch_managers_hint")}
        onChange={(on) => form.set({ branch_managers: on ? "catalog" : "prices" })}
      >
        {t("settings.branch_managers_edit")}
      </Check>
      <SaveBar
        form={form}
        name={SAVING}
        reach={reachOfHouse()}
        movedWords={() => t("settings.branch_managers_moved")}
      />
    </form>
  );
}
