import { expect, test } from "vitest";
import admin from "../../locales/en/admin.json";
import office from "../../locales/en/office.json";
import staff from "../../locales/en/staff.json";
import { speak } from "../lib/i18n";
import { movedWords } from "./moved";

speak("en", admin, office, staff);

test("a manager's branch is named as it was saved by somebody else", () => {
  const moved = { field: "branch", mine: false };
  expect(movedWords({ ...moved, theirs: { id: "w", name: "West" } })).toBe("Branch: now West.");
  expect(movedWords({ ...moved, theirs: null })).toBe("Branch: now All branches.");
});
