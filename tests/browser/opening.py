"""Opening pages: each person has a device, each device a browser context of its own."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, WebSocketRoute

from tests.browser.guest import GuestPage
from tests.browser.holding import Held
from tests.browser.restaurant import ADMIN, CASHIER, KITCHEN, MANAGER, STAFF_COOKIE, Restaurant
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
        self.held = Held()

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
        look = {"viewport": viewport, "color_scheme": "dark" if dark else "light"}
        settings: dict[str, Any] = {"locale": "en-GB", "timezone_id": "Europe/Berlin", **look, **more}
        context = self._browser.new_context(
            base_url=self._restaurant.base_url,
            reduced_motion="reduce",
            **settings,
        )
        context.set_default_timeout(30_000)
        context.add_init_script(CLOCK % self._restaurant.clock.ahead_ms + TAPS)
        if socket is not None:
            context.route_web_socket(re.compile("/api/events"), socket)
        self._watch.over(context, who)
        self._contexts.append(context)
        return context

    def page(self, who: str, viewport: ViewportSize = TABLET, **more: Any) -> Page:
        return self.device(who, viewport, **more).new_page()

    def app(
        self, path: str, email: str, viewport: ViewportSize = TABLET, *, branch: str | None = None, **more: Any
    ) -> Page:
        """This page on a device on which this person has signed in, and chosen a branch: `app("/kitchen", KITCHEN)`."""
        url = self._restaurant.base_url
        signed_in = {"name": STAFF_COOKIE, "value": self._restaurant.sign_in(email), "domain": "127.0.0.1", "path": "/"}
        cookie = {**signed_in, "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
        kept = {"comanda.signed_in": "yes"}
        if branch is not None:
            kept["comanda.branch"] = self._restaurant.branch_id(branch)
        stored = {"origin": url, "localStorage": [{"name": name, "value": value} for name, value in kept.items()]}
        state = {"cookies": [cookie], "origins": [stored]}
        page = self.page(email.partition("@")[0], viewport, storage_state=state, **more)
        page.goto(path)
        return page

    def cashier(self, email: str = CASHIER, viewport: ViewportSize = TABLET, **more: Any) -> CashierPage:
        """At the floor."""
        return CashierPage(self.app("/cashier", email, viewport, **more))

    def manager(self, email: str = MANAGER, viewport: ViewportSize = DESKTOP, *, at: str = "", **more: Any) -> Page:
        """At one of the manager's screens: `at="menu"`."""
        return self.app(f"/manager#/{at}", email, viewport, **more)

    def admin(self, email: str = ADMIN, viewport: ViewportSize = DESKTOP, *, at: str = "", **more: Any) -> Page:
        return self.app(f"/admin#/{at}", email, viewport, **more)

    def kitchen(self, email: str = KITCHEN, viewport: ViewportSize = DESKTOP, *, arm: bool = True, **more: Any) -> Page:
        """At the rail, or before the post is taken up."""
        page = self.app("/kitchen", email, viewport, **more)
        if arm:
            page.get_by_role("button", name="Start in the kitchen").click()
        return page

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
        self.held.let_go()
        for context in self._contexts:
            context.close()


def hang_up(socket: WebSocketRoute) -> None:
    """A network that lets no WebSocket through."""
    socket.close()


NEWS_OF_THE_MENU = re.compile(r'"(menu|(menu|product|option)\.[a-z_]+)"')


def keep_menu_quiet(socket: WebSocketRoute) -> None:
    """Everything comes through but the news of the menu: a page that is a moment behind."""
    server = socket.connect_to_server()

    def pass_on(frame: str | bytes) -> None:
        if not NEWS_OF_THE_MENU.search(str(frame)):
            socket.send(frame)

    server.on_message(pass_on)
