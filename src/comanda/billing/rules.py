"""What is owed, and when a visit may end, from values alone."""

from collections.abc import Iterable, Sequence

from comanda.billing.errors import AlreadyPaid, OrdersPending, PaymentInProgress, UnpaidBill, WaitingOrder
from comanda.billing.values import Bill
from comanda.identity.values import Branch
from comanda.orders.values import Order
from comanda.pricing.bill import BillLine, BillTotals, total_bill

MOST_LISTED = 20
"""Of orders that wait, so many are named one by one; their number and sum are always exact."""


def totals_of(orders: Iterable[Order], branch: Branch) -> BillTotals:
    """The live lines of confirmed orders, taxed as the branch taxes."""
    lines = [
        BillLine(line.line_total, line.tax_id, line.tax_rate)
        for order in orders
        if order.status in ("CONFIRMED", "PAID")
        for line in order.lines
        if line.live
    ]
    return total_bill(lines, branch.tax_included, branch.tax_rounding)


def refuse_to_close(bill: Bill, waiting: Sequence[tuple[str, int]]) -> None:
    """Raises OrdersPending, PaymentInProgress or UnpaidBill: money due is never closed away.

    `waiting` are ids and numbers of the first orders that wait.
    """
    if bill.waiting.count:
        raise OrdersPending(orders=[WaitingOrder(*one) for one in waiting], count=bill.waiting.count)
    if bill.reserved:
        raise PaymentInProgress(reserved=bill.reserved)
    if bill.outstanding:
        raise UnpaidBill(outstanding=bill.outstanding, currency=bill.branch.currency)


def refuse_below_paid(bill: Bill) -> None:
    """Raises AlreadyPaid when less would be owed than was received or is being paid."""
    if bill.captured + bill.reserved > bill.totals.total:
        raise AlreadyPaid(captured=bill.captured, currency=bill.branch.currency)
