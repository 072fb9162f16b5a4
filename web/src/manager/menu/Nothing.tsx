import BookOpen from "lucide/dist/esm/icons/book-open-text.mjs";
import { t } from "../../lib/i18n";
import { Empty } from "../../ui/Empty";

/** Beside the tree while nothing is open, or when what was open has been archived. */
export function Nothing({ gone }: { gone?: boolean }) {
  return <Empty drawing={BookOpen}>{t(gone ? "tree.gone" : "tree.nothing_open")}</Empty>;
}
