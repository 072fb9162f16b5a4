import ArrowLeft from "lucide/dist/esm/icons/arrow-left.mjs";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { TableStub } from "./House";
import { go } from "./view";
import "./page.css";

export function PageHead({ title }: { title: string }) {
  return (
    <header class="page-head">
      <Button kind="quiet" onClick={() => go("menu")}>
        <Icon of={ArrowLeft} turns />
        {t("menu")}
      </Button>
      <h1>{title}</h1>
      <TableStub />
    </header>
  );
}
