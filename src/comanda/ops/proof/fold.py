"""The log folded into the rows it tells of, kept in a temporary file so that memory stays small."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Table

from comanda.engine.rows import ADDED, CHANGED, DELETED, Value, Written, parts_of, tenant_column

PER_ORDER = 1 << 20
LAST = 1 << 62
_encode, _decode = msgspec.json.Encoder().encode, msgspec.json.Decoder(tuple[str, str, dict[str, Any]]).decode


class Told(msgspec.Struct):
    """One row as the log leaves it: each column's value with the salt of its digest."""

    values: dict[str, tuple[Value, bytes]]


class Fold:
    """Collects what the events of all streams wrote; rows are asked for when all have been read.

    A row of a branch, an organization or a stream is written behind that stream's lock, so its changes follow each
    other as the events do. People, organizations and branches are written behind several locks: their changes follow
    the row's `version`, an addition comes first and a deletion last.
    """

    def __init__(self, tables: dict[str, Table]) -> None:
        self._tables = tables
        self._numbers = {name: number for number, name in enumerate(tables)}
        self._file = sqlite3.connect("", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode=OFF",
            "CREATE TABLE told (t INTEGER, k BLOB, o INTEGER, v BLOB, PRIMARY KEY (t, k, o)) WITHOUT ROWID",
            "BEGIN",
        ):
            self._file.execute(statement)
        self.unknown: set[str] = set()

    def close(self) -> None:
        self._file.close()

    def note(self, stream_id: str, seq: int, text: str) -> None:
        """The rows of one event. Raises ValueError for a text that is none of ours."""
        salt, parts = parts_of(text)
        place = seq * PER_ORDER
        for part in parts:
            table = self._tables.get(part.table)
            if table is None:
                self.unknown.add(part.table)
                continue
            self._note_part(table, part, stream_id, salt.hex(), place)
            place += len(part.rows)

    def _note_part(self, table: Table, part: Written, stream_id: str, salt: str, place: int) -> None:
        owned, number = tenant_column(table) is not None, self._numbers[part.table]
        key = [column.name for column in table.primary_key][owned:]
        rows: list[tuple[int, bytes, int, bytes]] = []
        for offset, row in enumerate(part.values()):
            named = [row[name] for name in key]
            order = place + offset if owned else _order(part.act, row.get("version", 1))
            text = _encode((part.act, salt, row))
            rows.append((number, key_text([stream_id, *named] if owned else named), order, text))
        self._file.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", rows)

    def take(self, table: Table, key: bytes) -> Told | None:
        """The row as the log leaves it, once; None for one that was never added, or deleted."""
        asked = (self._numbers[table.name], key)
        found = self._file.execute("SELECT v FROM told WHERE t = ? AND k = ? ORDER BY o", asked).fetchall()
        if not found:
            return None
        self._file.execute("DELETE FROM told WHERE t = ? AND k = ?", asked)
        return _folded(text for (text,) in found)

    def left(self, table: Table) -> Iterator[dict[str, Value]]:
        """Rows that nobody has taken, by key."""
        asked = (self._numbers[table.name],)
        found = self._file.execute("SELECT k, v FROM told WHERE t = ? ORDER BY k, o", asked)
        key_names = [column.name for column in table.primary_key]
        for key, texts in groupby(found, itemgetter(0)):
            told = _folded(text for _, text in texts)
            if told is not None:
                values = {name: value for name, (value, _) in told.values.items()}
                yield dict(zip(key_names, decode_key(key), strict=True)) | values


def key_text(key: list[Any]) -> bytes:
    return _encode(key)


def decode_key(text: bytes) -> list[Any]:
    key: list[Any] = msgspec.json.decode(text)
    return key


def _order(act: str, version: Value) -> int:
    if not isinstance(version, int):
        raise TypeError(f"{version!r} is no version")
    return {ADDED: 0, CHANGED: version, DELETED: LAST}[act]


def _folded(texts: Iterator[bytes]) -> Told | None:
    """A change makes no row: one that the log never added stays unknown, whatever was changed of it later."""
    told: Told | None = None
    for text in texts:
        act, salt, row = _decode(text)
        if act == DELETED:
            told = None
            continue
        if act == ADDED:
            told = Told({})
        if told is None:
            continue
        digest_salt = bytes.fromhex(salt)
        told.values.update({name: (value, digest_salt) for name, value in row.items()})
    return told
