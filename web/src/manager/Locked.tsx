import Lock from "lucide/dist/esm/icons/lock.mjs";
import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { Icon } from "../ui/Icon";
import { editsCatalog } from "./catalog";
import "./locked.css";

/** Part of the organization's catalog: for a manager who may not change it, it can only be read. */
export function OfTheHouse({ children }: { children: ComponentChildren }) {
  if (editsCatalog.value) return <>{children}</>;
  return (
    <fieldset class="locked" disabled>
      {children}
    </fieldset>
  );
}

/** Why nothing can be changed here, and what can be changed elsewhere. */
export function WhyLocked() {
  if (editsCatalog.value) return null;
  return (
    <p class="locked-why">
      <Icon of={Lock} size={20} />
      {t("catalog.locked")}
    </p>
  );
}
