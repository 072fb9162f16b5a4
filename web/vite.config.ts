import { defineConfig } from "vite";
import { starting } from "./starting.mjs";
import { words } from "./words.mjs";

/**
 * Guest, kitchen and till are built alone: what staff apps share with each other must never cost a phone at the table,
 * or a screen that is open all evening, a byte.
 */
const pages: Record<string, string[]> = {
  guest: ["guest.html"],
  kitchen: ["kitchen.html"],
  cashier: ["cashier.html"],
  staff: ["admin.html", "manager.html", "invitation.html"],
};

/** What every form of the staff apps needs, and what that stands on, comes as one file: many small ones travel heavier. */
const forms = {
  name: "forms",
  test: /src\/staff\/(form|faults|fieldFaults|saving|creating|rebase|MovedNote|focus)\.tsx?$/,
};

/** The oldest browsers that can order; what is younger is filled in or done without (`src/floor.test.ts`). */
const BROWSERS = ["chrome90", "safari15.4", "firefox91"];
const FLOOR = ["es2021", ...BROWSERS];

/** Heights that follow the phone's bars are younger: before each stands the plain one, which knows no bars. */
const older = () => ({
  name: "older",
  enforce: "pre" as const,
  transform: (code: string, id: string) =>
    id.endsWith(".css") ? code.replace(/[\w-]+:[^;{}]*\ddvh[^;{}]*;/g, (one) => one.replace(/dvh/g, "vh") + one) : null,
});

export default defineConfig(({ mode }) => ({
  base: "/",
  plugins: [older(), starting(), words()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/comanda/static",
    emptyOutDir: mode === "staff",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: FLOOR,
    // The language level alone stands for browsers that know no logical sides: those would follow `lang`, not `dir`.
    cssTarget: BROWSERS,
    rolldownOptions: {
      input: pages[mode] ?? Object.values(pages).flat(),
      output: mode === "staff" ? { codeSplitting: { groups: [forms] } } : {},
    },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
}));
