"""Every bill added up again from its lines and payments."""

from collections.abc import Iterator

from sqlalchemy import bindparam, func, select

from comanda.billing.queries import bills_of, documents
from comanda.billing.rules import amounts_of
from comanda.billing.values import Bill, BillStatus, Document
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions_by_id
from comanda.identity.values import Branch
from comanda.kernel.scope import Role, Scope
from comanda.ops.proof.report import Report
from comanda.orders.queries import orders_of
from comanda.orders.values import Order
from comanda.payments.queries import captured_of
from comanda.payments.tables import payments
from comanda.shifts.tables import cash_entries

_RECEIVED = payments.c.amount + payments.c.rounding + payments.c.tip
_DRAWER = func.coalesce(func.sum(cash_entries.c.amount), 0)
CASH_ELSEWHERE = (
    select(payments.c.id, _RECEIVED.label("received"), _DRAWER.label("drawer"))
    .select_from(
        payments.outerjoin(
            cash_entries,
            (cash_entries.c.branch_id == payments.c.branch_id)
            & (cash_entries.c.shift_id == payments.c.shift_id)
            & (cash_entries.c.payment_id == payments.c.id),
        )
    )
    .where(payments.c.branch_id == bindparam("branch_id"), payments.c.method == "cash")
    .group_by(payments.c.id, payments.c.amount, payments.c.rounding, payments.c.tip)
    .having(_DRAWER != _RECEIVED)
    .order_by(payments.c.id)
)
"""Cash whose amount, rounding and tip are not what went into the drawer."""


def verify_bills(tx: Tx, branch: Branch, report: Report) -> None:
    scope = Scope(Role.ADMIN, "system", branch.organization_id, branch.id)
    numbers: list[int] = []
    for stored in documents(tx, scope):
        visits = sessions_by_id(tx, scope, [one.qr_session_id for one in stored])
        computed = {bill.session.id: bill for bill in bills_of(tx, scope, list(visits.values()))}
        captured = captured_of(tx, scope, list(visits))
        orders = {visit_id: list[Order]() for visit_id in visits}
        for order in orders_of(tx, scope, list(visits)):
            orders[order.qr_session_id].append(order)
        for one in stored:
            report.bills += 1
            paid = captured.get(one.id, [])
            report.payments += len(paid)
            bill, sold = computed.get(one.qr_session_id), orders.get(one.qr_session_id, [])
            for what in _faults_of(one, bill, sold, sum(paid)):
                report.find(_name(branch, one), what)
            if one.number is not None:
                numbers.append(one.number)
    for row in tx.all(CASH_ELSEWHERE, branch_id=branch.id):
        report.find(f"payment {row.id} at {branch.name}", f"took {row.received} in cash, the drawer says {row.drawer}")
    for what in _gaps(sorted(numbers)):
        report.find(f"bills at {branch.name}", what)


def _faults_of(stored: Document, computed: Bill | None, orders: list[Order], paid: int) -> Iterator[str]:
    """`orders` are every one of the visit, those that were never confirmed too."""
    if stored.captured != paid:
        yield f"says {stored.captured} was received, its payments sum to {paid}"
    if computed is None:
        yield "its table session is gone"
        return
    amounts = amounts_of(computed.counted, computed.session.terms)
    if stored.captured + stored.reserved > amounts.total:
        yield f"has taken {stored.captured + stored.reserved} for a total of {amounts.total}"
    for order in orders:
        live = sum(line.line_total for line in order.lines if line.live)
        if order.total != live:
            yield f"order {order.number} says {order.total}, its lines sum to {live}"
    if stored.status is not BillStatus.SETTLED:
        return
    if (stored.subtotal, stored.total) != (amounts.subtotal, amounts.total):
        yield f"says {stored.subtotal} and {stored.total}, its lines come to {amounts.subtotal} and {amounts.total}"
    if stored.taxes != amounts.taxes:
        yield "its taxes are not those of its lines"


def _gaps(numbers: list[int]) -> Iterator[str]:
    """Bill numbers run 1, 2, 3 …"""
    expected = 1
    for number in numbers:
        if number != expected:
            yield f"{expected} is missing before {number}"
        expected = number + 1


def _name(branch: Branch, stored: Document) -> str:
    return f"bill {stored.number or stored.id} at {branch.name}"
