import { render } from "preact";
import { speakPage } from "../lib/i18n";
import "../ui/staff.css";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import { App } from "./App";
import { hangBlock } from "./block";
import { serveKitchen } from "./kitchen";

speakPage();
workAs("kitchen", "manager");
serveKitchen();
hangBlock();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
