"""The two databases behind one face: how to connect, begin, save, undo, and what their errors mean."""

import errno
import os
import sqlite3
import tempfile
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from comanda.engine.files import LOG_GONE, NO_FILES, Watch
from comanda.engine.statements import POSTGRESQL, SQLITE


class UnfitDatabase(RuntimeError):
    """This machine's database library cannot keep what it is given."""


class Connection(Protocol):
    """A connection in autocommit; transactions are begun and ended by statement."""

    def cursor(self) -> Any: ...
    def close(self) -> None: ...


class Trouble(Enum):
    """What an error of the database asks for."""

    NONE = auto()
    """A fault of the statement, not of the database."""
    AGAIN = auto()
    """Deadlock, serialization failure, lock time-out: the same may work in a moment."""
    BUSY = auto()
    """The database does not do it now: cancelled, out of memory, locked by another program."""
    MOVED = auto()
    """This server has become a standby; another one takes writes now."""
    FULL = auto()
    """No room on the disk."""
    FATAL = auto()
    """Only a restart can tell what reached the disk."""


class Driver(Protocol):
    name: str
    writers: int
    """How many commands may be carried out at the same time."""
    one_stream: bool
    """Whether a transaction may hold the lock of one stream only, because other processes write as well."""
    per_commit: int
    """Most commands of one transaction."""
    patience: float
    """Seconds after which a request is answered, whatever the database does."""

    def connect(self, *, read_only: bool = False) -> Connection: ...
    def in_transaction(self, connection: Connection) -> bool: ...
    def is_broken(self, connection: Connection) -> bool: ...
    def trouble(self, error: BaseException) -> Trouble: ...
    def watch(self) -> Watch: ...
    def save(self, connection: Connection, fault: str) -> None: ...
    def begin_write(self) -> str: ...
    def begin_read(self) -> str: ...
    def size(self, cursor: Any) -> int: ...


NO_ROOM = {"SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP"}
"""I/O errors that SQLite also gives for a quota that is used up, or no room for the index of its log."""

UNUSABLE = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "CANTOPEN", "NOMEM", "READONLY", "PERM", "CORRUPT", "NOTADB")
)
"""Results, or their beginnings, that say the file cannot be used now: https://sqlite.org/rescode.html."""


def has_room(folder: Path) -> bool:
    """Whether a small file can be written there."""
    try:
        with tempfile.TemporaryFile(dir=folder) as scratch:
            scratch.write(bytes(1 << 16))
            scratch.flush()
            os.fsync(scratch.fileno())
    except OSError as error:
        return error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return True


