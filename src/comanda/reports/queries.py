"""A branch's day in a few statements over what was settled on it; how the platform is. Nothing here writes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, text

from comanda.billing.queries import bills_of
from comanda.billing.tables import bill_taxes, bills
from comanda.billing.values import Bill
from comanda.engine.statements import among, among_those
from comanda.engine.tables import streams
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions
from comanda.floor.tables import qr_sessions
from comanda.floor.values import SessionStatus
from comanda.identity.queries import branch_of, every_branch, every_organization
from comanda.identity.rules import life
from comanda.identity.tables import sign_ins
from comanda.identity.values import Branch
from comanda.kernel.clock import CLOCKS_DIFFER, business_date, local
from comanda.kernel.cursor import LATEST
from comanda.kernel.money import Minor
from comanda.kernel.scope import Scope
from comanda.orders.tables import order_lines, orders
from comanda.payments.tables import payments
from comanda.pricing.cash import received
from comanda.reports.values import ByHour, ByMethod, ByProduct, ByTax, Day, Platform

AT_ONCE = 200
"""Open tables are read in parts, however many there are."""
TOP = 10

_OF_THE_DAY = (bills.c.branch_id == bindparam("branch_id"), bills.c.business_date == bindparam("day"))
_BILLS_OF_DAY = select(bills.c.id).where(*_OF_THE_DAY)
_VISITS_OF_DAY = select(bills.c.qr_session_id).where(*_OF_THE_DAY)
_PLACED_THAT_DAY = select(orders.c.id).where(
    orders.c.branch_id == bindparam("branch_id"),
    orders.c.business_date == bindparam("day"),
    text("orders.status IN ('CONFIRMED', 'PAID', 'CANCELLED')"),  # what waits is looked into once it was answered
)
_SETTLED_THAT_DAY = select(orders.c.id).where(
    orders.c.branch_id == bindparam("branch_id"), among_those(orders.c.qr_session_id, _VISITS_OF_DAY)
)
BILLS = (
    select(bills.c.total, bills.c.settled_at, qr_sessions.c.guests)
    .select_from(
        bills.join(
            qr_sessions, (qr_sessions.c.branch_id == bills.c.branch_id) & (qr_sessions.c.id == bills.c.qr_session_id)
        )
    )
    .where(*_OF_THE_DAY)
)
_TAKEN_THAT_DAY = (
    payments.c.branch_id == bindparam("branch_id"),
    payments.c.business_date == bindparam("day"),
    payments.c.status == "CAPTURED",
)
METHODS = (
    select(
        payments.c.method,
        func.sum(payments.c.amount).label("amount"),
        func.sum(payments.c.rounding).label("rounding"),
        func.sum(payments.c.tip).label("tips"),
        func.count().label("count"),
    )
    .where(*_TAKEN_THAT_DAY)
    .group_by(payments.c.method)
    .order_by(payments.c.method)
)
_BILL_OF_PAYMENT = (bills.c.branch_id == payments.c.branch_id) & (bills.c.id == payments.c.bill_id)
PAID_AHEAD = (
    select(func.coalesce(func.sum(payments.c.amount), 0).label("amount"))
    .select_from(payments.join(bills, _BILL_OF_PAYMENT))
    .where(*_TAKEN_THAT_DAY, bills.c.business_date.is_distinct_from(bindparam("day")))
)
PAID_EARLIER = select(func.coalesce(func.sum(payments.c.amount), 0).label("amount")).where(
    payments.c.branch_id == bindparam("branch_id"),
    among_those(payments.c.qr_session_id, _VISITS_OF_DAY),
    payments.c.business_date != bindparam("day"),
    payments.c.status == "CAPTURED",
)
TAXES = (
    select(
        bill_taxes.c.tax_name,
        bill_taxes.c.rate,
        func.sum(bill_taxes.c.net).label("net"),
        func.sum(bill_taxes.c.tax).label("tax"),
        func.sum(bill_taxes.c.gross).label("gross"),
    )
    .where(bill_taxes.c.branch_id == bindparam("branch_id"), among_those(bill_taxes.c.bill_id, _BILLS_OF_DAY))
    .group_by(bill_taxes.c.tax_name, bill_taxes.c.rate)
    .order_by(bill_taxes.c.rate, bill_taxes.c.tax_name)
)
PRODUCTS = (
    select(
        order_lines.c.product_id,
        func.max(order_lines.c.name).label("name"),
        func.sum(order_lines.c.quantity).label("quantity"),
        func.sum(order_lines.c.line_total).label("amount"),
    )
    .where(
        order_lines.c.branch_id == bindparam("branch_id"),
        among_those(order_lines.c.order_id, _SETTLED_THAT_DAY),
        order_lines.c.status != "VOIDED",
    )
    .group_by(order_lines.c.product_id)
    .order_by(func.sum(order_lines.c.quantity).desc(), order_lines.c.product_id)
    .limit(bindparam("most"))
)
CANCELLED = select(
    func.coalesce(func.sum(order_lines.c.quantity), 0).label("items"),
    func.coalesce(func.sum(order_lines.c.line_total), 0).label("amount"),
).where(
    order_lines.c.branch_id == bindparam("branch_id"),
    among_those(order_lines.c.order_id, _PLACED_THAT_DAY),
    order_lines.c.status == "VOIDED",
)

OPEN_TABLES = select(func.count().label("count")).where(
    qr_sessions.c.branch_id == bindparam("branch_id"), qr_sessions.c.status == "OPEN"
)
ORDERS_OF_DAY = select(func.count().label("count")).where(
    orders.c.branch_id == bindparam("branch_id"), orders.c.business_date == bindparam("day")
)
SIGNED_IN = select(func.count(sign_ins.c.staff_id.distinct()).label("count")).where(
    sign_ins.c.closed_at.is_(None),
    sign_ins.c.expires_at > bindparam("now"),
    sign_ins.c.expires_at < bindparam("latest"),
)
LAST_EVENT = select(func.max(streams.c.at).label("at")).where(
    among(streams.c.stream_id, "stream_ids"), streams.c.seq > 0, streams.c.at <= bindparam("until")
)
PLATFORM = "platform"


def today(tx: Tx, branch_id: str) -> date:
    """The branch's business day as of now. Raises NoSuchBranch."""
    branch = branch_of(tx, branch_id)
    return business_date(tx.now, branch.timezone, branch.cutoff)


