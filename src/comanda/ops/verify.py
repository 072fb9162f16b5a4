"""Proving the log and the money: every chain recomputed, every bill added up again and held against its logged fact."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from comanda.billing.queries import bills_of, documents
from comanda.billing.values import Bill, BillStatus, Document
from comanda.engine.database import Database
from comanda.engine.log import facts_of, stream_heads, verify_stream
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions_by_id
from comanda.identity.errors import NoSuchBranch
from comanda.identity.queries import branch_of
from comanda.identity.values import Branch
from comanda.kernel.scope import Role, Scope
from comanda.orders.queries import orders_of
from comanda.orders.values import Order
from comanda.payments.queries import captured_of


class Finding(Struct, frozen=True):
    """One thing that is not as it must be."""

    where: str
    what: str


class Report(Struct):
    """How much was looked at, and what was found."""

    streams: int = 0
    events: int = 0
    branches: int = 0
    bills: int = 0
    payments: int = 0
    findings: list[Finding] = []


def verify(database: Database) -> Report:
    """Everything on one snapshot; writes nothing and may run beside a server."""
    return database.look_now(_verify)


def _verify(tx: Tx) -> Report:
    report = Report()
    for head in stream_heads(tx):
        report.streams += 1
        report.events += head.seq
        for fault in verify_stream(tx, head.stream_id, head.seq, bytes(head.hash)):
            report.findings.append(Finding(f"event {fault.seq} of {fault.stream_id}", fault.what))
        try:
            branch = branch_of(tx, head.stream_id)
        except NoSuchBranch:
            continue
        report.branches += 1
        _verify_bills(tx, branch, report)
    return report


def _verify_bills(tx: Tx, branch: Branch, report: Report) -> None:
    scope = Scope(Role.ADMIN, "system", branch.organization_id, branch.id)
    told = {row.entity_id: row for row in facts_of(tx, branch.id, "bill.settled")}
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
            bill, fact = computed[one.qr_session_id], told.pop(one.id, None)
            for what in _faults_of(one, bill, orders[one.qr_session_id], sum(paid), fact):
                report.findings.append(Finding(_name(branch, one), what))
            if one.number is not None:
                numbers.append(one.number)
    report.findings += [Finding(f"bill {key} at {branch.name}", "was settled and is gone") for key in told]
    report.findings += _gaps(branch, sorted(numbers))


def _faults_of(stored: Document, computed: Bill, orders: list[Order], paid: int, told: Any) -> Iterator[str]:
    """`orders` are every one of the visit, those that were never confirmed too."""
    totals = computed.totals
    if stored.captured != paid:
        yield f"says {stored.captured} was received, its payments sum to {paid}"
    if stored.captured + stored.reserved > totals.total:
        yield f"has taken {stored.captured + stored.reserved} for a total of {totals.total}"
    for order in orders:
        live = sum(line.line_total for line in order.lines if line.live)
        if order.total != live:
            yield f"order {order.number} says {order.total}, its lines sum to {live}"
    if stored.status is not BillStatus.SETTLED:
        return
    if (stored.subtotal, stored.total) != (totals.subtotal, totals.total):
        yield f"says {stored.subtotal} and {stored.total}, its lines come to {totals.subtotal} and {totals.total}"
    if stored.taxes != totals.taxes:
        yield "its taxes are not those of its lines"
    if told is None:
        yield "was never settled in the log"
    elif told.body is not None:
        yield from _differences(stored, told)


def _differences(stored: Document, told: Any) -> Iterator[str]:
    """Between the row and what the log, which cannot be rewritten, says of it."""
    fact = msgspec.json.decode(told.body)
    for name in ("number", "subtotal", "total", "captured"):
        if fact[name] != getattr(stored, name):
            yield f"{name} is {getattr(stored, name)}, the log says {fact[name]}"
    if stored.head != bytes(told.prev_hash):
        yield "its head is not the one of the log"


def _gaps(branch: Branch, numbers: list[int]) -> Iterator[Finding]:
    """Bill numbers run 1, 2, 3 …"""
    expected = 1
    for number in numbers:
        if number != expected:
            yield Finding(f"bills at {branch.name}", f"{expected} is missing before {number}")
        expected = number + 1


def _name(branch: Branch, stored: Document) -> str:
    return f"bill {stored.number or stored.id} at {branch.name}"
