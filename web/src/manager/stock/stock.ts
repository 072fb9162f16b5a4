import type { Menu, OptionGroup, Product, UnavailableBecause } from "../../api/types";
import { search } from "../../lib/plain";

export type StockKind = "products" | "options";

/** One thing that can run out: a dish, or an option wherever it is asked. */
export type Stock = {
  id: string;
  kind: StockKind;
  name: string;
  sku: string;
  /** Its section, or the question it answers. */
  where: string;
  available: boolean;
  because: UnavailableBecause | null;
  remaining: number | null;
  /** When it comes back by itself, as far as the menu knows. */
  until: string | null;
  /** The question nobody can answer now, which takes the dish off. */
  missing: string | null;
};

/** What a person may do with it now: `closed` is out for a reason that is not theirs to lift here. */
export type StockState = "in" | "out" | "closed";

export function stockState({ available, because }: Stock): StockState {
  if (available) return "in";
  return because === "switched_off" || because === "sold_out" || because === "staff_only" ? "out" : "closed";
}

/** Every dish of the branch's menu in its order. */
export function dishStock({ product_types }: Menu): Stock[] {
  return product_types.flatMap((section) =>
    section.products.map((product) => ({
      id: product.id,
      kind: "products" as const,
      name: product.name,
      sku: product.sku,
      where: section.name,
      available: product.available,
      because: product.unavailable_because,
      remaining: product.remaining,
      until: product.unavailable_because === "outside_hours" ? null : product.available_from,
      missing: product.unavailable_because === "required_choice_gone" ? unanswerable(product) : null,
    })),
  );
}

function unanswerable({ option_groups }: Product): string | null {
  const most = ({ options, max_per_option }: OptionGroup) =>
    options.filter(({ available }) => available).length * max_per_option;
  return option_groups.find((group) => most(group) < group.min)?.name ?? null;
}

/** Every option once, however many dishes ask it. */
export function optionStock({ product_types }: Menu): Stock[] {
  const found = new Map<string, Stock>();
  const groups = product_types.flatMap(({ products }) => products).flatMap((product) => product.option_groups);
  for (const group of groups)
    for (const { id, name, available } of group.options) {
      if (found.has(id)) continue;
      const because = available ? null : "switched_off";
      const known = { id, kind: "options" as const, name, sku: "", where: group.name };
      found.set(id, { ...known, available, because, remaining: null, until: null, missing: null });
    }
  return [...found.values()];
}

export type Filter = "all" | "out" | "counted";

const passes: Record<Filter, (stock: Stock) => boolean> = {
  all: () => true,
  out: (stock) => stockState(stock) === "out" || stock.because === "required_choice_gone",
  counted: ({ remaining }) => remaining !== null,
};

/** What is shown: by name or number, and by state. */
export function find(all: readonly Stock[], text: string, filter: Filter): Stock[] {
  const wanted = search(text);
  return all.filter((stock) => passes[filter](stock) && (wanted.isIn(stock.name) || wanted.begins(stock.sku)));
}

/** The same in runs of one section each. */
export function bySection(all: readonly Stock[]): { where: string; items: Stock[] }[] {
  const found = new Map<string, Stock[]>();
  for (const stock of all) {
    const list = found.get(stock.where);
    if (list) list.push(stock);
    else found.set(stock.where, [stock]);
  }
  return [...found].map(([where, items]) => ({ where, items }));
}
