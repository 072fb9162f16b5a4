"""A Core statement is compiled once per database and then run on the driver's own cursor."""

from collections import namedtuple
from collections.abc import Callable
from functools import cache
from typing import Any, Protocol, cast

import msgspec
from sqlalchemy import Integer, LargeBinary, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import Boolean

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
_encode = msgspec.json.Encoder().encode


@cache
def dialect(name: str) -> Dialect:
    if name == SQLITE:
        return sqlite.dialect(paramstyle="named")
    from sqlalchemy.dialects.postgresql import psycopg

    return psycopg.dialect()


class Statements(Protocol):
    """The part of a transaction that runs statements."""

    def one(self, statement: Executable, **values: Any) -> Any: ...
    def all(self, statement: Executable, **values: Any) -> list[Any]: ...
    def run(self, statement: Executable, **values: Any) -> None: ...


class among(ColumnElement[bool]):
    """`column IN a list bound at run time`; Core's own IN is expanded at each execution."""

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.name = name

    def self_group(self, against: Any = None) -> "among":
        return self  # else Core writes `… = 1` on SQLite, which has no boolean, and the index is lost


@compiles(among, SQLITE)
def _among_sqlite(element: among, compiler: Any, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} IN (SELECT value FROM json_each(:{element.name}))"


@compiles(among, POSTGRESQL)
def _among_postgresql(element: among, compiler: Any, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} = ANY(%({element.name})s)"


class Ready:
    """One statement ready for one driver: its text, the values fixed in it, and the shape of its rows."""

    __slots__ = ("fixed", "row", "text")

    def __init__(self, statement: Executable, dialect_name: str) -> None:
        compiled = cast("Any", statement).compile(dialect=dialect(dialect_name))
        self.text: str = compiled.string
        if "POSTCOMPILE" in self.text:
            raise TypeError(f"not compilable once: {self.text}")
        self.fixed: dict[str, Any] = {name: value for name, value in compiled.params.items() if value is not None}
        columns: list[Any] = list(
            getattr(statement, "exported_columns", None) or getattr(statement, "_returning", ()) or ()
        )
        for column in columns:
            if not isinstance(column.type, Text | Integer | LargeBinary):
                raise TypeError(f"{column} has the type {column.type!r}, which no driver returns as it is")
        self.row: Callable[[Any], Any] = _row_maker([column.key for column in columns]) if columns else _no_row


def _row_maker(names: list[str]) -> Callable[[Any], Any]:
    return namedtuple("Row", names)._make  # pyright: ignore[reportUntypedNamedTuple]


def _no_row(_: Any) -> Any:
    raise TypeError("this statement returns no rows")


_ready: dict[tuple[int, str], tuple[Executable, Ready]] = {}


def ready(statement: Executable, dialect_name: str) -> Ready:
    """Statements are module constants; the cache keeps them alive, so their identity is a safe key."""
    key = (id(statement), dialect_name)
    found = _ready.get(key)
    if found is None:
        found = _ready[key] = (statement, Ready(statement, dialect_name))
    return found[1]


def as_json_list(value: Any) -> Any:
    """SQLite takes a list as JSON text, for `json_each`."""
    return _encode(value).decode() if type(value) is list else value
