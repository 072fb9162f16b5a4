"""The writers: each carries out the commands of one line in one transaction, and answers after its commit."""

import logging
import random
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from comanda.engine.backlog import Backlog, Batch, Work
from comanda.engine.clockwatch import ClockWatch
from comanda.engine.commands import was_committed
from comanda.engine.connecting import Connector, let_go
from comanda.engine.drivers import Driver, Trouble
from comanda.engine.ending import end_process
from comanda.engine.files import Watch
from comanda.engine.settling import settle
from comanda.engine.throttled import FaultLog
from comanda.engine.tx import AnotherStream, Trace, Tx
from comanda.kernel.clock import Clock
from comanda.kernel.errors import OutcomeUnknown, Refusal, StorageFull, Unavailable

TRIES = 6
"""How often a command is begun that meets deadlocks, held locks or lost connections."""
FIRST_PAUSE, LONGEST_PAUSE = 0.02, 0.4
"""Seconds that a line rests before it is tried again; doubled with each try."""
LOOKS = 4
"""How often it is tried to find out whether a lost commit took place; each waits for a lock at most."""
faults = FaultLog(logging.getLogger(__name__))


class Outcome(NamedTuple):
    value: Any
    error: BaseException | None
    stream_id: str | None
    """The stream that was added to, if any."""
    trace: Trace | None = None


class Ran(NamedTuple):
    """What became of a batch's commands."""

    outcomes: list[tuple[Work, Outcome]]
    moved: list[tuple[Work, str]]
    """Those of other streams."""
    again: list[Work]


class NothingStored(Exception):
    """The transaction was undone, and the same may work in a moment."""


class TryAgain(Exception):
    """The command met a held lock or a deadlock."""


