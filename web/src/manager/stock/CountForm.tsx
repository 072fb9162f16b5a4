import { useSignal } from "@preact/signals";
import { t } from "../../lib/i18n";
import { isDoing } from "../../staff/doing";
import { useFirstField } from "../../staff/focus";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import type { Stock } from "./stock";
import { count, switching } from "./switching";

/** How many are left; each order takes its own, and at none it is sold out by itself. */
export function CountForm({ stock, onDone }: { stock: Stock; onDone: () => void }) {
  const typed = useSignal(stock.remaining === null ? "" : String(stock.remaining));
  const isWrong = useSignal(false);
  const form = useFirstField<HTMLFormElement>();
  const busy = isDoing(switching(stock.id));
  const set = async () => {
    isWrong.value = !/^\d{1,4}$/.test(typed.value.trim());
    if (isWrong.value) return;
    if (await count(stock, Number(typed.value))) onDone();
  };
  return (
    <form
      ref={form}
      class="stock-count"
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <Field
        label={t("stock.left", { name: stock.name })}
        hint={t("stock.left_hint")}
        inputmode="numeric"
        autocomplete="off"
        value={typed.value}
        fault={isWrong.value ? t("stock.number") : undefined}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <div class="stock-count-ways">
        {stock.remaining !== null && (
          <Button busy={busy} onClick={() => void count(stock, null).then((done) => done && onDone())}>
            {t("stock.uncount")}
          </Button>
        )}
        <Button kind="main" submit busy={busy}>
          {t("stock.set")}
        </Button>
      </div>
    </form>
  );
}
