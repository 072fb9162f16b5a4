import { beforeEach, expect, test, vi } from "vitest";
import common from "../../locales/en/common.json";
import words from "../../locales/en/guest-table.json";
import type { Menu, Order, OrderLine } from "../api/types";
import { speak } from "../lib/i18n";
import { group, menuOf, option, product } from "../lib/samples";

vi.stubGlobal("document", { documentElement: { lang: "" }, getElementById: () => null });
vi.stubGlobal("history", { scrollRestoration: "auto" });
vi.stubGlobal("addEventListener", () => undefined);
const { cart, add } = await import("./cart");
const { menu } = await import("./menu");
const { cartNews, isSendable, keepCartTrue, orderAgain, refusedLines, sendTotal, setQuantity, wantedOrder } =
  await import("./keeping");
speak("en", common, words);

const extras = group("extras", [option("ham", 150)]);
const soup = product("soup", 450);
const pizza = product("pizza", 900, [extras]);
const version = (number: number, ...dishes: Parameters<typeof menuOf>): Menu => ({
  ...menuOf(...dishes),
  version: number,
});
keepCartTrue();

beforeEach(() => {
  menu.value = version(1, soup, pizza);
  cart.value = [];
  cartNews.value = [];
  refusedLines.value = {};
});

test("a dish switched off while it lies in the cart is told, kept in sight and not sent", () => {
  add(soup, {}, 1);
  add(pizza, { ham: 1 }, 2);
  menu.value = version(2, { ...soup, available: false }, pizza);
  expect(cartNews.value).toEqual(["soup is not available any more."]);
  expect(wantedOrder().body).toEqual({
    menu_version: 2,
    lines: [{ product_id: "pizza", quantity: 2, options: [{ option_id: "ham" }] }],
  });
  expect(cart.value).toHaveLength(2);
  expect(sendTotal.value).toBe(2100);
});

test("an option switched off is taken off its dish, at the new price", () => {
  add(pizza, { ham: 1 }, 1);
  menu.value = version(2, soup, {
    ...pizza,
    option_groups: [group("extras", [option("ham", 150, { available: false })])],
  });
  expect(cartNews.value).toEqual(["pizza: ham has sold out and was taken off."]);
  expect(sendTotal.value).toBe(900);
});

test("a refused line stays behind until the guest changes it", () => {
  add(soup, {}, 3);
  const [line] = cart.value;
  if (!line) throw new Error("the cart is empty");
  refusedLines.value = { [line.id]: "Only 2 left" };
  expect(isSendable(line)).toBe(false);
  setQuantity(line.id, 2);
  expect(wantedOrder().body.lines).toEqual([{ product_id: "soup", quantity: 2, options: [] }]);
});

const ordered = (product_id: string, more: Partial<OrderLine> = {}): OrderLine =>
  ({ product_id, quantity: 1, note: "", options: [], status: "SERVED", ...more }) as OrderLine;
const again = (status: Order["status"], ...lines: OrderLine[]) => orderAgain({ status, lines } as Order);

test("the same again leaves out what was cancelled, and what left the menu", () => {
  menu.value = version(2, { ...soup, available: false }, pizza);
  again("CONFIRMED", ordered("pizza", { note: "well done" }), ordered("pizza", { status: "VOIDED" }), ordered("soup"));
  expect(cart.value.map(({ product_id, note }) => [product_id, note])).toEqual([["pizza", "well done"]]);
  expect(cartNews.value).toEqual(["soup is not available any more."]);
});

test("a cancelled round can be ordered again as a whole", () => {
  again("CANCELLED", ordered("soup", { status: "VOIDED" }));
  expect(cart.value.map(({ product_id }) => product_id)).toEqual(["soup"]);
});
