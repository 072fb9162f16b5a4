import { follow, type Listener, type Live } from "../lib/live";
import { endSignIn } from "./identity";

/** Follow a branch's log; whoever is signed out elsewhere, or suspended, is out here too. */
export const followBranch = (listener: Omit<Listener, "onRefused">, branchId: string): Live =>
  follow({ ...listener, onRefused: ({ slug }) => slug === "not-signed-in" && endSignIn() }, branchId);
