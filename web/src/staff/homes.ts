import type { Me } from "../api/types";

/** Leave for the person's own app; true when this page is not it. The server knows where that is. */
export function goHome({ home }: Me): boolean {
  if (home === location.pathname) return false;
  location.replace(home);
  return true;
}
