import { expect, test } from "vitest";
import { firstFew, groupInbox, optionWords } from "./inbox";
import { line, minutesBefore, order } from "./samples";

test("a table with three orders is one card that counts its portions, the longest wait first", () => {
  const orders = [
    order("new", "5", [line("1", "PLACED", { quantity: 2 })], { created_at: minutesBefore(1) }),
    order("late", "4", [line("2", "PLACED", { quantity: 3 }), line("3", "VOIDED", { quantity: 9 })], {
      created_at: minutesBefore(6),
    }),
    order("more", "4", [line("4", "PLACED")], { created_at: minutesBefore(2) }),
    order("done", "4", [line("5")], { status: "CONFIRMED" }),
  ];
  const cards = groupInbox(orders);
  expect(cards.map(({ sessionId, items, since }) => [sessionId, items, since])).toEqual([
    ["4", 4, minutesBefore(6)],
    ["5", 2, minutesBefore(1)],
  ]);
  expect(cards[0]?.orders.map(({ id }) => id)).toEqual(["late", "more"]);
});

test("options are read out with how often they were chosen", () => {
  expect(
    optionWords([
      { name: "Large", quantity: 1 },
      { name: "Cheese", quantity: 2 },
    ]),
  ).toBe("Large, 2 × Cheese");
});

test("of very many only the first few are shown; a single one is never left out", () => {
  expect(firstFew([1, 2, 3, 4], 3)).toEqual({ shown: [1, 2, 3, 4], hidden: 0 });
  expect(firstFew([1, 2, 3, 4, 5], 3)).toEqual({ shown: [1, 2, 3], hidden: 2 });
  expect(firstFew(Array.from({ length: 200 }), 3).hidden).toBe(197);
});
