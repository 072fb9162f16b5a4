import Check from "lucide/dist/esm/icons/check.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { faultOf, isDoing } from "../staff/doing";
import { FaultNote } from "../staff/Failure";
import type { Form } from "../staff/form";
import { MovedNote } from "../staff/MovedNote";
import type { Moved } from "../staff/rebase";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import "./save.css";

type SaveBarProps<Value extends object> = {
  form: Form<Value>;
  /** The verb's name among what is being done. */
  name: string;
  /** Where the save will be felt. */
  reach: string;
  /** What is new can be saved as soon as it is there, and is left by `onCancel`. */
  onCancel?: () => void;
  word?: string;
  /** What changed meanwhile, in words. */
  movedWords?: (moved: Moved) => string;
  children?: ComponentChildren;
};

/** The foot of every form, with its one submit: what happens on save, where it is felt, what went wrong. Nothing is saved by itself. */
export function SaveBar<Value extends object>(props: SaveBarProps<Value>) {
  const { form, name, reach, onCancel, word, movedWords, children } = props;
  const busy = isDoing(name);
  const dirty = form.isDirty.value || onCancel !== undefined;
  const faulty = form.faults.value.size > 0;
  return (
    <footer class={dirty ? "save" : "save calm"}>
      {movedWords && <MovedNote moved={form.moved.value} words={movedWords} />}
      <FaultNote fault={faultOf(name)} />
      {faulty && (
        <p class="fault-note" role="alert">
          {t("save.faulty", { n: form.faults.value.size })}
        </p>
      )}
      <div class="save-row">
        {dirty ? (
          <>
            <p class="save-reach">{t("save.reach", { reach })}</p>
            <Button kind="quiet" disabled={busy} onClick={onCancel ?? (() => form.undo())}>
              {t(onCancel ? "cancel" : "save.undo")}
            </Button>
            <Button kind="main" submit busy={busy}>
              {busy ? t("save.going") : (word ?? t("save.go"))}
            </Button>
          </>
        ) : (
          <p class="save-reach">
            <Icon of={Check} size={20} />
            {t("save.nothing")}
          </p>
        )}
        {children}
      </div>
    </footer>
  );
}
