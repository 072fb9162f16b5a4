import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import { t } from "../lib/i18n";
import { isDoing } from "../staff/doing";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { canMake, setAvailable } from "./verbs";
import type { Line } from "./wire";

/** The floor has been asked; most often the dish is also sold out: one tap, until tomorrow, with a way back. */
export function Flagged({ line }: { line: Line }) {
  const dish = { id: line.product_id, name: line.name };
  return (
    <div class="flagged">
      <p>
        <Icon of={ConciergeBell} />
        {t("flagged.told")}
      </p>
      <div class="flagged-ways">
        <Button class="key" busy={isDoing(`line ${line.id}`)} onClick={() => void canMake(line)}>
          {t("flagged.can")}
        </Button>
        <Button class="key" busy={isDoing(`off ${dish.id}`)} onClick={() => void setAvailable(dish, "today")}>
          {t("flagged.sold_out")}
        </Button>
      </div>
    </div>
  );
}
