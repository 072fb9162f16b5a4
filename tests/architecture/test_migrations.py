"""A migrated database has exactly the schema the tables describe, on both databases, down to every CHECK."""

import re
import sqlite3
from pathlib import Path

import psycopg
from sqlalchemy import create_engine

from comanda.engine.drivers import Driver, PostgresDriver, SqliteDriver, sqlalchemy_url
from comanda.engine.schema import metadata
from comanda.migrations.shape import SHAPE, fingerprint
from comanda.ops.schema import MIGRATIONS, migrate, revision_of
from comanda.ops.standing import HEAD
from tests.architecture.sql import tables
from tests.postgres import Cluster

COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, collation_name, column_default
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'
"""
INDEXES = """
    SELECT tablename, indexname, indexdef
    FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""


def create_tables(driver: Driver) -> None:
    """What the code describes, made without any history."""
    assert tables()
    engine = create_engine(sqlalchemy_url(driver))
    metadata.create_all(engine)
    engine.dispose()


def sqlite_schema(path: Path) -> dict[str, list[str]]:
    """Each table's and index's text, in pieces and sorted: the order of constraints means nothing."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: sorted(re.split(r"\s*[\n]\s*", re.sub(r",\s*\n", "\n", sql))) for name, sql in rows}


def test_a_migrated_sqlite_has_the_schema_of_the_code(tmp_path: Path):
    migrated, described = SqliteDriver(tmp_path / "migrated.db"), SqliteDriver(tmp_path / "described.db")
    migrate(migrated)
    create_tables(described)

    schema = sqlite_schema(migrated.path)
    del schema["alembic_version"]
    assert schema == sqlite_schema(described.path)


def test_a_migrated_postgresql_has_the_schema_of_the_code(postgres: Cluster):
    migrated, described = postgres.new_database(), postgres.new_database()
    migrate(PostgresDriver(migrated))
    create_tables(PostgresDriver(described))

    for query in (COLUMNS, CONSTRAINTS, INDEXES):
        assert rows(migrated, query) == rows(described, query)


def rows(url: str, query: str) -> set[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return set(connection.execute(query.encode()).fetchall())


def test_the_newest_migration_is_the_one_the_server_waits_for(tmp_path: Path):
    newest = max(path.name for path in (MIGRATIONS / "versions").glob("*.py") if path.name != "__init__.py")
    driver = SqliteDriver(tmp_path / "comanda.db")

    assert newest.startswith(f"{HEAD}_")
    assert revision_of(driver) is None
    migrate(driver)
    migrate(driver)
    assert revision_of(driver) == HEAD


def test_whoever_rewrites_a_migration_raises_the_shape():
    """Put both new figures here: data of the shape before are then refused by name, not by a broken statement."""
    assert (SHAPE, fingerprint()) == (2, "be590dd32af28357334032582069b1a1")
