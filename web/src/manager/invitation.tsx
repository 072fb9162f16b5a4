import { render } from "preact";
import { speakPage } from "../lib/i18n";
import "../ui/staff.css";
import { ChoosePassword } from "./ChoosePassword";

speakPage();

const root = document.getElementById("app");
if (root) render(<ChoosePassword token={new URLSearchParams(location.search).get("token") ?? ""} />, root);
history.replaceState(null, "", location.pathname);
