"""The schema itself compared with the one this version makes: no trigger added, no constraint or index taken away.

Only SQLite keeps its schema as text that can be compared; see `outside_the_claim` for the other.
"""

import re
from collections.abc import Iterator
from functools import cache

from sqlalchemy import Text, column, create_engine, select, table

from comanda.engine.statements import SQLITE
from comanda.engine.tx import Tx
from comanda.migrations.tables import metadata

_schema = table("sqlite_master", column("type", Text), column("name", Text), column("sql", Text))
SCHEMA = select(_schema.c.type, _schema.c.name, _schema.c.sql).where(_schema.c.sql.is_not(None))
Shape = dict[tuple[str, str], list[str]]
"""Type and name of each thing, and its text in pieces: the order of constraints means nothing."""
_MIGRATIONS = ("table", "alembic_version")
_STATISTICS = "sqlite_"
"""What SQLite makes for itself, by ANALYZE for instance."""


def faults_of_schema(tx: Tx) -> Iterator[tuple[str, str]]:
    """Where and what, for everything that is missing, strange or different."""
    if tx.dialect != SQLITE:
        return
    made, found = _made_by_this_version(), _shape((row.type, row.name, row.sql) for row in tx.all(SCHEMA))
    for kind, name in sorted(made.keys() | found.keys()):
        one = (kind, name)
        if one not in found:
            yield f"{kind} {name}", "is not in the schema any more"
        elif one not in made:
            yield f"{kind} {name}", "does not belong to the schema"
        elif made[one] != found[one]:
            yield f"{kind} {name}", "is not declared as this version declares it"


@cache
def _made_by_this_version() -> Shape:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            metadata.create_all(connection)
            rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            return _shape((row.type, row.name, row.sql) for row in rows)
    finally:
        engine.dispose()


def _shape(rows: Iterator[tuple[str, str, str]]) -> Shape:
    return {
        (kind, name): sorted(re.split(r"\s*\n\s*", re.sub(r",\s*\n", "\n", text)))
        for kind, name, text in rows
        if (kind, name) != _MIGRATIONS and not name.startswith(_STATISTICS)
    }
