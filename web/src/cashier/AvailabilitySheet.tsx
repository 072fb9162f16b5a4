import type { Option } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import type { OffFor } from "../staff/until";
import { Button } from "../ui/Button";
import { Sheet } from "../ui/Sheet";
import { say } from "../ui/Toast";
import { dishName } from "./dishes";
import { products } from "./house";
import { whyNot } from "./ProductTile";
import { closeSheet } from "./sheets";
import { setAvailable } from "./verbs";
import "./availability.css";

const WAYS: readonly OffFor[] = ["today", "half_hour", "two_hours", "switched_on"];

async function turn(id: string, name: string, off: OffFor | null): Promise<void> {
  if (!(await setAvailable("products", id, off))) return;
  say(t(off ? "off.told" : "off.back_told", { name }));
  closeSheet();
}

/** Sold out, for how long; and which of its choices are. Guests' open menus follow at once. */
export function AvailabilitySheet({ productId }: { productId: string }) {
  const product = products.value.get(productId);
  if (!product) return null;
  const { id, available, unavailable_because } = product;
  const name = dishName({ product_id: id, name: product.name });
  const busy = isDoing(`off ${id}`);
  const ours = unavailable_because === "switched_off" || unavailable_because === "sold_out";
  const options = product.option_groups.flatMap((group) => group.options);
  return (
    <Sheet title={name} closeWord={t("close")} onClose={closeSheet}>
      <div class="off">
        <FaultNote fault={faultOf(`off ${id}`)} />
        {available && (
          <ul class="off-ways">
            {WAYS.map((off, place) => (
              <li key={off}>
                <Button
                  kind={place === 0 ? "main" : "plain"}
                  big
                  wide
                  busy={busy}
                  onClick={() => void turn(id, name, off)}
                >
                  {t(`off.${off}`)}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {!available && <p class="off-why">{whyNot(product)}</p>}
        {!available && ours && (
          <Button kind="main" big wide busy={busy} onClick={() => void turn(id, name, null)}>
            {t("off.back")}
          </Button>
        )}
        {options.length > 0 && (
          <section>
            <h3>{t("off.options")}</h3>
            <ul class="off-options">
              {options.map((option) => (
                <OptionOff key={option.id} option={option} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </Sheet>
  );
}

function OptionOff({ option: { id, name, available } }: { option: Option }) {
  return (
    <li>
      <span class={available ? undefined : "off-name"}>{name}</span>
      <Button
        busy={isDoing(`off ${id}`)}
        aria-label={t(available ? "off.option" : "off.option_back", { name })}
        onClick={() => void setAvailable("options", id, available ? "today" : null)}
      >
        {t(available ? "off.short" : "off.back_short")}
      </Button>
      <FaultNote fault={faultOf(`off ${id}`)} />
    </li>
  );
}
