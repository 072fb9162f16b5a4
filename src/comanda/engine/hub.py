"""Who listens to which stream. The hub reads the log from one cursor a stream; a ring is only a hint to read sooner."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, select

from comanda.engine.database import Database
from comanda.engine.log import GENESIS
from comanda.engine.statements import among
from comanda.engine.tables import log, streams
from comanda.engine.throttled import FaultLog
from comanda.engine.tx import Tx
from comanda.kernel.errors import Unavailable
from comanda.kernel.events import LogEvent

MOST_WAITING = 256
LARGEST_WAITING = 1024 * 1024
"""Frames, and characters of them, a listener may lag behind before it is cut off; it comes back with its cursor and
misses nothing."""
PAGE = 200
LARGEST_PAGE = 128 * 1024
"""Events, and bytes of their frames, that are read at once; a larger event is a page of its own."""
OVERHEAD = 256
"""At most what a frame holds beside the event's body."""
GATHER = 0.02
"""Seconds for which rings are collected and then answered by one read."""
POLL = 1.0
logger = logging.getLogger(__name__)
faults = FaultLog(logger)

_EVENT = (
    log.c.seq, log.c.session_id, log.c.session_seq, log.c.at, log.c.kind, log.c.entity, log.c.entity_id,
    log.c.audience, log.c.body, log.c.hash,
)  # fmt: skip
NEWER = (
    select(*_EVENT)
    .where(log.c.stream_id == bindparam("stream_id"), log.c.seq > bindparam("after"))
    .order_by(log.c.seq)
    .limit(PAGE)
)
NEWER_OF_SESSION = (
    select(*_EVENT)
    .where(
        log.c.stream_id == bindparam("stream_id"),
        log.c.session_id == bindparam("session_id"),
        log.c.session_seq.is_not(None),
        log.c.session_seq > bindparam("after"),
    )
    .order_by(log.c.session_seq)
    .limit(PAGE)
)
HEADS = select(streams.c.stream_id, streams.c.epoch, streams.c.seq, streams.c.hash).where(
    among(streams.c.stream_id, "stream_ids")
)
_OF_SESSION = (
    log.c.stream_id == bindparam("stream_id"),
    log.c.session_id == bindparam("session_id"),
    log.c.session_seq.is_not(None),
)
SESSION_HEAD = select(log.c.session_seq, log.c.hash).where(*_OF_SESSION).order_by(log.c.session_seq.desc()).limit(1)
HASH_IN_SESSION = select(log.c.hash).where(*_OF_SESSION, log.c.session_seq == bindparam("seq"))


class Head(Struct, frozen=True):
    """`hash`: of the chain up to it."""

    epoch: int
    seq: int
    hash: bytes


class Page(Struct, frozen=True):
    """Events in order. `full`: it ended at its limit, so there may be more."""

    events: list[LogEvent]
    full: bool


def events_after(tx: Tx, stream_id: str, after: int) -> Page:
    """The next page of a stream."""
    return _page(tx.each(NEWER, stream_id=stream_id, after=after))


def events_of_session_after(tx: Tx, stream_id: str, session_id: str, after: int) -> Page:
    """The next page of what one visit's guests may see; `after` counts in session_seq."""
    return _page(tx.each(NEWER_OF_SESSION, stream_id=stream_id, session_id=session_id, after=after))


def _page(rows: Iterator[Any]) -> Page:
    """As many of the rows as fit."""
    events: list[LogEvent] = []
    room = LARGEST_PAGE
    for row in rows:
        event = LogEvent(*row)
        room -= OVERHEAD + _bytes(event.body or "")
        if room < 0 and events:
            return Page(events, True)
        events.append(event)
    return Page(events, len(events) == PAGE)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def head_of(tx: Tx, stream_id: str) -> Head:
    row = tx.one(HEADS, stream_ids=[stream_id])
    return Head(row.epoch, row.seq, bytes(row.hash))


def session_head(tx: Tx, stream_id: str, session_id: str) -> tuple[int, bytes]:
    """The visit's last number, and the hash of the chain up to that event."""
    row = tx.one(SESSION_HEAD, stream_id=stream_id, session_id=session_id)
    return (0, GENESIS) if row is None else (row.session_seq, bytes(row.hash))


def hash_in_session(tx: Tx, stream_id: str, session_id: str, seq: int) -> bytes | None:
    """Of the event with this number of the visit's own; None for one that is not there."""
    if seq == 0:
        return GENESIS
    row = tx.one(HASH_IN_SESSION, stream_id=stream_id, session_id=session_id, seq=seq)
    return None if row is None else bytes(row.hash)


