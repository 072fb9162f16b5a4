import { BranchChooser } from "../staff/BranchChooser";
import { Door } from "../staff/Door";
import { branch } from "../staff/identity";
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
  return (
    <Door>
      <Register />
    </Door>
  );
}

function Register() {
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

function Screen() {
  const { screen } = route.value;
  if (screen === "table") return <TableScreen key={route.value.sessionId} />;
  return screen === "board" ? <BoardScreen /> : <FloorScreen />;
}
