import { useId } from "preact/hooks";
import { t } from "../lib/i18n";
import { CopyLink } from "./CopyLink";
import { OnlyHere } from "./OnlyHere";
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
      <OnlyHere url={url} />
      <CopyLink url={url} kind="main" />
    </div>
  );
}
