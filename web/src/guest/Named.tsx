import { useComputed } from "@preact/signals";
import type { Product } from "../api/types";
import { type Distinction, distinctions } from "../lib/naming";
import { menu } from "./menu";

/** What tells a dish from another with its name, if it has to be told. */
export const toldBy = (productId: string): Distinction | undefined =>
  distinctions(menu.value?.product_types).get(productId);

/** A dish's name and, where another is called the same, what tells the two apart. */
export function Named({ name, productId, lang }: { name: string; productId: string; lang?: string | undefined }) {
  const told = useComputed(() => toldBy(productId)).value;
  return (
    <>
      <bdi lang={lang}>{name}</bdi>
      {told && (
        <>
          {" "}
          <small class="told-apart" lang={told.lang}>
            {told.text}
          </small>
        </>
      )}
    </>
  );
}

/** On the card of a dish that has namesakes; everything else the card says anyway. */
export function numberTold({ id }: Product): string | undefined {
  const told = toldBy(id);
  return told?.by === "number" ? told.text : undefined;
}
