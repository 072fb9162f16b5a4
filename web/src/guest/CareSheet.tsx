import { AllergySheet } from "./AllergySheet";
import { CallSheet } from "./CallSheet";
import { sheet } from "./view";

/** The sheet of this part that is open. */
export function CareSheet() {
  if (sheet.value === "allergies") return <AllergySheet />;
  return sheet.value === "call" ? <CallSheet /> : null;
}
