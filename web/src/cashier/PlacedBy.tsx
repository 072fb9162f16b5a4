import UserRound from "lucide/dist/esm/icons/user-round.mjs";
import type { Order } from "../api/types";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { whoPlaced } from "./words";
import "./placed-by.css";

/** A person, and a figure beside: "Guest Basil · 20:41". */
export function PlacedBy({ order, figure }: { order: Order; figure: string }) {
  return (
    <span class="placed-by">
      <Icon of={UserRound} size={18} />
      <span>{t("placed.by", { name: whoPlaced(order), figure })}</span>
    </span>
  );
}
