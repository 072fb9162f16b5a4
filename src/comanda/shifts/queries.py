"""Reads of shifts."""

from sqlalchemy import bindparam, select, text

from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope
from comanda.shifts.tables import shifts

OPEN_PURSE = select(shifts.c.id).where(
    shifts.c.branch_id == bindparam("branch_id"),
    shifts.c.staff_id == bindparam("staff_id"),
    text("shifts.status <> 'CLOSED' AND shifts.kind = 'purse'"),  # as the index says it, or it is not used
)


def open_purse(tx: Tx, scope: Scope) -> str | None:
    """The id of the open shift whose cash this person answers for alone."""
    row = tx.one(OPEN_PURSE, branch_id=scope.branch_id, staff_id=scope.actor_id)
    return None if row is None else row.id
