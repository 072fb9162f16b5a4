import Lock from "lucide/dist/esm/icons/lock.mjs";
import { t } from "../lib/i18n";
import { State } from "../ui/State";

/** Guests' orders are not taken at this table. */
export const LockState = () => <State tone="late" icon={Lock} word={t("lock.stopped")} />;
