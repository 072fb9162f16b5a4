import { render } from "preact";
import common from "../../locales/en/common.json";
import words from "../../locales/en/guest.json";
import { speak } from "../lib/i18n";
import "../ui/base.css";
import { App } from "./App";
import { fetchParts } from "./later";

speak("en", common, words);
const root = document.getElementById("app");
if (root) render(<App />, root);
fetchParts();
