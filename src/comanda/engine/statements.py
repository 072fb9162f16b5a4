"""A Core statement is compiled once per database and then run on the driver's own cursor."""

from collections import namedtuple
from collections.abc import Callable, Mapping
from functools import cache, partial
from operator import itemgetter
from typing import Any, Protocol, cast

import msgspec
from sqlalchemy import Integer, LargeBinary, Select, Text, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.base import Executable
from sqlalchemy.types import Boolean

from comanda.engine.rows import writes_of

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
_encode = msgspec.json.Encoder().encode


@cache
def dialect(name: str) -> Dialect:
    if name == SQLITE:
        return sqlite.dialect(paramstyle="qmark")
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


class among_those(ColumnElement[bool]):
    """`column IN (a query)`, where PostgreSQL asks the query first, once, whatever it believes about the tables.

    Its planner turns a plain IN into a join; while a new table has no statistics, it may ask for each row anew.
    """

    type = Boolean()
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], query: Select[Any]) -> None:
        self.column = column
        self.query = query

    def self_group(self, against: Any = None) -> "among_those":
        return self


class _JsonList(Text):
    """A list that travels as JSON text, for `json_each`."""


@compiles(among, SQLITE)
def _among_sqlite(element: among, compiler: Any, **options: Any) -> str:
    column, values = element.column, bindparam(element.name, type_=_JsonList())
    return f"{compiler.process(column, **options)} IN (SELECT value FROM json_each({compiler.process(values)}))"


@compiles(among, POSTGRESQL)
def _among_postgresql(element: among, compiler: Any, **options: Any) -> str:
    return f"{compiler.process(element.column, **options)} = ANY(%({element.name})s)"


@compiles(among_those, SQLITE)
def _among_those_sqlite(element: among_those, compiler: Any, **options: Any) -> str:
    return compiler.process(element.column.in_(element.query), **options)


@compiles(among_those, POSTGRESQL)
def _among_those_postgresql(element: among_those, compiler: Any, **options: Any) -> str:
    column, query = compiler.process(element.column, **options), compiler.process(element.query, **options)
    return f"{column} = ANY(ARRAY({query}))"


class Ready:
    """One statement ready for one driver: its text, how values become its parameters, and the shape of its rows.

    A statement that writes rows the log answers for returns more than it was asked to: the columns from `width` on
    are those of `writes`.
    """

    __slots__ = ("_fixed", "_in_order", "_lists", "row", "text", "width", "writes")

    def __init__(self, statement: Executable, dialect_name: str) -> None:
        self.writes = writes_of(statement)
        asked = statement
        if self.writes is not None and self.writes.returning:
            statement = cast("Any", statement).returning(*self.writes.returning)
        compiled = cast("Any", statement).compile(dialect=dialect(dialect_name))
        self.text: str = compiled.string
        if "POSTCOMPILE" in self.text:
            raise TypeError(f"not compilable once: {self.text}")
        self._fixed: dict[str, Any] = {name: value for name, value in compiled.params.items() if value is not None}
        self._lists: list[str] = [name for name, bind in compiled.binds.items() if isinstance(bind.type, _JsonList)]
        self._in_order = _tuple_maker(compiled.positiontup) if dialect_name == SQLITE else None
        columns: list[Any] = list(getattr(asked, "exported_columns", None) or getattr(asked, "_returning", ()) or ())
        self.width = len(columns)
        for column in columns:
            if not isinstance(column.type, Text | Integer | LargeBinary):
                raise TypeError(f"{column} has the type {column.type!r}, which no driver returns as it is")
        self.row: Callable[[Any], Any] = _row_maker([column.key for column in columns]) if columns else _no_row

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver takes them; for SQLite in order.

        Python's SQLite driver asks for named ones one by one, and lets go of the interpreter's lock each time.
        """
        if self._fixed:
            values = {**self._fixed, **values}
        if self._in_order is None:
            return {name: _askable(value) for name, value in values.items()}
        if self._lists:
            values = {**values, **{name: _encode(values[name]).decode() for name in self._lists}}
        return self._in_order(values)


def _askable(value: Any) -> Any:
    """PostgreSQL cannot even be asked for a zero character; nothing that is stored holds it or what stands for it."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value


def _tuple_maker(names: list[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)


def _row_maker(names: list[str]) -> Callable[[Any], Any]:
    """What the row's `_make` does, without a call into Python for each row."""
    make: Any = cast("Any", tuple).__new__
    return partial(make, namedtuple("Row", names))  # pyright: ignore[reportUntypedNamedTuple]


def _no_row(_: Any) -> Any:
    raise TypeError("this statement returns no rows")


@cache
def ready(statement: Executable, dialect_name: str) -> Ready:
    """Statements are module constants, compared by identity, so each is compiled once."""
    return Ready(statement, dialect_name)
