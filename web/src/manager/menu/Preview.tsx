import type { Dish } from "../wire";
import type { ChoicesForm } from "./choicesForm";
import type { DishForm } from "./dishForm";
import { later } from "./later";

const usePart = later(() => import("./previewPart"));

/** The guest's own parts come after the form, which can be typed into without them. */
export function DishPreview(props: { dish: Dish; value: DishForm }) {
  const part = usePart();
  return part && <part.DishPreview {...props} />;
}

export function ChoicesPreview(props: { id: string; value: ChoicesForm }) {
  const part = usePart();
  return part && <part.ChoicesPreview {...props} />;
}
