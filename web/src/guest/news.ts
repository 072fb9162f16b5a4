/* What the menu did, in the guest's words. */
import type { Product } from "../api/types";
import type { CartLine } from "../lib/cart";
import type { CartChange } from "../lib/following";
import { t } from "../lib/i18n";
import { startingPrice } from "../lib/menu";
import { money } from "../lib/money";
import { currency } from "./menu";

type Told =
  | Exclude<CartChange, { because: "product_gone" | "product_back" }>
  | { because: "product_gone" | "product_back"; line: Pick<CartLine, "name">; product: Product | undefined };

const price = (amount: number) => money(amount, currency.value);

export function movedWords({ name, unit }: CartLine, now: number): string {
  return t("news.price_moved", { product: name, price: price(now), was: price(unit) });
}

/** What happened to one line of the cart; `rest`: others stay in it that can be had. */
export function changeWords(change: Told, rest: boolean): string {
  const product = change.line.name;
  switch (change.because) {
    case "price_moved":
      return movedWords(change.line, change.unit);
    case "product_back":
      return t("news.product_back", { product });
    case "product_gone":
      if (!isSoldOut(change.product)) return t("news.product_gone", { product });
      return t(rest ? "news.sold_out" : "news.product_sold_out", { product });
    case "options_lost":
      return t("news.options_lost", { product });
    default:
      return t(`news.${change.because}`, { product, option: change.option });
  }
}

const SOLD_OUT: readonly unknown[] = ["switched_off", "sold_out", "required_choice_gone"];

function isSoldOut(product: Product | undefined): boolean {
  return SOLD_OUT.includes(product?.unavailable_because);
}

const MOST_SAID = 2;

/**
 * What happened to dishes that do not lie in the cart: each by its name, or in one line when there are many. A price of
 * the dish that is `open` stands in its sheet.
 */
export function menuWords(
  before: ReadonlyMap<string, Product>,
  now: ReadonlyMap<string, Product>,
  cart: readonly CartLine[],
  open?: string,
): string[] {
  const chosen = new Set(cart.map((line) => line.product_id));
  if (open && now.get(open)?.available) chosen.add(open);
  const ids = [...new Set([...before.keys(), ...now.keys()])].filter((id) => !chosen.has(id));
  const news = ids.flatMap((id) => dishWords(before.get(id), now.get(id)) ?? []);
  return news.length > MOST_SAID ? [t("news.menu", { n: news.length })] : news;
}

function dishWords(before: Product | undefined, now: Product | undefined): string | null {
  const product = (now ?? before)?.name ?? "";
  if (!before) return now?.available ? t("news.product_new", { product }) : null;
  if (!now?.available) {
    if (!before.available) return null;
    return t(isSoldOut(now) ? "news.product_sold_out" : "news.product_gone", { product });
  }
  if (!before.available) return t("news.product_back", { product });
  const [was, is] = [startingPrice(before), startingPrice(now)];
  if (was.price === is.price) return null;
  return t("news.price_moved", { product, price: price(is.price), was: price(was.price) });
}
