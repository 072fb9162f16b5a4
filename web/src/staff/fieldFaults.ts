import { faultOf } from "./doing";
import { faultsOf } from "./faults";
import type { Fault } from "./server";

/** What the verb of that name was refused for: what is wrong with each field, and what is wrong with none of them. */
export function faultsIn(name: string): { at: (field: string) => string | undefined; rest: Fault | null } {
  const fault = faultOf(name);
  const fields = fault && faultsOf(fault);
  return { at: (field) => fields?.get(field), rest: fields ? null : fault };
}
