import { useSignal } from "@preact/signals";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import UtensilsCrossed from "lucide/dist/esm/icons/utensils-crossed.mjs";
import type { Product } from "../api/types";
import { type CartLine, MOST_OF_ONE } from "../lib/cart";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Segmented } from "../ui/Segmented";
import { Sheet } from "../ui/Sheet";
import { Stepper } from "../ui/Stepper";
import { Ticket, TicketRow } from "../ui/Ticket";
import { cart } from "./cart";
import { whyNot } from "./Dish";
import { cartNews, isSendable, lineDetail, refusedLines, sendTotal, setQuantity } from "./keeping";
import { currency, products } from "./menu";
import { Round } from "./Round";
import { ordersClosed, send, sending } from "./sending";
import { rounds } from "./table";
import { cartOpen, go, openDish } from "./view";
import "./cart.css";

type Whose = "mine" | "others";

const onClose = () => {
  cartOpen.value = false;
};

export function CartSheet() {
  const whose = useSignal<Whose>("mine");
  const others = rounds.value.filter((order) => !order.mine);
  return (
    <Sheet title={t("cart")} closeWord={t("close")} onClose={onClose} foot={<SendFoot />}>
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
      <div class="cart-paper">
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
  if (!lines.length)
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
          {lines.map((line) => (
            <Row key={line.id} line={line} />
          ))}
          <TicketRow strong name={t("cart.total")} amount={money(sendTotal.value, currency.value)} />
        </ul>
      </Ticket>
    </>
  );
}

function Row({ line }: { line: CartLine }) {
  const product = products.value.get(line.product_id);
  const wanted = isSendable(line);
  const reason = refusedLines.value[line.id] ?? goneBecause(product);
  const values = { product: line.name };
  return (
    <TicketRow
      name={line.name}
      amount={money(line.unit * line.quantity, currency.value)}
      detail={lineDetail(line)}
      struck={!wanted}
    >
      <div class="cart-tools">
        {reason ? <b class="cart-reason">{reason}</b> : <Change line={line} left={!wanted} />}
        <Stepper
          value={line.quantity}
          min={0}
          max={wanted ? MOST_OF_ONE : line.quantity}
          fewer={t(line.quantity > 1 ? "cart.fewer" : "cart.remove", values)}
          more={t("cart.more", values)}
          onChange={(next) => setQuantity(line.id, next)}
        />
      </div>
    </TicketRow>
  );
}

function goneBecause(product: Product | undefined): string | null {
  if (!product) return t("unavailable.not_offered");
  return product.available ? null : whyNot(product);
}

function Change({ line, left }: { line: CartLine; left: boolean }) {
  return (
    <Button
      kind="quiet"
      aria-label={left ? undefined : t("cart.change", { product: line.name })}
      onClick={() => {
        openDish.value = { product_id: line.product_id, line };
      }}
    >
      {left ? t("dish.left", { n: 1 }) : t("change")}
    </Button>
  );
}

function SendFoot() {
  const closed = ordersClosed.value;
  const sendCart = async () => {
    if (!(await send())) return;
    onClose();
    go("rounds");
  };
  return (
    <div class="send">
      <Button
        kind="main"
        big
        wide
        busy={sending.value}
        disabled={!cart.value.some(isSendable) || closed !== null}
        aria-describedby="send-words"
        onClick={sendCart}
      >
        {sending.value ? t("send.sending") : t("send")}
        <span>{money(sendTotal.value, currency.value)}</span>
      </Button>
      <p id="send-words" class="small" role="status">
        {closed ?? t("send.explain")}
      </p>
    </div>
  );
}
