"""Opening pages: each person has a device, each device a browser context of its own."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, WebSocketRoute

from tests.browser.guest import GuestPage
from tests.browser.restaurant import PASSWORD, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

PHONE: ViewportSize = {"width": 390, "height": 844}
TABLET: ViewportSize = {"width": 1024, "height": 768}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}

CLOCK = """
const ahead = %d;
const Clock = Date;
globalThis.Date = class extends Clock {
  constructor(...given) { given.length ? super(...given) : super(Clock.now() + ahead); }
  static now() { return Clock.now() + ahead; }
};
"""
"""The browser's clock agrees with the restaurant's, and runs like any other."""
TAPS = """
globalThis.taps = 0;
addEventListener("pointerdown", (event) => { if (event.isTrusted) globalThis.taps++; }, true);
"""
Socket = Callable[[WebSocketRoute], None]


class Opener:
    """Makes devices; `close` puts them away again."""

    def __init__(self, browser: Browser, restaurant: Restaurant, watch: Watch) -> None:
        self._browser, self._restaurant, self._watch = browser, restaurant, watch
        self._contexts: list[BrowserContext] = []

    def device(
        self,
        who: str,
        viewport: ViewportSize = TABLET,
        *,
        dark: bool = False,
        socket: Socket | None = None,
        **more: Any,
    ) -> BrowserContext:
        """A browser that remembers nothing; `socket` is what becomes of its WebSockets."""
        settings: dict[str, Any] = {"viewport": viewport, "color_scheme": "dark" if dark else "light", **more}
        context = self._browser.new_context(
            base_url=self._restaurant.base_url,
            locale="en-GB",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            **settings,
        )
        context.set_default_timeout(10_000)
        context.add_init_script(CLOCK % self._restaurant.clock.ahead_ms + TAPS)
        if socket is not None:
            context.route_web_socket(re.compile("/api/events"), socket)
        self._watch.over(context, who)
        self._contexts.append(context)
        return context

    def page(self, who: str, viewport: ViewportSize = TABLET, **more: Any) -> Page:
        return self.device(who, viewport, **more).new_page()

    def cashier(self, email: str = "anna@mitte.test", viewport: ViewportSize = TABLET, **more: Any) -> CashierPage:
        """A device on which this person has signed in before, at the floor."""
        who = email.partition("@")[0]
        if email not in self._restaurant.signed_in:
            first = self.nobodys_till(who)
            first.sign_in(email, PASSWORD)
            self._restaurant.signed_in[email] = first.page.context.storage_state()
        cashier = CashierPage(self.page(who, viewport, storage_state=self._restaurant.signed_in[email], **more))
        cashier.page.goto("/cashier")
        return cashier

    def nobodys_till(self, who: str = "nobody", viewport: ViewportSize = TABLET, **more: Any) -> CashierPage:
        """A device on which nobody has signed in."""
        cashier = CashierPage(self.page(who, viewport, **more))
        cashier.page.goto("/cashier")
        return cashier

    def guest(self, url: str, who: str = "guest", viewport: ViewportSize = PHONE, **more: Any) -> GuestPage:
        """A phone that has just scanned the code."""
        guest = GuestPage(self.page(who, viewport, has_touch=True, is_mobile=True, **more))
        guest.page.goto(url)
        return guest

    def close(self) -> None:
        self._watch.rest()
        for context in self._contexts:
            context.close()


def hang_up(socket: WebSocketRoute) -> None:
    """A network that lets no WebSocket through."""
    socket.close()


def keep_menu_quiet(socket: WebSocketRoute) -> None:
    """Everything comes through but the news of the menu: a page that is a moment behind."""
    server = socket.connect_to_server()

    def pass_on(frame: str | bytes) -> None:
        if '"menu' not in str(frame) and '.availability"' not in str(frame):
            socket.send(frame)

    server.on_message(pass_on)
