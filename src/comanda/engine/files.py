"""Whether the files a SQLite connection has open are still the ones that stand under their names.

A file that was deleted or replaced is written on by whoever has it open, and lost with the process.
"""

import contextlib
import os
from pathlib import Path

GONE = "The database file was moved or deleted under the running server; nothing is stored until it is back."
LOG_GONE = "The log of the database was deleted under the running server; nothing is stored until it is started again."
REPLACED = "Another file stands in the place of the database's; nothing is stored until the server is started again."


class Watch:
    """Remembers which files stand there now; those that do not exist are not watched."""

    def __init__(self, path: Path | None) -> None:
        self._opened: list[tuple[str, tuple[int, int], str]] = []
        if path is not None:
            for name, when_gone in ((f"{path}", GONE), (f"{path}-wal", LOG_GONE), (f"{path}-shm", LOG_GONE)):
                with contextlib.suppress(FileNotFoundError):
                    self._opened.append((name, _identity(name), when_gone))

    def fault(self) -> str | None:
        """Why nothing may be acknowledged, as a sentence for people; None when every file is in its place."""
        for name, identity, when_gone in self._opened:
            try:
                if _identity(name) != identity:
                    return REPLACED
            except OSError:
                return when_gone
        return None


def _identity(name: str) -> tuple[int, int]:
    found = os.stat(name)  # half the price of Path.stat, and this is asked at every commit
    return found.st_dev, found.st_ino


NO_FILES = Watch(None)
"""For a database that is reached over a connection."""
