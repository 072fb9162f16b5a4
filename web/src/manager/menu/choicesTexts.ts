import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import { type ChoicesForm, isBlank, type TypedOption } from "./choicesForm";
import type { Text } from "./Languages";
import { withText } from "./texts";

/** The question and its answers, to be said in other languages. */
export function choicesTexts(form: Form<ChoicesForm>): Text[] {
  const { name, options, translations } = form.value.value;
  const question: Text = {
    at: "translations/name",
    label: t("group.name"),
    own: name,
    said: translations.name ?? {},
    onText: (tongue, typed) =>
      form.set({ translations: withText(form.value.peek().translations, "name", tongue, typed) }),
  };
  return [question, ...options.filter((option) => !isBlank(option)).map((option) => answerText(form, option))];
}

function answerText(form: Form<ChoicesForm>, { id, name, translations }: TypedOption): Text {
  return {
    at: `options/${id}/translations/name`,
    label: name || t("option.unnamed"),
    own: name || t("option.unnamed"),
    said: translations.name ?? {},
    onText: (tongue, typed) =>
      form.set({
        options: form.value
          .peek()
          .options.map((one) =>
            one.id === id ? { ...one, translations: withText(one.translations, "name", tongue, typed) } : one,
          ),
      }),
  };
}
