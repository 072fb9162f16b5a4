import { language } from "./i18n";

/** The languages these pages speak, as the build found them. */
export const spoken = (): string[] => document.getElementById("words")?.dataset.languages?.split(" ") ?? [];

/** "العربية" for `ar`: a language in its own words. */
export const ownName = (tag: string): string => nameIn(tag, tag);

/** "Arabic", as the reader calls it. */
export const languageName = (tag: string): string => nameIn(tag, language());

function nameIn(tag: string, reader: string): string {
  return new Intl.DisplayNames(reader, { type: "language" }).of(tag) ?? tag;
}

/** The server reads the choice from a cookie and gives the page anew; what was typed is kept on the device. */
export function choose(tag: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is too young for the phones of guests.
  document.cookie = `comanda_language=${tag}; Path=/; Max-Age=31536000; SameSite=Lax`;
  location.reload();
}

/** What most menus of a country are written in. */
export const usualLanguage = (country: string): string => new Intl.Locale(`und-${country}`).maximize().language;
