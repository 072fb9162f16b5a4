import ConciergeBell from "lucide/dist/esm/icons/concierge-bell.mjs";
import ScanQrCode from "lucide/dist/esm/icons/scan-qr-code.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { Ticket } from "../ui/Ticket";
import { menu } from "./menu";
import type { Barred } from "./visit";
import "./page.css";

/** No code helps here, staff do. */
const ASK_STAFF: ReadonlySet<Barred> = new Set<Barred>(["no-room", "device-removed", "cookies-blocked"]);

/** Why there is no table here, and what to do about it. */
export function KindPage({ because }: { because: Barred }) {
  const house = menu.value?.house.name;
  return (
    <main class="page kind">
      <Ticket torn>
        <Icon of={ASK_STAFF.has(because) ? ConciergeBell : ScanQrCode} size={56} />
        {house && <p class="kind-house">{house}</p>}
        <h1>{t(`barred.${because}`)}</h1>
        <p>{t(`barred.${because}.more`)}</p>
      </Ticket>
    </main>
  );
}
