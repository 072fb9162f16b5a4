import type { Product } from "../api/types";

/** A name and what it is called in other languages: whoever searches may know any of them. */
export const everyName = ({ name, translations }: Pick<Product, "name" | "translations">): string =>
  [name, ...Object.values(translations?.name ?? {})].join(" ");
