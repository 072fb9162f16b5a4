import { render } from "preact";
import cashier from "../../locales/en/cashier.json";
import common from "../../locales/en/common.json";
import { speak } from "../lib/i18n";
import "../ui/staff.css";
import { App } from "./App";
import { hangBell } from "./bell";
import { keepDrafts } from "./drafts";
import { serveBranch } from "./house";
import { sendKept } from "./sending";
import { recognize } from "./signin";
import { followVisit } from "./visit";

speak("en", common, cashier);
serveBranch();
followVisit();
keepDrafts();
sendKept();
hangBell();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