class Writer:
    """One connection that writes. Not to be used by two threads at once."""

    def __init__(
        self, driver: Driver, clock: Clock, connector: Connector, watch: Watch, clock_watch: ClockWatch
    ) -> None:
        self.driver, self.clock, self.watch, self.clock_watch = driver, clock, watch, clock_watch
        self._connector = connector
        self._connection: Any = None
        self._cursor: Any = None

    def adopt(self, connection: Any) -> None:
        """Use a connection that is there already."""
        self._connection, self._cursor = connection, connection.cursor()

    def carry_out(self, batch: Batch, backlog: Backlog) -> list[tuple[Work, Outcome]]:
        """Returns what is over, stored or not; gives the rest of the batch back to the backlog."""
        outcomes, again, delay = self._try(batch, backlog)
        backlog.done(batch, again, delay)
        return outcomes

    def close(self) -> None:
        if self._connection is not None:
            let_go(self._connection)
            self._connection = None

    def _try(self, batch: Batch, backlog: Backlog) -> tuple[list[tuple[Work, Outcome]], list[Work], float]:
        try:
            ran = self._transaction(batch, backlog)
        except Unavailable as refusal:
            return _all(batch.works, refusal), [], 0.0
        except NothingStored:
            return self._later(batch.works, "The database could not store it.")
        for work, stream_id in ran.moved:
            backlog.move(work, stream_id)
        outcomes, again, delay = self._later(ran.again, "Others are writing the same at the moment.")
        return ran.outcomes + outcomes, again, delay

    def _later(self, works: list[Work], why: str) -> tuple[list[tuple[Work, Outcome]], list[Work], float]:
        """The first of them has failed: it is tried again for a while, and the others behind it."""
        if not works:
            return [], [], 0.0
        first = works[0]
        first.tries += 1
        for work in works:
            work.wait_again()
        if first.tries >= TRIES:
            return _all([first], Unavailable(why)), works[1:], 0.0
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**first.tries)
        return [], works, pause * random.uniform(0.5, 1.0)  # noqa: S311

    def _transaction(self, batch: Batch, backlog: Backlog) -> Ran:
        """Raises Unavailable or NothingStored when nothing was stored."""
        self._refuse_other_files()
        if self._connection is None:
            self.adopt(self._connector.connect())
        try:
            self._cursor.execute(self.driver.begin_write())
            ran = self._run_all(batch, backlog)
        except Exception as error:
            raise self._undo(error) from error
        self._refuse_other_files()
        return self._commit(ran, batch)

    def _run_all(self, batch: Batch, backlog: Backlog) -> Ran:
        ran = Ran([], [], [])
        for position, work in enumerate(batch.works):
            if not work.begin():
                continue
            try:
                ran.outcomes.append((work, self._one(work, batch, backlog)))
            except AnotherStream as other:
                work.wait_again()
                ran.moved.append((work, other.stream_id))
            except TryAgain:
                ran.again.extend(batch.works[position:])
                break
        return ran

    def _one(self, work: Work, batch: Batch, backlog: Backlog) -> Outcome:
        """A refused or broken command undoes only itself. Raises AnotherStream and TryAgain."""
        cursor = self._cursor
        cursor.execute("SAVEPOINT command")
        tx = Tx(cursor, self.driver.name, self.clock(), lambda stream_id: backlog.admits(batch, stream_id))
        try:
            value = work.run(tx)
            cursor.execute("RELEASE SAVEPOINT command")
        except Exception as error:
            if not self.driver.in_transaction(self._connection):
                raise  # a full disk, an I/O error or a lost connection has rolled everything back
            if self.driver.trouble(error) is Trouble.MOVED:
                raise
            cursor.execute("ROLLBACK TO SAVEPOINT command")
            cursor.execute("RELEASE SAVEPOINT command")
            return self._failed(error)
        if tx.stream_id is not None:
            backlog.learn(work, tx.stream_id)
        if tx.moved_stream is not None:
            self.clock_watch.see(tx.moved_stream, tx.stepped_back, tx.now)
        return Outcome(value, None, tx.moved_stream, tx.trace)

    def _failed(self, error: Exception) -> Outcome:
        if isinstance(error, AnotherStream):
            raise error
        trouble = self.driver.trouble(error)
        if trouble is Trouble.AGAIN:
            faults.error("a command has to be tried again", error)
            raise TryAgain from error
        if trouble is Trouble.FATAL:
            end_process("the database's disk fails", error)
        if trouble is Trouble.FULL:
            faults.error("the disk of the database is full", error)
            return Outcome(None, StorageFull(), None)
        if trouble is Trouble.BUSY:
            faults.error("the database refused a command", error)
            return Outcome(None, Unavailable("The database is busy."), None)
        return Outcome(None, error, None)

    def _commit(self, ran: Ran, batch: Batch) -> Ran:
        """Raises Unavailable or NothingStored when nothing was stored."""
        try:
            self._cursor.execute("COMMIT")
        except Exception as error:
            if not self.driver.is_broken(self._connection):
                raise self._undo(error) from error
            self._drop(error)
            return self._after_lost_commit(ran)
        if fault := self.watch.fault():
            faults.error(f"what was just stored may be lost: {fault}")
            return ran._replace(outcomes=_all([work for work, _ in ran.outcomes], OutcomeUnknown(fault)))
        return ran

    def _after_lost_commit(self, ran: Ran) -> Ran:
        """The answer to COMMIT was lost: it is looked up what happened. Raises NothingStored when it was nothing."""
        trace = next((outcome.trace for _, outcome in reversed(ran.outcomes) if outcome.trace is not None), None)
        committed = None if trace is None else self._look_up(trace)
        if committed is None:
            faults.error("the answer to a commit was lost, and whether it took place is unknown")
            unknown = OutcomeUnknown("The connection to the database was lost while this was being stored.")
            return ran._replace(outcomes=_all([work for work, _ in ran.outcomes], unknown))
        if not committed:
            raise NothingStored
        return ran

    def _look_up(self, trace: Trace) -> bool | None:
        """Whether it was committed; None when nobody can tell now."""
        for _ in range(LOOKS):
            try:
                if self._connection is None:
                    self.adopt(self._connector.connect())
                self._cursor.execute(self.driver.begin_write())
                committed = was_committed(Tx(self._cursor, self.driver.name, self.clock()), trace)
                self._cursor.execute("ROLLBACK")
                return committed
            except Unavailable:
                time.sleep(FIRST_PAUSE)
            except Exception as error:
                self._undo(error)
        return None

    def _undo(self, error: Exception) -> Exception:
        """After a transaction that failed before or at its commit; returns what to raise."""
        if isinstance(error, NothingStored | Unavailable):
            return error
        trouble = self.driver.trouble(error)
        if self.driver.is_broken(self._connection) or trouble is Trouble.MOVED:
            self._drop(error)
            return NothingStored()
        if trouble is Trouble.FATAL:
            end_process("the database's disk fails", error)
        faults.error("a transaction was lost", error, traceback=trouble is Trouble.NONE)
        try:
            if self.driver.in_transaction(self._connection):
                self._cursor.execute("ROLLBACK")
        except Exception as again:
            self._drop(again)
        if trouble is Trouble.FULL:
            return StorageFull()
        return NothingStored() if trouble is Trouble.AGAIN else Unavailable("The database could not store it.")

    def _drop(self, error: Exception) -> None:
        faults.error("a writer's connection was lost", error)
        connection, self._connection, self._cursor = self._connection, None, None
        let_go(connection)

    def _refuse_other_files(self) -> None:
        """Raises Unavailable, and rolls back what was begun."""
        if fault := self.watch.fault():
            faults.error(fault)
            if self._connection is not None:
                self._save(fault)
            raise Unavailable(fault)

    def _save(self, fault: str) -> None:
        try:
            if self.driver.in_transaction(self._connection):
                self._cursor.execute("ROLLBACK")
            self.driver.save(self._connection, fault)
        except Exception as error:
            faults.error("the log of the database could not be saved", error)


def _all(works: list[Work], error: Refusal) -> list[tuple[Work, Outcome]]:
    return [(work, Outcome(None, error, None)) for work in works]


class WriterThread(threading.Thread):
    """Works the backlog off until it is closed; any fault outside a command ends the process."""

    def __init__(self, writer: Writer, backlog: Backlog, moved: Callable[[set[str]], None], number: int) -> None:
        super().__init__(name=f"writer {number}", daemon=True)
        self._writer, self._backlog, self._moved = writer, backlog, moved

    def run(self) -> None:
        try:
            most = self._writer.driver.per_commit
            while (batch := self._backlog.take(most)) is not None:
                self._settle(self._writer.carry_out(batch, self._backlog))
        except BaseException as error:
            end_process("a writer broke", error)

    def _settle(self, outcomes: list[tuple[Work, Outcome]]) -> None:
        for _, outcome in outcomes:
            if outcome.error is not None and not isinstance(outcome.error, Refusal):
                faults.error("a command broke", outcome.error, traceback=True)
        settle([(work, outcome.value, outcome.error) for work, outcome in outcomes])
        if moved := {outcome.stream_id for _, outcome in outcomes if outcome.stream_id is not None}:
            self._moved(moved)
