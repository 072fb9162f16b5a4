import { render } from "preact";
import common from "../../locales/en/common.json";
import words from "../../locales/en/invitation.json";
import staff from "../../locales/en/staff.json";
import { speak } from "../lib/i18n";
import "../ui/staff.css";
import { ChoosePassword } from "./ChoosePassword";

speak("en", common, staff, words);

const root = document.getElementById("app");
if (root) render(<ChoosePassword token={new URLSearchParams(location.search).get("token") ?? ""} />, root);
history.replaceState(null, "", location.pathname);
