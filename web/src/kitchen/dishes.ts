import { distinctions, nameInFull } from "../lib/naming";
import { menu } from "./kitchen";

/** What tells a dish from its namesakes on the menu: its number, or a few words; empty where its name is its own. */
export const distinctionOf = (productId: string): string =>
  distinctions(menu.value.value?.product_types).get(productId)?.text ?? "";

/** "Fried vegetables · 271", for one line of text. */
export const dishName = ({ product_id, name }: { product_id: string; name: string }): string =>
  nameInFull(name, distinctions(menu.value.value?.product_types).get(product_id));
