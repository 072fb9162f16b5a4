import { render } from "preact";
import "../ui/base.css";

const root = document.getElementById("app");
if (root) render(<h1>Menu</h1>, root);
