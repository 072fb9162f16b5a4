import { computed, effect, signal } from "@preact/signals";
import type { IconNode } from "lucide";
import ChefHat from "lucide/dist/esm/icons/chef-hat.mjs";
import Coffee from "lucide/dist/esm/icons/coffee.mjs";
import Wallet from "lucide/dist/esm/icons/wallet.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { Empty } from "../ui/Empty";
import { Segmented } from "../ui/Segmented";
import { Skeleton } from "../ui/Skeleton";
import { KitchenCard, NewCard, UnpaidCard } from "./BoardCards";
import { sortBoard } from "./board";
import { Calls } from "./Calls";
import { orders, reload, sessions } from "./house";
import { NeedsYou } from "./NeedsYou";
import { SomeOf } from "./SomeOf";
import "./board.css";
import { device } from "../lib/storage";

type Density = "roomy" | "compact";
type Column = "waiting" | "kitchen" | "unpaid";
const KEPT = "comanda.density";
const density = signal<Density>(device.get(KEPT) === "roomy" ? "roomy" : "compact");
effect(() => device.set(KEPT, density.value));
/** More new orders than these are a flood. */
const AT_ONCE = 30;
/** Which column a phone shows. */
const column = signal<Column>("waiting");

const board = computed(() => {
  const [ordered, open] = [orders.value.value, sessions.value.value];
  return ordered && open ? sortBoard(ordered, open) : null;
});

export function BoardScreen() {
  const fault = orders.fault.value ?? sessions.fault.value;
  if (!board.value && fault) return <Failure fault={fault} onRetry={reload} />;
  if (!board.value) return <Skeleton rows={5} label={t("loading")} />;
  const { waiting, kitchen, unpaid } = board.value;
  return (
    <div class={`screen board ${density.value} ${column.value}-first`}>
      <header class="board-head">
        <h1>{t("rail.board")}</h1>
        <Segmented<Density>
          label={t("board.density")}
          value={density.value}
          options={[
            { value: "compact", label: t("board.compact") },
            { value: "roomy", label: t("board.roomy") },
          ]}
          onChange={(chosen) => {
            density.value = chosen;
          }}
        />
      </header>
      <div class="board-columns-choice">
        <Segmented<Column>
          label={t("board.columns")}
          value={column.value}
          options={[
            { value: "waiting", label: t("board.short_new", { n: waiting.length }) },
            { value: "kitchen", label: t("board.short_kitchen", { n: kitchen.length }) },
            { value: "unpaid", label: t("board.short_unpaid", { n: unpaid.length }) },
          ]}
          onChange={(chosen) => {
            column.value = chosen;
          }}
        />
      </div>
      <BoardColumn
        name="waiting"
        title={t("board.new")}
        count={waiting.length}
        empty={t("board.no_new")}
        drawing={Coffee}
      >
        <SomeOf items={waiting} first={AT_ONCE}>
          {(order) => <NewCard key={order.id} order={order} />}
        </SomeOf>
      </BoardColumn>
      <BoardColumn
        name="kitchen"
        title={t("board.kitchen")}
        count={kitchen.length}
        empty={t("board.no_kitchen")}
        drawing={ChefHat}
      >
        {kitchen.map((order) => (
          <KitchenCard key={order.id} order={order} />
        ))}
      </BoardColumn>
      <BoardColumn
        name="unpaid"
        title={t("board.unpaid")}
        count={unpaid.length}
        empty={t("board.no_unpaid")}
        drawing={Wallet}
      >
        {unpaid.map((session) => (
          <UnpaidCard key={session.id} session={session} />
        ))}
      </BoardColumn>
    </div>
  );
}

type BoardColumnProps = {
  name: Column;
  title: string;
  count: number;
  empty: string;
  drawing: IconNode;
  children: ComponentChildren;
};

function BoardColumn({ name, title, count, empty, drawing, children }: BoardColumnProps) {
  return (
    <section class={`board-column ${name}`}>
      <h2>
        {title} <span class="board-count figures">{count}</span>
      </h2>
      <div class="board-cards">
        {name === "waiting" && <NeedsYou />}
        {name === "waiting" && <Calls />}
        {count === 0 ? <Empty drawing={drawing}>{empty}</Empty> : children}
      </div>
    </section>
  );
}
