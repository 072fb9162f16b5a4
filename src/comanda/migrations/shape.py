"""A fingerprint of the schema: which of the shapes that migration 0001 had before the first release a database has."""

import hashlib
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint, bindparam
from sqlalchemy.dialects.postgresql import insert

from comanda.engine.tables import schema_mark
from comanda.migrations.tables import metadata

SHAPE = 2
"""Raised with every change of a migration that is there already; a test compares it with the fingerprint."""
STREAM = "platform"
_marking = insert(schema_mark)
LEAVE_MARK = _marking.values(
    stream_id=bindparam("stream_id"), shape=bindparam("shape"), fingerprint=bindparam("fingerprint")
).on_conflict_do_update(
    index_elements=["stream_id"], set_={name: _marking.excluded[name] for name in ("shape", "fingerprint")}
)


@cache
def fingerprint() -> str:
    """Of every table, column, constraint and index this version makes: 32 hexadecimal digits."""
    lines: list[str] = []
    for table in metadata.sorted_tables:
        lines.append(f"table {table.name}")
        lines += [f"{column} {type(column.type).__name__} {column.nullable}" for column in table.columns]
        lines += [f"{table.name} {_constraint_text(one)}" for one in table.constraints]
        lines += [
            f"{index.name} {index.unique} {[str(one) for one in index.expressions]} "
            f"{index.dialect_options['sqlite']['where']}"
            for index in table.indexes
        ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:32]


def mark() -> dict[str, object]:
    """The row of `schema_mark` that this version leaves."""
    return {"stream_id": STREAM, "shape": SHAPE, "fingerprint": fingerprint()}


def _constraint_text(constraint: Any) -> str:
    rule = constraint.sqltext if isinstance(constraint, CheckConstraint) else [str(one) for one in constraint.columns]
    target = [str(one.target_fullname) for one in getattr(constraint, "elements", ())]
    return f"{type(constraint).__name__} {constraint.name} {rule} {target}"
