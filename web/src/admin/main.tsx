import { render } from "preact";
import { speakPage } from "../lib/i18n";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import "../ui/staff.css";
import { App } from "./App";
import { keepPlatform } from "./platform";

speakPage();
workAs("admin");
keepPlatform();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
