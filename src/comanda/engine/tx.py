"""`Tx`: what a verb sees of the database. Five ways to run a statement, the log, numbers, time. It cannot commit."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles for both databases
from sqlalchemy.sql.base import Executable

from comanda.engine.log import Writer
from comanda.engine.statements import POSTGRESQL, Ready, ready
from comanda.engine.tables import series
from comanda.kernel.clock import Instant
from comanda.kernel.events import Event
from comanda.kernel.ids import new_id

NEXT_NUMBER = (
    insert(series)
    .values(stream_id=bindparam("stream"), name=bindparam("series"), value=1)
    .on_conflict_do_update(index_elements=["stream_id", "name"], set_={"value": series.c.value + 1})
    .returning(series.c.value)
)


class Cursor(Protocol):
    """What both drivers' cursors can do."""

    def execute(self, query: Any, params: Any = ..., /) -> Any: ...
    def executemany(self, query: Any, params_seq: Iterable[Any], /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class AnotherStream(Exception):
    """This transaction may not hold the lock of that stream: two processes that hold several streams deadlock."""

    def __init__(self, stream_id: str) -> None:
        super().__init__(stream_id)
        self.stream_id = stream_id


class Trace(NamedTuple):
    """A row that is in the database if, and only if, the command was committed."""

    stream_id: str
    seq: int
    hash: bytes
    """Of the last event recorded; empty when there was none."""
    key_space: str = ""
    key: str = ""
    """Of the answer that was remembered; empty when there was none."""


def _any_stream(stream_id: str) -> bool:
    return True


class Tx:
    """One command's or query's view of the database. `now` is the clock's own time, read once."""

    __slots__ = ("_admits", "_cursor", "_key", "_writer", "actor", "dialect", "now")

    def __init__(self, cursor: Cursor, dialect: str, now: Instant, admits: Callable[[str], bool] = _any_stream) -> None:
        self._cursor, self.dialect, self.now, self._admits = cursor, dialect, now, admits
        self._writer: Writer | None = None
        self._key = ("", "")
        self.actor = "system"

    def one(self, statement: Executable, **values: Any) -> Any:
        """The first row, or None."""
        shape = self._execute(statement, values)
        if shape.writes is not None:
            rows = self._note(shape, values)
            return rows[0] if rows else None
        row = self._cursor.fetchone()
        return None if row is None else shape.row(row)

    def all(self, statement: Executable, **values: Any) -> list[Any]:
        shape = self._execute(statement, values)
        if shape.writes is not None:
            return self._note(shape, values)
        make = shape.row
        return [make(row) for row in self._cursor.fetchall()]

    def each(self, statement: Executable, **values: Any) -> Iterator[Any]:
        """One row after the other of a query, for whoever stops early; until then nothing else may run."""
        shape = self._execute(statement, values)
        while (row := self._cursor.fetchone()) is not None:
            yield shape.row(row)

    def run(self, statement: Executable, **values: Any) -> None:
        shape = self._execute(statement, values)
        if shape.writes is not None:
            self._note(shape, values)

    def many(self, statement: Executable, rows: list[dict[str, Any]]) -> None:
        """The statement once per row."""
        if not rows:
            return
        shape = ready(statement, self.dialect)
        writes, parameters = shape.writes, [shape.parameters(row) for row in rows]
        if writes is None:
            self._cursor.executemany(shape.text, parameters)
        elif (take := writes.from_parameters) is not None:
            self._cursor.executemany(shape.text, parameters)
            self._locked.rows.add(writes, [take(row) for row in rows])
        else:
            self._locked.rows.add(writes, [row[shape.width :] for row in self._returned_by_many(shape, parameters)])

    def _returned_by_many(self, shape: Ready, parameters: list[Any]) -> list[Any]:
        """Python's SQLite driver cannot return rows of many executions; PostgreSQL's sends them as one pipeline."""
        cursor: Any = self._cursor
        found: list[Any] = []
        if self.dialect != POSTGRESQL:
            for each in parameters:
                cursor.execute(shape.text, each)
                found += cursor.fetchall()
            return found
        cursor.executemany(shape.text, parameters, returning=True)
        while True:
            found += cursor.fetchall()
            if not cursor.nextset():
                return found

    def _note(self, shape: Ready, values: dict[str, Any]) -> list[Any]:
        """Keeps the written rows for the next event; returns what the statement was asked to return."""
        writes, width = shape.writes, shape.width
        assert writes is not None
        if writes.from_parameters is not None:
            self._locked.rows.add(writes, [writes.from_parameters(values)])
            return []
        found = self._cursor.fetchall()
        self._locked.rows.add(writes, [row[width:] for row in found])
        return [shape.row(row[:width]) for row in found] if width else []

    def new_id(self) -> str:
        return new_id()

    def lock(self, stream_id: str, actor: str) -> None:
        """Serialises the writers of a stream; whatever is numbered comes from behind this lock and so has no gaps.

        Raises AnotherStream, which the engine catches.
        """
        if not self._admits(stream_id):
            raise AnotherStream(stream_id)
        self._writer = Writer(self, stream_id)
        self.actor = actor

    def record(self, event: Event) -> int:
        """Appends a fact to the locked stream and returns its seq."""
        return self._locked.append(event, self.actor, self.now, os.urandom(16))

    def next_number(self, name: str) -> int:
        """1, 2, 3 … of a named series of the locked stream, without gaps."""
        value: int = self.one(NEXT_NUMBER, stream=self._locked.stream_id, series=name).value
        return value

    def close(self) -> None:
        """Moves the stream's head; the engine calls it when the verb is done."""
        if self._writer is not None:
            self._writer.close(self.actor, self.now)

    def remembered(self, key_space: str, key: str) -> None:
        """The answer is stored under this key of the locked stream."""
        self._key = (key_space, key)

    @property
    def trace(self) -> Trace | None:
        """How to find out later whether this was committed; None when it left nothing to look for."""
        writer = self._writer
        if writer is None or not (writer.moved or self._key[1]):
            return None
        return Trace(writer.stream_id, writer.seq, writer.hash if writer.moved else b"", *self._key)

    @property
    def stream_id(self) -> str | None:
        """The locked stream."""
        return None if self._writer is None else self._writer.stream_id

    @property
    def stepped_back(self) -> int:
        """How far (microseconds) the last event before this command lies ahead of the clock; 0 when it does not."""
        return 0 if self._writer is None else max(0, self._writer.at - self.now)

    @property
    def head_hash(self) -> bytes:
        """The chain's head as of the last event recorded here."""
        return self._locked.head()

    @property
    def moved_stream(self) -> str | None:
        """The stream this command has added to, if it has."""
        return self._writer.stream_id if self._writer is not None and self._writer.moved else None

    @property
    def _locked(self) -> Writer:
        if self._writer is None:
            raise RuntimeError("lock the stream before writing")
        return self._writer

    def _execute(self, statement: Executable, values: dict[str, Any]) -> Ready:
        shape = ready(statement, self.dialect)
        self._cursor.execute(shape.text, shape.parameters(values))
        return shape
