import { render } from "preact";
import { speakPage } from "../lib/i18n";
import "../ui/staff.css";
import { workAs } from "../staff/identity";
import { recognize } from "../staff/signin";
import { App } from "./App";
import { announceDrafts } from "./announcing";
import { hangBell } from "./bell";
import { keepDrafts } from "./drafts";
import { sendKept } from "./sending";
import { serveBranch } from "./serving";
import { findStranded } from "./stranded";
import { followVisit } from "./visit";

speakPage();
workAs("cashier", "manager");
serveBranch();
followVisit();
keepDrafts();
announceDrafts();
findStranded();
sendKept();
hangBell();
void recognize();

const root = document.getElementById("app");
if (root) render(<App />, root);
