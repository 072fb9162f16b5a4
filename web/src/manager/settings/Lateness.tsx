import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import { Stepper } from "../../ui/Stepper";
import type { SettingsForm } from "./BranchSettings";

const KINDS = ["new", "bill_asked", "ready"] as const;

/** After how many minutes waiting is soon late, and late. */
export function Lateness({ form }: { form: Form<SettingsForm> }) {
  const { lateness } = form.value.value;
  return (
    <fieldset class="lateness">
      <legend>{t("setting.lateness")}</legend>
      <p class="quiet-words">{t("settings.late_lead")}</p>
      {KINDS.map((kind) => {
        const [soon = 1, late = 2] = lateness[kind] ?? [];
        const set = (next: [number, number]) => form.set({ lateness: { ...lateness, [kind]: next } });
        const fault = form.faults.value.get(`lateness/${kind}`);
        return (
          <div key={kind} class="late-row">
            <b>{t(`late.${kind}`)}</b>
            <span class="late-step">
              {t("settings.soon")}
              <Stepper
                value={soon}
                max={late - 1}
                fewer={t("settings.fewer_soon", { what: t(`late.${kind}`) })}
                more={t("settings.more_soon", { what: t(`late.${kind}`) })}
                onChange={(next) => set([next, late])}
              />
            </span>
            <span class="late-step">
              {t("settings.late")}
              <Stepper
                value={late}
                min={soon + 1}
                max={120}
                fewer={t("settings.fewer_late", { what: t(`late.${kind}`) })}
                more={t("settings.more_late", { what: t(`late.${kind}`) })}
                onChange={(next) => set([soon, next])}
              />
            </span>
            {fault && (
              <small class="field-fault" role="alert">
                {fault}
              </small>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
