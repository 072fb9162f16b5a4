"""A database that is there, opened only to read: no file is made, nothing is migrated, nothing is written."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from comanda.engine.drivers import Driver, SqliteDriver, driver_at
from comanda.engine.tx import Tx
from comanda.kernel.clock import Clock, system_clock
from comanda.ops.standing import HEAD, OtherData, Standing, refuse_other_data, standing_of
from comanda.settings import Place

Value = TypeVar("Value")


class NoDatabase(Exception):
    """There is no database to read, or none of this version. The message says what to do."""


class Existing:
    """Answers queries, each on one snapshot. May read beside a server, and from a medium that cannot be written."""

    def __init__(self, driver: Driver, clock: Clock = system_clock) -> None:
        self.driver, self.clock = driver, clock

    def look_now(self, query: Callable[[Tx], Value]) -> Value:
        """Raises NoDatabase."""

        def ask(cursor: Any) -> Value:
            self._refuse_other_schemas(cursor)
            cursor.execute(self.driver.begin_read())
            try:
                return query(Tx(cursor, self.driver.name, self.clock()))
            finally:
                cursor.execute("ROLLBACK")

        if isinstance(self.driver, SqliteDriver) and not self.driver.path.is_file():
            raise NoDatabase(f"there is no database in {self.driver.path.parent}; name the data folder with --data")
        return self._ask(ask)

    def standing(self) -> Standing:
        """Which schema it has; that of nothing where there is no file. Raises NoDatabase."""
        if isinstance(self.driver, SqliteDriver) and not self.driver.path.is_file():
            return Standing()
        return self._ask(lambda cursor: standing_of(cursor, self.driver))

    def _ask(self, query: Callable[[Any], Value]) -> Value:
        if isinstance(self.driver, SqliteDriver):
            return self._look_at_file(self.driver, query)
        return self._look(self.driver.connect(read_only=True), query)

    def _look_at_file(self, driver: SqliteDriver, query: Callable[[Any], Value]) -> Value:
        """A file that was closed properly has no -wal beside it, and reading it need not make one.

        Should a server begin meanwhile, the file moves under the reader; then it is read again, the shared way.
        """
        before = _stamp(driver.path)
        if before is not None:
            try:
                found = self._look(driver.connect_to_existing(immutable=True), query)
            except sqlite3.DatabaseError:
                if _stamp(driver.path) == before:
                    raise
            else:
                if _stamp(driver.path) == before:
                    return found
        try:
            connection = driver.connect_to_existing(immutable=False)
        except sqlite3.OperationalError as error:
            raise NoDatabase(
                f"{driver.path} was not closed properly and its folder cannot be written: copy the folder and read that"
            ) from error
        return self._look(connection, query)

    def _look(self, connection: Any, query: Callable[[Any], Value]) -> Value:
        try:
            return query(connection.cursor())
        finally:
            connection.close()

    def _refuse_other_schemas(self, cursor: Any) -> None:
        if not isinstance(self.driver, SqliteDriver):
            cursor.execute("SET statement_timeout = 0")  # counting a long log takes its time
        standing = standing_of(cursor, self.driver)
        found = standing.revision
        if found is None:
            raise NoDatabase("this database is empty: no Comanda has ever written to it")
        if found < HEAD:
            raise NoDatabase(f"this database has the older schema {found}: bring it to {HEAD} with comanda migrate")
        if found > HEAD:
            raise NoDatabase(f"this database has the schema {found} of a newer Comanda: update the program")
        try:
            refuse_other_data(standing, self.driver)
        except OtherData as other:
            raise NoDatabase(str(other)) from other


def existing(place: Place, clock: Clock = system_clock) -> Existing:
    return Existing(driver_at(place.database_url, place.data_dir), clock)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes with the file's content; None while somebody has it open, or left it without closing."""
    if path.with_name(f"{path.name}-wal").exists():
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size
