"""Who listens to which stream. The hub reads the log from one cursor a stream; a ring is only a hint to read sooner."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, func, select

from comanda.engine.database import Database
from comanda.engine.statements import among
from comanda.engine.tables import log, streams
from comanda.engine.tx import Tx
from comanda.kernel.events import LogEvent

QUEUE = 256
"""Frames a listener may lag behind before it is cut off; it comes back with its cursor and misses nothing."""
PAGE = 200
GATHER = 0.02
"""Seconds for which rings are collected and then answered by one read."""
POLL = 1.0
logger = logging.getLogger(__name__)

_EVENT = (
    log.c.seq, log.c.session_id, log.c.session_seq, log.c.at, log.c.kind, log.c.entity, log.c.entity_id,
    log.c.audience, log.c.body,
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
HEADS = select(streams.c.stream_id, streams.c.epoch, streams.c.seq).where(among(streams.c.stream_id, "stream_ids"))
SESSION_HEAD = select(func.coalesce(func.max(log.c.session_seq), 0).label("seq")).where(
    log.c.stream_id == bindparam("stream_id"),
    log.c.session_id == bindparam("session_id"),
    log.c.session_seq.is_not(None),
)


class Head(Struct, frozen=True):
    epoch: int
    seq: int


def events_after(tx: Tx, stream_id: str, after: int) -> list[LogEvent]:
    """The next page of a stream."""
    return [LogEvent(*row) for row in tx.all(NEWER, stream_id=stream_id, after=after)]


def events_of_session_after(tx: Tx, stream_id: str, session_id: str, after: int) -> list[LogEvent]:
    """The next page of what one visit's guests may see; `after` counts in session_seq."""
    rows = tx.all(NEWER_OF_SESSION, stream_id=stream_id, session_id=session_id, after=after)
    return [LogEvent(*row) for row in rows]


def head_of(tx: Tx, stream_id: str) -> Head:
    row = tx.one(HEADS, stream_ids=[stream_id])
    return Head(row.epoch, row.seq)


def session_head(tx: Tx, stream_id: str, session_id: str) -> int:
    seq: int = tx.one(SESSION_HEAD, stream_id=stream_id, session_id=session_id).seq
    return seq


class Listener:
    """One open ear. `concerns` picks the events; frames wait in a bounded queue."""

    def __init__(self, stream_id: str, concerns: Callable[[LogEvent], bool], frame: Callable[[LogEvent], str]) -> None:
        self.stream_id, self.concerns, self.frame = stream_id, concerns, frame
        self.queue: asyncio.Queue[str] = asyncio.Queue(QUEUE)
        self.cut_off = False

    def hear(self, text: str) -> None:
        try:
            self.queue.put_nowait(text)
        except asyncio.QueueFull:
            self.cut_off = True


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
        self._mark: Any = None

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
            except Exception:
                logger.exception("the hub could not read the log")
                await asyncio.sleep(POLL)

    async def _once(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), POLL)
            rung, self._rung = self._rung, set()
        except TimeoutError:
            rung = await self._behind()
        self._wake.clear()
        for stream_id in rung:
            await self._pass_on(stream_id)
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

    async def _pass_on(self, stream_id: str) -> None:
        while stream_id in self._cursors:
            after = self._cursors[stream_id]
            events = await self.database.look(lambda tx, after=after: events_after(tx, stream_id, after))
            if not events or stream_id not in self._cursors:
                return
            self._cursors[stream_id] = events[-1].seq
            for event in events:
                self._tell(stream_id, event)
            if len(events) < PAGE:
                return

    def _tell(self, stream_id: str, event: LogEvent) -> None:
        frames: dict[Any, str] = {}
        aside = self.aside(event)
        for listener in list(self.listeners.get(stream_id, ())):
            if listener.concerns(event):
                text = frames.get(listener.frame) or frames.setdefault(listener.frame, listener.frame(event))
                listener.hear(text)
            if aside is not None:
                listener.hear(aside)
