/** Copy a text; on plain http browsers have no clipboard, there the old way still works. False when neither does. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

function copyByHand(text: string): boolean {
  const field = [...document.querySelectorAll("textarea")].find(({ value }) => value === text);
  field?.select();
  return field !== undefined && document.execCommand("copy");
}
