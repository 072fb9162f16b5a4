import { expect, test } from "vitest";
import { plain, search } from "./plain";

test.each([
  ["losos", "Łosoś z grilla"],
  ["Łosoś", "losos"],
  ["kielbasa", "Kiełbasa"],
  ["dac biet", "Phở Đặc Biệt"],
  ["smorrebrod", "Smørrebrød"],
  ["smoerrebroed", "Smørrebrød"],
  ["smorgasbord", "Smörgåsbord"],
  ["smorgaasbord", "Smörgåsbord"],
  ["aebleskiver", "Æbleskiver"],
  ["æbleskiver", "Aebleskiver"],
  ["oeufs", "Œufs mayonnaise"],
  ["œufs", "Oeufs mayonnaise"],
  ["I'll have", "I’ll have what she has"],
  ["I’ll have", "I'll have what she has"],
  ["ill have", "I’ll have what she has"],
  ["l`eau", "L’eau minérale"],
  ["l´eau", "L’eau minérale"],
  ["spaetzle", "Käsespätzle"],
  ["spätzle", "Kaesespaetzle"],
  ["spatzle", "Käsespätzle"],
  ["weissbier", "Weißbier"],
  ["weißbier", "Weissbier"],
  ["WEIẞBIER", "weissbier"],
  ["grun", "Grüner Tee"],
  ["gruen", "Grüner Tee"],
  ["grüner", "Gruener Tee"],
  ["eis", "Mangoeis"],
  ["ente", "Tofuente"],
  ["chop-suey", "Chop‑Suey"],
  ["chop‑suey", "Chop-Suey"],
  ["chop suey", "Chop–Suey"],
  ["chopsuey", "Chop-Suey"],
  ["cocacola", "Coca‐Cola"],
  ["−103", "No -103"],
  ["kartoffelsuppe", "Kartoffel\u00adsuppe"],
  ["creme brulee", "Cre\u0300me bru\u0302le\u0301e"],
  ["crème brûlée", "Creme Brulee"],
  ["jalapeno", "Jalapeño"],
  ["istanbul", "İSTANBUL kebabı"],
  ["kebabi", "İSTANBUL kebabı"],
  ["ISPANAKLI", "ıspanaklı börek"],
  ["μουσακας", "Μουσακάς"],
  ["ΜΟΥΣΑΚΑΣ", "μουσακάς"],
  ["ελληνικος καφες", "Ελληνικός καφές"],
  ["мед", "Мёд"],
  ["103", "١٠٣ شوربة"],
  ["١٠٣", "103 Soup"],
  ["۱۰۳", "103 Soup"],
  ["１０３", "103 Soup"],
  ["१०३", "103 Soup"],
  ["ارز", "أرز بالخضار"],
  ["أرز", "ارز"],
  ["اكل", "آكل"],
  ["شوربه", "شوربة عدس"],
  ["شوربة", "شوربه عدس"],
  ["حلوي", "حلوى"],
  ["حلوى", "حلوي"],
  ["شاورما", "شَاوِرْمَا دَجاج"],
  ["سلام", "ســـلام"],
  ["مشكل", "مشکل"],
  ["چای", "چاي"],
  ["ｃｏｌａ", "Cola"],
  ["fish", "ﬁsh and chips"],
  ["すし", "スシ盛り"],
  ["ﾗｰﾒﾝ", "ラーメン"],
  ["шницель", "ШНИЦЕЛЬ"],
  ["שניצל", "שְׁנִיצֶל"],
  ["sauer suss", "Süß-Sauer Suppe"],
])("a search for %j finds %j", (typed, text) => {
  expect(search(typed).isIn(text)).toBe(true);
});

test.each([
  ["losos", "Lasagne"],
  ["103", "13"],
  ["ばら", "はら"],
  ["ente suppe", "Ente kross"],
])("a search for %j does not find %j", (typed, text) => {
  expect(search(typed).isIn(text)).toBe(false);
});

test("what begins, what begins a word and what is the very text", () => {
  expect(search("spaetz").begins("Spätzle")).toBe(true);
  expect(search("kase").begins("Mit Käse")).toBe(false);
  expect(search("kaese").beginsWordOf("Mit Käse")).toBe(true);
  expect(search("ase").beginsWordOf("Mit Käse")).toBe(false);
  expect(search("m‑1").is("M-1")).toBe(true);
  expect(search("m1").is("M-1")).toBe(true);
  expect(search("m").is("M-1")).toBe(false);
});

test("nothing typed is nothing wanted", () => {
  expect(search("  ").isNothing).toBe(true);
  expect(search("\u200f").isNothing).toBe(true);
  expect(search("é").isNothing).toBe(false);
  expect(search("").isIn("Ente")).toBe(true);
});

test("names that only look alike compare as one", () => {
  expect(plain("Thai-Curry")).toBe(plain("thai  curry"));
});
