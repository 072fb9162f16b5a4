"""The writer of payments."""

from msgspec import Struct
from sqlalchemy import insert

from comanda.billing.actions import receive, settle
from comanda.billing.queries import bill_of
from comanda.billing.values import Bill
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import touch
from comanda.floor.errors import SessionClosed
from comanda.floor.values import SessionStatus
from comanda.kernel.clock import business_date
from comanda.kernel.scope import Scope
from comanda.payments.events import PaymentCaptured
from comanda.payments.rules import Offered, sums_of
from comanda.payments.tables import payments
from comanda.payments.values import Method, Payment, PaymentStatus, Taken
from comanda.shifts.actions import record_sale

ADD_PAYMENT = insert(payments)


class Pay(Struct, frozen=True):
    """`close` False keeps the table open although everything is paid."""

    session_id: str
    offered: Offered
    close: bool


def take_payment(tx: Tx, scope: Scope, command: Pay) -> Taken:
    """Staff take cash, or record what a card terminal took; the last payment settles and closes.

    Raises NoSuchSession, SessionClosed, NothingToPay, Overpayment, TenderedTooSmall, TenderedForCashOnly.
    """
    bill = bill_of(tx, scope, command.session_id)
    if bill.session.status is SessionStatus.CLOSED:
        raise SessionClosed(closed_because=bill.session.closed_because)
    offered, currency = command.offered, bill.currency
    sums = sums_of(offered, bill.outstanding, bill.session.terms.cash_step, currency)

    payment_id = tx.new_id()
    cash = offered.method is Method.CASH
    shift_id = record_sale(tx, scope, payment_id, sums.received) if cash else None
    bill = receive(tx, scope, bill, sums.amount)
    payment = Payment(
        payment_id, bill.session.id, offered.method, PaymentStatus.CAPTURED, sums.amount, offered.tendered, sums.change,
        sums.rounding, offered.tip, shift_id, scope.actor_id, tx.now,
    )  # fmt: skip
    _write(tx, scope, bill, payment)
    touch(tx, scope, command.session_id)
    because = _stays_open_because(bill, close=command.close)
    if because is None:
        bill = settle(tx, scope, bill)
    number = bill.ledger.number if bill.ledger is not None else None
    return Taken(payment, currency, because is None, because, number)


def _write(tx: Tx, scope: Scope, bill: Bill, payment: Payment) -> None:
    assert bill.ledger is not None
    day = business_date(tx.now, bill.branch.timezone, bill.branch.cutoff).isoformat()
    tx.run(
        ADD_PAYMENT, branch_id=scope.branch_id, id=payment.id, qr_session_id=bill.session.id, bill_id=bill.ledger.id,
        method=payment.method, status=payment.status, amount=payment.amount, currency=bill.currency,
        tendered=payment.tendered, change=payment.change, rounding=payment.rounding, tip=payment.tip,
        shift_id=payment.shift_id, taken_by=scope.actor, business_date=day, at=tx.now,
    )  # fmt: skip
    tx.record(
        PaymentCaptured(
            id=payment.id, qr_session_id=bill.session.id, bill_id=bill.ledger.id, method=payment.method,
            amount=payment.amount, rounding=payment.rounding, tip=payment.tip, currency=bill.currency,
            business_date=day,
        )
    )  # fmt: skip


def _stays_open_because(bill: Bill, *, close: bool) -> str | None:
    if bill.outstanding or bill.reserved:
        return "still-to-pay"
    if bill.waiting.count:
        return "orders-pending"
    return None if close else "not-asked"
