"""Reading: a few threads, each with a connection of its own that is replaced when it breaks."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from comanda.engine.connecting import Connector, let_go
from comanda.engine.drivers import Driver, Trouble
from comanda.engine.files import Watch
from comanda.engine.throttled import FaultLog
from comanda.engine.tx import Tx
from comanda.kernel.clock import Clock
from comanda.kernel.errors import Refusal, Unavailable

READERS = 2
faults = FaultLog(logging.getLogger(__name__))
Value = TypeVar("Value")


class Readers:
    """Queries on snapshots. A query whose connection is lost is asked once more on a new one."""

    def __init__(self, driver: Driver, clock: Clock, watch: Watch) -> None:
        self.driver, self.clock, self.watch = driver, clock, watch
        self._connector = Connector(driver, read_only=True)
        self._threads = ThreadPoolExecutor(READERS, "reader")
        self._local = threading.local()
        self._open: set[Any] = set()

    async def run(self, ask: Callable[[], Value]) -> Value:
        """On one of the threads. Raises Unavailable when there is no answer in time."""
        answer = asyncio.get_running_loop().run_in_executor(self._threads, ask)
        try:
            async with asyncio.timeout(self.driver.patience):
                return await answer
        except TimeoutError:
            if not answer.cancelled():
                raise
            raise Unavailable("The database did not answer in time.") from None

    def look(self, query: Callable[[Tx], Value]) -> Value:
        """On the calling thread. Raises Unavailable when the database cannot be read."""
        return self.with_cursor(lambda cursor: self._on_snapshot(cursor, query))

    def with_cursor(self, ask: Callable[[Any], Value]) -> Value:
        """Raises Unavailable."""
        self._refuse_other_files()
        for _ in range(2):
            connection, cursor = self._connected()
            try:
                return ask(cursor)
            except Refusal:
                raise
            except Exception as error:
                trouble = self.driver.trouble(error)
                if self.driver.is_broken(connection) or trouble is Trouble.FATAL:
                    faults.error("a reader's connection was lost", error)
                    self._replace()
                elif trouble is Trouble.NONE:
                    raise
                else:
                    faults.error("the database did not answer a query", error)
                    raise Unavailable("The database is busy.") from error
        raise Unavailable("The connection to the database was lost.")

    def close(self) -> None:
        """Waits for what is being asked."""
        self._threads.shutdown()
        for connection in list(self._open):
            let_go(connection)

    def _on_snapshot(self, cursor: Any, query: Callable[[Tx], Value]) -> Value:
        cursor.execute(self.driver.begin_read())
        try:
            return query(Tx(cursor, self.driver.name, self.clock()))
        finally:
            cursor.execute("ROLLBACK")

    def _refuse_other_files(self) -> None:
        if fault := self.watch.fault():
            faults.error(fault)
            raise Unavailable(fault)

    def _connected(self) -> tuple[Any, Any]:
        held: tuple[Any, Any] | None = getattr(self._local, "held", None)
        if held is None:
            connection = self._connector.connect()
            self._open.add(connection)
            held = self._local.held = (connection, connection.cursor())
        return held

    def _replace(self) -> None:
        connection, _ = self._local.held
        self._local.held = None
        self._open.discard(connection)
        let_go(connection)
