import { expect, test } from "vitest";
import { sizeWords, upWords } from "./figures";

test.each([
  [0, "0 byte"],
  [4_096, "4 kB"],
  [1_400_000, "1.4 MB"],
  [2_500_000_000, "2.5 GB"],
])("%i bytes are read as %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});

test.each([
  [59, "0 minutes"],
  [61, "1 minute"],
  [7_300, "2 hours"],
  [259_300, "3 days"],
])("a server up for %i seconds runs for %s", (seconds, words) => {
  expect(upWords(seconds)).toBe(words);
});
