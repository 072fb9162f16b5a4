"""Whether the files a SQLite connection has open are still the ones that stand under their names.

A file that was deleted or replaced is written on by whoever has it open, and lost with the process. One that became
shorter than its own header says was cut or written over; SQLite itself shortens files too, by VACUUM and checkpoints.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

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
            self.cut = self.cut or found.st_size < _least_size(self.name)
        self.size = found.st_size
        return CUT if self.cut else None


def _least_size(name: str) -> int:
    """Bytes a file must have by its own account; SQLite's file format, parts 1.3 (database) and 4 (log and its index).

    The index of a log, `-shm`, is never shortened while it is open.
    """
    if name.endswith("-shm"):
        return sys.maxsize
    if not name.endswith("-wal"):
        header = _beginning_of(name)
        return int.from_bytes(header[28:32], "big") * _page_size(header[16:18], "big") if len(header) == 100 else 1
    index = _beginning_of(f"{name.removesuffix('-wal')}-shm")
    frames = int.from_bytes(index[16:20], sys.byteorder)
    return 32 + frames * (24 + _page_size(index[14:16], sys.byteorder)) if frames else 0


def _page_size(stored: bytes, order: Literal["big", "little"]) -> int:
    """65536 does not fit into two bytes and is stored as 1."""
    size = int.from_bytes(stored, order)
    return 65536 if size == 1 else size


def _beginning_of(name: str) -> bytes:
    """Its first 100 bytes, read by another process: closing the file in this one would drop SQLite's locks (fcntl)."""
    read = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read(100))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", read, name], capture_output=True, check=False, timeout=10)  # noqa: S603
    return done.stdout


NO_FILES = Watch(None)
"""For a database that is reached over a connection."""
