const PROBE = "comanda_probe";

/** False where the browser takes no cookie: then the server cannot know whose requests these are. */
export function cookiesWork(): boolean {
  try {
    // biome-ignore-start lint/suspicious/noDocumentCookie: the Cookie Store API is too young for the phones of guests.
    document.cookie = `${PROBE}=1; Path=/; SameSite=Lax`;
    const works = document.cookie.includes(PROBE);
    document.cookie = `${PROBE}=; Path=/; Max-Age=0; SameSite=Lax`;
    // biome-ignore-end lint/suspicious/noDocumentCookie: as above
    return works;
  } catch {
    return false;
  }
}
