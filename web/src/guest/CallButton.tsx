import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { sheet } from "./view";
import { visit } from "./visit";
import { current } from "./wishes";
import "./care.css";

/** The way to a person, from every page; it says when somebody has been called. */
export function CallButton() {
  if (!visit.value) return null;
  const called = current.value.some(({ status }) => status === "OPEN");
  return (
    <Button class={called ? "stacked called" : "stacked"} onClick={() => (sheet.value = "call")}>
      <Icon of={ConciergeBell} size={20} />
      {t(called ? "call.called" : "call")}
    </Button>
  );
}
