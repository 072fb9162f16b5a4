import type { Option } from "../api/types";

type Signed = Pick<Option, "kind" | "name">;

/** How menus say "without" themselves: before what is left off, or behind it. */
const BEFORE =
  /^(ohne|keine?|keinen|nicht|weglassen|no|non|not|without|hold|skip|minus|senza|sans|pas de|sin|sem|zonder|geen|uden|utan|uten|ilman|bez|brez|без|χωρίς|fără|بدون|بلا|من غير|ללא|بی|không|ไม่|不|无|無|去|免|走)(?![\p{Ll}\p{Lu}])/iu;
const SCRIPTS_WITHOUT_SPACES = /^(ไม่|不|无|無|去|免|走)/u;
const BEHIND = /([\s-](weglassen|weg|nélkül|olmadan|yok|siz|free|frei)|なし|抜き|빼고|없이)$/iu;

const saysItself = (name: string): boolean =>
  BEFORE.test(name) || SCRIPTS_WITHOUT_SPACES.test(name) || BEHIND.test(name);

/** "+" put on, "−" left off; none where the answer's own words say already that something is left off. */
export function signOf({ kind, name }: Signed): string {
  if (kind === "add") return "+";
  return kind === "remove" && !saysItself(name.trim()) ? "−" : "";
}
