"""What a cook sees and does, in the cook's words."""

import re

from playwright.sync_api import Locator, Page, expect


class KitchenPage:
    """The kitchen's screen at one post."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def button(self, name: str | re.Pattern[str], within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str))

    def arm(self, station: str = "All stations") -> "KitchenPage":
        """Take up a post; ends on the rail, live."""
        self.page.get_by_text(station, exact=True).click()
        self.button("Start in the kitchen").click()
        expect(self.live).to_be_visible()
        return self

    def take_clock(self, ahead: int = 0) -> None:
        """The page's timers are the test's to wind on; they run by themselves too, until they are paused. From the
        next reload on the page is so many seconds ahead."""
        self.page.clock.install(time=self._now() + ahead)

    def pause_clock(self) -> None:
        """From now on nothing passes but what is wound on."""
        self.page.clock.pause_at(self._now() + 1)

    def _now(self) -> float:
        """Seconds since the epoch, as the page sees it."""
        return self.page.evaluate("Date.now() / 1000")

    @property
    def live(self) -> Locator:
        return self.page.get_by_role("status").filter(has_text=re.compile("^Live$"))

    # the rail

    @property
    def papers(self) -> Locator:
        """Every paper on the rail, the first one first."""
        return self.page.get_by_role("list", name="Tickets").locator("> li")

    def ticket(self, place: str) -> Locator:
        return self.page.get_by_role("listitem", name=place, exact=True)

    def item(self, ticket: Locator, name: str) -> Locator:
        """The key of an item."""
        return self.button(re.compile(rf"^\d+ × {re.escape(name)}"), ticket)

    def cannot_make(self, ticket: Locator, name: str) -> None:
        """Ask the floor about an item."""
        self.button(re.compile("^Can’t make something"), ticket).click()
        self.button(f"Can’t make {name}: ask the floor").click()

    @property
    def undo(self) -> Locator:
        return self.button(re.compile("Undo$"))

    # what is not a ticket

    def dialog(self, name: str) -> Locator:
        return self.page.get_by_role("dialog", name=name, exact=True)

    def open(self, word: str) -> None:
        """A key of the bar under the rail."""
        self.button(re.compile(f"^{word}"), self.page.get_by_role("contentinfo")).click()

    def close_sheet(self) -> None:
        sheet = self.page.get_by_role("dialog")
        self.button("Close", sheet).click()
        expect(sheet).to_have_count(0)
