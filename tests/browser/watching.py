"""Nothing goes wrong on a page without the test having said so beforehand."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

LOADING = "Failed to load resource"
"""The console's word for an answer that `Watch` has seen itself, with its address."""
LEFT = "ERR_ABORTED GET"
"""To be announced where a test itself leaves a page that may still be fetching something."""
LATE = re.compile(r"ERR_ABORTED .*/assets/foreign-")
"""What is fetched once a page has loaded; a page that is left at once never asks for it again."""
NOT_MODIFIED = 304
"""Chromium calls an answer without a body that it did not ask for by itself a failed request."""


class Watch:
    """Hears the console (which tells of CSP violations too), uncaught errors and requests of every page of a test."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._announced: list[re.Pattern[str]] = []
        self._resting = False

    def rest(self) -> None:
        """Devices are put away: what was on its way to them is of no interest any more."""
        self._resting = True

    def announce(self, *patterns: str) -> None:
        """Faults that belong to this test, e.g. `401 GET /api/auth/me`."""
        self._announced += [re.compile(pattern) for pattern in patterns]

    @property
    def faults(self) -> list[str]:
        """What nobody announced, each as `who: what`."""
        return [fault for fault in self._faults if not any(known.search(fault) for known in self._announced)]

    def over(self, context: BrowserContext, who: str) -> None:
        def note(fault: str) -> None:
            if not self._resting:
                self._faults.append(f"{who}: {fault}")

        def hear(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning", "assert") and not message.text.startswith(LOADING):
                note(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

        def answered(response: Response) -> None:
            if response.status >= 400:
                note(f"{response.status} {response.request.method} {path_of(response.url)}")

        def broke(error: WebError) -> None:
            note(f"uncaught: {error.error.message}")

        def failed(request: Request) -> None:
            answer, what = request.existing_response, f"{request.failure} {request.method} {path_of(request.url)}"
            if not LATE.search(what) and (answer is None or answer.status != NOT_MODIFIED):
                note(what)

        context.on("console", hear)
        context.on("response", answered)
        context.on("weberror", broke)
        context.on("requestfailed", failed)


def path_of(url: str) -> str:
    return re.sub(r"^\w+://[^/]+", "", url)
