"""Reads of payments."""

from sqlalchemy import bindparam, select

from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.kernel.money import Minor
from comanda.kernel.scope import Scope
from comanda.payments.tables import payments
from comanda.payments.values import Method, Payment, PaymentStatus

OF_SESSION = (
    select(
        payments.c.id, payments.c.qr_session_id, payments.c.method, payments.c.status, payments.c.amount,
        payments.c.tendered, payments.c.change, payments.c.rounding, payments.c.tip, payments.c.shift_id,
        payments.c.taken_by, payments.c.at,
    )
    .where(payments.c.branch_id == bindparam("branch_id"), payments.c.qr_session_id == bindparam("session_id"))
    .order_by(payments.c.at, payments.c.id)
)  # fmt: skip

OF_SESSIONS = (
    select(payments.c.id, payments.c.bill_id, payments.c.amount, payments.c.status)
    .where(payments.c.branch_id == bindparam("branch_id"), among(payments.c.qr_session_id, "session_ids"))
    .order_by(payments.c.at, payments.c.id)
)


def payments_of(tx: Tx, scope: Scope, session_id: str) -> list[Payment]:
    """In the order they were taken."""
    return [
        Payment(
            row.id, row.qr_session_id, Method(row.method), PaymentStatus(row.status), row.amount, row.tendered,
            row.change, row.rounding, row.tip, row.shift_id, row.taken_by.partition(":")[2], row.at,
        )
        for row in tx.all(OF_SESSION, branch_id=scope.branch_id, session_id=session_id)
    ]  # fmt: skip


def captured_of(tx: Tx, scope: Scope, session_ids: list[str]) -> dict[str, list[Minor]]:
    """What was captured for these visits, payment by payment, by bill."""
    found: dict[str, list[Minor]] = {}
    for row in tx.all(OF_SESSIONS, branch_id=scope.branch_id, session_ids=session_ids):
        if row.status == PaymentStatus.CAPTURED:
            found.setdefault(row.bill_id, []).append(row.amount)
    return found
