import { Door } from "../staff/Door";
import { Toasts } from "../ui/Toast";
import { HealthPage } from "./HealthPage";
import { ManagersPage } from "./ManagersPage";
import { Nav } from "./Nav";
import { OrganizationPage } from "./OrganizationPage";
import { OrganizationsPage } from "./OrganizationsPage";
import { route } from "./route";
import { Sheets } from "./Sheets";
import "./admin.css";

export function App() {
  return (
    <Door>
      <Platform />
    </Door>
  );
}

function Platform() {
  return (
    <div class="admin">
      <Nav />
      <main class="admin-main">
        <Page />
      </main>
      <Sheets />
      <Toasts />
    </div>
  );
}

function Page() {
  const shown = route.value;
  if (shown.page === "organization") return <OrganizationPage key={shown.id} id={shown.id} />;
  if (shown.page === "managers") return <ManagersPage />;
  return shown.page === "health" ? <HealthPage /> : <OrganizationsPage />;
}
