"""What statements do to rows, as the log keeps it beside each event.

Every statement that writes a table the log answers for says which rows it wrote: all logged columns of a row that is
added, the key and the changed columns of one that is updated, the key of one that is deleted. Nothing of it is sent to
anybody; `comanda verify` folds it and compares the result with the tables.

Personal texts, secrets and long texts stand there as digests, so the log never repeats them.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import Column, LargeBinary, Table
from sqlalchemy.sql import Delete, Insert, Update
from sqlalchemy.sql.base import Executable

from comanda.engine.schema import PERSONAL, UNLOGGED

ADDED, CHANGED, DELETED = "+", "=", "-"
LONGEST = 80
"""Characters of a text that is kept as it is; of a longer one only the digest is."""
TENANTS = ("branch_id", "organization_id", "stream_id")
"""A key that begins with one of these belongs to the stream of that id, so the column is not repeated."""
Value = str | int | list[str] | None
"""A digest is a list of one text."""
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(list[Any]).decode


class Written(NamedTuple):
    """Rows that one statement wrote, as the log keeps them; `shared` holds what all of them have in common."""

    table: str
    act: str
    columns: list[str]
    rows: list[list[Value]]
    shared: dict[str, Value]

    def values(self) -> Iterator[dict[str, Value]]:
        """Each row by its columns."""
        for row in self.rows:
            yield self.shared | dict(zip(self.columns, row, strict=True))


class Writes:
    """How the rows a statement writes are read, from its parameters or from what it returns."""

    __slots__ = ("act", "digested", "from_parameters", "names", "of_stream", "returning", "table")

    def __init__(self, table: Table, act: str, columns: list[Column[Any]], *, from_parameters: bool) -> None:
        self.table, self.act = str(table.name), act
        self.of_stream = tenant_column(table) is not None
        told = columns[1:] if self.of_stream else columns
        self.names = [str(column.name) for column in told]
        self.digested = {place: column for place, column in enumerate(told) if is_digested(column)}
        self.from_parameters: Callable[[Mapping[str, Any]], tuple[Any, ...]] | None = None
        if from_parameters:
            self.from_parameters = _values_of([str(column.name) for column in columns])
        self.returning = [] if from_parameters else columns


def tenant_column(table: Table) -> str | None:
    """The column that says whose row it is, where the table is one of a branch, an organization or a stream."""
    first = next(iter(table.primary_key)).name
    return first if first in TENANTS else None


def logged_columns(table: Table) -> list[Column[Any]]:
    """The key first; none for a table the log does not answer for."""
    if UNLOGGED in table.info:
        return []
    key = list(table.primary_key)
    return key + [column for column in table.columns if column not in key and UNLOGGED not in column.info]


def writes_of(statement: Executable) -> Writes | None:
    """None for a statement that writes nothing the log answers for."""
    if not isinstance(statement, Insert | Update | Delete):
        return None
    table = cast("Table", statement.table)
    logged, key = logged_columns(table), list(table.primary_key)
    if not logged:
        return None
    if isinstance(statement, Delete):
        return Writes(table, DELETED, key, from_parameters=False)
    values: Any = getattr(statement, "_values", None)
    if isinstance(statement, Insert):
        asked = getattr(statement, "_post_values_clause", None) is not None or getattr(statement, "_returning", ())
        return Writes(table, ADDED, logged, from_parameters=values is None and not asked)
    changed = {str(getattr(name, "name", name)) for name in values}
    if changed & {column.name for column in key}:
        raise TypeError(f"a row's key is for life: {statement}")
    changing = [column for column in logged if column.name in changed]
    return Writes(table, CHANGED, key + changing, from_parameters=False) if changing else None


def _values_of(names: list[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: (values[names[0]],)


class Pending:
    """Rows written since the last event of a command."""

    __slots__ = ("parts",)

    def __init__(self) -> None:
        self.parts: list[tuple[Writes, list[tuple[Any, ...]]]] = []

    def add(self, writes: Writes, rows: list[tuple[Any, ...]]) -> None:
        if self.parts and self.parts[-1][0] is writes:
            self.parts[-1][1].extend(rows)
        elif rows:
            self.parts.append((writes, rows))

    def extend(self, later: "Pending") -> None:
        self.parts += later.parts

    def __bool__(self) -> bool:
        return bool(self.parts)

    def text(self, stream_id: str) -> str:
        """A JSON list: the salt of the personal texts' digests, then `[table, act, columns, rows, shared]` each.

        Empty without rows. Raises RuntimeError for a row of another stream's tenant.
        """
        if not self.parts:
            return ""
        salt = os.urandom(16)
        parts = [_part(writes, rows, stream_id, salt) for writes, rows in self.parts]
        return _encode([salt.hex(), *parts]).decode()


def _part(writes: Writes, rows: list[tuple[Any, ...]], stream_id: str, salt: bytes) -> list[Any]:
    if writes.of_stream:
        if [row[0] for row in rows].count(stream_id) != len(rows):
            raise RuntimeError(f"a row of {writes.table} that is not {stream_id}'s")
        rows = [row[1:] for row in rows]
    if len(rows) == 1:
        return [writes.table, writes.act, writes.names, [_told(rows[0], writes.digested, salt)], {}]
    return [writes.table, writes.act, *_said_once(writes, rows, salt)]


def _told(row: tuple[Any, ...], digested: Mapping[int, Column[Any]], salt: bytes) -> list[Any]:
    told = _shortened(row, salt)
    for place, column in digested.items():
        if row[place]:
            told[place] = as_logged(column, row[place], salt)
    return told


def _shortened(values: Sequence[Any], salt: bytes) -> list[Any]:
    return [[digest(value, salt)] if type(value) is str and len(value) > LONGEST else value for value in values]


def _said_once(writes: Writes, rows: list[tuple[Any, ...]], salt: bytes) -> tuple[list[str], list[Any], dict[str, Any]]:
    """Names and values of the columns in which rows differ, then what they share."""
    names, digested, first, count = writes.names, writes.digested, rows[0], len(rows)
    columns = list(zip(*rows, strict=True))
    shared = [column.count(value) == count for value, column in zip(first, columns, strict=True)]
    differs = [place for place, same in enumerate(shared) if not same]
    varying = [
        [as_logged(digested[place], value, salt) for value in columns[place]]
        if place in digested
        else _shortened(columns[place], salt)
        for place in differs
    ]
    told = list(zip(*varying, strict=True)) if varying else [()] * count
    once = dict(compress(zip(names, _told(first, digested, salt), strict=True), shared)) if any(shared) else {}
    return [names[place] for place in differs], told, once


def is_digested(column: Column[Any]) -> bool:
    return isinstance(column.type, LargeBinary) or PERSONAL in column.info


def as_logged(column: Column[Any], value: Any, salt: bytes) -> Value:
    """A value as the log keeps it. Digests of secrets' hashes are unsalted: rows are found by them."""
    if value is None or value == "":
        return value
    if isinstance(column.type, LargeBinary):
        return [hashlib.sha256(bytes(value)).hexdigest()[:32]]
    if isinstance(value, str) and (PERSONAL in column.info or len(value) > LONGEST):
        return [digest(value, salt)]
    return value


def digest(text: str, salt: bytes) -> str:
    """16 bytes of a salted SHA-256, in hexadecimal digits."""
    return hashlib.sha256(salt + text.encode()).hexdigest()[:32]


def parts_of(text: str) -> tuple[bytes, list[Written]]:
    """Salt and parts of what `Pending.text` wrote."""
    if not text:
        return b"", []
    salt, *parts = _decode(text)
    return bytes.fromhex(salt), [Written(*part) for part in parts]
