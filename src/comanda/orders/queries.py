"""Reads of orders: one, a table's, those to do, the history."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import bindparam, case, select, text

from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions_by_id
from comanda.floor.values import Service, Session
from comanda.kernel.scope import Scope
from comanda.orders.errors import NoSuchLine, NoSuchOrder
from comanda.orders.tables import order_line_options, order_lines, orders
from comanda.orders.values import LineOption, LineStatus, Order, OrderLine, OrderStatus, Source

_BRANCH = orders.c.branch_id == bindparam("branch_id")
ORDER = select(orders).where(_BRANCH, orders.c.id == bindparam("order_id"))
ORDERS_OF_SESSIONS = select(orders).where(_BRANCH, among(orders.c.qr_session_id, "session_ids"))
_WAITING_FIRST = case((orders.c.status == "OPEN", 0), else_=1)
ORDERS_TO_DO = (
    select(orders)
    .where(_BRANCH, text("orders.status IN ('OPEN', 'CONFIRMED')"))
    .order_by(_WAITING_FIRST, orders.c.created_at, orders.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
ORDERS_OF_STATUS = (
    select(orders)
    .where(
        _BRANCH,
        orders.c.status == bindparam("status"),
        orders.c.created_at >= bindparam("since"),
        orders.c.created_at <= bindparam("before"),
        (orders.c.created_at < bindparam("before")) | (orders.c.id < bindparam("before_id")),
    )
    .order_by(orders.c.created_at.desc(), orders.c.id.desc())
    .limit(bindparam("most"))
)
LINES = (
    select(order_lines)
    .where(order_lines.c.branch_id == bindparam("branch_id"), among(order_lines.c.order_id, "order_ids"))
    .order_by(order_lines.c.order_id, order_lines.c.position)
)
LINE_OPTIONS = (
    select(order_line_options)
    .where(order_line_options.c.branch_id == bindparam("branch_id"), among(order_line_options.c.order_id, "order_ids"))
    .order_by(order_line_options.c.order_id, order_line_options.c.line, order_line_options.c.position)
)
ORDER_OF_LINE = select(order_lines.c.order_id).where(
    order_lines.c.branch_id == bindparam("branch_id"), order_lines.c.id == bindparam("line_id")
)
ORDERS_IN_KITCHEN = select(order_lines.c.order_id).where(
    order_lines.c.branch_id == bindparam("branch_id"),
    text("order_lines.status IN ('FIRED', 'PREPARING', 'READY')"),
    order_lines.c.status_at > bindparam("since"),
)
ORDERS_TO_ACKNOWLEDGE = select(order_lines.c.order_id).where(
    order_lines.c.branch_id == bindparam("branch_id"),
    text("order_lines.status = 'VOIDED'"),
    order_lines.c.acknowledged_at.is_(None),
    order_lines.c.status_at > bindparam("since"),
)
ORDERS_BY_ID = (
    select(orders).where(_BRANCH, among(orders.c.id, "order_ids")).order_by(orders.c.confirmed_at, orders.c.id)
)
_list = msgspec.json.Decoder(list[str]).decode


def order_of(tx: Tx, scope: Scope, order_id: str) -> Order:
    """Raises NoSuchOrder."""
    row = tx.one(ORDER, branch_id=scope.branch_id, order_id=order_id)
    if row is None:
        raise NoSuchOrder()
    return _whole(tx, scope, [row])[0]


def order_with_line(tx: Tx, scope: Scope, line_id: str) -> tuple[Order, OrderLine]:
    """Raises NoSuchLine."""
    row = tx.one(ORDER_OF_LINE, branch_id=scope.branch_id, line_id=line_id)
    if row is None:
        raise NoSuchLine()
    order = order_of(tx, scope, row.order_id)
    return order, next(line for line in order.lines if line.id == line_id)


def orders_of(tx: Tx, scope: Scope, session_ids: Sequence[str]) -> list[Order]:
    """Every order of these visits, oldest first."""
    rows = tx.all(ORDERS_OF_SESSIONS, branch_id=scope.branch_id, session_ids=list(session_ids)) if session_ids else []
    return _whole(tx, scope, sorted(rows, key=lambda row: (row.created_at, row.id)))


def orders_in_kitchen(tx: Tx, scope: Scope, since: int) -> list[Order]:
    """Those with a line that is being made or waits to be carried out, and has moved since then, as they were sent."""
    rows = tx.all(ORDERS_IN_KITCHEN, branch_id=scope.branch_id, since=since)
    return _by_id(tx, scope, {row.order_id for row in rows})


def orders_to_acknowledge(tx: Tx, scope: Scope, since: int) -> list[Order]:
    """Those with a line that was cancelled since then and that nobody has acknowledged."""
    rows = tx.all(ORDERS_TO_ACKNOWLEDGE, branch_id=scope.branch_id, since=since)
    return _by_id(tx, scope, {row.order_id for row in rows})


def _by_id(tx: Tx, scope: Scope, order_ids: set[str]) -> list[Order]:
    return _whole(tx, scope, tx.all(ORDERS_BY_ID, branch_id=scope.branch_id, order_ids=sorted(order_ids)))


def orders_to_do(tx: Tx, scope: Scope, most: int, skip: int) -> list[Order]:
    """Those waiting for staff first, then those being made; each oldest first."""
    return _whole(tx, scope, tx.all(ORDERS_TO_DO, branch_id=scope.branch_id, most=most, skip=skip))


def orders_of_status(
    tx: Tx, scope: Scope, statuses: Iterable[OrderStatus], since: int, before: tuple[int, str], most: int
) -> list[Order]:
    """Newest first, from before `(created_at, id)`.

    Each status is read by itself: an index holds the orders of one by age, but those of several only by status first.
    """
    page = {"since": since, "before": before[0], "before_id": before[1], "most": most}
    rows = [
        row
        for status in set(statuses)
        for row in tx.all(ORDERS_OF_STATUS, branch_id=scope.branch_id, status=status.value, **page)
    ]
    return _whole(tx, scope, sorted(rows, key=lambda row: (row.created_at, row.id), reverse=True)[:most])


def _whole(tx: Tx, scope: Scope, rows: Sequence[Any]) -> list[Order]:
    """Rows with their visit, lines and answers, in four statements however many there are."""
    if not rows:
        return []
    order_ids = [row.id for row in rows]
    options: dict[tuple[str, int], list[LineOption]] = {}
    for row in tx.all(LINE_OPTIONS, branch_id=scope.branch_id, order_ids=order_ids):
        options.setdefault((row.order_id, row.line), []).append(
            LineOption(row.option_id, row.group_name, row.name, row.price_delta, row.quantity, row.kind)
        )
    lines: dict[str, list[OrderLine]] = {}
    for row in tx.all(LINES, branch_id=scope.branch_id, order_ids=order_ids):
        lines.setdefault(row.order_id, []).append(_line(row, options.get((row.order_id, row.position), [])))
    visits = sessions_by_id(tx, scope, list({row.qr_session_id for row in rows}))
    return [_order(row, visits[row.qr_session_id], lines.get(row.id, [])) for row in rows]


def _line(row: Any, options: list[LineOption]) -> OrderLine:
    previous = row.previous_status
    return OrderLine(
        row.id, row.order_id, row.position, row.product_id, row.name, row.station, row.quantity, row.unit_price,
        row.line_total, options, row.tax_id, row.tax_name, row.tax_rate, row.note, _list(row.allergies), row.seat,
        row.course, LineStatus(row.status), row.status_at, None if previous is None else LineStatus(previous),
        row.prepared_at, row.void_reason, bool(row.counted), _list(row.counted_options), row.flagged_at,
        row.acknowledged_at,
    )  # fmt: skip


def _order(row: Any, visit: Session, lines: list[OrderLine]) -> Order:
    return Order(
        row.id, row.number, row.business_date, OrderStatus(row.status), Source(row.source), Service(row.service),
        row.organization_id, row.branch_id, visit.table_id, visit.table_label, row.qr_session_id, row.placed_by,
        row.placed_name, row.currency, row.note, row.cancelled_because, lines, row.total, row.created_at,
        row.confirmed_at, row.ticket_id, row.version,
    )  # fmt: skip
