"""A browser that translates a page, as browsers do it: each text makes room for an element of the browser's own."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page

WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{3,}")
TRANSLATE = """() => {
  const skip = new Set(["SCRIPT", "STYLE", "FONT", "TEXTAREA", "INPUT"]);
  const one = (node) => {
    if (!node.parentNode || skip.has(node.parentNode.nodeName) || !/[A-Za-zÄÖÜäöüß]{2,}/.test(node.nodeValue)) return;
    const outer = document.createElement("font"), inner = document.createElement("font");
    outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
    inner.textContent = node.nodeValue.replace(/[A-Za-zÄÖÜäöüß]{3,}/g, (word) => "x" + word);
    outer.append(inner);
    node.parentNode.replaceChild(outer, node);
  };
  const all = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    found.forEach(one);
  };
  all(document.body);
  const isPart = (node) => node.nodeType === 1 && node.nodeName !== "FONT";
  const added = (node) => (node.nodeType === 3 ? one(node) : isPart(node) && all(node));
  new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach(added)))
    .observe(document.body, { childList: true, subtree: true });
}"""


def translate(page: Page) -> None:
    """From now on everything on the page is in another language: "Ready" is "xReady"."""
    page.evaluate(TRANSLATE)


def foreign(text: str) -> str:
    """What the translated page says for a text."""
    return WORD.sub(lambda word: f"x{word[0]}", text)


def lines(place: Locator) -> Sequence[str]:
    """What a reader sees there, line by line."""
    return [line.casefold() for line in place.inner_text().splitlines() if line.strip()]


def foreign_lines(place: Locator) -> Sequence[str]:
    """The same of a page that is not translated, as the translated one has to say it."""
    return [foreign(line).casefold() for line in place.inner_text().splitlines() if line.strip()]
