"""Logging of faults that repeat: each kind at most once a second, with how often it happened meanwhile."""

import logging
import threading
import time

EVERY = 1.0
"""Seconds between two lines about the same fault."""
MOST_KINDS = 256


class FaultLog:
    """Safe to call from any thread."""

    def __init__(self, logger: logging.Logger, every: float = EVERY) -> None:
        self._logger, self._every = logger, every
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}
        self._held_back: dict[str, int] = {}

    def error(self, what: str, error: BaseException | None = None, *, traceback: bool = False) -> None:
        """One line `what: error`, or none when the same was logged less than a second ago."""
        text = what if error is None else f"{what}: {' '.join(str(error).split()) or repr(error)}"
        kind = f"{what} {type(error).__name__}"
        held_back = self._admit(kind)
        if held_back is None:
            return
        more = f" ({held_back} more since the last line)" if held_back else ""
        self._logger.error("%s%s", text, more, exc_info=error if traceback else None)

    def _admit(self, kind: str) -> int | None:
        """How many were held back since the last line; None when this one is held back too."""
        now = time.monotonic()
        with self._lock:
            if now - self._last.get(kind, -self._every) < self._every:
                self._held_back[kind] = self._held_back.get(kind, 0) + 1
                return None
            if len(self._last) >= MOST_KINDS:
                self._last.clear()
                self._held_back.clear()
            self._last[kind] = now
            return self._held_back.pop(kind, 0)
