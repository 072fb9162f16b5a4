import { render } from "preact";
import { speakPage } from "../lib/i18n";
import "../ui/base.css";
import { App } from "./App";
import { fetchParts } from "./later";

speakPage();
const root = document.getElementById("app");
if (root) render(<App />, root);
fetchParts();
