/*
 * Languages are folders of `locales/`. A page names its dictionaries in its element `words`; the build writes it once
 * per language, with the words inside: English at the root, the others in folders of their own.
 */
import { readdirSync, readFileSync } from "node:fs";

const LOCALES = new URL("./locales/", import.meta.url);
const PLACE = /<script type="application\/json" id="words" data-files="([^"]+)"><\/script>/;
const FIRST = "en";

const languages = () => readdirSync(LOCALES).sort();

const files = (language) =>
  readdirSync(new URL(`${language}/`, LOCALES))
    .map((name) => name.replace(".json", ""))
    .sort();

/** `common manager manager-*`: the later dictionary has the last word, and what a language lacks is said in English. */
function dictionary(language, names) {
  const fits = (pattern) => (name) =>
    pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  const read = (tag) =>
    names
      .split(" ")
      .flatMap((pattern) => files(tag).filter(fits(pattern)))
      .map((name) => JSON.parse(readFileSync(new URL(`${tag}/${name}.json`, LOCALES), "utf8")));
  return Object.assign({}, ...read(FIRST), ...read(language));
}

function direction(language) {
  const locale = new Intl.Locale(language);
  return (locale.getTextInfo?.() ?? locale.textInfo).direction;
}

/** The page in one language. */
function speak(page, name, language) {
  const words = dictionary(language, PLACE.exec(page)[1]);
  const text = JSON.stringify(words).replaceAll("<", "\\u003c");
  const start = dictionary(language, name === "guest" ? "start-guest" : "start-staff");
  return page
    .replace(/%(start\.\w+)%/g, (_, key) => start[key])
    .replace('<html lang="en" dir="ltr">', `<html lang="${language}" dir="${direction(language)}">`)
    .replace(/<title>.*<\/title>/, () => `<title>${words[`page.${name}`]}</title>`)
    .replace(
      PLACE,
      () => `<script type="application/json" id="words" data-languages="${languages().join(" ")}">${text}</script>`,
    );
}

/** Vite's part in it: `?language=de` shows the development server's pages in German. */
export function words() {
  const name = (path) => path.replace(/^.*\/|\.html$/g, "");
  return {
    name: "words",
    enforce: "post",
    transformIndexHtml(page, { filename, originalUrl, server }) {
      const asked = new URLSearchParams(originalUrl?.split("?")[1]).get("language");
      return server ? speak(page, name(filename), asked ?? FIRST) : page;
    },
    generateBundle(_, bundle) {
      for (const page of Object.values(bundle).filter(({ fileName }) => fileName.endsWith(".html")))
        for (const language of [...languages().filter((one) => one !== FIRST), FIRST]) {
          const source = speak(page.source, name(page.fileName), language);
          if (language === FIRST) page.source = source;
          else this.emitFile({ type: "asset", fileName: `${language}/${page.fileName}`, source });
        }
    },
  };
}
