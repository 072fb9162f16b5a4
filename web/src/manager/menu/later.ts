import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { insist } from "../../lib/insist";

/** A part of a form that is fetched when it is first shown; without it the rest can be worked with. */
export function later<Part>(fetchPart: () => Promise<Part>): () => Part | null {
  const part: Signal<Part | null> = signal(null);
  const load = () =>
    insist(fetchPart).then((loaded) => {
      part.value = loaded;
    });
  return () => {
    useEffect(() => {
      if (!part.value) void load();
    }, []);
    return part.value;
  };
}
