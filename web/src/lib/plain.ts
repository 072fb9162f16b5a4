/* Letters that Unicode does not take apart, and those that readers of Arabic, Persian and Urdu type for each other. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŧ: "t",
  ŋ: "n",
  ı: "i",
  ə: "e",
  ς: "σ",
  ґ: "г",
  ٱ: "ا",
  ة: "ه",
  ۀ: "ه",
  ہ: "ه",
  ھ: "ه",
  ى: "ي",
  ی: "ي",
  ک: "ك",
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
/* Primes, quotes and the marks of Hebrew that look like them; the accents among them would become a space. */
const QUOTES = /['"`´¨‘’‚‛“”„‟′″‹›«»ʹʻʼʽˈ＇＂׳״]/g;
/* Bidi marks, joiners, soft hyphens; the Arabic letters' long stroke. */
const UNSEEN = /[\p{Cf}ـ]/gu;
const HYPHEN = /[\p{Pd}−]/gu;
/* Accents, the vowel signs of Arabic and Hebrew. Elsewhere a mark is a letter: Japanese, Thai and Hindi keep theirs. */
const ACCENTS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g;

/** As it is looked for: "Süß-Sauer" is "suss sauer", "Łosoś" "losos", "١٠٣" "103". For comparing, never for showing. */
export function plain(text: string): string {
  return folded(text, " ");
}

function folded(text: string, hyphen: string): string {
  return text
    .replace(QUOTES, "")
    .replace(UNSEEN, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "")
    .replace(LETTER, (letter) => LETTERS[letter] ?? letter)
    .replace(/\p{Nd}/gu, latinDigit)
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(HYPHEN, hyphen)
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
}

/** Ten digits stand together in every script. */
function latinDigit(digit: string): string {
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCharCode(digit.charCodeAt(0) - value - 1))) value++;
  return String(value);
}

/** "spaetzle" as who writes "spatzle" has it. */
const short = (text: string): string => text.replace(/([aou])e|aa/g, (pair, vowel) => vowel ?? pair[0]);

/** A text in every form in which somebody looks for it: as it is, its hyphens left out, its "ae" written "a". */
function forms(text: string): string[] {
  const whole = [plain(text), folded(text, "")];
  return [...new Set([...whole, ...whole.map(short)])];
}

export type Wanted = {
  /** The words, in any order, anywhere in the text; true of every text when nothing is wanted. */
  isIn: (text: string) => boolean;
  begins: (text: string) => boolean;
  /** Some word of the text begins with the first word wanted. */
  beginsWordOf: (text: string) => boolean;
  is: (text: string) => boolean;
  isNothing: boolean;
};

/** What somebody typed into a search; every search of every app asks it and folds nothing itself. */
export function search(typed: string): Wanted {
  const wanted = [...new Set([plain(typed), short(plain(typed))])];
  const some = (text: string, fits: (form: string, typed: string) => boolean) =>
    forms(text).some((form) => wanted.some((one) => fits(form, one)));
  return {
    isIn: (text) => some(text, (form, one) => one.split(" ").every((word) => form.includes(word))),
    begins: (text) => some(text, (form, one) => form.startsWith(one)),
    beginsWordOf: (text) => some(text, (form, one) => ` ${form}`.includes(` ${one.split(" ")[0]}`)),
    is: (text) => some(text, (form, one) => form === one),
    isNothing: wanted[0] === "",
  };
}
