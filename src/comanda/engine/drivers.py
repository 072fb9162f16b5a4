"""The two databases behind one face: how to connect, begin, save, undo and recognise a lost transaction."""

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from comanda.engine.statements import POSTGRESQL, SQLITE


class UnfitDatabase(RuntimeError):
    """This machine's database library cannot keep what it is given."""


class Connection(Protocol):
    """A connection in autocommit; transactions are begun and ended by statement."""

    def cursor(self) -> Any: ...
    def close(self) -> None: ...


class Driver(Protocol):
    name: str

    def connect(self, *, read_only: bool = False) -> Connection: ...
    def in_transaction(self, connection: Connection) -> bool: ...
    def is_fatal(self, error: BaseException) -> bool: ...
    def begin_write(self) -> str: ...
    def begin_read(self) -> str: ...
    def size(self, cursor: Any) -> int: ...


class SqliteDriver:
    """SQLite with write-ahead log and full durability. Local disk only, one writing process."""

    name = SQLITE
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
            "busy_timeout=5000",
            "trusted_schema=OFF",
            "wal_autocheckpoint=4000",
            "cache_size=-65536",
            "temp_store=MEMORY",  # else what a savepoint may have to undo goes to a temporary file, page by page
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if connection.execute("PRAGMA synchronous").fetchone() != (2,):
            raise UnfitDatabase("SQLite does not accept synchronous=FULL here")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    def in_transaction(self, connection: Any) -> bool:
        return bool(connection.in_transaction)

    def is_fatal(self, error: BaseException) -> bool:
        """A failed sync cannot be repeated: what the kernel forgot, it forgot."""
        return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR")

    def begin_write(self) -> str:
        return "BEGIN IMMEDIATE"

    def begin_read(self) -> str:
        return "BEGIN"

    def size(self, cursor: Any) -> int:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


class PostgresDriver:
    """PostgreSQL through psycopg 3."""

    name = POSTGRESQL

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn

    def connect(self, *, read_only: bool = False) -> Any:
        import psycopg

        options = "-c lock_timeout=2000 -c statement_timeout=5000 -c timezone=UTC"
        if read_only:
            options += " -c default_transaction_read_only=on"
        return psycopg.connect(self.dsn, autocommit=True, options=options)

    def in_transaction(self, connection: Any) -> bool:
        from psycopg.pq import TransactionStatus

        return connection.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.INERROR)

    def is_fatal(self, error: BaseException) -> bool:
        return False

    def begin_write(self) -> str:
        return "BEGIN"

    def begin_read(self) -> str:
        return "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def size(self, cursor: Any) -> int:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def driver_for(database_url: str | None, directory: Path) -> Driver:
    """SQLite in the data directory unless a `postgresql://` URL is given; raises ValueError for other URLs."""
    if not database_url:
        directory.mkdir(parents=True, exist_ok=True)
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
