import { t } from "../lib/i18n";
import { table } from "./later";
import { menu } from "./menu";
import { visit } from "./visit";

/** Whose menu this is, and for which table. */
export function House() {
  const house = menu.value?.house ?? visit.value?.house;
  const branch = menu.value?.branch ?? visit.value?.branch;
  const Languages = table.value?.Languages;
  const LanguagePick = table.value?.LanguagePick;
  return (
    <header class="house">
      <div>
        <h1>{house?.name ?? t("menu")}</h1>
        {branch && <p>{branch.name}</p>}
        <div class="house-languages">{Languages && <Languages />}</div>
      </div>
      {LanguagePick && <LanguagePick label={t("language")} />}
      <TableStub />
    </header>
  );
}

/** The stub of the table's ticket: it says where the food goes and cannot be changed here. */
export function TableStub() {
  if (!visit.value) return null;
  const { table_label: label, service } = visit.value;
  if (label === null) return <p class="stub">{t(service === "takeaway" ? "takeaway" : "counter")}</p>;
  return (
    <p class="stub">
      <span>{t("table")}</span>
      <b>{label}</b>
    </p>
  );
}
