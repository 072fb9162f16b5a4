"""How long a guest waits on a poor line with a cheap phone: from the scanned link to the first dish, and to its sheet.

1.6 Mbit/s, 150 ms, a processor four times slower, nothing in the cache: what Lighthouse calls a mobile. Lighthouse
itself is some two hundred packages; what it mostly weighs (largest paint, shifts, blocked time) is read from the
browser's own observers, in the same visits. What is printed is the median of the rounds.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from playwright.sync_api import Browser, CDPSession, ViewportSize, sync_playwright
from trial.budgets import limits_of, median
from trial.server import ServerProcess

from comanda.engine.tokens import random_secret
from comanda.ops.demo import open_demo
from comanda.settings import Settings
from tests.browser_setup import NOT_FOUND, find_browser

PHONE: ViewportSize = {"width": 390, "height": 844}
DOWN, UP, DELAY, SLOWER = 1_600_000 // 8, 750_000 // 8, 150, 4
"""Bytes a second, bytes a second, milliseconds, times."""
SETTLED = 5_000
"""Milliseconds after the sheet in which nothing may shift or block unnoticed."""

OBSERVE = """
globalThis.seen = { product: 0, dialog: 0, paint: 0, shifts: 0, blocked: 0 };
const hear = (type, take) =>
  new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true });
hear("largest-contentful-paint", entry => { seen.paint = entry.startTime; });
hear("layout-shift", entry => { if (!entry.hadRecentInput) seen.shifts += entry.value; });
hear("longtask", entry => { seen.blocked += Math.max(0, entry.duration - 50); });
let tapped = -300;
const look = () => {
  const dish = document.querySelector("li.dish button");
  if (!seen.product && dish && dish.getBoundingClientRect().height > 0) seen.product = performance.now();
  const dialog = document.querySelector("dialog[open] h2");
  if (dialog && dialog.getBoundingClientRect().height > 0) seen.dialog = performance.now();
  else if (dish && performance.now() > tapped + 300) {
    tapped = performance.now();
    dish.click();
  }
  if (!seen.dialog) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Taps the first dish at its first sight, and again every 300 ms, as an impatient guest would."""


class Visit(Struct, frozen=True):
    """Milliseconds since the link was opened; `shifts` is a share of the screen, `blocked` a sum."""

    product: float
    dialog: float
    paint: float
    shifts: float
    blocked: float


class Told(Struct, frozen=True):
    """One figure: its limit in budgets.toml, how it is told, and what of a visit it is.

    No limit where the figure says more about the machine that measures than about the page.
    """

    limit: str | None
    words: str
    field: str
    unit: float = 1000


TOLD = (
    Told("most_seconds_to_first_product", "first product, seconds", "product"),
    Told("most_seconds_to_first_dialog", "first dialog, seconds", "dialog"),
    Told("most_seconds_to_largest_paint", "largest paint, seconds", "paint"),
    Told("most_shifts", "layout shifts, share of the screen", "shifts", 1),
    Told(None, "blocked, seconds", "blocked"),
)


def visit(browser: Browser, link: str) -> Visit:
    """One guest who has never been here."""
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale="en-GB")
    context.add_init_script(OBSERVE)
    page = context.new_page()
    slow_down(context.new_cdp_session(page))
    page.goto(link, wait_until="commit")
    page.locator("dialog[open] h2").wait_for(state="visible", timeout=60_000)
    page.wait_for_timeout(SETTLED)
    found = page.evaluate("globalThis.seen")
    context.close()
    return Visit(**found)


def slow_down(devtools: CDPSession) -> None:
    tell = cast("Callable[[str, dict[str, Any]], Any]", devtools.send)  # pyright: ignore[reportUnknownMemberType]
    tell("Network.enable", {})
    line = {"offline": False, "latency": DELAY, "downloadThroughput": DOWN, "uploadThroughput": UP}
    tell("Network.emulateNetworkConditions", line)
    tell("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def measure(executable: str, rounds: int, port: int, directory: Path) -> list[Visit]:
    settings = Settings(directory, random_secret().encode(), port=port)
    link = open_demo(settings, empty=True).qr_url
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with ServerProcess(settings), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        visits = [visit(browser, link) for _ in range(rounds)]
        browser.close()
    return visits


def report(visits: list[Visit]) -> bool:
    """Prints the medians beside their limits; False when one is broken."""
    limits, kept = limits_of("guest_screen"), True
    for told in TOLD:
        figure = median(getattr(one, told.field) / told.unit for one in visits)
        most = limits[told.limit] if told.limit else None
        kept = kept and (most is None or figure <= most)
        print(
            f"guest on a slow phone: {told.words:36} {figure:6.2f} ({'no limit' if most is None else f'most {most}'})"
        )
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--port", type=int, default=8790)
    wish = parser.parse_args()
    executable = find_browser()
    if executable is None:
        print(f"guest on a slow phone: not measured: {NOT_FOUND}")
        return
    with tempfile.TemporaryDirectory() as directory:
        visits = measure(executable, wish.rounds, wish.port, Path(directory))
    if not report(visits):
        sys.exit("a limit of bench/budgets.toml is broken")


if __name__ == "__main__":
    main()
