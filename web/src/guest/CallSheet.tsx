import type { IconNode } from "lucide";
import Banknote from "lucide/dist/esm/icons/banknote.mjs";
import CreditCard from "lucide/dist/esm/icons/credit-card.mjs";
import Droplet from "lucide/dist/esm/icons/glass-water.mjs";
import Hand from "lucide/dist/esm/icons/hand.mjs";
import Split from "lucide/dist/esm/icons/split.mjs";
import TriangleAlert from "lucide/dist/esm/icons/triangle-alert.mjs";
import Utensils from "lucide/dist/esm/icons/utensils.mjs";
import { type Key, t } from "../lib/i18n";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { Sheet } from "../ui/Sheet";
import { sheet } from "./view";
import { Wished } from "./Wished";
import { current, unheard, type Wish, wish, wishing } from "./wishes";
import "./care.css";

type Offer = Wish & { word: Key; icon: IconNode };

const PEOPLE: readonly Offer[] = [
  { kind: "waiter", word: "call.waiter", icon: Hand },
  { kind: "water", word: "call.water", icon: Droplet },
  { kind: "cutlery", word: "call.cutlery", icon: Utensils },
];
const BILL: readonly Offer[] = [
  { kind: "bill", how: "card", word: "call.card", icon: CreditCard },
  { kind: "bill", how: "cash", word: "call.cash", icon: Banknote },
  { kind: "bill", how: "split", word: "call.split", icon: Split },
];

/** One tap calls somebody or asks for the bill; what was asked for stays in sight until somebody came. */
export function CallSheet() {
  const close = () => {
    unheard.value = null;
    sheet.value = null;
  };
  return (
    <Sheet title={t("call")} closeWord={t("close")} onClose={close}>
      {unheard.value && (
        <Banner tone="late" icon={TriangleAlert}>
          {unheard.value}
        </Banner>
      )}
      {current.value.map((one) => (
        <Wished key={one.id} wished={one} />
      ))}
      <Offers title={t("call.title")} offers={PEOPLE} />
      <Offers title={t("call.bill")} offers={BILL} />
    </Sheet>
  );
}

/** What can be asked for; what the table waits for already cannot be asked twice. */
function Offers({ title, offers }: { title: string; offers: readonly Offer[] }) {
  const waiting = new Set(current.value.filter(({ status }) => status === "OPEN").map(({ kind }) => kind));
  return (
    <section class="offers">
      <h3>{title}</h3>
      <div>
        {offers.map(({ kind, how, word, icon }) => (
          <Button
            key={word}
            class="stacked"
            busy={wishing.value === kind}
            disabled={waiting.has(kind)}
            onClick={() => wish(how ? { kind, how } : { kind })}
          >
            <Icon of={icon} />
            {t(word)}
          </Button>
        ))}
      </div>
    </section>
  );
}
