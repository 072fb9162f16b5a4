import { useSignal } from "@preact/signals";
import Copy from "lucide/dist/esm/icons/copy.mjs";
import { t } from "../lib/i18n";
import { Button, type ButtonKind } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { copyText } from "./copying";

const SAID_FOR = 2_000;

/** Copies a link and says so itself: a word elsewhere would lie dimmed behind the sheet. */
export function CopyLink({ url, kind }: { url: string; kind?: ButtonKind }) {
  const said = useSignal("");
  const copy = async () => {
    const done = await copyText(url);
    said.value = t(done ? "link.copied" : "link.not_copied");
    if (done)
      setTimeout(() => {
        said.value = "";
      }, SAID_FOR);
  };
  return (
    <>
      <Button kind={kind} wide onClick={() => void copy()}>
        <Icon of={Copy} />
        {said.value || t("link.copy")}
      </Button>
      <p class="unseen" role="status">
        {said.value}
      </p>
    </>
  );
}
