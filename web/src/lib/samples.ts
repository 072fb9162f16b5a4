import type { Menu, Option, OptionGroup, Product } from "../api/types";

/** Small pieces of a menu for the tests of the rules; every default is the plainest case. */
export function option(id: string, price_delta = 0, more: Partial<Option> = {}): Option {
  return { id, name: id, price_delta, available: true, default: false, kind: "choice", allergens: [], ...more };
}

export function group(id: string, options: Option[], more: Partial<OptionGroup> = {}): OptionGroup {
  const bounds = { min: 0, max: null, max_per_option: 1, free_quantity: 0, ...more };
  return { id, name: id, options, ...bounds, required: bounds.min > 0 };
}

export function product(
  id: string,
  price: number,
  option_groups: OptionGroup[] = [],
  more: Partial<Product> = {},
): Product {
  return {
    id,
    sku: id,
    name: id,
    description: "",
    price,
    available: true,
    unavailable_because: null,
    remaining: null,
    available_from: null,
    allergens: [],
    additives: [],
    tags: [],
    spiciness: null,
    min_age: null,
    option_groups,
    ...more,
  };
}

export function menuOf(...products: Product[]): Menu {
  return {
    version: 1,
    currency: "EUR",
    minor_unit: 2,
    timezone: "Europe/Berlin",
    language: "en",
    changes_at: null,
    branch: { id: "branch", name: "Mitte" },
    house: { name: "Sonnenhof" },
    product_types: [{ id: "type", name: "All", description: "", position: 1, station: "kitchen", products }],
  };
}
