import Grid from "lucide/dist/esm/icons/layout-grid.mjs";
import Pencil from "lucide/dist/esm/icons/pencil.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import Store from "lucide/dist/esm/icons/store.mjs";
import { t } from "../../lib/i18n";
import { faultOf, isDoing } from "../../staff/doing";
import { Failure, FaultNote } from "../../staff/Failure";
import { branch } from "../../staff/identity";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { Icon } from "../../ui/Icon";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { AreaSheet } from "./AreaSheet";
import { Canvas } from "./Canvas";
import {
  ADDING_TABLE,
  addTable,
  area,
  areas,
  chooseArea,
  hasOthers,
  keepFloor,
  loadFloor,
  NO_AREA,
  placed,
  sheet,
  tables,
} from "./floor";
import { MOVING } from "./moved";
import { SeveralSheet } from "./SeveralSheet";
import { TableSheet } from "./TableSheet";
import "./plan.css";

keepFloor();

/** The floor of a branch, drawn by hand or with the arrow keys. */
export function PlanScreen() {
  if (!branch.value) return <Empty drawing={Store}>{t("plan.no_branch")}</Empty>;
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t("plan.title", { branch: branch.value.name })}</h1>
        <div class="plan-adding">
          <Button
            onClick={() => {
              sheet.value = { kind: "several" };
            }}
          >
            <Icon of={Grid} />
            {t("plan.several")}
          </Button>
          <Button kind="main" busy={isDoing(ADDING_TABLE)} onClick={() => void addTable()}>
            <Icon of={Plus} />
            {t("plan.new_table")}
          </Button>
        </div>
      </header>
      <Areas />
      <FaultNote fault={(sheet.value ? null : faultOf(ADDING_TABLE)) ?? faultOf(MOVING)} />
      <Floor />
      <Open />
    </div>
  );
}

function Areas() {
  const known = areas.value.value ?? [];
  const current = area.value;
  return (
    <div class="plan-areas">
      {known.length + Number(hasOthers.value) > 1 && (
        <Segmented
          label={t("plan.areas")}
          value={current?.id ?? NO_AREA}
          options={[
            ...known.map(({ id, name }) => ({ value: id, label: name })),
            ...(hasOthers.value ? [{ value: NO_AREA, label: t("plan.no_area") }] : []),
          ]}
          onChange={chooseArea}
        />
      )}
      {current && (
        <Button
          kind="quiet"
          aria-label={t("plan.change_area", { area: current.name })}
          onClick={() => {
            sheet.value = { kind: "area", id: current.id };
          }}
        >
          <Icon of={Pencil} size={20} />
        </Button>
      )}
      <Button
        onClick={() => {
          sheet.value = { kind: "new-area" };
        }}
      >
        <Icon of={Plus} />
        {t("plan.new_area")}
      </Button>
    </div>
  );
}

function Floor() {
  const fault = tables.fault.value ?? areas.fault.value;
  if (!tables.value.value || !areas.value.value) {
    if (fault) return <Failure fault={fault} onRetry={loadFloor} />;
    return <Skeleton rows={5} label={t("loading")} />;
  }
  return (
    <>
      {placed.value.length === 0 ? (
        <Empty drawing={Grid}>{t("plan.empty")}</Empty>
      ) : (
        <p class="quiet-words">{t("plan.lead")}</p>
      )}
      {placed.value.length > 0 && <Canvas />}
    </>
  );
}

function Open() {
  const open = sheet.value;
  if (open?.kind === "several") return <SeveralSheet />;
  if (open?.kind === "new-area") return <AreaSheet area={null} />;
  if (open?.kind === "area") {
    const found = areas.value.value?.find(({ id }) => id === open.id);
    return found ? <AreaSheet key={found.id} area={found} /> : null;
  }
  if (open?.kind === "table") {
    const found = tables.value.value?.find(({ id }) => id === open.id);
    return found ? <TableSheet key={found.id} table={found} isNew={open.isNew} /> : null;
  }
  return null;
}
