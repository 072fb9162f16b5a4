import { useSignal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { Field } from "../../ui/Field";
import { Note } from "../../ui/Note";
import { Select } from "../../ui/Select";
import { ownTongue } from "../house";
import type { LanguagesProps, Text } from "./Languages";
import { offeredTongues, takeTongue, tongueName, tongues } from "./translations";

/** All texts of a dish, a section or a question in the house's further languages. */
export function Languages({ texts, faults }: LanguagesProps) {
  const opened = useSignal("");
  const isFaulty = (tongue: string) => texts.some(({ at }) => faults.has(`${at}/${tongue}`));
  return (
    <details class="paper" open={tongues.value.some(isFaulty) || undefined}>
      <summary>{t("languages.title")}</summary>
      <div class="form">
        <p class="quiet-words">{t("languages.lead", { language: tongueName(ownTongue.value) })}</p>
        {tongues.value.map((tongue) => (
          <details key={tongue} class="language" open={isFaulty(tongue) || opened.value === tongue || undefined}>
            <summary>
              {t("languages.said", {
                language: tongueName(tongue),
                n: texts.filter(({ said }) => said[tongue]).length,
                all: texts.length,
              })}
            </summary>
            <div class="form">
              {texts.map((text) => (
                <OneText key={text.at} text={text} tongue={tongue} fault={faults.get(`${text.at}/${tongue}`)} />
              ))}
            </div>
          </details>
        ))}
        <Select
          label={t("languages.add")}
          value=""
          options={[{ value: "", label: t("languages.choose") }, ...offeredTongues.value]}
          onChange={(tongue) => {
            if (!tongue) return;
            takeTongue(tongue);
            opened.value = tongue;
          }}
        />
      </div>
    </details>
  );
}

function OneText({ text, tongue, fault }: { text: Text; tongue: string; fault: string | undefined }) {
  const { label, own, said, long, onText } = text;
  const value = said[tongue] ?? "";
  const hint = own === label ? undefined : own;
  if (long)
    return (
      <Note
        label={label}
        {...(hint && { hint })}
        lang={tongue}
        value={value}
        maxLength={2000}
        onInput={(typed) => onText(tongue, typed)}
      />
    );
  return (
    <Field
      label={label}
      hint={hint}
      lang={tongue}
      dir="auto"
      autocomplete="off"
      maxLength={120}
      value={value}
      fault={fault}
      onInput={(event) => onText(tongue, event.currentTarget.value)}
    />
  );
}
