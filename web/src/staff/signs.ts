import type { Option } from "../api/types";

/** As the kitchen reads an option: put on, left off. */
export const OPTION_SIGNS: Readonly<Record<Option["kind"], string>> = { choice: "", add: "+", remove: "−" };
