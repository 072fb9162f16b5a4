import { faultOf } from "./doing";
import { faultsOf } from "./faults";
import type { Fault } from "./server";

type FaultsIn = { at: (field: string) => string | undefined; rest: Fault | null };

/** What the verb of that name was refused for: what is wrong with each field, and what none of the `shown` ones says. */
export function faultsIn(name: string, shown: readonly string[] = []): FaultsIn {
  const fault = faultOf(name);
  const fields = fault && faultsOf(fault);
  const isSaid = fields && [...fields.keys()].every((field) => shown.includes(field));
  return { at: (field) => fields?.get(field), rest: isSaid ? null : fault };
}
