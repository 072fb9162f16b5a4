import { beforeEach, expect, test, vi } from "vitest";
import common from "../../locales/en/common.json";
import words from "../../locales/en/guest-table.json";
import type { Menu, Order, OrderLine, Quote } from "../api/types";
import { speak } from "../lib/i18n";
import { group, menuOf, option, product } from "../lib/samples";

vi.stubGlobal("document", { documentElement: { lang: "" }, getElementById: () => null });
vi.stubGlobal("history", { scrollRestoration: "auto", pushState: () => undefined });
vi.stubGlobal("location", { href: "" });
vi.stubGlobal("addEventListener", () => undefined);
const { cart, add } = await import("./cart");
const { menu } = await import("./menu");
const {
  canSend,
  cartNews,
  giveBack,
  hasLeft,
  isSendable,
  keepCartTrue,
  mustLook,
  orderAgain,
  priceBefore,
  refusedLines,
  replace,
  sendTotal,
  setQuantity,
  takeQuote,
  totalBefore,
  wantedOrder,
} = await import("./keeping");
const { allergies, telling } = await import("./care");
const { cartOpen } = await import("./view");
const { menuWords } = await import("./news");
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
  priceBefore.value = {};
  mustLook.value = false;
  cartOpen.value = false;
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

test("what is sold out is told by its name, and that the rest stays only where there is a rest", () => {
  add(soup, {}, 1);
  menu.value = version(2, { ...soup, available: false, unavailable_because: "sold_out" }, pizza);
  expect(cartNews.value).toEqual(["soup is sold out."]);
  expect(canSend()).toBe(false);

  menu.value = version(3, soup, pizza);
  add(pizza, {}, 1);
  cartNews.value = [];
  menu.value = version(4, { ...soup, available: false, unavailable_because: "sold_out" }, pizza);
  expect(cartNews.value).toEqual(["soup is sold out. The rest of your order stays."]);
  expect(canSend()).toBe(true);
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

test("the same again says what left the menu altogether, and which option did", () => {
  const gone = { option_id: "truffle", name: "truffle", quantity: 1 };
  const ham = { option_id: "ham", name: "ham", quantity: 1 };
  const options = [gone, ham] as OrderLine["options"];
  again("CONFIRMED", ordered("cake", { name: "cake" }), ordered("pizza", { options }));
  expect(cart.value.map(({ product_id, picks }) => [product_id, picks])).toEqual([["pizza", { ham: 1 }]]);
  expect(cartNews.value).toEqual([
    "cake is not available any more.",
    "pizza: truffle is no longer offered and was taken off.",
  ]);
});

test("what came into the cart while the rest was on its way stays", () => {
  add(soup, {}, 2);
  const sent = cart.value;
  add(soup, {}, 1);
  add(pizza, {}, 1);
  hasLeft(sent);
  expect(cart.value.map(({ product_id, quantity }) => [product_id, quantity])).toEqual([
    ["soup", 1],
    ["pizza", 1],
  ]);
});

test("what the server would not have lies in the cart again, beside what came into it since", () => {
  add(soup, {}, 2);
  const sent = cart.value;
  hasLeft(sent);
  expect(cart.value).toEqual([]);
  add(pizza, {}, 1);
  giveBack(sent);
  expect(cart.value.map(({ product_id, quantity }) => [product_id, quantity])).toEqual([
    ["soup", 2],
    ["pizza", 1],
  ]);
  expect(cart.value[0]?.id).toBe(sent[0]?.id);
});

test("a line that was put together anew has no price from before", () => {
  add(pizza, {}, 1);
  const [line] = cart.value;
  menu.value = version(2, soup, { ...pizza, price: 1000 });
  replace(line?.id ?? "", { picks: { ham: 1 }, unit: 1150 });
  expect([totalBefore.value, sendTotal.value]).toEqual([1150, 1150]);
});

test("a cancelled round can be ordered again as a whole", () => {
  again("CANCELLED", ordered("soup", { status: "VOIDED" }));
  expect(cart.value.map(({ product_id }) => product_id)).toEqual(["soup"]);
});

test("a price that moved is marked with the old one until it is the old one again", () => {
  add(soup, {}, 2);
  const [line] = cart.value;
  menu.value = version(2, { ...soup, price: 480 }, pizza);
  menu.value = version(3, { ...soup, price: 500 }, pizza);
  expect(priceBefore.value).toEqual({ [line?.id ?? ""]: 450 });
  expect([totalBefore.value, sendTotal.value]).toEqual([900, 1000]);
  expect(cartNews.value).toEqual(["soup now costs €4.80 (was €4.50).", "soup now costs €5.00 (was €4.80)."]);
  menu.value = version(4, soup, pizza);
  expect(priceBefore.value).toEqual({});
});

test("only a price that moves under the open cart asks for a look before sending", () => {
  add(soup, {}, 1);
  menu.value = version(2, { ...soup, price: 480 }, pizza);
  expect(mustLook.value).toBe(false);
  cartOpen.value = true;
  menu.value = version(3, { ...soup, price: 500 }, pizza);
  expect(mustLook.value).toBe(true);
});

test("the server's quote is what the cart costs, even where the menu has not been heard of", () => {
  add(soup, {}, 2, "hot");
  const lines = cart.value;
  takeQuote(lines, { menu_version: 9, total: 960, lines: [{ unit_price: 480 }] } as Quote);
  expect([totalBefore.value, sendTotal.value]).toEqual([900, 960]);
  expect(cartNews.value).toEqual([
    "Not sent yet: prices have changed. Do you want it all the same?",
    "soup now costs €4.80 (was €4.50).",
  ]);
  expect(wantedOrder().body).toEqual({
    menu_version: 9,
    lines: [{ product_id: "soup", quantity: 2, note: "hot", options: [] }],
  });
});

test("allergies go with the order unless the guest only filters by them", () => {
  add(soup, {}, 1);
  allergies.value = ["milk"];
  expect(wantedOrder().body.lines[0]?.allergies).toEqual(["milk"]);
  telling.value = false;
  expect(wantedOrder().body.lines[0]?.allergies).toBeUndefined();
  allergies.value = [];
  telling.value = true;
});

test("two changes of the menu are said by name, more in one line, and the cart's own are left to the cart", () => {
  const dishes = (...listed: Parameters<typeof menuOf>) => new Map(listed.map((one) => [one.id, one]));
  const [tea, cake, beer] = [product("tea", 300), product("cake", 400), product("beer", 500)];
  const off = { ...cake, available: false, unavailable_because: "sold_out" as const };
  add(soup, {}, 1);
  expect(
    menuWords(dishes(soup, tea, cake), dishes({ ...soup, price: 1 }, { ...tea, price: 350 }, off), cart.value),
  ).toEqual(["tea now costs €3.50 (was €3.00).", "cake is sold out."]);
  expect(menuWords(dishes(tea), dishes({ ...tea, price: 350 }), [], tea.id)).toEqual([]);
  expect(menuWords(dishes(tea), dishes({ ...tea, available: false }), [], tea.id)).toHaveLength(1);
  expect(menuWords(dishes(tea, off), dishes(cake, beer), [])).toEqual(["The menu has changed: 3 dishes."]);
  expect(menuWords(dishes(off), dishes(cake, beer), [])).toEqual(["cake is available again.", "New on the menu: beer"]);
  expect(menuWords(dishes(tea), dishes(), [])).toEqual(["tea is not available any more."]);
});
