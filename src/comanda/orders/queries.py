"""Reads of orders: one, a table's, those to do, the history."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import and_, bindparam, case, func, literal, select, text

from comanda.catalog.values import Portions
from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions_by_id
from comanda.floor.values import Service, Session
from comanda.kernel.cursor import cursor_text, read_cursor
from comanda.kernel.scope import Scope
from comanda.kernel.wire import PageQuery
from comanda.orders.errors import NoSuchLine, NoSuchOrder
from comanda.orders.rules import WINDOW
from comanda.orders.tables import order_line_options, order_lines, orders
from comanda.orders.values import (
    HeldBecause,
    LineOption,
    LineStatus,
    Order,
    OrderLine,
    OrderStatus,
    Sent,
    Source,
    Sums,
)

_BRANCH = orders.c.branch_id == bindparam("branch_id")
ORDER = select(orders).where(_BRANCH, orders.c.id == bindparam("order_id"))
ORDERS_OF_SESSIONS = select(orders).where(_BRANCH, among(orders.c.qr_session_id, "session_ids"))
_ON_THE_BILL = text("orders.status IN ('CONFIRMED', 'PAID')")
ORDERS_ON_BILLS = ORDERS_OF_SESSIONS.where(_ON_THE_BILL)
_OF_SESSION = (_BRANCH, orders.c.qr_session_id == bindparam("session_id"))
_WAITS = text("orders.status = 'OPEN'")
WAITING_ORDERS = (
    select(orders).where(*_OF_SESSION, _WAITS).order_by(orders.c.created_at, orders.c.id).limit(bindparam("most"))
)
_AFTER = (
    orders.c.created_at >= bindparam("after"),
    (orders.c.created_at > bindparam("after")) | (orders.c.id > bindparam("after_id")),
)
ORDERS_OF_SESSION_PAGE = (
    select(orders).where(*_OF_SESSION, *_AFTER).order_by(orders.c.created_at, orders.c.id).limit(bindparam("most"))
)
ORDERS_OF_SESSION_AND_STATUS = (
    select(orders)
    .where(*_OF_SESSION, *_AFTER, among(orders.c.status, "statuses"))
    .order_by(orders.c.created_at, orders.c.id)
    .limit(bindparam("most"))
)
ANY_ORDER = select(orders.c.id).where(*_OF_SESSION).limit(1)
_TOTAL = func.coalesce(func.sum(orders.c.total), 0)
SUMS = (
    select(
        orders.c.qr_session_id,
        orders.c.status,
        func.count().label("count"),
        _TOTAL.label("total"),
        func.min(orders.c.created_at).label("since"),
        func.max(orders.c.created_at).label("upto"),
    )
    .where(
        _BRANCH, among(orders.c.qr_session_id, "session_ids"), text("orders.status IN ('OPEN', 'CONFIRMED', 'PAID')")
    )
    .group_by(orders.c.qr_session_id, orders.c.status)
)
_BY_DEVICE = case((orders.c.placed_by == bindparam("device"), 1), else_=0)
SENT = (
    select(
        orders.c.status,
        func.count().label("count"),
        _TOTAL.label("total"),
        func.coalesce(func.sum(orders.c.portions), 0).label("portions"),
        func.coalesce(func.sum(_BY_DEVICE), 0).label("by_device"),
    )
    .where(*_OF_SESSION, text("orders.status IN ('OPEN', 'CONFIRMED', 'PAID')"))
    .group_by(orders.c.status)
)
_LATELY = (orders.c.created_at > bindparam("since"), orders.c.created_at < bindparam("until"))
_BY_ITSELF = (orders.c.status == "CONFIRMED") & (orders.c.confirmed_by == "system")
SENT_LATELY = select(
    func.count().label("count"),
    func.coalesce(func.sum(_BY_DEVICE), 0).label("by_device"),
    func.coalesce(func.sum(case((_BY_ITSELF, orders.c.total), else_=0)), 0).label("total"),
    func.coalesce(func.sum(case((_BY_ITSELF, orders.c.portions), else_=0)), 0).label("portions"),
).where(*_OF_SESSION, *_LATELY, orders.c.source == "guest")
SENT_BY_DEVICES = (
    select(
        orders.c.placed_by,
        func.count().label("count"),
        func.coalesce(func.sum(case((orders.c.status == "OPEN", 1), else_=0)), 0).label("waiting"),
        func.coalesce(func.sum(case((and_(*_LATELY), 1), else_=0)), 0).label("lately"),
    )
    .where(*_OF_SESSION)
    .group_by(orders.c.placed_by)
)
WAITING_IDS = select(orders.c.id).where(*_OF_SESSION, _WAITS, orders.c.placed_by.like(bindparam("device")))
_HOLDS = (
    order_lines.c.branch_id == bindparam("branch_id"),
    among(order_lines.c.order_id, "order_ids"),
    order_lines.c.status == "PLACED",
    order_lines.c.reserved == 1,
)
HELD_PRODUCTS = (
    select(order_lines.c.product_id.label("id"), func.sum(order_lines.c.quantity).label("portions"))
    .where(*_HOLDS, order_lines.c.counted == 1)
    .group_by(order_lines.c.product_id)
)
HELD_OPTIONS = (
    select(
        order_line_options.c.option_id.label("id"),
        func.sum(order_lines.c.quantity * order_line_options.c.quantity).label("portions"),
    )
    .select_from(
        order_lines.join(
            order_line_options,
            (order_line_options.c.branch_id == order_lines.c.branch_id)
            & (order_line_options.c.order_id == order_lines.c.order_id)
            & (order_line_options.c.line == order_lines.c.position),
        )
    )
    .where(
        *_HOLDS,
        order_lines.c.counted_options.like(literal("%").concat(order_line_options.c.option_id).concat("%")),
    )
    .group_by(order_line_options.c.option_id)
)
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
    text("order_lines.previous_status <> 'PLACED'"),
    order_lines.c.status_at > bindparam("since"),
)
ORDERS_BY_ID = (
    select(orders).where(_BRANCH, among(orders.c.id, "order_ids")).order_by(orders.c.confirmed_at, orders.c.id)
)
_list = msgspec.json.Decoder(list[str]).decode
ANY_DEVICE = "%"


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


def orders_on_bills(tx: Tx, scope: Scope, session_ids: Sequence[str]) -> list[Order]:
    """The confirmed orders of these table sessions, oldest first; what waits or was cancelled is not read."""
    rows = tx.all(ORDERS_ON_BILLS, branch_id=scope.branch_id, session_ids=list(session_ids)) if session_ids else []
    return _whole(tx, scope, sorted(rows, key=lambda row: (row.created_at, row.id)))


def waiting_orders(tx: Tx, scope: Scope, session_id: str, most: int) -> list[Order]:
    """Those that wait for staff longest."""
    return _whole(tx, scope, tx.all(WAITING_ORDERS, branch_id=scope.branch_id, session_id=session_id, most=most))


def waiting_numbers(tx: Tx, scope: Scope, session_id: str, most: int) -> list[tuple[str, int]]:
    """Id and number of those that wait for staff longest."""
    rows = tx.all(WAITING_ORDERS, branch_id=scope.branch_id, session_id=session_id, most=most)
    return [(row.id, row.number) for row in rows]


def page_of_session(
    tx: Tx, scope: Scope, session_id: str, statuses: Sequence[OrderStatus], asked: PageQuery
) -> tuple[list[Order], str | None]:
    """A page of a table session's orders, oldest first, and the cursor of the next. Raises InvalidCursor."""
    after, after_id = read_cursor(asked.cursor) if asked.cursor else (0, "")
    values = {
        "branch_id": scope.branch_id, "session_id": session_id, "after": after, "after_id": after_id,
        "most": asked.limit + 1,
    }  # fmt: skip
    if statuses:
        rows = tx.all(ORDERS_OF_SESSION_AND_STATUS, statuses=[status.value for status in statuses], **values)
    else:
        rows = tx.all(ORDERS_OF_SESSION_PAGE, **values)
    page = rows[: asked.limit]
    more = cursor_text(page[-1].created_at, page[-1].id) if len(rows) > asked.limit else None
    return _whole(tx, scope, page), more


