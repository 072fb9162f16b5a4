import type { FloorTable } from "../../api/types";

export * from "../../lib/plan";

/** So many numbers from this one on, without those that other tables have: "T9", 2 → "T9", "T10"; none where it ends in
 * no number and more than one is wanted. */
export function labelsFrom(first: string, count: number, tables: readonly FloorTable[]): string[] {
  const [, stem, digits] = /^(.*?)(\d*)$/.exec(first.trim()) ?? [];
  if (stem === undefined || !digits) return count === 1 && first.trim() ? [first.trim()] : [];
  const taken = new Set(tables.map(({ label }) => label.toLowerCase()));
  const labels: string[] = [];
  for (let number = Number(digits); labels.length < count; number++) {
    const label = stem + String(number).padStart(digits.length, "0");
    if (!taken.has(label.toLowerCase())) labels.push(label);
  }
  return labels;
}

/** The number after the highest there is: 12 → "13". */
export function nextLabel(tables: readonly FloorTable[]): string {
  const numbers = tables.map(({ label }) => Number(label)).filter(Number.isInteger);
  return String(Math.max(0, ...numbers) + 1);
}
