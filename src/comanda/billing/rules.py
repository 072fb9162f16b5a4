"""What is owed, and when a visit may end, from values alone."""

from collections.abc import Iterable, Sequence

from comanda.billing.errors import AlreadyPaid, OrdersPending, PaymentInProgress, UnpaidBill, WaitingOrder
from comanda.billing.values import Amounts, Bill, NamedTax
from comanda.orders.values import Order
from comanda.pricing.bill import BillLine, total_bill
from comanda.pricing.terms import Terms

MOST_LISTED = 20
"""Of orders that wait, so many are named one by one; their number and sum are always exact."""


def amounts_of(orders: Iterable[Order], terms: Terms) -> Amounts:
    """The live lines of confirmed orders, taxed on the terms they were sold under."""
    lines = [line for order in orders if order.status in ("CONFIRMED", "PAID") for line in order.lines if line.live]
    sold = [BillLine(line.line_total, line.tax_id, line.tax_rate) for line in lines]
    totals = total_bill(sold, terms.tax_included, terms.tax_rounding)
    names = {(line.tax_id, line.tax_rate): line.tax_name for line in lines}
    taxes = [NamedTax(names[row.tax_rate_id, row.rate], row) for row in totals.taxes]
    return Amounts(totals.subtotal, tuple(taxes), totals.total)


def refuse_to_close(bill: Bill, waiting: Sequence[tuple[str, int]]) -> None:
    """Raises OrdersPending, PaymentInProgress or UnpaidBill: money due is never closed away.

    `waiting` are ids and numbers of the first orders that wait.
    """
    if bill.waiting.count:
        raise OrdersPending(orders=[WaitingOrder(*one) for one in waiting], count=bill.waiting.count)
    if bill.reserved:
        raise PaymentInProgress(reserved=bill.reserved)
    if bill.outstanding:
        raise UnpaidBill(outstanding=bill.outstanding, currency=bill.currency)


def refuse_below_paid(bill: Bill) -> None:
    """Raises AlreadyPaid when less would be owed than was received or is being paid."""
    excess = bill.captured + bill.reserved - bill.amounts.total
    if excess > 0:
        raise AlreadyPaid(captured=bill.captured, excess=excess, currency=bill.currency)
