import { render } from "preact";
import { speakPage } from "../lib/i18n";
import "../ui/staff.css";
import { ChoosePassword } from "./ChoosePassword";

speakPage();

/* The token leaves the address at once; it stays with the page, which another language loads anew, until it is used. */
const kept = history.state as { token?: string; over?: boolean } | null;
const token = new URLSearchParams(location.search).get("token") ?? kept?.token ?? "";
history.replaceState(token ? { token } : kept, "", location.pathname);
const root = document.getElementById("app");
if (root) render(<ChoosePassword token={token} wasOver={kept?.over ?? false} />, root);
