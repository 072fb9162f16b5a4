import { render } from "preact";
import { speakPage } from "../lib/i18n";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import "../ui/staff.css";
import { App } from "./App";
import { keepHouse } from "./house";

speakPage();
workAs("manager");
keepHouse();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
