"""Which schema a database has, read without touching it, and whether this program may use it.

Until the first release the first migration is rewritten in place. A fingerprint of the schema stands in the database,
so that data of another development version are left alone.
"""

from typing import Any

from msgspec import Struct

from comanda.engine.drivers import Driver, SqliteDriver
from comanda.engine.statements import POSTGRESQL, SQLITE
from comanda.migrations.shape import SHAPE, fingerprint

HEAD = "0001"
"""The newest migration; a test compares it with the files."""
PLATFORM = "platform"
IS_THERE = {
    SQLITE: "SELECT count(*) FROM sqlite_master WHERE name = '{}'",
    POSTGRESQL: "SELECT count(*) FROM pg_class WHERE oid = to_regclass('{}')",
}


class OtherData(RuntimeError):
    """These data were made by another version, and nothing of them was touched. The message says what to do."""


class Standing(Struct, frozen=True):
    """`revision`: the migration it stands at, None for an empty database. `shape` is 0 where no mark was left."""

    revision: str | None = None
    shape: int = 0
    fingerprint: str = ""


def standing_of(cursor: Any, driver: Driver) -> Standing:
    """Of the database behind this cursor."""
    if not _is_there(cursor, driver, "alembic_version"):
        return Standing()
    cursor.execute("SELECT version_num FROM alembic_version")
    row = cursor.fetchone()
    if row is None:
        return Standing()
    if not _is_there(cursor, driver, "schema_mark"):
        return Standing(str(row[0]))
    cursor.execute("SELECT shape, fingerprint FROM schema_mark")
    return Standing(str(row[0]), *(cursor.fetchone() or ()))


def refuse_other_data(standing: Standing, driver: Driver) -> None:
    """What is empty, or only has to be migrated, is no other's. Raises OtherData."""
    if standing.revision is None or standing.revision < HEAD:
        return
    if standing.revision > HEAD or standing.shape > SHAPE:
        raise OtherData(
            f"the data in {place_of(driver)} are of a later version of Comanda: update the program, not the data; "
            "nothing was touched"
        )
    if standing.fingerprint == fingerprint():
        return
    which = "an earlier" if standing.shape < SHAPE else "another"
    if isinstance(driver, SqliteDriver):
        advice = "keep that folder and take another one (--data; for the demo: make demo NEW=1)"
    else:
        advice = "keep that database and take another one (COMANDA_DATABASE_URL)"
    raise OtherData(
        f"the data in {place_of(driver)} are of {which} development version of Comanda, which this one cannot read: "
        f"{advice}; nothing was touched"
    )


def place_of(driver: Driver) -> str:
    """Where the data are, without a password."""
    if isinstance(driver, SqliteDriver):
        return str(driver.path.parent)
    from psycopg.conninfo import conninfo_to_dict

    given = conninfo_to_dict(getattr(driver, "dsn", ""))
    return f"the database {given.get('dbname', '')} on {given.get('host', 'this machine')}"


def _is_there(cursor: Any, driver: Driver, table: str) -> bool:
    cursor.execute(IS_THERE[driver.name].format(table))
    return cursor.fetchone()[0] != 0
