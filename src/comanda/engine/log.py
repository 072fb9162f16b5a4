"""The log: one numbered, hash-chained list of facts per stream, kept as the exact text that was hashed."""

import hashlib
import os
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, insert, select, update

from comanda.engine.rows import Pending
from comanda.engine.statements import Statements
from comanda.engine.tables import log, streams
from comanda.kernel.events import TABLE, Event

GENESIS = b"\0" * 32
encode = msgspec.json.Encoder().encode

HEAD = (
    select(streams.c.epoch, streams.c.seq, streams.c.hash, streams.c.at)
    .where(streams.c.stream_id == bindparam("stream_id"))
    .with_for_update()
)
MOVE_HEAD = (
    update(streams)
    .where(streams.c.stream_id == bindparam("stream"))
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"), at=bindparam("new_at"))
)
OPEN_STREAM = insert(streams)
APPEND = insert(log)
LAST_SESSION_SEQ = select(func.coalesce(func.max(log.c.session_seq), 0).label("last")).where(
    log.c.stream_id == bindparam("stream_id"),
    log.c.session_id == bindparam("session_id"),
    log.c.session_seq.is_not(None),
)
WHOLE_PAGE = (
    select(log)
    .where(log.c.stream_id == bindparam("stream_id"), log.c.seq > bindparam("after"))
    .order_by(log.c.seq)
    .limit(500)
)
HASH_AT = select(log.c.hash).where(log.c.stream_id == bindparam("stream_id"), log.c.seq == bindparam("seq"))
STREAM_HEADS = select(streams).order_by(streams.c.stream_id)
STREAMS_IN_LOG = select(log.c.stream_id, func.count().label("events")).group_by(log.c.stream_id)


class Fault(Struct, frozen=True):
    """One place where a stream is not what was written."""

    stream_id: str
    seq: int
    what: str


def header_text(values: tuple[Any, ...]) -> str:
    """A JSON list: stream, seq, epoch, session, session_seq, at, actor, kind, entity, entity id, audience, rows.

    For the rows stands the digest of their text, in hexadecimal digits; the text carries a salt of its own.
    """
    return encode(values).decode()


def digest_body(salt: bytes, body: bytes) -> bytes:
    return hashlib.sha256(salt + body).digest()


def digest_rows(rows: str) -> str:
    return hashlib.sha256(rows.encode()).hexdigest() if rows else ""


def link(previous: bytes, header: str, body_digest: bytes) -> bytes:
    return hashlib.sha256(previous + header.encode() + body_digest).digest()


class RowsWritten(Event, frozen=True):
    """Rows that a command wrote without a fact of its own: what had run out was thrown away, a cursor moved on."""

    kind: ClassVar[str] = "rows.written"
    entity: ClassVar[str] = "stream"


