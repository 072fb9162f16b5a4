import type { IconNode } from "lucide";
import Unlink from "lucide/dist/esm/icons/unlink.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import type { Fetched } from "../staff/fetched";
import { Banner } from "../ui/Banner";
import { Empty } from "../ui/Empty";
import { Skeleton } from "../ui/Skeleton";
import "./listing.css";

type ListingProps<Item> = {
  of: Fetched<Item[]>;
  /** Those to show, in their order. */
  pick?: (items: Item[]) => Item[];
  drawing: IconNode;
  empty: string;
  action?: ComponentChildren;
  children: (item: Item) => ComponentChildren;
};

/** A list of the platform with all its states: on its way, failed, old, empty. */
export function Listing<Item>({ of, pick = (items) => items, drawing, empty, action, children }: ListingProps<Item>) {
  const items = of.value.value;
  const fault = of.fault.value;
  if (!items && fault) return <Failure fault={fault} onRetry={() => void of.load()} />;
  if (!items) return <Skeleton rows={4} label={t("loading")} />;
  const shown = pick(items);
  return (
    <>
      {fault && (
        <Banner tone="offline" icon={Unlink}>
          {t("stale")}
        </Banner>
      )}
      {shown.length === 0 ? (
        <Empty drawing={drawing} action={action}>
          {empty}
        </Empty>
      ) : (
        <ul class="listing">{shown.map(children)}</ul>
      )}
    </>
  );
}