def day_of(tx: Tx, scope: Scope, day: date) -> Day:
    """One branch's day; its open tables are those opened up to it that are open now: today, every one.

    Raises NoSuchBranch.
    """
    branch, found = branch_of(tx, scope.branch_id), {"branch_id": scope.branch_id, "day": day.isoformat()}
    settled = tx.all(BILLS, **found)
    cancelled = tx.one(CANCELLED, **found)
    over = day < business_date(tx.now, branch.timezone, branch.cutoff)
    outstanding = [bill.outstanding for bill in _open_bills(tx, scope, found["day"] if over else None)]
    return Day(
        branch_id=branch.id,
        date=day.isoformat(),
        branch_name=branch.name,
        currency=branch.currency,
        sales=sum(row.total for row in settled),
        bills=len(settled),
        guests=sum(row.guests or 1 for row in settled),
        by_method=[_by_method(row) for row in tx.all(METHODS, **found)],
        paid_earlier=int(tx.one(PAID_EARLIER, **found).amount),
        paid_ahead=int(tx.one(PAID_AHEAD, **found).amount),
        taxes=[
            ByTax(row.tax_name, row.rate, int(row.net), int(row.tax), int(row.gross)) for row in tx.all(TAXES, **found)
        ],
        open_tables=len(outstanding),
        open_outstanding=sum(outstanding),
        cancelled_items=int(cancelled.items),
        cancelled_amount=int(cancelled.amount),
        top_products=[
            ByProduct(row.product_id, row.name, int(row.quantity), int(row.amount))
            for row in tx.all(PRODUCTS, most=TOP, **found)
        ],
        by_hour=_by_hour(branch, [(row.settled_at, row.total) for row in settled]),
    )


def _open_bills(tx: Tx, scope: Scope, until: str | None) -> Iterator[Bill]:
    """Of the visits that are open now, those opened up to that day; without one all, whatever their clock said."""
    before = LATEST
    while listed := sessions(tx, scope, SessionStatus.OPEN, before, AT_ONCE):
        yield from bills_of(tx, scope, [one for one in listed if until is None or one.business_date <= until])
        before = (listed[-1].opened_at, listed[-1].id)


def _by_method(row: Any) -> ByMethod:
    amount, rounding, tips = Minor(int(row.amount)), Minor(int(row.rounding)), Minor(int(row.tips))
    return ByMethod(row.method, amount, rounding, tips, received(amount, rounding, tips), row.count)


def _by_hour(branch: Branch, settled: list[tuple[int, int]]) -> list[ByHour]:
    """Local hours by their place in the day, those without a bill left out.

    The hour in which the day is cut stands at its beginning, at its end, or at both.
    """
    amounts: dict[tuple[date, int], tuple[int, int]] = {}
    for settled_at, total in settled:
        moment = local(settled_at, branch.timezone)
        place = (moment.date(), moment.hour)
        amount, count = amounts.get(place, (0, 0))
        amounts[place] = (amount + total, count + 1)
    return [ByHour(hour, *amounts[day, hour]) for day, hour in sorted(amounts)]


def platform_now(tx: Tx) -> Platform:
    """Counts over every tenant, branch by branch: a branch knows itself which day it is."""
    houses, branches = every_organization(tx), every_branch(tx)
    streams_of_all = [PLATFORM, *(one.id for one in [*houses, *branches])]
    days = {one.id: business_date(tx.now, one.timezone, one.cutoff).isoformat() for one in branches}
    return Platform(
        organizations=len(houses),
        branches=len(branches),
        open_tables=sum(tx.one(OPEN_TABLES, branch_id=one.id).count for one in branches),
        orders_today=sum(tx.one(ORDERS_OF_DAY, branch_id=one.id, day=days[one.id]).count for one in branches),
        signed_in=tx.one(SIGNED_IN, **life(tx.now)).count,
        last_event_at=tx.one(LAST_EVENT, stream_ids=streams_of_all, until=tx.now + CLOCKS_DIFFER).at,
    )