def any_order(tx: Tx, scope: Scope, session_id: str) -> bool:
    """Whether anybody ever ordered in this table session."""
    return tx.one(ANY_ORDER, branch_id=scope.branch_id, session_id=session_id) is not None


def sums_of(tx: Tx, scope: Scope, session_ids: Sequence[str]) -> dict[str, dict[OrderStatus, Sums]]:
    """By table session and status, without those that were cancelled; read from one index, line by line never."""
    found: dict[str, dict[OrderStatus, Sums]] = {session_id: {} for session_id in session_ids}
    for row in tx.all(SUMS, branch_id=scope.branch_id, session_ids=list(session_ids)):
        found[row.qr_session_id][OrderStatus(row.status)] = Sums(row.count, int(row.total), row.since, row.upto)
    return found


def sent_so_far(tx: Tx, scope: Scope, session_id: str, *, guest: bool) -> Sent:
    """What the session, and for a guest the device in `scope`, sent until now."""
    values = {"branch_id": scope.branch_id, "session_id": session_id, "device": scope.actor}
    by_status = {row.status: row for row in tx.all(SENT, **values)}
    total = sum(int(row.total) for row in by_status.values())
    if not guest:
        return Sent(total, 0, 0, 0, 0, 0, 0)
    lately, waiting = tx.one(SENT_LATELY, since=tx.now - WINDOW, until=tx.now + WINDOW, **values), by_status.get("OPEN")
    count, by_device = (waiting.count, int(waiting.by_device)) if waiting else (0, 0)
    value, portions = (int(waiting.total), int(waiting.portions)) if waiting else (0, 0)
    return Sent(
        total, count, by_device, lately.count, int(lately.by_device), value + int(lately.total),
        portions + int(lately.portions),
    )  # fmt: skip


