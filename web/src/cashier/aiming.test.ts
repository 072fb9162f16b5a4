import { expect, test } from "vitest";
import type { Product } from "../api/types";
import { aimedAt } from "./aiming";

const dishes = (...skus: (string | null)[]) => skus.map((sku) => ({ sku }) as Product);

test.each([
  ["the exact number wherever it stands", "21", ["211", "21", "210"], 1],
  ["the exact number though letters are typed small", "m3", ["M31", "M3"], 1],
  ["the first hit of a name", "ente", [null, "41"], 0],
  ["the first of a number that is not there", "2", ["21", "22"], 0],
])("Enter takes %s", (_, text, skus, place) => {
  expect(aimedAt(dishes(...skus), text)).toBe(place);
});
