import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { NoAnswer } from "../lib/http";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
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
const missing = signal<ReadonlySet<string>>(new Set());
const asked = new Set<string>();

async function fetchPart(name: string): Promise<void> {
  if (asked.has(name)) return;
  asked.add(name);
  try {
    const loaded = await PARTS[name]?.();
    if (loaded) here.value = new Map(here.value).set(name, loaded.Part);
    missing.value = new Set([...missing.value].filter((one) => one !== name));
  } catch {
    asked.delete(name);
    missing.value = new Set(missing.value).add(name);
  }
}

/** A screen whose file may still be on its way. */
export function Later({ part }: { part: string }) {
  const Part = here.value.get(part);
  if (Part) return <Part />;
  if (missing.value.has(part)) return <Failure fault={new NoAnswer("no file")} onRetry={() => void fetchPart(part)} />;
  void fetchPart(part);
  return <Skeleton rows={5} label={t("loading")} />;
}
