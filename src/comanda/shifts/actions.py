"""The writer of shifts."""

from sqlalchemy import insert

from comanda.engine.tx import Tx
from comanda.identity.queries import branch_of
from comanda.kernel.clock import business_date
from comanda.kernel.money import Minor
from comanda.kernel.scope import Scope
from comanda.shifts.events import CashRecorded, ShiftOpened
from comanda.shifts.queries import open_purse
from comanda.shifts.tables import cash_entries, shifts
from comanda.shifts.values import CashReason, ShiftKind, ShiftStatus

ADD_SHIFT, ADD_ENTRY = insert(shifts), insert(cash_entries)


def record_sale(tx: Tx, scope: Scope, payment_id: str, received: Minor) -> str:
    """Cash of a sale goes to the person's open shift, or opens one with no starting cash. Returns the shift's id."""
    shift_id = open_purse(tx, scope) or _open_implicitly(tx, scope)
    entry_id = tx.new_id()
    tx.run(
        ADD_ENTRY, branch_id=scope.branch_id, id=entry_id, shift_id=shift_id, reason=CashReason.SALE, amount=received,
        payment_id=payment_id, by_staff_id=scope.actor_id, at=tx.now,
    )  # fmt: skip
    tx.record(
        CashRecorded(id=entry_id, shift_id=shift_id, amount=received, reason=CashReason.SALE, payment_id=payment_id)
    )
    return shift_id


def _open_implicitly(tx: Tx, scope: Scope) -> str:
    branch = branch_of(tx, scope.branch_id)
    shift_id = tx.new_id()
    day = business_date(tx.now, branch.timezone, branch.cutoff).isoformat()
    tx.run(
        ADD_SHIFT, branch_id=scope.branch_id, id=shift_id, staff_id=scope.actor_id, kind=ShiftKind.PURSE,
        status=ShiftStatus.OPEN, starting_cash=0, implicit=1, business_date=day, opened_at=tx.now, closed_at=None,
    )  # fmt: skip
    tx.record(
        ShiftOpened(
            id=shift_id, staff_id=scope.actor_id, shift_kind=ShiftKind.PURSE, starting_cash=0, implicit=True,
            business_date=day,
        )
    )  # fmt: skip
    return shift_id
