import { AvailabilitySheet } from "./AvailabilitySheet";
import { BillSheet } from "./BillSheet";
import { CancelSheet } from "./CancelSheet";
import { CloseSheet } from "./CloseSheet";
import { CounterSheet } from "./CounterSheet";
import { LineSheet } from "./LineSheet";
import { OpenSheet } from "./OpenSheet";
import { OptionSheet } from "./OptionSheet";
import { PaySheet } from "./PaySheet";
import { PhonesSheet } from "./PhonesSheet";
import { QrSheet } from "./QrSheet";
import { SoundSheet } from "./SoundSheet";
import { shown } from "./sheets";
import { TurnDownSheet } from "./TurnDownSheet";
import { YouSheet } from "./YouSheet";

/** Whatever lies on top of the screen. */
export function Sheets() {
  const sheet = shown.value;
  switch (sheet?.kind) {
    case "open":
      return <OpenSheet table={sheet.table} />;
    case "counter":
      return <CounterSheet />;
    case "qr":
      return <QrSheet sessionId={sheet.sessionId} />;
    case "bill":
      return <BillSheet sessionId={sheet.sessionId} />;
    case "pay":
      return <PaySheet sessionId={sheet.sessionId} />;
    case "options":
      return <OptionSheet sessionId={sheet.sessionId} product={sheet.product} line={sheet.line} />;
    case "availability":
      return <AvailabilitySheet productId={sheet.productId} />;
    case "line":
      return <LineSheet order={sheet.order} line={sheet.line} />;
    case "cancel":
      return <CancelSheet order={sheet.order} />;
    case "close":
      return <CloseSheet sessionId={sheet.sessionId} />;
    case "phones":
      return <PhonesSheet sessionId={sheet.sessionId} />;
    case "turn-down":
      return <TurnDownSheet sessionId={sheet.sessionId} />;
    case "sound":
      return <SoundSheet />;
    case "you":
      return <YouSheet />;
    default:
      return null;
  }
}
