import { defineConfig } from "vite";

/** The guest is built alone: what a staff app shares with another must never cost a phone at the table a byte. */
const pages = { guest: ["guest.html"], staff: ["cashier.html"] };

export default defineConfig(({ mode }) => ({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/comanda/static",
    emptyOutDir: mode !== "guest",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: ["es2022", "chrome108", "safari16.4", "firefox115"],
    rolldownOptions: { input: mode === "guest" ? pages.guest : pages.staff },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8000", ws: true } } },
}));
