"""Whether the files a SQLite connection has open are still the ones that stand under their names.

A file that was deleted or replaced is written on by whoever has it open, and lost with the process. One that became
shorter was written over: neither the database nor its log ever shrinks while it is open.
"""

import contextlib
import os
from pathlib import Path

GONE = "The database file was moved or deleted under the running server; nothing is stored until it is back."
LOG_GONE = "The log of the database was deleted under the running server; nothing is stored until it is started again."
CUT = "The database was cut or written over under the running server; nothing is stored until it is started again."
REPLACED = "Another file stands in the place of the database's; nothing is stored until the server is started again."


class Watch:
    """Remembers which files stand there now; those that do not exist are not watched."""

    def __init__(self, path: Path | None) -> None:
        self._opened: list[_Opened] = []
        if path is not None:
            for name, when_gone in ((f"{path}", GONE), (f"{path}-wal", LOG_GONE), (f"{path}-shm", LOG_GONE)):
                with contextlib.suppress(FileNotFoundError):
                    self._opened.append(_Opened(name, os.stat(name), when_gone))

    def fault(self) -> str | None:
        """Why nothing may be acknowledged, as a sentence for people; None when every file is in its place."""
        for opened in self._opened:
            if fault := opened.fault():
                return fault
        return None


class _Opened:
    """One file, and how long it has been so far."""

    __slots__ = ("cut", "identity", "name", "size", "when_gone")

    def __init__(self, name: str, found: os.stat_result, when_gone: str) -> None:
        self.name, self.when_gone = name, when_gone
        self.identity, self.size, self.cut = (found.st_dev, found.st_ino), found.st_size, False

    def fault(self) -> str | None:
        try:
            found = os.stat(self.name)  # half the price of Path.stat, and this is asked at every commit
        except OSError:
            return self.when_gone
        if (found.st_dev, found.st_ino) != self.identity:
            return REPLACED
        if found.st_size < self.size:
            self.cut = True
        self.size = max(self.size, found.st_size)
        return CUT if self.cut else None


NO_FILES = Watch(None)
"""For a database that is reached over a connection."""
