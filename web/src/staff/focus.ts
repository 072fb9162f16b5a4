import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Put the cursor into the first field of what has just appeared; `autofocus` holds only while a page loads. */
export function useFirstField<Holder extends HTMLElement>(wanted = true): RefObject<Holder | null> {
  const holder = useRef<Holder>(null);
  useEffect(() => {
    if (wanted) holder.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, []);
  return holder;
}
