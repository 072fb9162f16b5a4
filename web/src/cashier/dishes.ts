import { type Distinction, distinctions, nameInFull } from "../lib/naming";
import { menu } from "./house";

/** What tells a dish from its namesakes on this branch's menu. */
export const distinctionOf = (productId: string): Distinction | undefined =>
  distinctions(menu.value.value?.product_types).get(productId);

/** "Fried vegetables · 271" where the menu has several of that name; the name as it was sold otherwise. */
export const dishName = ({ product_id, name }: { product_id: string; name: string }): string =>
  nameInFull(name, distinctionOf(product_id));
