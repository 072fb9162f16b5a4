"""The database as the edge sees it: `write` a verb, `read` a query. One writer with group commit, a few readers."""

import asyncio
import logging
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar, cast

from comanda.engine.commands import Answer, Caller, Encoding, Verb, execute, prove
from comanda.engine.drivers import Driver
from comanda.engine.tx import Tx
from comanda.kernel.clock import Clock, system_clock
from comanda.kernel.errors import Refusal, Unavailable

BATCH = 64
READERS = 2
logger = logging.getLogger(__name__)
Value = TypeVar("Value")
Bell = Callable[[set[str]], None]
"""Called from the writer's thread with the streams a commit has moved; a hint, never the news itself."""


class Work(NamedTuple):
    """One command waiting for the writer."""

    run: Callable[[Tx], Any]
    future: Any
    """A future of `loop`, or a thread-safe one where there is no loop."""
    loop: asyncio.AbstractEventLoop | None


class Outcome(NamedTuple):
    value: Any
    error: BaseException | None
    stream_id: str | None


class Database:
    """Commands of a batch run one after the other, each behind a savepoint, and are answered after the one commit."""

    def __init__(self, driver: Driver, clock: Clock = system_clock, bell: Bell = lambda streams: None) -> None:
        self.driver, self.clock, self.bell = driver, clock, bell
        self._connection = driver.connect()
        self._cursor = self._connection.cursor()
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._local = threading.local()
        self._read_connections: list[Any] = []
        self._writer = threading.Thread(target=self._write_forever, name="writer", daemon=True)
        self._writer.start()

    async def write(
        self, verb: Verb, caller: Caller, command: Any = None, *, answer: Encoding | None = None, status: int = 200
    ) -> Answer:
        """Runs the verb durably. Raises its refusals, or Unavailable when nothing could be stored."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def run(tx: Tx) -> Answer:
            return execute(tx, caller, verb, command, answer, status)

        self._queue.put(Work(run, future, loop))
        return await future

    async def read(self, query: Callable[..., Value], caller: Caller, *arguments: Any) -> Value:
        """Runs `query(tx, scope, *arguments)` on one snapshot, after proving the caller in it."""

        def run(tx: Tx) -> Value:
            return query(tx, prove(tx, caller), *arguments)

        return await self.look(run)

    async def look(self, query: Callable[[Tx], Value]) -> Value:
        """Runs a query that proves for itself (or needs no caller)."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.look_now, query)

    def look_now(self, query: Callable[[Tx], Value]) -> Value:
        """The same, on the calling thread."""
        cursor = self._read_cursor()
        cursor.execute(self.driver.begin_read())
        try:
            return query(Tx(cursor, self.driver.name, self.clock()))
        finally:
            cursor.execute("ROLLBACK")

    def submit(self, run: Callable[[Tx], Any]) -> Future[Any]:
        """Queues work for the writer; the future is settled after the commit."""
        future: Future[Any] = Future()
        self._queue.put(Work(run, future, None))
        return future

    def write_now(self, verb: Verb, caller: Caller, command: Any = None, *, answer: Encoding | None = None) -> Any:
        """For the command line and tests: waits for the commit and returns the verb's value."""
        return self.submit(lambda tx: execute(tx, caller, verb, command, answer, 200)).result().value

    async def size(self) -> int:
        """Bytes the database takes."""

        def measure() -> int:
            return self.driver.size(self._read_cursor())

        return await asyncio.get_running_loop().run_in_executor(self._readers, measure)

    def close(self) -> None:
        """Finishes what is queued, then lets go of every connection."""
        self._queue.put(None)
        self._writer.join()
        self._readers.shutdown()
        for connection in self._read_connections:
            connection.close()
        self._connection.close()

    def _read_cursor(self) -> Any:
        cursor = getattr(self._local, "cursor", None)
        if cursor is None:
            connection = self.driver.connect(read_only=True)
            self._read_connections.append(connection)
            cursor = self._local.cursor = connection.cursor()
        return cursor

    def _write_forever(self) -> None:
        while (work := self._queue.get()) is not None:
            batch = [work]
            while len(batch) < BATCH and not self._queue.empty():
                work = self._queue.get()
                if work is None:
                    self._queue.put(None)
                    break
                batch.append(work)
            self._settle(batch, self.run_batch([work.run for work in batch]))

    def run_batch(self, runs: list[Callable[[Tx], Any]]) -> list[Outcome]:
        """One transaction for all. When the transaction itself is lost, nothing of the batch is acknowledged."""
        try:
            self._cursor.execute(self.driver.begin_write())
            outcomes = [self._one(run) for run in runs]
            self._cursor.execute("COMMIT")
            return outcomes
        except Exception as error:
            self._give_up_on(error)
            return [Outcome(None, Unavailable(), None)] * len(runs)

    def _one(self, run: Callable[[Tx], Any]) -> Outcome:
        """A refused or broken command undoes only itself."""
        cursor = self._cursor
        cursor.execute("SAVEPOINT command")
        tx = Tx(cursor, self.driver.name, self.clock())
        try:
            value = run(tx)
            cursor.execute("RELEASE SAVEPOINT command")
            return Outcome(value, None, tx.moved_stream)
        except Exception as error:
            if not self.driver.in_transaction(self._connection):
                raise  # a full disk or an I/O error has rolled everything back
            cursor.execute("ROLLBACK TO SAVEPOINT command")
            cursor.execute("RELEASE SAVEPOINT command")
            return Outcome(None, error, None)

    def _give_up_on(self, error: Exception) -> None:
        logger.error("a batch was lost: %s", error, exc_info=error)
        if self.driver.is_fatal(error):
            os._exit(70)  # only a restart can tell what reached the disk
        if self.driver.in_transaction(self._connection):
            try:
                self._cursor.execute("ROLLBACK")
            except Exception as again:
                logger.critical("the writer cannot go on: %r", again)
                os._exit(70)

    def _settle(self, batch: list[Work], outcomes: list[Outcome]) -> None:
        """Wakes each event loop once per batch, and rings for the streams that moved."""
        by_loop: dict[Any, list[tuple[Any, Outcome]]] = {}
        for work, outcome in zip(batch, outcomes, strict=True):
            by_loop.setdefault(work.loop, []).append((work.future, outcome))
            if outcome.error is not None and not isinstance(outcome.error, Refusal):
                logger.error("a command broke: %r", outcome.error, exc_info=outcome.error)
        for loop, settled in by_loop.items():
            if loop is None:
                _settle_futures(settled)
            else:
                loop.call_soon_threadsafe(_settle_futures, settled)
        if moved := {outcome.stream_id for outcome in outcomes if outcome.stream_id is not None}:
            self.bell(moved)


def _settle_futures(settled: list[tuple[Any, Outcome]]) -> None:
    for future, outcome in settled:
        if not _still_wanted(future):
            continue
        if outcome.error is None:
            future.set_result(outcome.value)
        else:
            future.set_exception(outcome.error)


def _still_wanted(future: Any) -> bool:
    """A future from another thread must be taken hold of first, or its owner may cancel it meanwhile."""
    if isinstance(future, asyncio.Future):
        return not cast("asyncio.Future[Any]", future).cancelled()
    return bool(future.set_running_or_notify_cancel())
