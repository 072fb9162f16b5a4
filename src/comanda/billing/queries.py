"""Reads of bills: one visit's, and the list of visits with what they owe."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from comanda.billing.rules import amounts_of
from comanda.billing.tables import bill_taxes, bills
from comanda.billing.values import Amounts, Bill, BillStatus, Document, Ledger, NamedTax
from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.floor.queries import session_of
from comanda.floor.values import Session
from comanda.identity.queries import branch_of
from comanda.kernel.scope import Scope
from comanda.orders.queries import orders_on_bills, sums_of
from comanda.orders.values import Order
from comanda.pricing.bill import TaxRow

LEDGERS = select(
    bills.c.id, bills.c.status, bills.c.captured, bills.c.reserved, bills.c.number, bills.c.settled_at,
    bills.c.version, bills.c.qr_session_id, bills.c.subtotal, bills.c.total,
).where(bills.c.branch_id == bindparam("branch_id"), among(bills.c.qr_session_id, "session_ids"))  # fmt: skip

DOCUMENTS = (
    select(
        bills.c.id, bills.c.qr_session_id, bills.c.status, bills.c.captured, bills.c.reserved, bills.c.subtotal,
        bills.c.total, bills.c.number, bills.c.head,
    )
    .where(bills.c.branch_id == bindparam("branch_id"), bills.c.id > bindparam("after"))
    .order_by(bills.c.id)
    .limit(200)
)  # fmt: skip
TAXES = (
    select(
        bill_taxes.c.bill_id,
        bill_taxes.c.tax_name,
        bill_taxes.c.tax_id,
        bill_taxes.c.rate,
        bill_taxes.c.net,
        bill_taxes.c.tax,
        bill_taxes.c.gross,
    )
    .where(bill_taxes.c.branch_id == bindparam("branch_id"), among(bill_taxes.c.bill_id, "bill_ids"))
    .order_by(bill_taxes.c.bill_id, bill_taxes.c.position)
)


def bill_of(tx: Tx, scope: Scope, session_id: str) -> Bill:
    """Raises NoSuchSession."""
    return bills_of(tx, scope, [session_of(tx, scope, session_id)])[0]


def bills_of(tx: Tx, scope: Scope, sessions: Sequence[Session]) -> list[Bill]:
    """The bills of these visits, in their order, whatever their number in the same few statements."""
    if not sessions:
        return []
    branch = branch_of(tx, scope.branch_id)
    session_ids = [session.id for session in sessions]
    rows = {row.qr_session_id: row for row in tx.all(LEDGERS, branch_id=scope.branch_id, session_ids=session_ids)}
    written = _written(tx, scope, list(rows.values()))
    counted: dict[str, list[Order]] = {session_id: [] for session_id in session_ids}
    for order in orders_on_bills(tx, scope, session_ids):
        counted[order.qr_session_id].append(order)
    sums = sums_of(tx, scope, session_ids)
    return [
        Bill(
            session, branch, _ledger(rows[session.id]) if session.id in rows else None, counted[session.id],
            sums[session.id], written.get(session.id) or amounts_of(counted[session.id], session.terms),
        )
        for session in sessions
    ]  # fmt: skip


def _written(tx: Tx, scope: Scope, rows: list[Any]) -> dict[str, Amounts]:
    """What settled bills came to, as it was written down, by table session."""
    settled = [row for row in rows if row.status == BillStatus.SETTLED]
    taxes = _taxes_of(tx, scope, [row.id for row in settled]) if settled else {}
    return {row.qr_session_id: Amounts(row.subtotal, tuple(taxes.get(row.id, ())), row.total) for row in settled}


def _taxes_of(tx: Tx, scope: Scope, bill_ids: list[str]) -> dict[str, list[NamedTax]]:
    taxes: dict[str, list[NamedTax]] = {}
    for row in tx.all(TAXES, branch_id=scope.branch_id, bill_ids=bill_ids):
        taxes.setdefault(row.bill_id, []).append(NamedTax(row.tax_name, TaxRow(*row[2:])))
    return taxes


def _ledger(row: Any) -> Ledger:
    return Ledger(row.id, BillStatus(row.status), row.captured, row.reserved, row.number, row.settled_at, row.version)


def documents(tx: Tx, scope: Scope) -> Iterator[list[Document]]:
    """Every bill of the branch as it is stored, a few hundred at a time; for proving that they are right."""
    after = ""
    while rows := tx.all(DOCUMENTS, branch_id=scope.branch_id, after=after):
        after = rows[-1].id
        taxes = _taxes_of(tx, scope, [row.id for row in rows])
        yield [
            Document(
                row.id, row.qr_session_id, BillStatus(row.status), row.captured, row.reserved, row.subtotal, row.total,
                row.number, None if row.head is None else bytes(row.head), tuple(taxes.get(row.id, ())),
            )
            for row in rows
        ]  # fmt: skip
