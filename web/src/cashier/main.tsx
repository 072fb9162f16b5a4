import { render } from "preact";
import "../ui/staff.css";

const root = document.getElementById("app");
if (root) render(<h1>Cashier</h1>, root);
