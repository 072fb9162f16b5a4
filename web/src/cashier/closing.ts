import { draftsElsewhere } from "./announcing";
import { draftOf } from "./drafts";
import { refreshSession, reload } from "./house";
import { show } from "./sheets";
import { closeTable } from "./verbs";
import { openVisit } from "./visit";

/** Close a table; where somebody is in the middle of a round for it, ask first. True once it is closed. */
export async function closeOrAsk(sessionId: string): Promise<boolean> {
  await refreshSession(sessionId).catch(reload);
  const session = openVisit(sessionId);
  if (session && (draftsElsewhere(session).length > 0 || draftOf(sessionId).length > 0)) {
    show({ kind: "close", sessionId });
    return false;
  }
  return (await closeTable(sessionId)) !== null;
}
