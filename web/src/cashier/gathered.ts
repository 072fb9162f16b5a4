const A_MOMENT = 30;
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, A_MOMENT));

/**
 * Asks for what a burst of news names: once for all of it, a moment after the first. Names that come while an answer
 * is awaited make one more question, so that a flood never has more than one on its way.
 */
export function gathered(ask: (names: readonly string[]) => Promise<unknown>): (name: string) => void {
  let names = new Set<string>();
  let busy = false;

  async function run(): Promise<void> {
    while (names.size > 0) {
      await pause();
      const asked = [...names];
      names = new Set();
      await ask(asked);
    }
    busy = false;
  }

  return (name) => {
    names.add(name);
    if (busy) return;
    busy = true;
    void run();
  };
}
