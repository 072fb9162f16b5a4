"""Takes the picture of every screen, to be looked at: `python -m tests.browser.pictures [phone] [tablet] [desktop]`.

They come into test-results/pictures, by size and theme; those of the README into docs/pictures.
"""

import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.admin_tour import tour_admin
from tests.browser.busy import BEFORE_LUNCH, BusyHouse, FullHouse
from tests.browser.card import BAMBOO, MANGO, SALAD, WATER, Card
from tests.browser.cashier_tour import tour_cashier
from tests.browser.conftest import launch_arguments
from tests.browser.desk import Desk, nobodys_desk
from tests.browser.guest_tour import tour_guest
from tests.browser.kitchen_tour import tour_full_kitchen, tour_kitchen
from tests.browser.manager_tour import tour_manager
from tests.browser.new_house import new_house
from tests.browser.opening import DESKTOP, PHONE, TABLET, Opener
from tests.browser.restaurant import MONDAY_LUNCH, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch
from tests.browser_setup import NOT_FOUND, find_browser

ROOT = Path(__file__).parents[2]
EVERY = ROOT / "test-results" / "pictures"
README = ROOT / "docs" / "pictures"
SIZES: dict[str, ViewportSize] = {"phone": PHONE, "tablet": TABLET, "desktop": DESKTOP}
LAPTOP: ViewportSize = {"width": 1180, "height": 700}
SHARP = 1.5
"""Pixels of a phone's README picture for each of the screen's."""


@contextmanager
def house(browser: Browser, moment: str, card: Card) -> Generator[tuple[Restaurant, Opener, Watch]]:
    """A new house, and devices in it."""
    with tempfile.TemporaryDirectory() as folder:
        restaurant, watch = Restaurant(Path(folder), moment, card=card), Watch()
        opener = Opener(browser, restaurant, watch)
        try:
            yield restaurant, opener, watch
        finally:
            opener.close()
            restaurant.close()


def picture_every_screen(browser: Browser, size: str, *, dark: bool) -> int:
    """All tours at one size in one theme; returns how many pictures there are."""
    folder = EVERY / size / ("dark" if dark else "light")
    folder.mkdir(parents=True, exist_ok=True)
    look: dict[str, Any] = {"viewport": SIZES[size], "dark": dark}
    with house(browser, BEFORE_LUNCH, Card(loaded=True)) as (restaurant, opener, watch):
        full = FullHouse(restaurant)

        def till(email: str | None) -> CashierPage:
            return opener.nobodys_till(**look) if email is None else opener.cashier(email, **look)

        def desk(screen: str, email: str | None) -> Desk:
            if email is None:
                return nobodys_desk(opener, viewport=SIZES[size])
            return Desk(opener.manager(email, at=screen, **look))

        at, new = partial(opener.app, **look), new_house(restaurant, "Kartoffelhaus")
        tours = (
            tour_guest(full, partial(opener.guest, **look), watch),
            tour_cashier(full, till, watch),
            tour_manager(full, new, desk, watch),
            tour_admin(restaurant, at),
            tour_full_kitchen(at),
        )
        taken = sum(take(tour, folder) for tour in tours)
    with house(browser, MONDAY_LUNCH, Card()) as (restaurant, opener, _):
        return taken + take(tour_kitchen(restaurant, partial(opener.app, **look)), folder)


def take(tour: Iterator[tuple[str, Page]], folder: Path) -> int:
    taken = 0
    for name, page in tour:
        page.wait_for_timeout(150)
        page.screenshot(path=folder / f"{name}.png")
        taken += 1
    return taken


def picture_for_readme(browser: Browser) -> None:
    """The demo's own menu at the height of its lunch, on the devices it is made for."""
    README.mkdir(parents=True, exist_ok=True)
    with house(browser, "2026-11-23 12:07", Card(priced=False)) as (restaurant, opener, _):
        busy = BusyHouse(restaurant)
        picture_guest(restaurant, opener)
        cashier = opener.cashier()
        cashier.settled()
        shoot(cashier.page, "cashier-floor")
        cashier.go_to_table(busy.longest["table_label"])
        cashier.button("Pay").click()
        cashier.type_cash(10_000)
        shoot(cashier.page, "cashier-pay")
        dish = restaurant.ids.products[BAMBOO]
        manager = opener.manager(viewport=LAPTOP, at=f"menu/dish/{dish}")
        expect(manager.get_by_text("What guests see")).to_be_visible()
        shoot(manager, "manager-menu")
        kitchen = opener.kitchen(viewport=LAPTOP)
        expect(kitchen.get_by_role("list", name="Tickets")).to_be_visible()
        shoot(kitchen, "kitchen-rail")


def picture_guest(restaurant: Restaurant, opener: Opener) -> None:
    """The menu with something chosen, and a dish with a question."""
    card = restaurant.card
    phone = opener.guest(restaurant.open_table("11")["qr_url"], device_scale_factor=SHARP)
    phone.at_table("11")
    for product_id in (MANGO, WATER):
        phone.add(card.name(product_id))
    phone.add(card.name(BAMBOO), "Mini Frühlingsrollen")
    phone.page.evaluate("scrollTo(0, 0)")
    shoot(phone.page, "guest-menu")
    sheet = phone.choose(card.name(SALAD), "French")
    phone.button("More", sheet).tap()
    shoot(phone.page, "guest-dish")


def shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=README / f"{name}.png")


def main(sizes: list[str]) -> int:
    executable = find_browser()
    if executable is None or not set(sizes) <= SIZES.keys():
        sys.stderr.write(f"{NOT_FOUND if executable is None else __doc__}\n")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=launch_arguments())
        picture_for_readme(browser)
        for size in sizes or SIZES:
            for dark in (False, True):
                taken = picture_every_screen(browser, size, dark=dark)
                sys.stdout.write(f"{size}, {'dark' if dark else 'light'}: {taken} pictures\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
