import { isolate, language } from "./i18n";

/** "Large, 2 × Cheese" as the language sets lists. */
export function listed(parts: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "unit", style: "short" }).format(parts.map(isolate));
}
