"""What a guest sees and does, in the guest's words."""

import re

from playwright.sync_api import Locator, Page, expect


class GuestPage:
    """The guest's app on one phone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str))

    # the menu

    @property
    def stub(self) -> Locator:
        """The stub of the table's ticket, in the header."""
        return self.page.get_by_role("banner").get_by_text(re.compile("^Table"))

    def at_table(self, label: str) -> None:
        """Joined, and everything that is fetched later is there."""
        expect(self.page.get_by_role("banner").first).to_contain_text(f"Table{label}")
        expect(self.button("Search the menu")).to_be_visible()

    def search(self, text: str) -> None:
        if not self.page.get_by_role("searchbox").is_visible():
            self.button("Search the menu").tap()
        self.page.get_by_role("searchbox").fill(text)

    def card(self, name: str) -> Locator:
        """The entry of a dish on the menu."""
        heading = self.page.get_by_role("heading", name=name, exact=True)
        return self.page.get_by_role("main").get_by_role("listitem").filter(has=heading)

    def look_at(self, name: str) -> Locator:
        """Open the sheet of a dish."""
        self.button(name, self.card(name)).tap()
        sheet = self.sheet(name)
        expect(sheet).to_be_visible()
        return sheet

    def sheet(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name, exact=True)

    def choose(self, name: str, *options: str) -> Locator:
        """Open the sheet of a dish and answer its questions."""
        sheet = self.look_at(name)
        for option in options:
            sheet.get_by_label(re.compile(rf"^{re.escape(option)}")).check()
        return sheet

    def add(self, name: str, *options: str) -> None:
        """Into the cart: with one tap where nothing is asked, through the sheet otherwise."""
        if options:
            self.done(self.choose(name, *options)).tap()
            expect(self.sheet(name)).to_have_count(0)
        else:
            self.button(f"Add {name}").tap()

    def done(self, sheet: Locator) -> Locator:
        """The main action of a dish's sheet."""
        return self.button(re.compile("^Add "), sheet)

    def tell_allergies(self, *names: str, wanted: bool = True) -> None:
        """Say what this guest cannot have, or take it off."""
        self.button("Allergies").tap()
        sheet = self.sheet("Allergies")
        for name in names:
            sheet.get_by_role("checkbox", name=name, exact=True).set_checked(wanted)
        self.button("Show the menu", sheet).tap()
        expect(sheet).to_have_count(0)

    # the cart

    @property
    def view_order(self) -> Locator:
        return self.button(re.compile("^View order"))

    @property
    def cart(self) -> Locator:
        return self.sheet("Your order")

    @property
    def send_order(self) -> Locator:
        return self.button(re.compile("^Send order"), self.cart)

    def line(self, name: str) -> Locator:
        """A line of the cart."""
        return self.cart.get_by_role("listitem").filter(has_text=name)

    def order(self) -> None:
        """Send what is in the cart; ends on the page of rounds."""
        self.view_order.tap()
        self.send_order.tap()
        expect(self.cart).to_have_count(0)
        expect(self.page.get_by_role("heading", name="Your orders")).to_be_visible()

    # the rounds

    def round(self, number: int) -> Locator:
        heading = self.page.get_by_role("heading", name=re.compile(rf"^Round {number} · "))
        return self.page.get_by_role("article").filter(has=heading)
