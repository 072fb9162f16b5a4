import { signal } from "@preact/signals";
import { forgetFaults } from "../staff/doing";
import type { Branch, Organization } from "./wire";

/** The one sheet that lies over the page, if any. */
export type Shown =
  | { kind: "new organization" }
  | { kind: "rename"; organization: Organization }
  | { kind: "new branch"; organization: Organization }
  | { kind: "branch"; branch: Branch }
  | { kind: "new manager"; organizationId: string | null }
  | { kind: "manager"; id: string }
  | { kind: "you" };

export const shown = signal<Shown | null>(null);

export function show(sheet: Shown): void {
  forgetFaults();
  shown.value = sheet;
}

export function closeSheet(): void {
  forgetFaults();
  shown.value = null;
}

/** A sheet belongs to its page. */
addEventListener("hashchange", closeSheet);
