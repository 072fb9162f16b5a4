import { computed } from "@preact/signals";
import type { Quote } from "../api/types";
import { t } from "../lib/i18n";
import { money } from "../lib/money";
import { keepQuoted } from "../lib/quoted";
import { call, here } from "../staff/server";
import { orderBody } from "./bodies";
import { troubleOf } from "./changes";
import { draftOf } from "./drafts";
import { currency, products } from "./house";
import { visit } from "./visit";

/** Prices and totals at the table that is looked at are without tax, which comes on top of the bill. */
export const taxOnTop = computed(() => visit.value?.tax_included === false);

/** An amount as it is charged: "$10.00", or "$10.00 plus tax". */
export function price(amount: number): string {
  const shown = money(amount, currency.value);
  return taxOnTop.value ? t("plus_tax", { amount: shown }) : shown;
}

/** The draft of that table with its tax. */
export const quote = keepQuoted(
  () => {
    const id = visit.value?.id;
    const lines = id && taxOnTop.value ? draftOf(id) : [];
    const isWhole = lines.length > 0 && !lines.some((line) => troubleOf(line, lines, products.value));
    return id && isWhole ? orderBody(id, lines, null) : null;
  },
  (body) => call<Quote>(here("/api/quotes"), { method: "POST", body }),
);
