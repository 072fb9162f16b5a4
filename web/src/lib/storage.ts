/*
 * What this browser keeps for the site. In-app browsers, "block all cookies", managed phones and full disks keep
 * nothing, some by throwing at the first touch: then everything lives as long as the page.
 */

export type Kept = {
  /** Null where nothing is kept under the name. */
  get: (name: string) => string | null;
  set: (name: string, text: string) => void;
  remove: (name: string) => void;
  names: () => string[];
};

function inMemory(): Kept {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name) ?? null,
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
}

const PROBE = "comanda.probe";

/** The browser's own, or null where it refuses or is full. */
function openStorage(open: () => Storage): Storage | null {
  try {
    const storage = open();
    storage.setItem(PROBE, PROBE);
    storage.removeItem(PROBE);
    return storage;
  } catch {
    return null;
  }
}

/** A disk that fills up later: what was kept before is read, what is new lives in memory. */
function keptIn(storage: Storage | null): Kept {
  const memory = inMemory();
  if (!storage) return memory;
  return {
    get: (name) => memory.get(name) ?? storage.getItem(name),
    set: (name, text) => {
      try {
        storage.setItem(name, text);
        memory.remove(name);
      } catch {
        memory.set(name, text);
      }
    },
    remove: (name) => {
      memory.remove(name);
      storage.removeItem(name);
    },
    names: () => [...new Set([...memory.names(), ...Object.keys(storage)])],
  };
}

const storage = openStorage(() => localStorage);

/** Kept through a reload, and until somebody clears it. */
export const device = keptIn(storage);
/** Kept through a reload, while the tab is open. */
export const tab = keptIn(openStorage(() => sessionStorage));
/** True where nothing survives the page. */
export const keepsNothing = storage === null;
