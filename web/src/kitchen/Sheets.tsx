import { CannotSheet } from "./CannotSheet";
import { OffSheet } from "./OffSheet";
import { PostSheet } from "./PostSheet";
import { ReadySheet } from "./ReadySheet";
import { SoldOutSheet } from "./SoldOutSheet";
import { shown } from "./sheets";

export function Sheets() {
  const sheet = shown.value;
  if (!sheet) return null;
  if (sheet.kind === "ready") return <ReadySheet />;
  if (sheet.kind === "cannot") return <CannotSheet ticketId={sheet.ticketId} />;
  if (sheet.kind === "off") return <OffSheet key={sheet.dish.id} dish={sheet.dish} />;
  return sheet.kind === "post" ? <PostSheet /> : <SoldOutSheet />;
}
