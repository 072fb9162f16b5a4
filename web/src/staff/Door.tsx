import type { ComponentChildren } from "preact";
import { t } from "../lib/i18n";
import { Skeleton } from "../ui/Skeleton";
import { Elsewhere } from "./Elsewhere";
import { Failure } from "./Failure";
import { me, visitor } from "./identity";
import { SignIn } from "./SignIn";
import { recognize, startFault } from "./signin";
import "./signin.css";

/** Lets those in who work here; others sign in, or are shown the way to their own app. */
export function Door({ children }: { children: ComponentChildren }) {
  if (visitor.value) return <Elsewhere person={visitor.value} />;
  if (me.value === null) return <SignIn />;
  if (me.value) return <>{children}</>;
  if (!startFault.value) return <Skeleton rows={3} label={t("loading")} />;
  return (
    <main class="door">
      <Failure fault={startFault.value} onRetry={() => void recognize()} />
    </main>
  );
}
