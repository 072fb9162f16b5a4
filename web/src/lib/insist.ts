import type { Signal } from "@preact/signals";

const RETRY_EVERY = 3_000;
const TRIES = 4;
const RELOADED = "comanda.reloaded";
/** A page that has just helped itself does not do so again. */
const AT_MOST_EVERY = 60_000;

/**
 * A file of the page, asked for until it is here; `late` counts what is waited for. Some browsers remember for as long as
 * the page lives that a file did not come: where it is there in truth, and nothing typed is lost by it, the page is
 * loaded anew, which `late` stands for as well.
 */
export async function insist<Part>(load: () => Promise<Part>, late?: Signal<number>): Promise<Part> {
  for (let tries = 1; ; tries++) {
    try {
      const part = await load();
      if (late && tries > 1) late.value--;
      return part;
    } catch {
      if (late && tries === 1) late.value++;
      if (late && tries % TRIES === 0) await startOver();
      await new Promise((done) => setTimeout(done, RETRY_EVERY));
    }
  }
}

/** At most once a minute, and only where the server answers. */
async function startOver(): Promise<void> {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < AT_MOST_EVERY) return;
    if (!(await fetch(location.href, { cache: "no-store" })).ok) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  } catch {
    // Offline, or a browser that keeps nothing: asking goes on.
  }
}
