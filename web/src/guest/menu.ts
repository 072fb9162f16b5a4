import { computed, signal } from "@preact/signals";
import type { Menu, Product } from "../api/types";
import { productsById } from "../lib/menu";
import { inReadersLanguage } from "../lib/translated";

/** The server writes the menu into the page, so that the first screen needs no second request. */
function menuInPage(): Menu | null {
  const text = document.getElementById("menu")?.textContent;
  return text ? inReadersLanguage(JSON.parse(text) as Menu) : null;
}

export const menu = signal<Menu | null>(menuInPage());
export const products = computed(() => (menu.value ? productsById(menu.value) : new Map<string, Product>()));
export const currency = computed(() => menu.value?.currency ?? "EUR");
