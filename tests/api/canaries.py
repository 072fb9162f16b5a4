"""Texts that stand in every free text of the neighbours' rows, so that any of them on our side of the wall is seen."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table

from comanda.engine.database import Database
from comanda.engine.schema import Words, metadata
from comanda.engine.tx import Tx
from tests.cast import House

NOT_FREE = {
    "bills": {"currency", "business_date", "settled_by"},
    "branches": {"code", "timezone", "country", "lateness", "order_limits"},
    "due": {"kind", "key"},
    "idempotency": {"key_space", "key", "answer"},
    "log": {"actor", "kind", "entity", "audience", "header", "body"},
    "offers": {"details"},
    "order_line_options": {"kind"},
    "order_lines": {"previous_status", "counted_options"},
    "orders": {"business_date", "placed_by", "confirmed_by", "currency"},
    "organizations": {"currency", "country", "language"},
    "payments": {"currency", "taken_by"},
    "products": {"details"},
    "qr_sessions": {"business_date", "opened_by", "served_by", "limits"},
    "requests": {"done_by"},
    "series": {"name"},
    "shifts": {"business_date"},
    "staff": {"password_hash"},
    "tables": {"shape"},
}
"""Texts the house writes itself: names of states, of people by their id, of days. Facts repeat the others."""
SHAPES = {
    "translations": '{"name": {"de": "%s"}}',
    "allergens": '["%s"]',
    "allergies": '["%s"]',
    "former_labels": '[{"label": "%s", "until": 0}]',
}
ONCE_EACH = {("tables", "label"), ("staff", "email")}
"""These may not be the same twice."""
TOKEN = re.compile(r"canary:(\w+):(\w+)")


def canary(house: str, place: str) -> str:
    return f"canary:{house}:{place}"


def found_in(text: str) -> set[tuple[str, str]]:
    """Whose canaries are in there, and of which table."""
    return {(house, table) for house, table in TOKEN.findall(text)}


def free_texts(table: Table) -> list[str]:
    """Columns in which people write what they like."""
    rules = [str(getattr(one, "sqltext", "")) for one in table.constraints]
    return [
        column.name
        for column in table.columns
        if column.type is Words and not column.foreign_keys and not column.name.endswith("_id") and column.name != "id"
        if column.name not in NOT_FREE.get(table.name, set()) and f"{column.name} IN (" not in " ".join(rules)
    ]


def rows_of(table: Table, house: House, *, whole: bool) -> tuple[str, str] | None:
    """The condition for the house's own rows, and its value; `whole`: with what its organization shares."""
    match table.name:
        case "branches":
            return "id = ?", house.branch_id
        case "organizations":
            return ("id = ?", house.organization_id) if whole else None
        case "staff" if whole:
            return "id IN (SELECT staff_id FROM memberships WHERE organization_id = ?)", house.organization_id
        case "staff":
            return "id IN (SELECT staff_id FROM memberships WHERE branch_id = ?)", house.branch_id
        case _ if "branch_id" in table.c:
            return "branch_id = ?", house.branch_id
        case _ if "organization_id" in table.c and whole:
            return "organization_id = ?", house.organization_id
        case _:
            return None


def plant(database: Database, house: House, name: str, *, whole: bool) -> None:
    """Every free text of the house's rows is a canary from now on."""
    statements = list(_updates(house, name, whole))

    def write(tx: Tx) -> None:
        for statement, value in statements:
            tx._cursor.execute(statement, (value,))

    database.submit(write).result()


def _updates(house: House, name: str, whole: bool) -> Iterator[tuple[str, Any]]:
    for table in metadata.sorted_tables:
        where = rows_of(table, house, whole=whole)
        for column in free_texts(table) if where else []:
            text = SHAPES.get(column, "%s") % canary(name, f"{table.name}.{column}")
            value = f"'{text}@' || id" if (table.name, column) in ONCE_EACH else f"'{text}'"
            assert where is not None
            yield f"UPDATE {table.name} SET {column} = {value} WHERE {where[0]} AND {column} IS NOT NULL", where[1]
