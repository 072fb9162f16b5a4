/** What is said in other languages, by field and language; what is not said has no entry. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A text typed, or taken away when nothing is left of it. */
export function withText(texts: Texts, field: string, tongue: string, text: string): Texts {
  const { [tongue]: _, ...others } = texts[field] ?? {};
  return { ...texts, [field]: text.trim() ? { ...others, [tongue]: text } : others };
}
