import { t } from "../lib/i18n";
import { BranchChooser } from "../staff/BranchChooser";
import { Failure } from "../staff/Failure";
import { branch, me } from "../staff/identity";
import { SignIn } from "../staff/SignIn";
import { recognize, startFault } from "../staff/signin";
import { Skeleton } from "../ui/Skeleton";
import { ArmScreen } from "./ArmScreen";
import { Bar } from "./Bar";
import { KitchenBanner } from "./KitchenBanner";
import { isArmed } from "./post";
import { Rail } from "./Rail";
import { Sheets } from "./Sheets";
import "./kitchen.css";

export function App() {
  if (me.value === undefined) return <Starting />;
  if (me.value === null) return <SignIn />;
  if (!branch.value) return <BranchChooser />;
  if (!isArmed.value) return <ArmScreen />;
  return (
    <div class="kitchen">
      <KitchenBanner />
      <Rail />
      <Bar />
      <Sheets />
    </div>
  );
}

function Starting() {
  if (!startFault.value) return <Skeleton rows={3} label={t("loading")} />;
  return (
    <main class="door">
      <Failure fault={startFault.value} onRetry={() => void recognize()} />
    </main>
  );
}
