import PackageX from "lucide/dist/esm/icons/package-x.mjs";
import type { Order } from "../api/types";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { dishName } from "./dishes";
import { shortItems, withoutShort } from "./stock";
import { confirmRest } from "./verbs";
import "./held.css";

/** Why confirming did not work; where something is not to be had any more, the way on without it. */
export function ConfirmFault({ name, orders }: { name: string; orders: readonly Order[] }) {
  const fault = faultOf(name);
  const short = shortItems(fault, orders);
  if (short.length === 0) return <FaultNote fault={fault} />;
  const rest = withoutShort(orders, short).length > 0;
  return (
    <div class="short" role="alert">
      <p>
        <Icon of={PackageX} size={20} />
        {t("short.told")}
      </p>
      <ul>
        {short.map(({ line, remaining }) => (
          <li key={line.id}>{t("short.item", { n: line.quantity, name: dishName(line), left: remaining })}</li>
        ))}
      </ul>
      <Button wide busy={isDoing(name)} onClick={() => void confirmRest(name, orders, short)}>
        {t(rest ? "short.rest" : "short.only")}
      </Button>
    </div>
  );
}
