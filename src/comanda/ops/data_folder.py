"""The data folder: one server at a time has it, and only its owner can read it."""

import contextlib
import fcntl
import logging
import os
import re
import stat
from collections.abc import Generator
from pathlib import Path

from comanda.settings import Settings

OUR_FILES = ("comanda.db", "secret", "server.lock")
"""How the names of the house's files begin: SQLite puts its own beside the database."""
_OUR_FOLDER = re.compile("demo(-[0-9]+)?")
logger = logging.getLogger(__name__)


@contextlib.contextmanager
def sole_server(folder: Path) -> Generator[None]:
    """SQLite has one writing process; the lock ends with this process, however it ends. Raises OSError.

    The folder itself is locked: a file in it could be deleted, and the next server would lock a new one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    locked = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(locked, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OSError(f"another server has {folder} open") from error
        (folder / "server.lock").write_text(f"{os.getpid()}\n")  # for people: who has it
        yield
    finally:
        os.close(locked)


def keep_private(settings: Settings) -> None:
    """Folder 700 and the house's files 600, whatever the umask was when they were made; says what it tightens.

    A folder with other folders in it, or everybody's like /tmp, is not the house's alone and keeps its mode.
    """
    inside = sorted(settings.data_dir.iterdir()) if settings.data_dir.is_dir() else []
    files = [path for path in inside if path.is_file() and path.name.startswith(OUR_FILES)]
    shared = any(path.is_dir() and not _OUR_FOLDER.fullmatch(path.name) for path in inside)
    if files and not shared and not settings.data_dir.stat().st_mode & stat.S_ISVTX:
        _tighten(settings.data_dir, 0o700)
    for path in files:
        _tighten(path, 0o600)


def _tighten(path: Path, mode: int) -> None:
    """Takes from others what they may; what cannot be changed is left, with a line in the log.

    It may be somebody else's, or on a medium that cannot be written.
    """
    found = stat.S_IMODE(path.stat().st_mode)
    if not found & 0o077:
        return
    try:
        path.chmod(mode)
    except OSError as error:
        logger.warning("others can read %s (mode %o): make it %o (%s)", path, found, mode, error.strerror)
    else:
        logger.warning("others could read %s (mode %o): it is %o now", path, found, mode)
