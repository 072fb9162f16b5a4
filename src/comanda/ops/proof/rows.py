"""The tables compared with what the log says of them, both ways."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, bindparam, select, tuple_

from comanda.engine.rows import as_logged, is_digested, logged_columns
from comanda.engine.schema import UNLOGGED
from comanda.engine.tx import Tx
from comanda.kernel.clock import to_text
from comanda.migrations.tables import metadata
from comanda.ops.proof.fold import Fold, key_text

PAGE = 500
TABLES: dict[str, Table] = {table.name: table for table in metadata.sorted_tables if logged_columns(table)}
"""Those the log answers for."""
THE_LOG = ("log", "streams")
"""Proved by the chain, not by rows told of in it."""


def _first(table: Table) -> Any:
    return select(*logged_columns(table)).order_by(*table.primary_key).limit(PAGE)


def _after(table: Table) -> Any:
    key = list(table.primary_key)
    return _first(table).where(tuple_(*key) > tuple_(*(bindparam(f"after_{one.name}", type_=one.type) for one in key)))


FIRST = {name: _first(table) for name, table in TABLES.items()}
NEXT = {name: _after(table) for name, table in TABLES.items()}


class Difference:
    """One row that is not what the log says. `row` is the table's, or the log's where the table has none."""

    __slots__ = ("row", "table", "what")

    def __init__(self, table: Table, row: dict[str, Any], what: str) -> None:
        self.table, self.row, self.what = table, row, what


def rows_of(tx: Tx, table: Table) -> Iterator[dict[str, Any]]:
    """All rows of a table, a page at a time, with the columns the log answers for."""
    key = [column.name for column in table.primary_key]
    page = tx.all(FIRST[table.name])
    while page:
        yield from (row._asdict() for row in page)
        after = {f"after_{name}": getattr(page[-1], name) for name in key}
        page = tx.all(NEXT[table.name], **after)


def differences(table: Table, rows: Iterator[dict[str, Any]], fold: Fold) -> Iterator[Difference]:
    """A row without fact, a fact without row, a column that differs."""
    columns, key = logged_columns(table), list(table.primary_key)
    for row in rows:
        told = fold.take(table, key_text([as_logged(column, row[column.name], b"") for column in key]))
        if told is None:
            yield Difference(table, row, "stands in the table, but not in the log")
            continue
        for column in columns:
            known = told.values.get(column.name)
            if known is not None and known[0] != (now := as_logged(column, row[column.name], known[1])):
                yield Difference(table, row, _differs(column, known[0], now))
    for row in fold.left(table):
        yield Difference(table, row, "stands in the log, but not in the table")


def _differs(column: Any, told: Any, now: Any) -> str:
    if is_digested(column) or isinstance(told, list) or isinstance(now, list):
        return f"{column.name} is not what the log recorded"
    return f"{column.name}: the log says {_shown(column.name, told)}, the table says {_shown(column.name, now)}"


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, int) and (name == "at" or name.endswith("_at") or name == "until"):
        return to_text(value)
    return str(value)


def outside_the_claim() -> list[tuple[str, str]]:
    """Every table and column the log does not answer for, and why."""
    found: list[tuple[str, str]] = []
    for table in sorted(metadata.tables.values(), key=lambda one: one.name):
        if table.name in THE_LOG:
            continue
        if UNLOGGED in table.info:
            found.append((table.name, str(table.info[UNLOGGED])))
        found += [
            (f"{table.name}.{column.name}", str(column.info[UNLOGGED]))
            for column in table.columns
            if UNLOGGED in column.info
        ]
    return found
