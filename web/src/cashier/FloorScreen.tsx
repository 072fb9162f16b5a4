import { computed, signal } from "@preact/signals";
import Grid from "lucide/dist/esm/icons/layout-grid.mjs";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Segmented } from "../ui/Segmented";
import { askedCount } from "./bell";
import { DrawnArea } from "./DrawnArea";
import { choose, isDrawn, type View, view } from "./drawing";
import { FloorStrip } from "./FloorStrip";
import { layOut, type Spot, sumFloor } from "./floor";
import { limits, now, orders, reload, sessions, tables } from "./house";
import { Inbox } from "./Inbox";
import { show } from "./sheets";
import { Tile } from "./Tile";
import { dishesToCome } from "./toCome";
import "./floor.css";

const plan = computed(() => {
  const [placed, open] = [tables.value.value, sessions.value.value];
  if (!placed || !open) return null;
  const toCome = dishesToCome(orders.value.value ?? [], new Set(open.map(({ id }) => id)));
  return { ...layOut(placed, open, limits.value, now.value, toCome), sums: sumFloor(open, limits.value, now.value) };
});

/** Which half a phone shows. */
type Half = "tables" | "orders";
const half = signal<Half>("tables");

export function FloorScreen() {
  const fault = tables.fault.value ?? sessions.fault.value;
  if (!plan.value) return fault ? <Failure fault={fault} onRetry={retry} /> : <FloorGhost />;
  const { areas, counter, sums } = plan.value;
  const spots = [...areas.flatMap((area) => area.spots), ...counter];
  return (
    <div class={`screen floor ${half.value}-first`}>
      <header class="floor-head">
        <h1 class="unseen">{t("rail.floor")}</h1>
        <FloorStrip sums={sums} />
        <div class="floor-halves">
          <Segmented<Half>
            label={t("floor.halves")}
            value={half.value}
            options={[
              { value: "tables", label: t("floor.tables") },
              { value: "orders", label: t("floor.orders", { n: askedCount.value }) },
            ]}
            onChange={(chosen) => {
              half.value = chosen;
            }}
          />
        </div>
        {areas.some((area) => isDrawn(area.spots)) && (
          <div class="floor-view">
            <Segmented<View>
              label={t("floor.view")}
              value={view.value}
              options={[
                { value: "plan", label: t("floor.plan") },
                { value: "grid", label: t("floor.grid") },
              ]}
              onChange={choose}
            />
          </div>
        )}
        <Button onClick={() => show({ kind: "counter" })}>
          <Icon of={Plus} />
          {t("counter.title")}
        </Button>
      </header>
      <div class="floor-tables">
        {spots.length === 0 && <Empty drawing={Grid}>{t("floor.no_tables")}</Empty>}
        {counter.length > 0 && <Area name={t("counter.open")} spots={counter} />}
        {areas.map((area) => (
          <Area key={area.id} name={area.name} spots={area.spots} />
        ))}
      </div>
      <Inbox spots={spots} />
    </div>
  );
}

function retry(): void {
  void tables.load();
  reload();
}

function Area({ name, spots }: { name: string; spots: Spot[] }) {
  return (
    <section class="floor-area">
      <h2>{name}</h2>
      {view.value === "plan" && isDrawn(spots) ? (
        <DrawnArea spots={spots} />
      ) : (
        <ul class="tiles">
          {spots.map((spot) => (
            <li key={spot.id}>
              <Tile spot={spot} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The floor before anything is known, in its final layout. */
function FloorGhost() {
  return (
    <div class="screen floor" role="status" aria-label={t("loading")}>
      <div class="floor-head" />
      <div class="floor-tables skeleton">
        <div class="tiles">
          {Array.from({ length: 20 }, (_, tile) => (
            <span key={tile} class="tile-ghost" />
          ))}
        </div>
      </div>
      <div class="inbox" />
    </div>
  );
}
