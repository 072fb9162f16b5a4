import { t } from "../../lib/i18n";
import { Skeleton } from "../../ui/Skeleton";
import { choicesById, dishes, editsCatalog, sections } from "../catalog";
import { WhyLocked } from "../Locked";
import type { Opened } from "../route";
import { later } from "./later";
import { Nothing } from "./Nothing";

const usePart = later(() => import("./editorPart"));

/** Whatever of the menu is open; its form is fetched with the first one that is. */
export function OpenedThing({ opened }: { opened: Opened }) {
  const part = usePart();
  if (!part) return <Skeleton rows={6} label={t("loading")} />;
  const { ChoicesEditor, DishEditor, Library, NewChoices, SectionEditor } = part;
  if (opened.kind === "library") return <Library />;
  if (opened.kind === "new-choices" && !editsCatalog.value) return <WhyLocked />;
  if (opened.kind === "new-choices") return <NewChoices key={opened.about} about={opened.about} />;
  if (opened.kind === "dish") {
    const dish = dishes.value.value?.find(({ id }) => id === opened.id);
    return dish ? <DishEditor key={dish.id} dish={dish} /> : <Nothing gone />;
  }
  if (opened.kind === "section") {
    const section = sections.value.value?.find(({ id }) => id === opened.id);
    return section ? <SectionEditor key={section.id} section={section} /> : <Nothing gone />;
  }
  const group = choicesById.value.get(opened.id);
  return group ? <ChoicesEditor key={group.id} group={group} /> : <Nothing gone />;
}
