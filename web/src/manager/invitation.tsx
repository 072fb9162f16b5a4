import { render } from "preact";
import { speakPage } from "../lib/i18n";
import "../ui/staff.css";
import { ChoosePassword } from "./ChoosePassword";

speakPage();

/* The token leaves the address, but not the page that another language loads anew. */
const kept = history.state as { token?: string } | null;
const token = new URLSearchParams(location.search).get("token") ?? kept?.token ?? "";
history.replaceState({ token }, "", location.pathname);
const root = document.getElementById("app");
if (root) render(<ChoosePassword token={token} />, root);