class Listener:
    """A subscriber of one stream. `concerns` picks the events; frames wait in a bounded queue until they are taken."""

    def __init__(self, stream_id: str, concerns: Callable[[LogEvent], bool], frame: Callable[[LogEvent], str]) -> None:
        self.stream_id, self.concerns, self.frame = stream_id, concerns, frame
        self.paused = False
        """While it reads the log itself, nothing waits for it."""
        self._waiting: list[str] = []
        self._size = 0
        self._heard, self._cut = asyncio.Event(), asyncio.Event()

    @property
    def cut_off(self) -> bool:
        """True once it was told more than may wait; nothing is told any more."""
        return self._cut.is_set()

    def hear(self, text: str) -> None:
        if self.paused or self.cut_off:
            return
        fits = len(self._waiting) < MOST_WAITING and self._size + len(text) <= LARGEST_WAITING
        if not fits and self._waiting:
            self.cut()
            return
        self._waiting.append(text)
        self._size += len(text)
        self._heard.set()

    def cut(self) -> None:
        """Drops what waits, and ends it."""
        self._waiting.clear()
        self._cut.set()
        self._heard.set()

    async def until_cut(self) -> None:
        """Returns once the listener is cut off."""
        await self._cut.wait()

    async def take(self, patience: float) -> list[str]:
        """Everything that waits, at once; nothing when nothing came for `patience` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._heard.wait()
        self._heard.clear()
        taken, self._waiting, self._size = self._waiting, [], 0
        return taken


Aside = Callable[[LogEvent], str | None]
"""A frame for everybody on the stream, whoever the event itself concerns."""


class Hub:
    """Lives on the event loop; `ring` may be called from any thread."""

    def __init__(self, database: Database, aside: Aside = lambda event: None) -> None:
        self.database, self.aside = database, aside
        self.listeners: dict[str, set[Listener]] = {}
        self._cursors: dict[str, int] = {}
        self._rung: set[str] = set()
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._check_at = 0.0
        """When the streams are checked next without a ring, in seconds of the loop's clock."""

    def ring(self, stream_ids: set[str]) -> None:
        """From the writer's thread, after a commit."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hear_ring, stream_ids)

    async def join(self, listener: Listener) -> int:
        """Starts listening and returns the hub's cursor: replay up to there, then nothing is missed or doubled."""
        stream_id = listener.stream_id
        if stream_id not in self._cursors:
            head = await self.database.look(lambda tx: head_of(tx, stream_id))
            self._cursors.setdefault(stream_id, head.seq)
        self.listeners.setdefault(stream_id, set()).add(listener)
        return self._cursors[stream_id]

    def leave(self, listener: Listener) -> None:
        present = self.listeners.get(listener.stream_id, set())
        present.discard(listener)
        if not present:
            self.listeners.pop(listener.stream_id, None)
            self._cursors.pop(listener.stream_id, None)

    async def run(self) -> None:
        """Until cancelled. A failing read is logged and tried again: the log does not run away."""
        self._loop = asyncio.get_running_loop()
        while True:
            try:
                await self._once()
            except Unavailable as refusal:
                faults.error("the hub waits for the database", refusal)
                await asyncio.sleep(POLL)
            except Exception:
                logger.exception("the hub could not read the log")
                await asyncio.sleep(POLL)

    async def _once(self) -> None:
        """Tells what was rung for; once a second, however many rings come, also what another process wrote."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self._check_at):
                await self._wake.wait()
        self._wake.clear()
        if loop.time() >= self._check_at:
            self._check_at = loop.time() + POLL
            self._rung |= await self._behind()
        moved, self._rung = self._rung, set()
        try:
            while moved:
                moved = await self._pass_on(moved)
        except Exception:
            self._rung |= moved
            self._wake.set()
            raise
        await asyncio.sleep(GATHER)

    def _hear_ring(self, stream_ids: set[str]) -> None:
        self._rung |= stream_ids & self._cursors.keys()
        if self._rung:
            self._wake.set()

    async def _behind(self) -> set[str]:
        """Streams that moved without a ring: another process wrote."""
        if not self._cursors:
            return set()
        following = list(self._cursors)

        def moved(tx: Tx) -> set[str]:
            rows = tx.all(HEADS, stream_ids=following)
            return {row.stream_id for row in rows if row.seq > self._cursors.get(row.stream_id, row.seq)}

        return await self.database.look(moved)

    async def _pass_on(self, stream_ids: set[str]) -> set[str]:
        """Tells a page of each stream, all read on one snapshot; returns the streams that have more."""
        cursors = {stream_id: self._cursors[stream_id] for stream_id in stream_ids & self._cursors.keys()}

        def pages(tx: Tx) -> dict[str, Page]:
            return {stream_id: events_after(tx, stream_id, after) for stream_id, after in cursors.items()}

        found = await self.database.look(pages)
        for stream_id, page in found.items():
            for event in page.events:
                if event.seq > self._cursors.get(stream_id, event.seq):  # else all left meanwhile, and some came back
                    self._cursors[stream_id] = event.seq
                    self._tell(stream_id, event)
        return {stream_id for stream_id, page in found.items() if page.full}

    def _tell(self, stream_id: str, event: LogEvent) -> None:
        frames: dict[Any, str] = {}
        aside = self._aside(event)
        for listener in list(self.listeners.get(stream_id, ())):
            if listener.cut_off:
                continue
            try:
                if listener.concerns(event):
                    text = frames.get(listener.frame) or frames.setdefault(listener.frame, listener.frame(event))
                    listener.hear(text)
                if aside is not None:
                    listener.hear(aside)
            except Exception:
                logger.exception("event %d of stream %s could not be told", event.seq, stream_id)
                listener.cut()  # it would miss the event; when it comes back it reads the log

    def _aside(self, event: LogEvent) -> str | None:
        try:
            return self.aside(event)
        except Exception:
            logger.exception("event %d of a stream could not be told to everybody on it", event.seq)
            return None
