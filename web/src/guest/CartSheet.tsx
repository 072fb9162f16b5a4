import { useSignal } from "@preact/signals";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import UtensilsCrossed from "lucide/dist/esm/icons/utensils-crossed.mjs";
import { useRef } from "preact/hooks";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Segmented } from "../ui/Segmented";
import { Sheet } from "../ui/Sheet";
import { Ticket, TicketRow } from "../ui/Ticket";
import { CartRow } from "./CartRow";
import { cart } from "./cart";
import { canSend, cartNews, sendTotal } from "./keeping";
import { price } from "./menu";
import { quote } from "./quote";
import { Round } from "./Round";
import { SendFoot } from "./SendFoot";
import { onItsWay } from "./sending";
import { rounds } from "./table";
import { cartOpen } from "./view";
import "./cart.css";

type Whose = "mine" | "others";

const onClose = () => {
  cartOpen.value = false;
};

export function CartSheet() {
  const whose = useSignal<Whose>("mine");
  const others = rounds.value.filter((order) => !order.mine);
  const paper = useRef<HTMLDivElement>(null);
  const look = () => {
    whose.value = "mine";
    paper.current?.scrollIntoView();
  };
  return (
    <Sheet title={t("cart")} closeWord={t("close")} onClose={onClose} foot={<SendFoot onLook={look} />}>
      <Segmented
        label={t("cart.whose")}
        value={whose.value}
        options={[
          { value: "mine", label: t("cart.mine") },
          { value: "others", label: t("cart.others") },
        ]}
        onChange={(next) => {
          whose.value = next;
        }}
      />
      <div ref={paper} class="cart-paper">
        {whose.value === "mine" && <Mine />}
        {whose.value === "others" &&
          (others.length ? (
            others.map((order) => <Round key={order.id} order={order} />)
          ) : (
            <Empty drawing={UtensilsCrossed}>{t("cart.others_empty")}</Empty>
          ))}
      </div>
    </Sheet>
  );
}

function Mine() {
  const lines = cart.value;
  const leaving = onItsWay.value;
  if (!lines.length && !leaving.length)
    return (
      <Empty drawing={UtensilsCrossed} action={<Button onClick={onClose}>{t("cart.to_menu")}</Button>}>
        {t("cart.empty")}
      </Empty>
    );
  return (
    <>
      {cartNews.value.length > 0 && (
        <Banner tone="late" icon={TriangleAlert}>
          {[...new Set(cartNews.value)].map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Banner>
      )}
      <Ticket>
        <ul>
          {leaving.map((line) => (
            <CartRow key={line.id} line={line} leaving />
          ))}
          {lines.map((line) => !leaving.some(({ id }) => id === line.id) && <CartRow key={line.id} line={line} />)}
          {canSend() && <Total />}
        </ul>
      </Ticket>
    </>
  );
}

/** Where tax comes on top, what it makes; until the server has said so, that it will. */
function Total() {
  const known = quote.value;
  if (!known) return <TicketRow strong name={t("cart.total")} amount={price(sendTotal.value)} />;
  return (
    <>
      <TicketRow name={t("cart.tax")} amount={money(known.tax, known.currency)} />
      <TicketRow strong name={t("cart.total")} amount={money(known.total, known.currency)} />
    </>
  );
}
