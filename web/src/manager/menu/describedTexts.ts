import { t } from "../../lib/i18n";
import type { Form } from "../../staff/form";
import type { Text } from "./Languages";
import { type Texts, withText } from "./texts";

type Described = { name: string; description: string; translations: Texts };

/** The name and the description of a dish or a section, to be said in other languages. */
export function describedTexts<Value extends Described>(form: Form<Value>): Text[] {
  const { name, description, translations } = form.value.value;
  const text = (field: "name" | "description", own: string): Text => ({
    at: `translations/${field}`,
    label: t(`field.${field}`),
    own,
    said: translations[field] ?? {},
    long: field === "description",
    onText: (tongue, typed) =>
      form.set({ translations: withText(form.value.peek().translations, field, tongue, typed) } as Partial<Value>),
  });
  return description ? [text("name", name), text("description", description)] : [text("name", name)];
}
