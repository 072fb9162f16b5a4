"""What a cashier sees and does, in the cashier's words."""

import re

from playwright.sync_api import Locator, Page, expect


class CashierPage:
    """The cashier's app on one device."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[str] = []
        """What came over the page's sockets."""
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self.frames.append(str(frame))))

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str))

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name, exact=True)

    def sign_in(self, email: str, password: str) -> None:
        """Ends at the floor, or at the choice of a branch."""
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.button("Sign in").click()
        inside = self.page.get_by_role("navigation", name="Screens")
        expect(inside.or_(self.page.get_by_text("Which branch?"))).to_be_visible()

    # the floor

    def tile(self, label: str) -> Locator:
        return self.button(re.compile(rf"^Table {label} "))

    @property
    def inbox(self) -> Locator:
        return self.page.get_by_role("region", name="New orders")

    def ticket(self, label: str) -> Locator:
        """The waiting orders of a table."""
        return self.inbox.get_by_role("article").filter(has=self.page.get_by_role("link", name=f"Table {label} "))

    @property
    def live(self) -> Locator:
        return self.page.get_by_role("status").filter(has_text=re.compile("^Live$"))

    def settled(self) -> "CashierPage":
        """Everything the floor shows has been fetched."""
        expect(self.tile("1")).to_be_visible()
        expect(self.live).to_be_visible()
        expect(self.inbox.get_by_role("status", name="Loading")).to_have_count(0)
        return self

    def turn_to(self, half: str | re.Pattern[str]) -> bool:
        """One of a few in a row; False on a wide screen, which shows all halves at once and has no such row."""
        choice = self.page.get_by_role("radio", name=half, exact=isinstance(half, str))
        if choice.is_visible():
            choice.locator("xpath=..").click()
            return True
        return False

    def close_sheet(self) -> None:
        sheet = self.page.get_by_role("dialog")
        self.button("Close", sheet).click()
        expect(sheet).to_have_count(0)

    def to_floor(self) -> None:
        self.page.get_by_role("link", name="Floor").click()

    def open_table(self, label: str) -> str:
        """Two taps from the floor to the code; returns the link under it."""
        self.tile(label).click()
        self.button("Open and show QR").click()
        return self.dialog(f"QR code · Table {label}").get_by_label("Link").input_value()

    def go_to_table(self, label: str) -> None:
        self.tile(label).click()
        expect(self.page.get_by_role("heading", name=f"Table {label}")).to_be_visible()

    # the table

    @property
    def rounds(self) -> Locator:
        return self.page.get_by_role("region", name="Rounds")

    def round(self, number: int) -> Locator:
        """By the daily number of its order."""
        return self.rounds.get_by_role("article").filter(has_text=re.compile(rf"Order {number}\b"))

    @property
    def catalog(self) -> Locator:
        return self.page.get_by_role("region", name="Menu", exact=True)

    @property
    def draft(self) -> Locator:
        return self.page.get_by_role("region", name="New round")

    def product(self, name: str) -> Locator:
        return self.button(re.compile(rf"^{re.escape(name)}"), self.catalog)

    def more(self, name: str) -> Locator:
        """What else can be done about a dish: it is sold out."""
        return self.button(f"More for {name}", self.catalog)

    def look_up(self, name: str) -> Locator:
        """The key of a dish, wherever on the menu it is."""
        self.turn_to("Menu")
        self.catalog.get_by_role("searchbox").fill(name)
        return self.product(name)

    def add(self, name: str, *options: str) -> None:
        """Put a dish on the round; the last answer to a lone required question adds it by itself."""
        self.look_up(name).click()
        asked = self.dialog(name)
        for option in options:
            asked.get_by_label(re.compile(rf"^{re.escape(option)}")).click()
        add = self.button(re.compile("^Add"), asked)
        if options and add.is_visible():
            add.click()
        shelf = self.catalog.get_by_role("listitem").filter(has=self.button(re.compile(rf"^{re.escape(name)}")))
        expect(shelf).to_contain_text("in this round")

    def open_phones(self, label: str) -> Locator:
        """The sheet of the guests' phones, from the table."""
        self.button("Phones").click()
        sheet = self.dialog(f"Phones · Table {label}")
        expect(sheet.get_by_role("status", name="Loading")).to_have_count(0)
        return sheet

    def send(self) -> None:
        """And until the server has answered: the draft is gone before that."""
        with self.page.expect_response(re.compile(r"/api/orders(\?|$)")):
            self.button(re.compile("^Send"), self.draft).click()
        expect(self.draft).to_have_count(0)

    @property
    def due(self) -> Locator:
        return self.rounds.get_by_role("paragraph").filter(has_text="Still to pay")

    # money

    def type_cash(self, cents: int) -> None:
        """On the pad, digit by digit."""
        for digit in str(cents):
            self.button(digit, self.page.get_by_role("dialog")).click()
