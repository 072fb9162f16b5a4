import { Refusal } from "../lib/http";
import { t, tOr } from "../lib/i18n";
import { LEAST_LETTERS } from "./password";
import type { Fault } from "./server";

/** What is wrong, by the field's place in the body without its first slash: "name", "options/2/name". */
export type Faults = ReadonlyMap<string, string>;
export const NO_FAULTS: Faults = new Map();

type Wire = { pointer?: unknown; code?: unknown; detail?: unknown };

/** Refusals that are about one field, and which it is. */
const FIELDS: Readonly<Record<string, string>> = {
  "email-taken": "email",
  "password-too-short": "password",
  "unknown-currency": "currency",
  "unknown-zone": "timezone",
};

/** The sentence of a fault, or the server's own where nobody has written one. */
export const faultText = (code: string, detail = ""): string => tOr(`fault.${code}`, "fault.other", { detail });

export const passwordTooShort = (): string => t("refused.password-too-short", { n: LEAST_LETTERS });

/** The fields a refusal names; null when it names none. */
export function faultsOf(fault: Fault): Faults | null {
  if (!(fault instanceof Refusal)) return null;
  const field = FIELDS[fault.slug];
  const values = { reason: fault.message, n: LEAST_LETTERS };
  if (field) return new Map([[field, tOr(`refused.${fault.slug}`, "refused.other", values)]]);
  const errors = fault.extras.errors;
  if (fault.status !== 422 || !Array.isArray(errors) || errors.length === 0) return null;
  return new Map((errors as Wire[]).map(fieldOf));
}

function fieldOf({ pointer, code, detail }: Wire): [string, string] {
  const at = String(pointer ?? "").replace(/^\//, "");
  if (at === "password" && code === "wrong-length") return [at, passwordTooShort()];
  return [at, faultText(String(code), String(detail ?? ""))];
}

/** The faults left when a field is typed into: its own and those of its parts are being seen to. */
export function withoutFaultsAt(faults: Faults, fields: readonly string[]): Faults {
  const isTouched = (at: string) => fields.some((field) => at === field || at.startsWith(`${field}/`));
  return new Map([...faults].filter(([at]) => !isTouched(at)));
}
