"""The writer of bills: receiving money against one, settling it, ending the visit, and taking lines off it."""

from sqlalchemy import bindparam, insert, update

from comanda.billing.errors import BillSettled
from comanda.billing.events import BillChanged, BillSettledEvent, TaxFact
from comanda.billing.queries import bill_of
from comanda.billing.rules import MOST_LISTED, refuse_below_paid, refuse_to_close
from comanda.billing.tables import bill_taxes, bills
from comanda.billing.values import Bill, BillStatus
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import end_visit
from comanda.floor.values import ClosedBecause, SessionStatus
from comanda.kernel.clock import business_date
from comanda.kernel.money import Minor, rate_to_text
from comanda.kernel.scope import Scope
from comanda.orders.actions import move
from comanda.orders.queries import waiting_numbers
from comanda.orders.values import Order
from comanda.pricing.bill import TaxRow

ADD_BILL, ADD_TAX = insert(bills), insert(bill_taxes)
_THIS = (bills.c.branch_id == bindparam("branch"), bills.c.qr_session_id == bindparam("session"))
RECEIVE = (
    update(bills)
    .where(*_THIS, bills.c.status == "OPEN")
    .values(captured=bills.c.captured + bindparam("amount"), version=bills.c.version + 1)
)
SETTLE = (
    update(bills)
    .where(*_THIS, bills.c.status == "OPEN")
    .values(
        status="SETTLED",
        subtotal=bindparam("new_subtotal"),
        total=bindparam("new_total"),
        number=bindparam("new_number"),
        business_date=bindparam("day"),
        head=bindparam("new_head"),
        settled_at=bindparam("at"),
        settled_by=bindparam("by"),
        version=bills.c.version + 1,
    )
)


def receive(tx: Tx, scope: Scope, bill: Bill, amount: Minor) -> Bill:
    """Money has arrived: the bill is opened as a document if it was not, and counts it. Raises BillSettled."""
    if bill.settled:
        raise BillSettled()
    _begin(tx, scope, bill)
    tx.run(RECEIVE, branch=scope.branch_id, session=bill.session.id, amount=amount)
    after = bill_of(tx, scope, bill.session.id)
    assert after.ledger is not None
    tx.record(
        BillChanged(id=after.ledger.id, qr_session_id=bill.session.id, captured=after.captured, reserved=after.reserved)
    )
    return after


def close_visit(tx: Tx, scope: Scope, session_id: str) -> Bill:
    """The table is done: a visit with lines is settled, one without is simply over.

    Raises NoSuchSession, OrdersPending, PaymentInProgress, UnpaidBill. Closed already: the visit as it is.
    """
    bill = bill_of(tx, scope, session_id)
    if bill.session.status is SessionStatus.CLOSED:
        return bill
    refuse_to_close(bill, waiting_numbers(tx, scope, session_id, MOST_LISTED) if bill.waiting.count else ())
    if bill.counted:
        return settle(tx, scope, bill)
    end_visit(tx, scope, bill.session, ClosedBecause.EMPTY)
    return bill_of(tx, scope, session_id)


def settle(tx: Tx, scope: Scope, bill: Bill) -> Bill:
    """The act: number drawn, document written, orders PAID, visit CLOSED, all or nothing, also for a total of 0."""
    bill_id = _begin(tx, scope, bill)
    branch, amounts = bill.branch, bill.amounts
    day = business_date(tx.now, branch.timezone, branch.cutoff).isoformat()
    number, head = tx.next_number("bill"), tx.head_hash
    tx.run(
        SETTLE, branch=scope.branch_id, session=bill.session.id, new_subtotal=amounts.subtotal,
        new_total=amounts.total, new_number=number, day=day, new_head=head, at=tx.now, by=scope.actor,
    )  # fmt: skip
    tx.many(
        ADD_TAX,
        [
            {
                "branch_id": scope.branch_id, "bill_id": bill_id, "position": position, "tax_id": tax.row.tax_rate_id,
                "tax_name": tax.name, "rate": tax.row.rate, "net": tax.row.net, "tax": tax.row.tax,
                "gross": tax.row.gross,
            }
            for position, tax in enumerate(amounts.taxes)
        ],
    )  # fmt: skip
    tx.record(
        BillSettledEvent(
            id=bill_id, qr_session_id=bill.session.id, number=number, currency=bill.currency,
            subtotal=amounts.subtotal, total=amounts.total, captured=bill.captured, business_date=day, head=head.hex(),
            taxes=[_fact(tax.row) for tax in amounts.taxes],
        )
    )  # fmt: skip
    move.pay_orders(tx, scope, bill.counted)
    end_visit(tx, scope, bill.session, ClosedBecause.SETTLED)
    return bill_of(tx, scope, bill.session.id)


def void_line(tx: Tx, scope: Scope, command: move.Cancel) -> Order:
    """A line comes off the bill. Raises AlreadyPaid when that would leave less than was received."""
    order = move.void_line(tx, scope, command)
    if order.confirmed_at is not None:
        refuse_below_paid(bill_of(tx, scope, order.qr_session_id))
    return order


def cancel_order(tx: Tx, scope: Scope, command: move.Cancel) -> Order:
    """A whole round comes off the bill. Raises AlreadyPaid when that would leave less than was received.

    One that waited for staff never was on the bill, which is not read for it.
    """
    order = move.cancel_order(tx, scope, command)
    if order.confirmed_at is not None:
        refuse_below_paid(bill_of(tx, scope, order.qr_session_id))
    return order


def _fact(row: TaxRow) -> TaxFact:
    return TaxFact(row.tax_rate_id, rate_to_text(row.rate), row.net, row.tax, row.gross)


def _begin(tx: Tx, scope: Scope, bill: Bill) -> str:
    """The bill's id; its row is made with the first money or the settlement, so an empty visit leaves none."""
    if bill.ledger is not None:
        return bill.ledger.id
    bill_id = tx.new_id()
    tx.run(
        ADD_BILL, branch_id=scope.branch_id, id=bill_id, qr_session_id=bill.session.id, status=BillStatus.OPEN,
        captured=0, reserved=0, currency=bill.currency, subtotal=None, total=None, number=None,
        business_date=None, head=None, settled_at=None, settled_by=None, version=1,
    )  # fmt: skip
    return bill_id
