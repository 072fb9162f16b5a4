/* Looking after guests: what they cannot have, and whom they call. */
import { effect } from "@preact/signals";
import { allergies } from "./care";
import { markWords } from "./caring";
import { markOf } from "./marks";
import { followWishes } from "./wishes";

followWishes();
effect(() => {
  markOf.value = allergies.value.length ? markWords : null;
});

export { CallButton } from "./CallButton";
export { AllergyButton, CareBar } from "./CareBar";
export { CareSheet } from "./CareSheet";
export { dishesShown } from "./caring";
