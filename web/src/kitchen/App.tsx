import { BranchChooser } from "../staff/BranchChooser";
import { Door } from "../staff/Door";
import { branch } from "../staff/identity";
import { ArmScreen } from "./ArmScreen";
import { Bar } from "./Bar";
import { KitchenBanner } from "./KitchenBanner";
import { isArmed } from "./post";
import { Rail } from "./Rail";
import { Sheets } from "./Sheets";
import "./kitchen.css";

export function App() {
  return (
    <Door>
      <Post />
    </Door>
  );
}

function Post() {
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
