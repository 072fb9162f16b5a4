import ScanQrCode from "lucide/dist/esm/icons/scan-qr-code.mjs";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { Ticket } from "../ui/Ticket";
import { menu } from "./menu";
import type { Barred } from "./visit";
import "./page.css";

/** Why there is no table here, and what to do about it. */
export function KindPage({ because }: { because: Barred }) {
  const house = menu.value?.house.name;
  return (
    <main class="page kind">
      <Ticket torn>
        <Icon of={ScanQrCode} size={56} />
        {house && <p class="kind-house">{house}</p>}
        <h1>{t(`barred.${because}`)}</h1>
        <p>{t(`barred.${because}.more`)}</p>
      </Ticket>
    </main>
  );
}
