"""Bringing a database to this version's schema, and telling whether it is there."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

from comanda.engine.drivers import Driver, driver_at, driver_for, sqlalchemy_url
from comanda.engine.log import GENESIS
from comanda.engine.statements import POSTGRESQL
from comanda.engine.sweep import OLD_KEYS
from comanda.ops.data_folder import keep_private
from comanda.ops.existing import Existing
from comanda.ops.secret import hold_to_secret
from comanda.ops.standing import HEAD, PLATFORM, refuse_other_data
from comanda.settings import Settings

MIGRATIONS = Path(__file__).parent.parent / "migrations"
MIGRATING = 0x436F6D616E6461
"""PostgreSQL's advisory lock that whoever migrates holds: `Comanda` in ASCII."""


def prepare(settings: Settings, *, new_secret: bool = False) -> bool:
    """Migrates where needed; returns whether anything was done. Alembic is loaded only then.

    Takes from others what they may read of the house. Raises OtherData, WrongSecret.
    """
    look_before_touching(settings.database_url, settings.data_dir)
    driver = driver_for(settings.database_url, settings.data_dir)
    keep_private(settings)
    changed = revision_of(driver) != HEAD
    if changed:
        migrate(driver)
    if settings.secret:
        hold_to_secret(settings, driver, replace=new_secret)
    return changed


def look_before_touching(database_url: str | None, data_dir: Path) -> None:
    """Whoever is about to make, lock or migrate anything asks first. Raises OtherData."""
    driver = driver_at(database_url, data_dir)
    refuse_other_data(Existing(driver).standing(), driver)


def revision_of(driver: Driver) -> str | None:
    """The migration the database stands at; None for an empty one."""
    connection = driver.connect()
    try:
        cursor = connection.cursor()
        with contextlib.suppress(Exception):  # no such table: nothing was ever migrated
            cursor.execute("SELECT version_num FROM alembic_version")
            row = cursor.fetchone()
            return None if row is None else str(row[0])
        return None
    finally:
        connection.close()


def migrate(driver: Driver) -> None:
    """Up to HEAD, and the platform's own stream with it, whose old answers are swept."""
    from alembic import command

    with connected(driver) as (config, connection):
        _wait_for_others(connection)
        command.upgrade(config, "head")
        _open_platform(connection)
        connection.commit()


def _wait_for_others(connection: Any) -> None:
    """Servers that start at once migrate one after the other; PostgreSQL frees the lock with the connection."""
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({MIGRATING})")
        connection.commit()


@contextlib.contextmanager
def connected(driver: Driver) -> Generator[tuple[Any, Any]]:
    """Alembic's configuration over one connection of SQLAlchemy's own engine, which nothing else uses."""
    from alembic.config import Config
    from sqlalchemy import create_engine

    engine = create_engine(sqlalchemy_url(driver))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            yield config, connection
    finally:
        engine.dispose()


def _open_platform(connection: Any) -> None:
    from sqlalchemy.dialects.postgresql import insert

    from comanda.engine.tables import due, streams

    row = {"stream_id": PLATFORM, "epoch": 1, "seq": 0, "hash": GENESIS, "at": 0}
    connection.execute(insert(streams).values(row).on_conflict_do_nothing())
    first = {"branch_id": "", "kind": OLD_KEYS, "key": PLATFORM, "organization_id": "", "at": 0, "asked_at": 0}
    connection.execute(insert(due).values(first).on_conflict_do_nothing())