class Writer:
    """The head of one locked stream during one command.

    The latest event waits until the next one, or the end of the command: rows written after it belong to it as well.
    """

    __slots__ = (
        "_rows_of_waiting", "_waiting", "at", "epoch", "hash", "moved", "rows", "seq", "session_seqs", "stream_id",
        "tx",
    )  # fmt: skip

    def __init__(self, tx: Statements, stream_id: str) -> None:
        self.tx, self.stream_id, self.moved = tx, stream_id, False
        head = tx.one(HEAD, stream_id=stream_id)
        if head is None:
            raise LookupError(f"no stream {stream_id}")
        self.epoch: int = head.epoch
        self.seq: int = head.seq
        self.hash = bytes(head.hash)
        self.at: int = head.at
        self.session_seqs: dict[str, int] = {}
        self.rows = Pending()
        self._rows_of_waiting = self.rows
        self._waiting: tuple[Event, int | None, str, int, bytes] | None = None

    def append(self, event: Event, actor: str, now: int, salt: bytes) -> int:
        """Takes one event, with the rows written since the one before it, and returns its seq."""
        self._flush()
        self.moved, self.seq = True, self.seq + 1
        for_guests = event.session_id if type(event).audience.endswith(TABLE) else None
        session_seq = None if for_guests is None else self._next_session_seq(for_guests)
        self._waiting = (event, session_seq, actor, now, salt)
        self._rows_of_waiting, self.rows = self.rows, Pending()
        return self.seq

    def head(self) -> bytes:
        """The hash of the last event."""
        self._flush()
        return self.hash

    def close(self, actor: str, now: int) -> None:
        """Writes what waits and moves the head."""
        if self.rows and self._waiting is None:
            self.append(RowsWritten(id=self.stream_id), actor, now, os.urandom(16))
        self._rows_of_waiting.extend(self.rows)
        self.rows = Pending()
        self._flush()
        if self.moved:
            self.tx.run(MOVE_HEAD, stream=self.stream_id, new_seq=self.seq, new_hash=self.hash, new_at=now)

    def _flush(self) -> None:
        if self._waiting is None:
            return
        event, session_seq, actor, now, salt = self._waiting
        self._waiting = None
        body, rows, kind = encode(event), self._rows_of_waiting.text(self.stream_id), type(event)
        facts = (
            self.stream_id, self.seq, self.epoch, event.session_id, session_seq, now,
            actor, kind.kind, kind.entity, event.id, kind.audience, digest_rows(rows),
        )  # fmt: skip
        header, body_digest, previous = header_text(facts), digest_body(salt, body), self.hash
        self.hash = link(previous, header, body_digest)
        self.tx.run(
            APPEND,
            stream_id=self.stream_id, seq=self.seq, epoch=self.epoch, session_id=event.session_id,
            session_seq=session_seq, at=now, actor=actor, kind=kind.kind, entity=kind.entity, entity_id=event.id,
            audience=kind.audience, header=header, body=body.decode(), rows=rows, salt=salt, body_digest=body_digest,
            prev_hash=previous, hash=self.hash,
        )  # fmt: skip

    def _next_session_seq(self, session_id: str) -> int:
        last = self.session_seqs.get(session_id)
        if last is None:
            last = self.tx.one(LAST_SESSION_SEQ, stream_id=self.stream_id, session_id=session_id).last
        self.session_seqs[session_id] = last + 1
        return last + 1


def open_stream(tx: Statements, stream_id: str) -> None:
    """A new branch, organization or platform begins its history."""
    tx.run(OPEN_STREAM, stream_id=stream_id, epoch=1, seq=0, hash=GENESIS, at=0)


def stream_heads(tx: Statements) -> list[Any]:
    """Every stream with its epoch, seq and hash."""
    return tx.all(STREAM_HEADS)


def hash_at(tx: Statements, stream_id: str, seq: int) -> bytes | None:
    """The hash of an event, None for one that is not there; before the first stands that of a stream without any."""
    if seq == 0:
        return GENESIS
    row = tx.one(HASH_AT, stream_id=stream_id, seq=seq)
    return None if row is None else bytes(row.hash)


def streams_in_log(tx: Statements) -> list[Any]:
    """Every stream that has events, with their number, whether or not its head is there."""
    return tx.all(STREAMS_IN_LOG)


def verify_stream(
    tx: Statements, stream_id: str, head_seq: int, head_hash: bytes, see: Callable[[Any], None] = lambda row: None
) -> Iterator[Fault]:
    """Recomputes the chain from the stored text and compares every column with the header it was hashed in.

    `see` is shown every event on the way.
    """
    previous, expected = GENESIS, 0
    while page := tx.all(WHOLE_PAGE, stream_id=stream_id, after=expected):
        for row in page:
            expected += 1
            if row.seq != expected:
                more = row.seq - expected - 1
                yield Fault(stream_id, expected, f"missing, with the {more} after it" if more > 0 else "missing")
                expected = row.seq
            yield from (Fault(stream_id, row.seq, what) for what in _faults(row, previous))
            previous = bytes(row.hash)
            see(row)
    if (expected, previous) != (head_seq, head_hash):
        yield Fault(stream_id, head_seq, "head differs")


def _faults(row: Any, previous: bytes) -> Iterator[str]:
    facts = (
        row.stream_id, row.seq, row.epoch, row.session_id, row.session_seq, row.at,
        row.actor, row.kind, row.entity, row.entity_id, row.audience,
        digest_rows(row.rows),
    )  # fmt: skip
    if header_text(facts) != row.header:
        yield "columns differ from the header"
    if bytes(row.prev_hash) != previous:
        yield "does not follow its predecessor"
    if digest_body(bytes(row.salt or b""), (row.body or "").encode()) != bytes(row.body_digest):
        yield "body differs from its digest"
    if link(bytes(row.prev_hash), row.header, bytes(row.body_digest)) != bytes(row.hash):
        yield "hash differs"
