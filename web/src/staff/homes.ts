import type { Me } from "../api/types";

/** The app of each role; whoever signs in elsewhere is sent there. */
const HOMES: Readonly<Record<string, string>> = {
  admin: "/admin",
  manager: "/manager",
  cashier: "/cashier",
  kitchen: "/kitchen",
};

export const homeOf = ({ role }: Me): string => HOMES[role] ?? "/";

/** Leave for the person's own app; true when this page is not it. */
export function goHome(person: Me): boolean {
  const home = homeOf(person);
  if (home === location.pathname) return false;
  location.replace(home);
  return true;
}
