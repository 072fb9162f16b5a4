import Copy from "lucide/dist/esm/icons/copy.mjs";
import { useId } from "preact/hooks";
import { t } from "../lib/i18n";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { say } from "../ui/Toast";
import { copyText } from "./copying";
import "./link-paper.css";

/** The link by which somebody chooses a password; shown once, to be handed over. */
export function LinkPaper({ url, name }: { url: string; name: string }) {
  const id = useId();
  return (
    <div class="link-paper">
      <div class="field">
        <label for={id}>{t("account.link_for", { name })}</label>
        <textarea id={id} rows={3} readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
        <small class="field-hint">{t("account.link_once")}</small>
      </div>
      <Button
        kind="main"
        wide
        onClick={() => void copyText(url).then((done) => say(t(done ? "account.copied" : "account.not_copied")))}
      >
        <Icon of={Copy} />
        {t("account.copy")}
      </Button>
    </div>
  );
}
