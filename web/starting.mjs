/*
 * What a page says while no script of it runs: without JavaScript, when its script does not come, and in browsers that
 * are too old for it. The script that looks at the browser is plain and small, so that old ones can read it.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("./src/start.js", import.meta.url), "utf8").replace(/^\s*\/[/*].*\n|^\s+/gm, "");
const file = `assets/start-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js`;

const block = (script) => `<div id="app"></div>
    <div id="start" class="start"><p>%start.late%</p><p><a href="">%start.again%</a></p></div>
    <noscript><div class="start"><p>%start.noscript%</p></div></noscript>
    <script async src="/${script}" data-old="%start.old%"></script>`;

/** Vite's part in it. The words come with the page's language. */
export function starting() {
  return {
    name: "starting",
    transformIndexHtml: {
      order: "post",
      handler: (page, { server }) => page.replace('<div id="app"></div>', block(server ? "src/start.js" : file)),
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: file, source });
    },
  };
}
