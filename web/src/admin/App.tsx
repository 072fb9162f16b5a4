import { t } from "../lib/i18n";
import { Failure } from "../staff/Failure";
import { me } from "../staff/identity";
import { SignIn } from "../staff/SignIn";
import { recognize, startFault } from "../staff/signin";
import { Skeleton } from "../ui/Skeleton";
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
  if (me.value === undefined) return <Starting />;
  if (me.value === null) return <SignIn />;
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

function Starting() {
  if (!startFault.value) return <Skeleton rows={3} label={t("loading")} />;
  return (
    <main class="door">
      <Failure fault={startFault.value} onRetry={() => void recognize()} />
    </main>
  );
}

function Page() {
  const shown = route.value;
  if (shown.page === "organization") return <OrganizationPage key={shown.id} id={shown.id} />;
  if (shown.page === "managers") return <ManagersPage />;
  return shown.page === "health" ? <HealthPage /> : <OrganizationsPage />;
}
