import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { t } from "../lib/i18n";
import { insist } from "../lib/insist";
import { Skeleton } from "../ui/Skeleton";

/** Each screen is its own file: a morning look at the day fetches no floor editor. */
const PARTS: Readonly<Record<string, () => Promise<{ Part: ComponentType }>>> = {
  today: () => import("./day/dayPart"),
  menu: () => import("./menu/part"),
  availability: () => import("./stock/part"),
  floor: () => import("./plan/part"),
  people: () => import("./people/part"),
  settings: () => import("./settings/part"),
};

const here = signal<ReadonlyMap<string, ComponentType>>(new Map());
const late = signal(0);
const asked = new Set<string>();

async function fetchPart(name: string): Promise<void> {
  const load = PARTS[name];
  if (!load || asked.has(name)) return;
  asked.add(name);
  const loaded = await insist(load, late);
  here.value = new Map(here.value).set(name, loaded.Part);
}

/** A screen whose file may still be on its way. */
export function Later({ part }: { part: string }) {
  const Part = here.value.get(part);
  if (Part) return <Part />;
  void fetchPart(part);
  return (
    <>
      {late.value > 0 && <p role="status">{t("fault.no_answer")}</p>}
      <Skeleton rows={5} label={t("loading")} />
    </>
  );
}
