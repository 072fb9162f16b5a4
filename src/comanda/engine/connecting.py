"""Making connections again: at once when one was lost, and after a failed try not before a moment has passed."""

import logging
import random
import threading
import time
from typing import Any

from comanda.engine.drivers import Driver
from comanda.engine.throttled import FaultLog
from comanda.kernel.errors import Unavailable

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
"""Seconds; each failed try doubles the pause, and chance shortens it by up to a half."""
faults = FaultLog(logging.getLogger(__name__))


class Connector:
    """Shared by threads that need connections of one kind; one of them tries at a time."""

    def __init__(self, driver: Driver, *, read_only: bool) -> None:
        self._driver, self._read_only = driver, read_only
        self._trying = threading.Lock()
        self._pause, self._not_before = 0.0, 0.0

    def connect(self) -> Any:
        """Raises Unavailable when the database cannot be reached, and at once during a pause."""
        with self._trying:
            if time.monotonic() < self._not_before:
                raise Unavailable("The database cannot be reached.")
            try:
                connection = self._driver.connect(read_only=self._read_only)
            except Exception as error:
                self._pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, self._pause * 2))
                self._not_before = time.monotonic() + self._pause * random.uniform(0.5, 1.0)  # noqa: S311
                faults.error("the database cannot be reached", error)
                raise Unavailable("The database cannot be reached.") from error
            self._pause = 0.0
            return connection


def let_go(connection: Any) -> None:
    """Close what may be broken."""
    try:
        connection.close()
    except Exception as error:
        faults.error("a lost connection could not be closed", error)
