"""How long a person waits, from the tap to the sight."""

import time

from playwright.sync_api import Locator


class Stopwatch:
    """Runs from its making; seeing is checked at every frame of the page, so it is exact to some 20 ms."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def until_seen(self, sight: Locator, within: float) -> float:
        """Seconds until it was to be seen; fails when it took longer than `within`."""
        sight.wait_for(state="visible", timeout=(within + 5) * 1000)
        return self._within(within, "seen")

    def until_gone(self, sight: Locator, within: float) -> float:
        """Seconds until it was not to be seen any more."""
        sight.wait_for(state="detached", timeout=(within + 5) * 1000)
        return self._within(within, "gone")

    def _within(self, within: float, what: str) -> float:
        seconds = self.seconds
        assert seconds < within, f"{what} after {seconds:.2f} s, {within} s are allowed"
        return seconds
