"""Requests that a test keeps on their way."""

from playwright.sync_api import Error, Route


class Held:
    """A handler for `page.route` that answers nothing: `page.route("**/api/menu", opener.held)`.

    Whatever is still held when the devices are put away is let go; a request without an end would outlive its page.
    """

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def __call__(self, route: Route) -> None:
        self._routes.append(route)

    def go_on(self) -> None:
        """All of them, to where they were going."""
        while self._routes:
            self._routes.pop(0).continue_()

    def let_go(self) -> None:
        """They fail, and nobody minds."""
        while self._routes:
            try:
                self._routes.pop().abort()
            except Error:
                continue  # its page is gone already