def sent_by_devices(tx: Tx, scope: Scope, session_id: str) -> dict[str, tuple[int, int, int]]:
    """By actor: orders sent at all, those that wait, those sent in the last ten minutes."""
    rows = tx.all(
        SENT_BY_DEVICES, branch_id=scope.branch_id, session_id=session_id, since=tx.now - WINDOW, until=tx.now + WINDOW
    )
    return {row.placed_by: (row.count, int(row.waiting), int(row.lately)) for row in rows}


def waiting_ids(tx: Tx, scope: Scope, session_id: str, device: str = ANY_DEVICE) -> list[str]:
    """Every order that waits for staff: the session's, or one device's (an actor)."""
    rows = tx.all(WAITING_IDS, branch_id=scope.branch_id, session_id=session_id, device=device)
    return [row.id for row in rows]


def held_by(tx: Tx, scope: Scope, order_ids: list[str]) -> Portions:
    """What waiting orders hold of what is counted."""
    return Portions(
        {row.id: int(row.portions) for row in tx.all(HELD_PRODUCTS, branch_id=scope.branch_id, order_ids=order_ids)},
        {row.id: int(row.portions) for row in tx.all(HELD_OPTIONS, branch_id=scope.branch_id, order_ids=order_ids)},
    )


def orders_in_kitchen(tx: Tx, scope: Scope, since: int) -> list[Order]:
    """Those with a line that is being made or waits to be carried out, and has moved since then, as they were sent."""
    rows = tx.all(ORDERS_IN_KITCHEN, branch_id=scope.branch_id, since=since)
    return orders_by_id(tx, scope, {row.order_id for row in rows})


def orders_to_acknowledge(tx: Tx, scope: Scope, since: int) -> list[Order]:
    """Those with a line that was cancelled since then and that nobody has acknowledged."""
    rows = tx.all(ORDERS_TO_ACKNOWLEDGE, branch_id=scope.branch_id, since=since)
    return orders_by_id(tx, scope, {row.order_id for row in rows})


def orders_by_id(tx: Tx, scope: Scope, order_ids: Iterable[str]) -> list[Order]:
    """Those there are, oldest confirmed first."""
    return _whole(tx, scope, tx.all(ORDERS_BY_ID, branch_id=scope.branch_id, order_ids=sorted(set(order_ids))))


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
        row.prepared_at, row.void_reason, bool(row.counted), _list(row.counted_options), bool(row.reserved),
        row.flagged_at, row.acknowledged_at,
    )  # fmt: skip


def _order(row: Any, visit: Session, lines: list[OrderLine]) -> Order:
    return Order(
        row.id, row.number, row.business_date, OrderStatus(row.status), Source(row.source), Service(row.service),
        row.organization_id, row.branch_id, visit.table_id, visit.table_label, row.qr_session_id, row.placed_by,
        row.placed_name, row.currency, row.note, row.cancelled_because, lines, row.total, row.created_at,
        row.confirmed_at, row.confirmed_by, None if row.held_because is None else HeldBecause(row.held_because),
        row.portions, row.ticket_id, row.version,
    )  # fmt: skip
