"""Reading the floor, a bill or the day asks the same of the database with 2,000 waiting orders as with two."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, select

from comanda.billing.api import session_items
from comanda.billing.errors import OrdersPending
from comanda.billing.queries import bills_of
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions
from comanda.floor.values import Session, SessionStatus
from comanda.kernel.cursor import LATEST
from comanda.kernel.ids import new_id
from comanda.kernel.scope import Scope
from comanda.kernel.wire import PageQuery
from comanda.orders.queries import page_of_session, waiting_ids
from comanda.orders.tables import order_lines, orders
from comanda.orders.values import Order
from comanda.reports.queries import day_of, today
from tests.cast import House
from tests.counting import counting

MANY, AT_ONCE = 2_000, 200


def multiply(house: House, order: Order, times: int) -> None:
    """As many waiting orders like this one: rows put in behind the bounds, few enough at once for a busy machine."""
    for begin in range(0, times, AT_ONCE):
        put_in(house, order, range(begin, min(times, begin + AT_ONCE)))


def put_in(house: House, order: Order, places: range) -> None:
    def write(tx: Tx) -> None:
        tx.lock(house.branch_id, "system")
        (one,) = [row for row in tx.all(select(orders)) if row.id == order.id]
        lines = [row._asdict() for row in tx.all(select(order_lines)) if row.order_id == order.id]
        ids = [new_id() for _ in places]
        numbered = zip(ids, places, strict=True)
        tx.many(insert(orders), [{**one._asdict(), "id": each, "number": 10_000 + place} for each, place in numbered])
        tx.many(insert(order_lines), [{**line, "id": new_id(), "order_id": each} for each in ids for line in lines])

    house.database.submit(write).result()


def asked(act: Callable[[], Any]) -> tuple[int, int]:
    with counting() as counted:
        act()
    return counted.statements, counted.rows


def refused_to_close(house: House, session: Session) -> None:
    with pytest.raises(OrdersPending):
        house.close(session)


def reads(house: House, session: Session) -> dict[str, Callable[[], Any]]:
    def floor_list(tx: Tx, scope: Scope) -> Any:
        open_ones = sessions(tx, scope, SessionStatus.OPEN, LATEST, 50)
        return session_items(tx, scope, bills_of(tx, scope, open_ones), house.links)

    def day(tx: Tx, scope: Scope) -> Any:
        return day_of(tx, scope, today(tx, scope.branch_id))

    return {
        "floor list": lambda: house.read(floor_list),
        "bill": lambda: house.bill(session),
        "day": lambda: house.read(day),
        "close": lambda: refused_to_close(house, session),
        "first page": lambda: house.read(page_of_session, session.id, (), PageQuery(20)),
    }


def test_every_read_asks_the_same_with_2000_waiting_orders(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    ours.confirm(ours.order(session, "Duck", by=guest))
    waiting = [ours.order(session, "Green Tea", "Duck", by=guest) for _ in range(20)]
    before = {name: asked(read) for name, read in reads(ours, session).items()}
    cancelling = asked(lambda: ours.cancel(waiting[0]))
    multiply(ours, waiting[1], MANY)

    assert len(ours.read(waiting_ids, session.id)) == 19 + MANY
    assert {name: asked(read) for name, read in reads(ours, session).items()} == before
    assert asked(lambda: ours.cancel(waiting[1])) == cancelling
    bill = ours.bill(session)
    assert (bill.waiting_orders, bill.waiting_total) == (18 + MANY, 2010 * (18 + MANY))
    assert len({line.order_id for line in bill.waiting}) == 20


def test_what_was_turned_down_is_not_read_either(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    ours.confirm(ours.order(session, "Duck", by=guest))
    waiting = [ours.order(session, "Green Tea", by=guest) for _ in range(20)]
    before = {name: asked(read) for name, read in reads(ours, session).items() if name in ("floor list", "day")}
    multiply(ours, waiting[1], MANY)
    ours.turn_down(session)

    for name, (statements, rows) in before.items():
        assert asked(reads(ours, session)[name]) == (statements, rows - 1)  # there is no sum of waiting orders any more
    assert ours.bill(session).waiting_orders == 0
