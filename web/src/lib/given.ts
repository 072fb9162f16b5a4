import { wordOr } from "./i18n";

/** A guest's given name as the page's language has it: "Basil 2" is "Basilikum 2"; a name of nobody's list stays. */
export function givenName(name: string): string {
  const [, base = name, lap = ""] = /^(.*?)( \d+)?$/.exec(name) ?? [];
  return wordOr(`given.${base}`, base) + lap;
}
