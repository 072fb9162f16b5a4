import { t } from "../lib/i18n";
import { BranchChooser } from "../staff/BranchChooser";
import { Failure } from "../staff/Failure";
import { branch, me } from "../staff/identity";
import { SignIn } from "../staff/SignIn";
import { recognize, startFault } from "../staff/signin";
import { Skeleton } from "../ui/Skeleton";
import { Toasts } from "../ui/Toast";
import { Banners } from "./Banners";
import { BoardScreen } from "./BoardScreen";
import { FloorScreen } from "./FloorScreen";
import { Rail } from "./Rail";
import { route } from "./route";
import { Sheets } from "./Sheets";
import { TableScreen } from "./TableScreen";
import "./shell.css";

export function App() {
  if (me.value === undefined) return <Starting />;
  if (me.value === null) return <SignIn />;
  if (!branch.value) return <BranchChooser />;
  return (
    <div class="shell">
      <Rail />
      <main class="shell-main">
        <Banners />
        <Screen />
      </main>
      <Sheets />
      <Toasts />
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

function Screen() {
  const { screen } = route.value;
  if (screen === "table") return <TableScreen key={route.value.sessionId} />;
  return screen === "board" ? <BoardScreen /> : <FloorScreen />;
}
