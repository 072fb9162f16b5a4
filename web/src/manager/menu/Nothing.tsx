import BookOpen from "lucide/dist/esm/icons/book-open-text.mjs";
import { type Key, t } from "../../lib/i18n";
import { Empty } from "../../ui/Empty";
import { choices, dishes, editsCatalog } from "../catalog";

/** What a menu wants next: dishes, then choices, then only to be looked after. */
function nextStep(): Key {
  if (!editsCatalog.value) return "tree.nothing_open";
  if (dishes.value.value?.length === 0) return "tree.next_dish";
  return choices.value.value?.length === 0 ? "tree.next_choice" : "tree.nothing_open";
}

/** Beside the tree while nothing is open, or when what was open has been archived. */
export function Nothing({ gone }: { gone?: boolean }) {
  return <Empty drawing={BookOpen}>{t(gone ? "tree.gone" : nextStep())}</Empty>;
}