class SqliteDriver:
    """SQLite with write-ahead log and full durability. Local disk only, one writing process."""

    name = SQLITE
    writers, one_stream, per_commit = 1, False, 64
    patience = 8.0
    """A busy disk takes its time, and `busy_timeout` is shorter."""
    LEAST_VERSION = (3, 37, 0)

    def __init__(self, path: Path) -> None:
        if sqlite3.sqlite_version_info < self.LEAST_VERSION:
            raise UnfitDatabase(f"SQLite {sqlite3.sqlite_version} is too old: Comanda needs 3.37 or newer")
        self.path = path

    def connect(self, *, read_only: bool = False) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, cached_statements=512)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=4000",
            "trusted_schema=OFF",
            "wal_autocheckpoint=4000",
            "cache_size=-65536",
            "temp_store=MEMORY",  # else what a savepoint may have to undo goes to a temporary file, page by page
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if connection.execute("PRAGMA synchronous").fetchone() != (2,):
            raise UnfitDatabase("SQLite does not accept synchronous=FULL here")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # opens the log and its index, too
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    def connect_to_existing(self, *, immutable: bool) -> sqlite3.Connection:
        """Reads a file that is there. `immutable`: no other file is looked at or made beside it, and none is locked."""
        address = f"{self.path.absolute().as_uri()}?mode=ro" + ("&immutable=1" if immutable else "")
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in ("query_only=ON", "busy_timeout=5000", "trusted_schema=OFF", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return connection

    def in_transaction(self, connection: Any) -> bool:
        return bool(connection.in_transaction)

    def is_broken(self, connection: Any) -> bool:
        try:
            connection.in_transaction  # noqa: B018
            connection.total_changes  # noqa: B018  raises when closed
        except sqlite3.ProgrammingError:
            return True
        return False

    def trouble(self, error: BaseException) -> Trouble:
        """A failed sync cannot be repeated: what the kernel forgot, it forgot."""
        name: str = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
        if name.startswith("SQLITE_FULL"):
            return Trouble.FULL
        if name.startswith("SQLITE_IOERR"):
            return Trouble.FULL if name in NO_ROOM and not has_room(self.path.parent) else Trouble.FATAL
        return Trouble.BUSY if name.startswith(UNUSABLE) else Trouble.NONE

    def watch(self) -> Watch:
        """Of the files that a connection made just now has open."""
        return Watch(self.path)

    def save(self, connection: Any, fault: str) -> None:
        """What is in a deleted log alone is still within reach: it is written into the database file."""
        if fault == LOG_GONE:
            connection.execute("PRAGMA wal_checkpoint(FULL)").fetchall()

    def begin_write(self) -> str:
        return "BEGIN IMMEDIATE"

    def begin_read(self) -> str:
        return "BEGIN"

    def size(self, cursor: Any) -> int:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


WRITE_SILENCE, READ_SILENCE = 4.0, 6.0
"""Seconds without an answer to one statement after which a connection is given up. A server that works ends a
statement before, by its own `statement_timeout`."""
CONNECTING = {
    "application_name": "comanda",
    "connect_timeout": "2",
    "tcp_user_timeout": "4000",
    "keepalives": "1",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
}
"""What the address of the database does not say itself. Milliseconds for `tcp_user_timeout`, else seconds."""
WRITING = "-c lock_timeout=500 -c statement_timeout=3000 -c idle_in_transaction_session_timeout=10000"
READING = "-c lock_timeout=2000 -c statement_timeout=5000 -c default_transaction_read_only=on"

AGAIN = ("40001", "40P01", "55P03")
FULL = ("53100",)
MOVED = ("25006",)
BUSY = ("08", "25P0", "28", "3D", "3F", "42501", "42P01", "53", "55", "57", "58", "XX")
"""SQLSTATEs, or their beginnings: https://www.postgresql.org/docs/current/errcodes-appendix.html.

A role that lost its rights, a schema or table that is gone and a damaged page are troubles of the database, too.
"""


class PostgresDriver:
    """PostgreSQL through psycopg 3. Any number of processes may write."""

    name = POSTGRESQL
    writers, one_stream, per_commit = 4, True, 16
    patience = 5.0

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn

    def connect(self, *, read_only: bool = False) -> Any:
        from psycopg.conninfo import conninfo_to_dict

        given = conninfo_to_dict(self.dsn)
        own = f"{READING if read_only else WRITING} -c timezone=UTC"
        options = f"{own} {given.pop('options', None) or ''}".rstrip()
        connection = _connection_class()
        silence = READ_SILENCE if read_only else WRITE_SILENCE
        return connection.connect(autocommit=True, **{**CONNECTING, **given, "options": options}).bounded(silence)

    def in_transaction(self, connection: Any) -> bool:
        from psycopg.pq import TransactionStatus

        return connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def is_broken(self, connection: Any) -> bool:
        return bool(connection.closed)

    def trouble(self, error: BaseException) -> Trouble:
        from psycopg import Error

        state = (error.sqlstate or "") if isinstance(error, Error) else ""
        if state.startswith(AGAIN):
            return Trouble.AGAIN
        if state in FULL:
            return Trouble.FULL
        if state in MOVED:
            return Trouble.MOVED
        return Trouble.BUSY if state.startswith(BUSY) else Trouble.NONE

    def watch(self) -> Watch:
        return NO_FILES

    def save(self, connection: Any, fault: str) -> None:
        """Nothing of it is ours."""

    def begin_write(self) -> str:
        return "BEGIN"

    def begin_read(self) -> str:
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def size(self, cursor: Any) -> int:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


@cache
def _connection_class() -> Any:
    """psycopg is loaded only where PostgreSQL is used."""
    import psycopg
    from psycopg.errors import _WaitTimeout  # pyright: ignore[reportPrivateUsage]

    class BoundedConnection(psycopg.Connection[Any]):
        """A connection that is closed when the server does not answer a statement in time."""

        silence = WRITE_SILENCE

        def bounded(self, silence: float) -> "BoundedConnection":
            self.silence = silence
            return self

        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, self.silence if timeout is None else timeout)
            except _WaitTimeout:
                self.close()
                raise psycopg.OperationalError(f"no answer from the database in {self.silence:g} s") from None

    return BoundedConnection


def driver_for(database_url: str | None, directory: Path) -> Driver:
    """As `driver_at`; the data directory is made where it is missing."""
    if not database_url:
        directory.mkdir(parents=True, exist_ok=True)
    return driver_at(database_url, directory)


def driver_at(database_url: str | None, directory: Path) -> Driver:
    """SQLite in the data directory unless a `postgresql://` URL is given; raises ValueError for other URLs."""
    if not database_url:
        return SqliteDriver(directory / "comanda.db")
    if database_url.startswith(("postgresql://", "postgres://")):
        return PostgresDriver(database_url)
    raise ValueError("COMANDA_DATABASE_URL must begin with postgresql://")


def sqlalchemy_url(driver: Driver) -> str:
    """For the migrations, the only place that uses SQLAlchemy's own engine."""
    if isinstance(driver, SqliteDriver):
        return f"sqlite:///{driver.path}"
    dsn = getattr(driver, "dsn", "")
    return "postgresql+psycopg://" + dsn.split("://", 1)[1]
