import type { Faults } from "../../staff/faults";
import { later } from "./later";

/** One text of the menu and how it is said elsewhere. */
export type Text = {
  /** Where its faults point: "translations/name". */
  at: string;
  label: string;
  own: string;
  said: Readonly<Record<string, string>>;
  long?: boolean;
  onText: (tongue: string, text: string) => void;
};

export type LanguagesProps = { texts: readonly Text[]; faults: Faults };

const usePart = later(() => import("./languagesPart"));

/** All texts of a dish, a section or a question in the house's further languages. */
export function Languages(props: LanguagesProps) {
  const part = usePart();
  return part && <part.Languages {...props} />;
}
