/* The forms of dishes, sections and choices. */

export { ChoicesEditor } from "./ChoicesEditor";
export { DishEditor } from "./DishEditor";
export { Library } from "./Library";
export { NewChoices } from "./NewChoices";
export { SectionEditor } from "./SectionEditor";
