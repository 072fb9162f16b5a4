import { tOr } from "../lib/i18n";
import { listed } from "../lib/lists";

/** "soya", or the house's own word for what is not one of the fourteen. */
export function allergenName(code: string): string {
  return tOr(`allergen.${code}`, "dish.code", { code: code.replaceAll("-", " ") });
}

export function allergenNames(codes: readonly string[]): string {
  return listed(codes.map(allergenName));
}
