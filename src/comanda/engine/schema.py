"""Tables as data: column kinds that both drivers carry unchanged, and keys that begin with their tenant."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Any text; byte order on both databases."""
Id = Words
"""UUIDv7 text."""
Whole = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits; STRICT tables know no BIGINT."""
Minor = Whole
"""Money in minor units."""
Instant = Whole
"""Microseconds since the epoch, UTC."""
Count = Whole
Flag = Whole
"""0 or 1; see `flag`."""
Hash = LargeBinary()
"""32 bytes of SHA-256."""

STRICT: dict[str, Any] = {"sqlite_strict": True}
CLUSTERED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For small rows only: such a table keeps whole rows inside the nodes of its key's tree."""


PERSONAL, UNLOGGED = "personal", "unlogged"
"""Keys of a column's or table's `info`: the log keeps a salted digest only; the log does not answer for it, and why."""


def column(
    name: str, kind: TypeEngine[Any], *, null: bool = False, personal: bool = False, unlogged: str = ""
) -> Column[Any]:
    """`personal`: the log keeps a digest of the value. `unlogged`: why the log says nothing of the value."""
    return Column(name, kind, nullable=null, info=_marks(personal=personal, unlogged=unlogged))


def _marks(*, personal: bool, unlogged: str) -> dict[str, Any]:
    marks: dict[str, Any] = {PERSONAL: True} if personal else {}
    return marks | ({UNLOGGED: unlogged} if unlogged else {})


def flag(name: str) -> tuple[Column[Any], CheckConstraint]:
    return Column(name, Flag, nullable=False), CheckConstraint(f"{name} IN (0, 1)", name=name)


def choice(name: str, values: type[StrEnum], *, null: bool = False) -> tuple[Column[Any], CheckConstraint]:
    """A text column that holds nothing but the enum's values."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return Column(name, Words, nullable=null), CheckConstraint(f"{name} IN ({listed})", name=name)


def at_least(name: str, least: int, *, null: bool = False) -> tuple[Column[Any], CheckConstraint]:
    return Column(name, Whole, nullable=null), CheckConstraint(f"{name} >= {least}", name=name)


def check(name: str, rule: str) -> CheckConstraint:
    return CheckConstraint(rule, name=name)


def primary_key(*names: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(*names)


def belongs_to(table: str, *columns: str, key: Sequence[str] | None = None) -> ForeignKeyConstraint:
    """A foreign key that carries the tenant along: `belongs_to("tables", "branch_id", "table_id")`."""
    target = key or (columns[0], "id")
    return ForeignKeyConstraint(columns, [f"{table}.{name}" for name in target])


def unique_where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


def index_where(name: str, condition: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def table(name: str, *parts: Any, clustered: bool = False, unlogged: str = "") -> Table:
    """A table; parts that come as tuples (a column with its rule) are unfolded.

    `unlogged`: why the log says nothing of its rows.
    """
    flat: list[Any] = []
    for part in parts:
        flat += part if isinstance(part, tuple) else (part,)
    options: dict[str, Any] = CLUSTERED if clustered else STRICT
    return Table(name, metadata, *flat, info=_marks(personal=False, unlogged=unlogged), **options)


def branch_table(name: str, *parts: Any, clustered: bool = False) -> Table:
    """A table of one branch, keyed by `(branch_id, id)`."""
    keys = (column("branch_id", Id), column("id", Id), primary_key("branch_id", "id"))
    return table(name, *keys, *parts, clustered=clustered)


def organization_table(name: str, *parts: Any, clustered: bool = False) -> Table:
    """A table the organization shares among its branches, keyed by `(organization_id, id)`."""
    keys = (column("organization_id", Id), column("id", Id), primary_key("organization_id", "id"))
    return table(name, *keys, *parts, clustered=clustered)
