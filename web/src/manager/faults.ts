import { Refusal } from "../lib/http";
import { tOr } from "../lib/i18n";
import type { Fault } from "../staff/server";

/** What is wrong, by the field's place in the body without its first slash: "name", "options/2/name". */
export type Faults = ReadonlyMap<string, string>;
export const NO_FAULTS: Faults = new Map();

type Wire = { pointer?: unknown; code?: unknown; detail?: unknown };

/** The sentence of a fault, or the server's own where nobody has written one. */
export const faultText = (code: string, detail = ""): string => tOr(`fault.${code}`, "fault.other", { detail });

/** The fields a refusal names; null when it names none. */
export function faultsOf(fault: Fault): Faults | null {
  if (!(fault instanceof Refusal) || fault.status !== 422) return null;
  const errors = fault.extras.errors;
  if (!Array.isArray(errors) || errors.length === 0) return null;
  return new Map(
    (errors as Wire[]).map(({ pointer, code, detail }) => [
      String(pointer ?? "").replace(/^\//, ""),
      faultText(String(code), String(detail ?? "")),
    ]),
  );
}

/** The faults left when a field is typed into: its own and those of its parts are being seen to. */
export function withoutFaultsAt(faults: Faults, fields: readonly string[]): Faults {
  const isTouched = (at: string) => fields.some((field) => at === field || at.startsWith(`${field}/`));
  return new Map([...faults].filter(([at]) => !isTouched(at)));
}
