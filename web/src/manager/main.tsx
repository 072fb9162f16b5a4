import { render } from "preact";
import common from "../../locales/en/common.json";
import manager from "../../locales/en/manager.json";
import staff from "../../locales/en/staff.json";
import { speak } from "../lib/i18n";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import "../ui/staff.css";
import { App } from "./App";
import { keepHouse } from "./house";

speak("en", common, staff, manager);
workAs("manager");
keepHouse();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
