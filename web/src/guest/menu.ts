import { computed, signal } from "@preact/signals";
import type { Menu, Product } from "../api/types";
import { t, tellTimesOf } from "../lib/i18n";
import { productsById } from "../lib/menu";
import { money } from "../lib/money";
import { inReadersLanguage } from "../lib/translated";
import { visit } from "./visit";

/** The server writes the menu into the page, so that the first screen needs no second request. */
function menuInPage(): Menu | null {
  const text = document.getElementById("menu")?.textContent;
  return text ? inReadersLanguage(JSON.parse(text) as Menu) : null;
}

export const menu = signal<Menu | null>(menuInPage());
menu.subscribe((now) => now && tellTimesOf(now.timezone));
export const products = computed(() => (menu.value ? productsById(menu.value) : new Map<string, Product>()));
export const currency = computed(() => menu.value?.currency ?? "EUR");

/** Prices and totals of this table are without tax, which comes on top of the bill. */
export const taxOnTop = computed(() => visit.value?.tax_included === false);

/** An amount as it is charged: "$10.00", or "$10.00 plus tax". */
export function price(amount: number): string {
  const shown = money(amount, currency.value);
  return taxOnTop.value ? t("plus_tax", { amount: shown }) : shown;
}
