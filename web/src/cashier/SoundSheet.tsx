import { t } from "../lib/i18n";
import { Loudness } from "../staff/Loudness";
import { Sheet } from "../ui/Sheet";
import { closeSheet } from "./sheets";
import { ringNewOrder } from "./volume";

/** How loud this device is. */
export function SoundSheet() {
  return (
    <Sheet title={t("you.sound")} closeWord={t("close")} onClose={closeSheet}>
      <Loudness ring={ringNewOrder} />
    </Sheet>
  );
}
