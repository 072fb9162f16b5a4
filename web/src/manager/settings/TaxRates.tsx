import { useSignal } from "@preact/signals";
import Plus from "lucide/dist/esm/icons/plus.mjs";
import { t } from "../../lib/i18n";
import { post } from "../../staff/creating";
import { isDoing } from "../../staff/doing";
import { type Faults, faultText } from "../../staff/faults";
import { Form, formOf } from "../../staff/form";
import { patch, saveForm } from "../../staff/saving";
import { call } from "../../staff/server";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { editsCatalog, takeTaxRate, taxRates } from "../catalog";
import { OfTheHouse, WhyLocked } from "../Locked";
import { percent, readPercent } from "../percent";
import { SaveBar } from "../SaveBar";
import { reachOfHouse, tellSaved } from "../saving";
import type { Saved, TaxRate } from "../wire";

/** The rate as it is typed: "7" or "7.5". */
type RateForm = { name: string; rate: string };

const toForm = ({ name, rate }: TaxRate): RateForm => ({ name, rate: percent(rate) });

function check({ name, rate }: RateForm): Faults {
  const found = new Map<string, string>();
  if (!name.trim()) found.set("name", faultText("empty"));
  if (readPercent(rate) === null) found.set("rate", t("settings.no_rate"));
  return found;
}

async function save(known: TaxRate | null, form: Form<RateForm>): Promise<boolean> {
  const send = () => {
    const { name, rate } = form.value.peek();
    const body = { name, rate: readPercent(rate) };
    if (!known) return post<Saved<TaxRate>>("/api/tax-rates", body);
    return patch<Saved<TaxRate>>(`/api/tax-rates/${known.id}`, form.version.peek(), body);
  };
  const now = known && (() => call<TaxRate>(`/api/tax-rates/${known.id}`));
  const name = `save ${known?.id ?? "tax rate"}`;
  const saved = await saveForm<RateForm, TaxRate>({ name, form, check, send, toForm, ...(now && { fetchNow: now }) });
  if (!saved) return false;
  takeTaxRate(saved);
  tellSaved((saved as Saved<TaxRate>).reach);
  return true;
}

/** Shared by all branches; a change holds for what is sold from then on. */
export function TaxRates() {
  const adding = useSignal<Form<RateForm> | null>(null);
  const known = taxRates.value.value;
  if (!known) return null;
  return (
    <section class="paper settings-taxes">
      <h2>{t("settings.taxes")}</h2>
      <p class="quiet-words">{t("settings.taxes_lead")}</p>
      <WhyLocked />
      <OfTheHouse>
        <ul>
          {known.map((rate) => (
            <li key={rate.id}>
              <RateRow known={rate} form={formOf(rate.id, toForm(rate), rate.version)} onDone={() => undefined} />
            </li>
          ))}
          {adding.value && (
            <li>
              <RateRow
                known={null}
                form={adding.value}
                onDone={() => {
                  adding.value = null;
                }}
              />
            </li>
          )}
        </ul>
      </OfTheHouse>
      {!adding.value && editsCatalog.value && (
        <Button
          onClick={() => {
            adding.value = new Form({ name: "", rate: "" });
          }}
        >
          <Icon of={Plus} />
          {t("settings.add_rate")}
        </Button>
      )}
    </section>
  );
}

type RateRowProps = { known: TaxRate | null; form: Form<RateForm>; onDone: () => void };

function RateRow({ known, form, onDone }: RateRowProps) {
  const { name, rate } = form.value.value;
  const faults = form.faults.value;
  const go = () => void save(known, form).then((done) => done && onDone());
  const doing = `save ${known?.id ?? "tax rate"}`;
  return (
    <form
      class="rate"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <Field
        label={t("settings.rate_name")}
        maxLength={120}
        value={name}
        hint={known ? t("settings.used_by", { n: known.used_by }) : undefined}
        fault={faults.get("name")}
        onInput={(event) => form.set({ name: event.currentTarget.value })}
      />
      <Field
        label={t("settings.rate")}
        inputmode="decimal"
        value={rate}
        fault={faults.get("rate")}
        onInput={(event) => form.set({ rate: event.currentTarget.value })}
      />
      {(form.isDirty.value || !known || isDoing(doing)) && (
        <SaveBar
          form={form}
          name={doing}
          reach={reachOfHouse()}
          movedWords={() => t("settings.rate_moved")}
          {...(!known && { onCancel: onDone })}
        />
      )}
    </form>
  );
}
