import { render } from "preact";
import common from "../../locales/en/common.json";
import kitchen from "../../locales/en/kitchen.json";
import staff from "../../locales/en/staff.json";
import { speak } from "../lib/i18n";
import "../ui/staff.css";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import { App } from "./App";
import { hangBlock } from "./block";
import { serveKitchen } from "./kitchen";

speak("en", common, staff, kitchen);
workAs("kitchen", "manager");
serveKitchen();
hangBlock();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
