import { t } from "../../lib/i18n";
import { now } from "../../lib/now";
import { act } from "../../staff/doing";
import { branch } from "../../staff/identity";
import { call, here } from "../../staff/server";
import { type OffFor, untilOf } from "../../staff/until";
import { say } from "../../ui/Toast";
import { houses, menu } from "../house";
import type { Switched } from "../wire";
import type { Stock } from "./stock";

export const switching = (id: string): string => `switch ${id}`;

type Wanted = { available: boolean; until?: string; remaining?: number | null };

async function put({ id, kind }: Stock, body: Wanted): Promise<boolean> {
  const done = await act(switching(id), async () => {
    const answer = await call<Switched>(here(`/api/${kind}/${id}/availability`), { method: "PUT", body });
    await menu.load();
    return answer;
  });
  return done !== null;
}

const place = (): string => branch.value?.name ?? "";
/** Once it is back, nothing says that it is out. */
const tell = ({ id }: Stock, text: string, action?: Parameters<typeof say>[1]): void => say(text, action, id);

export async function turnOff(stock: Stock, off: OffFor): Promise<void> {
  const house = houses.value.peek()?.find(({ id }) => id === branch.value?.id);
  const until = untilOf(off, now(), branch.value?.timezone ?? "UTC", house?.cutoff);
  if (await put(stock, { available: false, ...until }))
    tell(stock, t(`stock.told_${off}`, { name: stock.name, branch: place() }), {
      word: t("stock.undo"),
      run: () => void put(stock, { available: true }),
    });
}

/** Sold out by its count, it comes back uncounted: nobody knows how many there are. */
export async function turnOn(stock: Stock): Promise<void> {
  const counted = stock.because === "sold_out" ? { remaining: null } : {};
  if (await put(stock, { available: true, ...counted }))
    tell(stock, t("stock.told_on", { name: stock.name, branch: place() }));
}

export async function count(stock: Stock, remaining: number | null): Promise<boolean> {
  const done = await put(stock, { available: true, remaining });
  if (done && remaining !== null)
    tell(stock, t("stock.told_count", { name: stock.name, n: remaining, branch: place() }));
  if (done && remaining === null) tell(stock, t("stock.told_uncounted", { name: stock.name, branch: place() }));
  return done;
}
