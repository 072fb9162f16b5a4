"""The database as the edge sees it: `write` a verb, `read` a query.

On SQLite one writer with group commit; on PostgreSQL a few, each with one stream at a time. A few readers beside them.
"""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextvars import ContextVar
from secrets import token_hex
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete

from comanda.engine.backlog import Backlog, Work
from comanda.engine.clockwatch import ClockWatch
from comanda.engine.commands import Answer, Caller, Encoding, Verb, execute, prove
from comanda.engine.connecting import Connector
from comanda.engine.drivers import Driver
from comanda.engine.log import HASH_AT
from comanda.engine.readers import Readers
from comanda.engine.tables import idempotency
from comanda.engine.tx import Tx
from comanda.engine.writer import Outcome, Writer, WriterThread
from comanda.kernel.clock import Clock, system_clock
from comanda.kernel.errors import OutcomeUnknown, Unavailable

Value = TypeVar("Value")
Bell = Callable[[set[str]], None]
"""Called from a writer's thread with the streams a commit has moved; a hint, never the news itself."""
DROP_NOTHING = delete(idempotency).where(
    idempotency.c.branch_id == bindparam("stream"), idempotency.c.at <= bindparam("until")
)
"""No answer is kept for the stream without a name."""
stored_something: ContextVar[bool] = ContextVar("stored_something", default=False)
"""Whether the present task has written: a later fault of the same request may not say that nothing was stored."""


class Database:
    """Commands of a batch run one after the other, each behind a savepoint, and are answered after the one commit."""

    def __init__(self, driver: Driver, clock: Clock = system_clock, bell: Bell = lambda streams: None) -> None:
        self.driver, self.clock, self.bell = driver, clock, bell
        first = driver.connect()
        self.run = token_hex(4)
        """Another one each time the database is opened: while it is open nobody can put an older one in its place."""
        self._watch, self.clock_watch = driver.watch(), ClockWatch()
        self._backlog = Backlog(by_stream=driver.one_stream)
        self._readers = Readers(driver, clock, self._watch)
        self._connector = Connector(driver, read_only=False)
        self._writers = [self._writer() for _ in range(driver.writers)]
        self._writers[0].adopt(first)
        self._batch_writer = self._writer()
        self._threads = [
            WriterThread(writer, self._backlog, self._ring, number) for number, writer in enumerate(self._writers)
        ]
        for thread in self._threads:
            thread.start()

    async def write(
        self, verb: Verb, caller: Caller, command: Any = None, *, answer: Encoding | None = None, status: int = 200
    ) -> Answer:
        """Runs the verb durably. Raises its refusals, Unavailable or StorageFull when nothing was stored, and
        OutcomeUnknown when that is not certain."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def run(tx: Tx) -> Answer:
            return execute(tx, caller, verb, command, answer, status)

        work = Work(run, future, loop, _sender(caller))
        self._backlog.put(work)
        deadline = loop.call_later(self.driver.patience, _give_up, work)
        try:
            done = await future
        finally:
            deadline.cancel()
        stored_something.set(True)
        return done

    async def read(self, query: Callable[..., Value], caller: Caller, *arguments: Any) -> Value:
        """Runs `query(tx, scope, *arguments)` on one snapshot, after proving the caller in it."""

        def run(tx: Tx) -> Value:
            return query(tx, prove(tx, caller), *arguments)

        return await self.look(run)

    async def look(self, query: Callable[[Tx], Value]) -> Value:
        """Runs a query that proves for itself (or needs no caller). Raises Unavailable."""
        return await self._readers.run(lambda: self._readers.look(query))

    def look_now(self, query: Callable[[Tx], Value]) -> Value:
        """The same, on the calling thread."""
        return self._readers.look(query)

    def submit(self, run: Callable[[Tx], Any]) -> Future[Any]:
        """Queues work for the writer; the future is settled after the commit. Raises Unavailable."""
        future: Future[Any] = Future()
        self._backlog.put(Work(run, future))
        return future

    def write_now(self, verb: Verb, caller: Caller, command: Any = None, *, answer: Encoding | None = None) -> Any:
        """For the command line and tests: waits for the commit and returns the verb's value."""
        return self.submit(lambda tx: execute(tx, caller, verb, command, answer, 200)).result().value

    def run_batch(self, runs: list[Callable[[Tx], Any]]) -> list[Outcome]:
        """On the calling thread: those of one stream in one transaction, as a writer does with what waits."""
        backlog = Backlog(by_stream=self.driver.one_stream)
        works = [Work(run, Future(), sender="batch") for run in runs]
        for work in works:
            backlog.put(work)
        backlog.close()
        outcomes: dict[Work, Outcome] = {}
        while (batch := backlog.take(self.driver.per_commit)) is not None:
            outcomes.update(self._batch_writer.carry_out(batch, backlog))
        return [outcomes[work] for work in works]

    async def check(self, patience: float) -> None:
        """Asks a writer and a reader. Raises Unavailable when one of them has no answer within so many seconds.

        The writer deletes what is not there: a standby, or a role without rights, refuses even that.
        """
        writing = asyncio.wrap_future(self.submit(lambda tx: tx.run(DROP_NOTHING, stream="", until=0)))
        reading = self.look(lambda tx: tx.one(HASH_AT, stream_id="", seq=0))
        try:
            async with asyncio.timeout(patience):
                for answer in await asyncio.gather(writing, reading, return_exceptions=True):
                    if isinstance(answer, BaseException):
                        raise answer
        except TimeoutError:
            raise Unavailable("The database did not answer in time.") from None

    async def size(self) -> int:
        """Bytes the database takes. Raises Unavailable."""
        return await self._readers.run(lambda: self._readers.with_cursor(self.driver.size))

    def close(self) -> None:
        """Finishes what is queued, then lets go of every connection."""
        self._backlog.close()
        for thread in self._threads:
            thread.join()
        self._readers.close()
        for writer in [*self._writers, self._batch_writer]:
            writer.close()

    def _ring(self, streams: set[str]) -> None:
        self.bell(streams)

    def _writer(self) -> Writer:
        return Writer(self.driver, self.clock, self._connector, self._watch, self.clock_watch)


def _sender(caller: Caller) -> Hashable | None:
    try:
        hash(caller.proof)
    except TypeError:
        return None
    return caller.proof


def _give_up(work: Work) -> None:
    """Nobody waits for ever: what has not begun is taken back, of what has begun nobody knows."""
    if work.future.done():
        return
    late = "The database did not answer in time."
    work.future.set_exception(Unavailable(late) if work.withdraw() else OutcomeUnknown(late))
