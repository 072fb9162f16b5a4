"""Reads of payments."""

from sqlalchemy import bindparam, select

from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope
from comanda.payments.tables import payments
from comanda.payments.values import Method, Payment, PaymentStatus

OF_SESSION = (
    select(
        payments.c.id, payments.c.qr_session_id, payments.c.method, payments.c.status, payments.c.amount,
        payments.c.tendered, payments.c.change, payments.c.rounding, payments.c.tip, payments.c.shift_id,
        payments.c.at,
    )
    .where(payments.c.branch_id == bindparam("branch_id"), payments.c.qr_session_id == bindparam("session_id"))
    .order_by(payments.c.at, payments.c.id)
)  # fmt: skip


def payments_of(tx: Tx, scope: Scope, session_id: str) -> list[Payment]:
    """In the order they were taken."""
    return [
        Payment(row.id, row.qr_session_id, Method(row.method), PaymentStatus(row.status), *row[4:])
        for row in tx.all(OF_SESSION, branch_id=scope.branch_id, session_id=session_id)
    ]
