import type { ApiPath } from "../../api/types";
import { t } from "../../lib/i18n";
import { post } from "../../staff/creating";
import { type Faults, faultText } from "../../staff/faults";
import type { Form } from "../../staff/form";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { takeHours } from "../catalog";
import { tellSaved } from "../saving";
import type { Hours, Saved } from "../wire";
import { readTime } from "./times";

/** 1 is Monday. */
export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** Times as they are typed: "9:00" or "14.30". */
export type HoursForm = { name: string; from: string; to: string; weekdays: readonly number[] };

export const toHoursForm = ({ name, from, to, weekdays }: Hours): HoursForm => ({ name, from, to, weekdays });

export function hoursFaults({ name, from, to, weekdays }: HoursForm): Faults {
  const found = new Map<string, string>();
  if (!name.trim()) found.set("name", faultText("empty"));
  if (!readTime(from)) found.set("from", t("hours.no_time"));
  if (!readTime(to)) found.set("to", t("hours.no_time"));
  if (weekdays.length === 0) found.set("weekdays", t("hours.no_day"));
  return found;
}

const PATH = "/api/availability-windows";
export const savingOf = (known: Hours | null): string => `save ${known?.id ?? "hours"}`;

export async function saveHours(known: Hours | null, form: Form<HoursForm>): Promise<boolean> {
  const path: ApiPath = `${PATH}/${known?.id ?? ""}`;
  const send = () => {
    const { from, to, ...typed } = form.value.peek();
    const body = { ...typed, from: readTime(from), to: readTime(to) };
    return known ? patch<Saved<Hours>>(path, form.version.peek(), body) : post<Saved<Hours>>(PATH, body);
  };
  const saved = await saveForm<HoursForm, Hours>({
    name: savingOf(known),
    form,
    check: hoursFaults,
    send,
    toForm: toHoursForm,
    ...(known && { fetchNow: () => call<Hours>(path) }),
  });
  if (!saved) return false;
  takeHours(saved);
  tellSaved((saved as Saved<Hours>).reach);
  return true;
}
