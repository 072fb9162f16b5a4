"""A new owner, who has never seen the app, writes a menu by following what the screen says."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.desk import nobodys_desk
from tests.browser.new_house import NewHouse, new_house
from tests.browser.opening import DESKTOP, PHONE, Opener
from tests.browser.restaurant import PASSWORD, Restaurant

Note = Callable[[str, object], None]
LIMIT = 180.0
KEYSTROKE, POINTING, PRESSING, THINKING = 0.28, 1.1, 0.2, 1.35
"""Seconds for an average person: Card, Moran and Newell, The keystroke-level model (1980)."""
WORDS_A_SECOND = 238 / 60
"""Silent reading: Brysbaert, How many words do we read per minute? (2019)."""
READ = """
() => [...new Set(document.body.innerText.split("\\n").map((line) => line.trim()).filter(Boolean))]
"""


class Newcomer:
    """Reads every line that is new on the screen, taps what a label says, and types where the cursor is."""

    def __init__(self, page: Page) -> None:
        self._page, self._known = page, set[str]()
        self.taps = self.keys = self.words = 0

    def read(self) -> None:
        new = set(self._page.evaluate(READ)) - self._known
        self._known |= new
        self.words += sum(len(line.split()) for line in new)

    def tap(self, role: str, name: str) -> None:
        self.read()
        self._page.get_by_role(role, name=name, exact=True).click()  # pyright: ignore[reportArgumentType]
        self.taps += 1

    def choose(self, name: str) -> None:
        """One of a few in a row, by its words."""
        self.read()
        self._page.get_by_text(name, exact=True).click()
        self.taps += 1

    def type(self, label: str, text: str, then: str) -> None:
        """Into the field that has the cursor, which must be the one of that label; then one more key."""
        expect(self._page.get_by_label(label, exact=True).and_(self._page.locator(":focus"))).to_be_visible()
        self._page.keyboard.type(text)
        self._page.keyboard.press(then)
        self.keys += len(text) + 1
        self.read()

    @property
    def seconds(self) -> float:
        acts = self.taps * (POINTING + PRESSING) + self.keys * KEYSTROKE
        return acts + self.taps * THINKING + self.words / WORDS_A_SECOND


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_new_owner_writes_three_dishes_with_a_size_and_two_extras_in_three_minutes(
    restaurant: Restaurant, opener: Opener, note: Note, viewport: ViewportSize
):
    house = new_house(restaurant, "Pizzeria Desk" if viewport is DESKTOP else "Pizzeria Hand")
    page = nobodys_desk(opener, "owner", viewport).page
    owner = Newcomer(page)

    owner.type("Email", house.owner, "Tab")
    owner.type("Password", PASSWORD, "Enter")
    expect(page.get_by_role("link", name="Write the menu")).to_be_visible()
    owner.tap("link", "Write the menu")
    owner.type("New section", "Pizza", "Enter")
    for name, price in (("Margherita", "8.50"), ("Funghi", "9.50"), ("Diavola", "10")):
        owner.type("New dish", name, "Tab")
        owner.type("Price", price, "Enter")
        expect(page.get_by_role("link", name=re.compile(name))).to_be_visible()
    owner.tap("link", "Add a size or extras")
    owner.type("What is asked?", "Size", "Enter")
    owner.type("Option 1", "26 cm", "Enter")
    owner.type("Option 2", "32 cm", "Tab")
    owner.type("Price ±", "2.50", "Tab")
    owner.choose("Everything in Pizza")
    owner.tap("button", "Make this choice")
    owner.tap("link", "New choice")
    owner.choose("Extras")
    owner.tap("textbox", "What is asked?")
    owner.type("What is asked?", "Extras", "Enter")
    owner.type("Option 1", "Olives", "Tab")
    owner.type("Price ±", "1", "Enter")
    owner.type("Option 2", "Rocket", "Tab")
    owner.type("Price ±", "1.20", "Tab")
    owner.choose("Everything in Pizza")
    owner.tap("button", "Make this choice")
    expect(page.get_by_text("asked for everything in Pizza")).to_have_count(2)

    note(f"first menu at {viewport['width']} px: words read, seconds", f"{owner.words}, {owner.seconds:.0f}")
    assert (owner.taps, owner.keys) == (9, 148)
    assert owner.seconds < LIMIT
    _assert_guests_can_order_it(house, opener)


def _assert_guests_can_order_it(house: NewHouse, opener: Opener) -> None:
    table = house.do("POST", "/api/tables", {"label": "1", "seats": 4})
    session = house.do("POST", "/api/qr-sessions", {"table_id": table["id"]})
    guest = opener.guest(session["qr_url"])
    guest.at_table("1")
    for name, price in (("Margherita", "€8.50"), ("Funghi", "€9.50"), ("Diavola", "€10.00")):
        expect(guest.card(name)).to_contain_text(price)
    sheet = guest.choose("Diavola", "32 cm", "Olives", "Rocket")
    expect(guest.done(sheet)).to_contain_text("€14.70")
