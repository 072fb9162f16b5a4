"""What is wrong with a screen for people who see, hear or move differently."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEAST_TARGET = 48
"""Pixels in both directions."""
LEAST_TEXT = 14
WIDTHS = (390, 1024, 1440)
NEXT_FRAME = "new Promise(requestAnimationFrame)"
"""What a tap has just opened is there."""

AXE = Axe().axe_script
RUN_AXE = "([where, options]) => axe.run(where ?? document, options).then((found) => found.violations)"

SMALL_TARGETS = """
least => {
  const dialogs = [...document.querySelectorAll("dialog[open]")];
  const told = element => {
    const words = element.getAttribute("aria-label") || element.textContent || element.name || element.value || "";
    return `${element.localName} "${words.trim().replace(/\\s+/g, " ").slice(0, 40)}"`;
  };
  const spread = element => {
    for (const pseudo of ["::before", "::after"]) {
      const { content, position, inset } = getComputedStyle(element, pseudo);
      if (content === "none" || position !== "absolute" || inset !== "0px") continue;
      let around = element;
      while (getComputedStyle(around).position === "static") around = around.parentElement;
      return around;
    }
    return element.matches("[type=radio], [type=checkbox]") ? element.closest("label") ?? element : element;
  };
  const found = new Set();
  for (const element of (dialogs.at(-1) ?? document).querySelectorAll("a[href], button, input, textarea, summary")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = spread(element).getBoundingClientRect();
    if (width > 0 && Math.min(width, height) < least - 0.5)
      found.add(`${told(element)} ${Math.round(width)} x ${Math.round(height)}`);
  }
  return [...found];
}
"""
"""The whole label of a radio is its target, and what a key has spread over its card with an empty layer."""
SMALL_TEXTS = """
least => {
  const dialogs = [...document.querySelectorAll("dialog[open]")];
  const words = document.createTreeWalker(dialogs.at(-1) ?? document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (words.nextNode()) {
    const text = words.currentNode.textContent.trim(), parent = words.currentNode.parentElement;
    if (!text || parent.closest("script, style") || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = parent.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (width > 1 && height > 1 && size < least) found.add(`${size} px: ${text.slice(0, 40)}`);
  }
  return [...found];
}
"""
WIDEST = """
() => {
  const least = document.dir === "rtl" ? 0 : innerWidth;
  const ends = element => element.getBoundingClientRect()[document.dir === "rtl" ? "left" : "right"];
  const out = [...document.body.querySelectorAll("*")].filter(element =>
    document.dir === "rtl" ? ends(element) < least - 1 : ends(element) > least + 1);
  return out.slice(0, 4).map(element => `${element.localName}.${element.className}`).join(", ");
}
"""
"""The first elements that stick out."""


def violations(page: Page, *, only: str | None = None) -> list[str]:
    """What axe has against the page, or the sheet that lies on it, each rule with the elements that break it."""
    options: dict[str, Any] = {"resultTypes": ["violations"]} | ({"runOnly": [only]} if only else {})
    sheet = "dialog[open]" if page.locator("dialog[open]").count() else None
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, [sheet, options])
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def small_targets(page: Page, least: int = LEAST_TARGET) -> list[str]:
    """What a finger could miss."""
    return page.evaluate(SMALL_TARGETS, least)


def small_texts(page: Page, least: int = LEAST_TEXT) -> list[str]:
    """What a tired eye could miss."""
    return page.evaluate(SMALL_TEXTS, least)


def wide_screens(page: Page) -> list[str]:
    """Where something has to be scrolled to the side: at the width of a phone, a tablet and a desktop."""
    before = page.viewport_size
    assert before is not None
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": before["height"]})
        over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{over} px too wide at {width}: {page.evaluate(WIDEST)}")
    page.set_viewport_size(before)
    return found


def faults_of(
    page: Page, least_target: int = LEAST_TARGET, least_text: int = LEAST_TEXT, *, turned: bool = False
) -> list[str]:
    """Everything at once: axe in light, contrast in dark, sizes of targets and texts, widths.

    `turned`: axe and the widths once more from right to left. The page is light, and as it was, again.
    """
    page.evaluate(NEXT_FRAME)
    found = [f"light: {one}" for one in violations(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {one}" for one in violations(page, only="color-contrast")]
    page.emulate_media(color_scheme="light")
    found += [f"small target: {one}" for one in small_targets(page, least_target)]
    found += [f"small text: {one}" for one in small_texts(page, least_text)]
    found += wide_screens(page)
    if turned:
        before = page.evaluate("document.documentElement.dir")
        page.evaluate("document.documentElement.dir = 'rtl'")
        found += [f"right to left: {one}" for one in (*violations(page), *wide_screens(page))]
        page.evaluate("dir => { document.documentElement.dir = dir }", before)
    return found
