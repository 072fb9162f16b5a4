"""How a person would name a row: "payment … of bill 12 at Harbour Street"."""

from typing import Any

from sqlalchemy import bindparam, select

from comanda.engine.tx import Tx
from comanda.migrations.tables import metadata
from comanda.ops.proof.rows import Difference

NOUNS = {
    "bill_taxes": "tax",
    "branches": "branch",
    "cash_entries": "cash entry",
    "order_line_options": "option",
    "order_lines": "item",
    "qr_sessions": "table session",
    "series": "number series",
    "staff": "person",
    "branch_prices": "price",
    "option_overlays": "availability of option",
    "product_overlays": "availability of product",
}
"""What a row of a table is called, where that is not the table's name without its s."""
LABELS = ("number", "label", "name", "sku")
"""Columns people know a row by; the first that says something counts."""
IDS = ("id", "product_id", "option_id", "staff_id", "qr_session_id", "branch_id", "organization_id", "stream_id")
OF = (
    ("bill_id", "bill", "bills"),
    ("order_id", "order", "orders"),
    ("qr_session_id", "table session", ""),
    ("shift_id", "shift", ""),
)
"""What a row belongs to: the column, the word, the table that has its number. The first column there is counts."""
NUMBERS = {
    name: select(metadata.tables[name].c.number).where(
        metadata.tables[name].c.branch_id == bindparam("branch_id"), metadata.tables[name].c.id == bindparam("id")
    )
    for name in ("bills", "orders")
}
_branches = metadata.tables["branches"]
BRANCH = select(_branches.c.name).where(_branches.c.id == bindparam("id"))


class Names:
    """Looks up the numbers and names of what wrong rows belong to; only for those, a big house has many."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._told: dict[str, Any] = {}

    def where(self, difference: Difference) -> str:
        table, row = difference.table.name, difference.row
        if table in NUMBERS:
            self._told[row["id"]] = row.get("number")
        noun = NOUNS.get(table, table.removesuffix("s").replace("_", " "))
        label = next((row[name] for name in LABELS if isinstance(row.get(name), str | int) and row[name] != ""), None)
        if label is None:
            label = next((row[name] for name in IDS if isinstance(row.get(name), str)), "")
        return f"{noun} {label}{self._of(table, row)}{self._at(table, row)}"

    def _of(self, table: str, row: dict[str, Any]) -> str:
        if table in NUMBERS:
            return ""
        for column, noun, numbered in OF:
            if isinstance(key := row.get(column), str):
                return f" of {noun} {self._number(numbered, row.get('branch_id'), key)}"
        return ""

    def _number(self, table: str, branch_id: Any, key: str) -> Any:
        if table in NUMBERS and key not in self._told:
            found = self._tx.one(NUMBERS[table], branch_id=branch_id, id=key)
            self._told[key] = None if found is None else found.number
        return self._told.get(key) or key

    def _at(self, table: str, row: dict[str, Any]) -> str:
        branch_id = None if table == "branches" else row.get("branch_id") or row.get("stream_id")
        if branch_id is None:
            return ""
        found = self._tx.one(BRANCH, id=branch_id)
        return f" at {branch_id if found is None else found.name}"
