import { Refusal } from "../lib/http";
import { tOr } from "../lib/i18n";
import { faultOf } from "../staff/doing";
import type { Fault } from "../staff/server";

/** Refusals that are about one field of the form. */
const FIELDS: Readonly<Record<string, string>> = {
  "email-taken": "email",
  "unknown-currency": "currency",
  "unknown-zone": "timezone",
};

function fieldsOf(fault: Fault | null): ReadonlyMap<string, string> {
  if (!(fault instanceof Refusal)) return new Map();
  const field = FIELDS[fault.slug];
  if (field) return new Map([[field, tOr(`refused.${fault.slug}`, "refused.other", { reason: fault.message })]]);
  const errors = fault.slug === "invalid-body" && Array.isArray(fault.extras.errors) ? fault.extras.errors : [];
  return new Map(
    (errors as { pointer: string; code: string; detail: string }[]).map(({ pointer, code, detail }) => [
      pointer.replace(/^\//, ""),
      tOr(`fault.${code}`, "refused.other", { reason: detail }),
    ]),
  );
}

/** What is wrong with each field, and what is wrong with none of them. */
export function faultsOf(name: string): { at: (field: string) => string | undefined; rest: Fault | null } {
  const fault = faultOf(name);
  const fields = fieldsOf(fault);
  return { at: (field) => fields.get(field), rest: fields.size > 0 ? null : fault };
}
