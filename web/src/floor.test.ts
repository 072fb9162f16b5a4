import { expect, test } from "vitest";

/*
 * The floor is Chromium 90, Safari 15.4 and Firefox 91. The build takes care of syntax and of most of CSS, the compiler's
 * library of what belongs to the language; what is the browser's own and younger is listed here, with the one place
 * that does without it where it is missing.
 */
const YOUNGER: readonly [RegExp, string[]][] = [
  [/AbortSignal\.(timeout|any)/, []],
  [/\bstructuredClone\(/, []],
  [/\brandomUUID\(/, []],
  [/\.showModal\(|HTMLDialogElement\b/, ["ui/Sheet.tsx"]],
  [/\bsupportedValuesOf\b/, ["admin/places.ts"]],
  [/\bnavigator\.locks|navigator\?\.locks/, ["lib/outbox.ts"]],
  [/\bnavigator\.wakeLock/, ["kitchen/post.ts"]],
  [/\bnavigator\.clipboard/, ["staff/copying.ts"]],
  [/\bcheckVisibility\(|\bshowPopover\(|\bpopover=|\btogglePopover\(/, []],
  [/\brequestIdleCallback\(|\bscheduler\.|\bcookieStore\b|\bnavigation\.(navigate|addEventListener)/, []],
  [/\bstartViewTransition\(|\bIntl\.(Segmenter|DurationFormat)|\bnew (CloseWatcher|CompressionStream)/, []],
  [/\(\?<[=!]/, []],
  [/"scrollend"|onScrollEnd/, []],
];
/** Of CSS only what a rule of its own asks for, or what is no more than a nicety. */
const YOUNGER_CSS: readonly RegExp[] = [
  /\bcolor-mix\(|\boklch\(|@layer\b|@starting-style|@property\b|@scope\b|\bsubgrid\b/,
  /\bfield-sizing\b|\banchor-name\b|\binterpolate-size\b|\b[sl]v[hwib]\b|\bdv[wib]\b/,
  /\boverflow(-[a-z]+)?:\s*clip\b/,
];

const sources = import.meta.glob<string>("./**/*.{ts,tsx}", { eager: true, query: "?raw", import: "default" });
const styles = import.meta.glob<string>("./**/*.css", { eager: true, query: "?raw", import: "default" });

test("nothing younger than the floor is used but where it is done without", () => {
  const found = Object.entries(sources)
    .filter(([path]) => !path.includes(".test.") && !path.includes("schema.d"))
    .flatMap(([path, text]) =>
      YOUNGER.filter(([api, places]) => api.test(text) && !places.includes(path.slice(2))).map(([api]) => [path, api]),
    );
  expect(found).toEqual([]);
});

test("styles that browsers at the floor do not know are not counted on", () => {
  const found = Object.entries(styles).flatMap(([path, text]) =>
    YOUNGER_CSS.filter((style) => style.test(text)).map((style) => [path, style]),
  );
  expect(found).toEqual([]);
});

test("a unit of container queries stands only where it is asked for first", () => {
  const bare = Object.entries(styles).filter(([, text]) =>
    /\dcq[wihb]\b/.test(text.replace(/@supports \(width: 1cqi\) \{[^}]*\}/g, "")),
  );
  expect(bare.map(([path]) => path)).toEqual([]);
});
