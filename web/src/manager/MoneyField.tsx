import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { readMoney } from "../lib/money";
import { Field } from "../ui/Field";
import { currency } from "./house";
import { readDelta, typedDelta, typedMoney } from "./prices";

type MoneyFieldProps = {
  label: string;
  hint?: string;
  fault?: string | null | undefined;
  /** Minor units; null when nothing, or nothing that is money, is typed. */
  value: number | null;
  placeholder?: string;
  class?: string;
  onValue: (value: number | null) => void;
  onEnter?: () => void;
};

type Way = {
  read: (text: string, currency: string) => number | null;
  write: (amount: number, currency: string) => string;
};

/** An amount being typed: the text is the person's own until another amount comes from outside. */
function Amount({ way, value, onValue, onEnter, ...rest }: MoneyFieldProps & { way: Way }) {
  const text = useSignal("");
  /** Just entered: the click that entered it puts the cursor into what was selected, in some browsers only after it. */
  const fresh = useRef(false);
  useLayoutEffect(() => {
    if (way.read(text.value, currency.value) !== value || text.value === "")
      text.value = value === null ? "" : way.write(value, currency.value);
  }, [value]);
  return (
    <Field
      {...rest}
      inputmode="decimal"
      autocomplete="off"
      value={text.value}
      onInput={(event) => {
        fresh.current = false;
        text.value = event.currentTarget.value;
        onValue(way.read(text.value, currency.value));
      }}
      onFocus={({ currentTarget }) => {
        fresh.current = true;
        currentTarget.select();
      }}
      onClick={({ currentTarget }) => {
        setTimeout(() => {
          if (fresh.current) currentTarget.select(); // unless the first key was quicker
          fresh.current = false;
        });
      }}
      onBlur={() => {
        if (value !== null) text.value = way.write(value, currency.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !onEnter) return;
        event.preventDefault();
        onEnter();
      }}
    />
  );
}

const PRICE: Way = { read: readMoney, write: typedMoney };
const DELTA: Way = { read: readDelta, write: typedDelta };

export const PriceField = (props: MoneyFieldProps) => <Amount {...props} way={PRICE} />;
export const DeltaField = (props: MoneyFieldProps) => <Amount {...props} way={DELTA} />;
