"""Somebody before a browser: finds things by what they are called, and waits for them as people do."""

import time
from typing import Any

from tests.engines.driver import Driver, Refused

PATIENCE = 10.0
"""Seconds; what a busy machine needs, not what is promised to people."""
AGAIN = {"stale element reference", "no such element", "element click intercepted", "element not interactable"}
"""The page has changed between looking and tapping: look again."""
FIND = """
const [kind, name, whole] = arguments;
const kinds = {
  article: "article", button: "button, [role=button]", field: "input, textarea, select", heading: "h1, h2, h3, h4",
  label: "label", link: "a[href]",
};
const plain = (text) => (text ?? "").replace(/[\\u2066-\\u2069\\u200e\\u200f]/g, "").replace(/\\s+/g, " ").trim();
const called = (one) => {
  const by = (one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
  const label = one.labels?.[0] ?? by.find(Boolean);
  return [one.getAttribute("aria-label"), label?.textContent, one.innerText, one.textContent].map(plain);
};
const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
const fits = (text) => (whole ? text === name : text.includes(name));
const open = [...document.querySelectorAll("dialog[open]")].filter(seen).at(-1);
const there = [...document.querySelectorAll(kinds[kind])].filter((one) => seen(one) && called(one).some(fits));
return there.find((one) => open?.contains(one)) ?? there[0] ?? null;
"""
TO_THE_MIDDLE = """
arguments[0].scrollIntoView({ block: "center" });
const { x, y, width, height } = arguments[0].getBoundingClientRect();
return [x, y, width, height];
"""
AWAIT_TAP = """
window.tapped = false;
arguments[0].addEventListener("click", () => { window.tapped = true; }, { capture: true, once: true });
"""
TAPPED = "return window.tapped !== false"
"""On another page nothing is known of a tap: it led there."""
TEXT = "return (document.body?.innerText ?? '').replace(/[\\u2066-\\u2069\\u200e\\u200f]/g, '').replace(/\\s+/g, ' ')"


class Person:
    """`browser` is theirs alone."""

    def __init__(self, browser: Driver) -> None:
        self.browser = browser

    def find(self, kind: str, name: str, *, whole: bool = False) -> dict[str, str] | None:
        """The first of this kind whose name holds this; what an open sheet holds goes first."""
        return self.browser.run(FIND, kind, name, whole)

    def text(self) -> str:
        return self.browser.run(TEXT)

    def sees(self, *texts: str) -> None:
        """All of these at once, sooner or later."""
        self._wait(lambda: all(text in self.text() for text in texts), f"to see {texts}")

    def misses(self, text: str) -> None:
        self._wait(lambda: text not in self.text(), f"not to see {text!r} any more")

    def finds(self, kind: str, name: str, *, whole: bool = False) -> dict[str, str]:
        return self._wait(lambda: self.find(kind, name, whole=whole), f"for the {kind} {name!r}")

    def loses(self, kind: str, name: str) -> None:
        self._wait(lambda: self.find(kind, name) is None, f"for the {kind} {name!r} to go")

    def taps(self, name: str, kind: str = "button", *, whole: bool = False) -> None:
        def tap() -> bool:
            found = self.find(kind, name, whole=whole)
            if found is None:
                return False
            before = self.browser.run(TO_THE_MIDDLE, found)
            time.sleep(0.1)
            if self.browser.run(TO_THE_MIDDLE, found) != before:
                return False
            self.browser.run(AWAIT_TAP, found)
            self.browser.click(found)
            return self.browser.run(TAPPED)

        self._wait(tap, f"to tap the {kind} {name!r}")

    def types(self, name: str, text: str) -> None:
        """Taps a field and types, as people do: what was in it is the page's business."""
        self.taps(name, "field")
        self.browser.type(self.finds("field", name), text)

    def value(self, name: str) -> str:
        return self.browser.run("return arguments[0].value", self.finds("field", name))

    def _wait(self, look: Any, what: str) -> Any:
        deadline, why = time.monotonic() + PATIENCE, ""
        while True:
            try:
                if found := look():
                    return found
            except Refused as refused:
                if refused.word not in AGAIN:
                    raise
                why = f" ({refused})"
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.browser.name} waited {what}{why}; it shows: {self.text()[:1500]}")
            time.sleep(0.1)
