/** "Süß-Sauer" and "suss sauer" are the same to somebody who types with one thumb. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .trim();
}
