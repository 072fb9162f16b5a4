import { useSignal } from "@preact/signals";
import Eye from "lucide/dist/esm/icons/eye.mjs";
import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import type { OptionGroup, Product } from "../../api/types";
import { Choice } from "../../guest/Choice";
import { Dish as GuestDish } from "../../guest/Dish";
import { DishFacts } from "../../guest/DishFacts";
import { menu as guestMenu } from "../../guest/menu";
import { Questions as GuestQuestions } from "../../guest/Questions";
import { livingPicks } from "../../lib/following";
import { t } from "../../lib/i18n";
import { defaultPicks, type Picks, pick, unanswered, unitPrice } from "../../lib/menu";
import { money } from "../../lib/money";
import { Icon } from "../../ui/Icon";
import { currency, menu, ownTongue } from "../house";
import type { Dish } from "../wire";
import type { ChoicesForm } from "./choicesForm";
import type { DishForm } from "./dishForm";
import { previewDish, previewGroup } from "./preview";
import "../../guest/menu.css";
import "../../guest/dish-sheet.css";
import "./preview.css";

/** The guest's own parts speak in the currency of the menu they are on. */
function useGuestMenu(): void {
  const known = menu.value.value;
  useLayoutEffect(() => {
    guestMenu.value = known;
  }, [known]);
}

function Frame({ children }: { children: ComponentChildren }) {
  useGuestMenu();
  return (
    <aside class="preview" aria-label={t("preview.title")}>
      <h2>
        <Icon of={Eye} size={20} />
        {t("preview.title")}
      </h2>
      <div class="preview-phone" lang={ownTongue.value}>
        {children}
      </div>
    </aside>
  );
}

export function DishPreview({ dish, value }: { dish: Dish; value: DishForm }) {
  const product = previewDish(dish, value);
  return (
    <Frame>
      <ul class="dishes" inert>
        <GuestDish product={product} />
      </ul>
      <div class="preview-sheet">
        <h3>{product.name}</h3>
        <DishFacts product={product} />
        <Questions product={product} />
      </div>
    </Frame>
  );
}

/** The questions can be answered as guests answer them, with the price they would read. */
function Questions({ product }: { product: Product }) {
  const chosen = useSignal<Picks | null>(null);
  const picks = livingPicks(product, chosen.value ?? defaultPicks(product));
  const left = unanswered(product, picks).length;
  return (
    <>
      <GuestQuestions
        product={product}
        picks={picks}
        missing={[]}
        onPicks={(next) => {
          chosen.value = next;
        }}
      />
      <p class="preview-price">
        <b>{money(unitPrice(product, picks), currency.value)}</b>
        {left > 0 && <span>{t("dish.left", { n: left })}</span>}
      </p>
    </>
  );
}

export function ChoicesPreview({ id, value }: { id: string; value: ChoicesForm }) {
  const chosen = useSignal<Picks>({});
  const group: OptionGroup = previewGroup(id, value);
  return (
    <Frame>
      <div class="preview-sheet">
        <Choice
          group={{ ...group, name: group.name || t("group.unnamed") }}
          picks={chosen.value}
          missing={false}
          onPick={(option, times) => {
            chosen.value = pick(group, chosen.value, option, times);
          }}
        />
      </div>
    </Frame>
  );
}
