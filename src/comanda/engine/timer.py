"""What is to be done later: rows that say when, and a clock that runs ordinary commands when it is time.

Correctness never waits for it. Whoever reads compares with `tx.now`; the timer only records what happened and wakes
the screens.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping

from msgspec import Struct
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.engine.tables import due
from comanda.engine.throttled import FaultLog
from comanda.engine.tx import Tx
from comanda.kernel.clock import CLOCKS_DIFFER, MINUTE
from comanda.kernel.errors import Refusal, Unavailable
from comanda.kernel.scope import Right, Role, Scope

EVERY = 0.5
AT_ONCE = 100
TRY_AGAIN = MINUTE
"""How long a reminder waits after it broke, so that it never stands in the way of the others."""
Handler = Callable[[Tx, Scope, str], None]
"""A verb that finds out for itself whether there is still something to do; its argument is the key."""
logger = logging.getLogger(__name__)
faults = FaultLog(logger)

_adding = insert(due)
REMIND = _adding.on_conflict_do_update(
    index_elements=["branch_id", "kind", "key"], set_={name: _adding.excluded[name] for name in ("at", "asked_at")}
)
FORGET = delete(due).where(
    due.c.branch_id == bindparam("branch"), due.c.kind == bindparam("what"), due.c.key == bindparam("which")
)
FORGET_AS_READ = FORGET.where(due.c.at == bindparam("as_read"))
WHEN = select(due.c.at, due.c.asked_at).where(
    due.c.branch_id == bindparam("branch_id"), due.c.kind == bindparam("kind"), due.c.key == bindparam("key")
)
_REMINDERS = select(due.c.branch_id, due.c.kind, due.c.key, due.c.organization_id, due.c.at)
NOW_DUE = _REMINDERS.where(due.c.at <= bindparam("now")).order_by(due.c.at).limit(AT_ONCE)
ASKED_AHEAD = _REMINDERS.where(due.c.asked_at > bindparam("latest")).order_by(due.c.asked_at).limit(AT_ONCE)
"""What was asked for while the clock was ahead: nobody knows when it is due, and its verb finds out for itself."""


class Reminder(Struct, frozen=True):
    """One row: what is due, for which entity of which branch, since when (microseconds)."""

    branch_id: str
    kind: str
    key: str
    organization_id: str
    at: int


def remind(tx: Tx, scope: Scope, kind: str, key: str, at: int) -> None:
    """Once per kind and key: asking again moves the time."""
    tx.run(
        REMIND,
        branch_id=scope.branch_id,
        kind=kind,
        key=key,
        organization_id=scope.organization_id,
        at=at,
        asked_at=tx.now,
    )


def forget(tx: Tx, scope: Scope, kind: str, key: str) -> None:
    """No longer needed, or never was."""
    tx.run(FORGET, branch=scope.branch_id, what=kind, which=key)


def when(tx: Tx, scope: Scope, kind: str, key: str) -> int | None:
    """When it is due, in microseconds; None where there is no such reminder."""
    row = tx.one(WHEN, branch_id=scope.branch_id, kind=kind, key=key)
    return None if row is None else row.at


def forget_as_read(tx: Tx, scope: Scope, kind: str, key: str, at: int | None) -> None:
    """What was asked for at that time (microseconds) is done; whoever asked again meanwhile is still reminded."""
    if at is not None:
        tx.run(FORGET_AS_READ, branch=scope.branch_id, what=kind, which=key, as_read=at)


def is_due(tx: Tx, scope: Scope, kind: str, key: str) -> bool:
    """Whether it is time, though nobody has come to it yet: for rules that may not wait for the timer."""
    row = tx.one(WHEN, branch_id=scope.branch_id, kind=kind, key=key)
    return row is not None and (row.at <= tx.now or row.asked_at > tx.now + CLOCKS_DIFFER)


def due_now(tx: Tx) -> list[Reminder]:
    """Across all branches: one of the few reads that no tenant asks for."""
    found = [*tx.all(NOW_DUE, now=tx.now), *tx.all(ASKED_AHEAD, latest=tx.now + CLOCKS_DIFFER)]
    return [Reminder(*row) for row in found]


class Timer:
    """Runs what is due, each reminder as one command of its own branch; the row goes with the command."""

    def __init__(self, database: Database, handlers: Mapping[str, Handler]) -> None:
        self.database, self.handlers = database, handlers

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.tick()
            except Unavailable as refusal:
                faults.error("the timer waits for the database", refusal)
            except Exception:
                logger.exception("the timer could not read what is due")
            await asyncio.sleep(EVERY)

    async def tick(self) -> int:
        """Does everything that is due now; returns how much that was."""
        reminders = await self.database.look(due_now)
        for reminder in reminders:
            await self._settle(reminder)
        return len(reminders)

    async def _settle(self, reminder: Reminder) -> None:
        """What is refused would be refused for ever and is dropped; what breaks is tried again later."""
        try:
            await self._write(reminder, self.handlers[reminder.kind])
        except Unavailable:
            faults.error(f"{reminder.kind} has to wait: nothing can be stored")
        except Refusal as refusal:
            logger.warning("%s %s is refused: %s", reminder.kind, reminder.key, refusal.slug)
            await self._write(reminder, _nothing)
        except Exception:
            logger.exception("%s %s broke", reminder.kind, reminder.key)
            await self._write(reminder, _later(reminder.kind))

    async def _write(self, reminder: Reminder, handle: Handler) -> None:
        """The row goes with the command; one that was done, moved or taken back since it was read stays as it is."""

        def verb(tx: Tx, scope: Scope, key: str) -> None:
            if is_due(tx, scope, reminder.kind, key):
                forget(tx, scope, reminder.kind, key)
                handle(tx, scope, key)

        proof = SystemProof(reminder.organization_id, reminder.branch_id, Role.ADMIN)
        await self.database.write(verb, Caller(proof, Right.KEEP_HOUSE), reminder.key)


def _nothing(tx: Tx, scope: Scope, key: str) -> None:
    """The reminder goes, and that is all."""


def _later(kind: str) -> Handler:
    def postpone(tx: Tx, scope: Scope, key: str) -> None:
        remind(tx, scope, kind, key, tx.now + TRY_AGAIN)

    return postpone
