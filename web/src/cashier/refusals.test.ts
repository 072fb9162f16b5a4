import { expect, test } from "vitest";
import contract from "../../../docs/openapi.json";
import till from "../../locales/en/cashier.json";
import staff from "../../locales/en/staff.json";

/** What a cashier may do, as the contract names it. */
const RIGHTS = [
  "read own sign-in",
  "read menu",
  "set availability",
  "read floor",
  "run table sessions",
  "place orders",
  "read orders",
  "confirm orders",
  "cancel orders",
  "prepare lines",
  "void lines",
  "take payments",
  "read events",
];
/** What no screen of the till can bring about: a program, or a guest's phone, has asked wrongly. */
const BY_PROGRAMS = [
  "idempotency-key-missing",
  "idempotency-key-reused",
  "invalid-cursor",
  "invalid-idempotency-key",
  "invalid-moment",
  "json-only",
  "malformed",
  "no-such-area",
  "not-your-order",
  "session-needed",
  "too-large",
  "unknown-code",
  "unknown-status",
  "wrong-service",
];
/** The sign-in screen says the first; of the others people read that the server is busy, or its disk full. */
const SAID_EVERYWHERE = ["not-signed-in", "too-many-requests", "outcome-unknown", "storage-full"];

type Operation = { "x-right"?: string; responses: Record<string, { description: string }> };

const operations = Object.values(contract.paths).flatMap((path) => Object.values(path) as Operation[]);
const slugs = operations
  .filter((operation) => RIGHTS.includes(operation["x-right"] ?? ""))
  .flatMap(({ responses }) => Object.entries(responses))
  .flatMap(([status, { description }]) => (Number(status) >= 400 ? description.split(", ") : []));

test("whatever the server refuses a cashier is said in the till's own words", () => {
  const met = [...new Set(slugs)].filter((slug) => !SAID_EVERYWHERE.includes(slug));
  const unsaid = met.filter((slug) => !(`refused.${slug}` in { ...staff, ...till }));
  expect(unsaid.sort()).toEqual(BY_PROGRAMS);
});
