import { render } from "preact";
import admin from "../../locales/en/admin.json";
import common from "../../locales/en/common.json";
import staff from "../../locales/en/staff.json";
import { speak } from "../lib/i18n";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import "../ui/staff.css";
import { App } from "./App";
import { keepPlatform } from "./platform";

speak("en", common, staff, admin);
workAs("admin");
keepPlatform();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
