"""Amounts beyond what can be kept are refused when they are written, and never when something is read."""

from typing import Any

from sqlalchemy import bindparam, update

from comanda.billing.api import session_items
from comanda.billing.queries import bills_of
from comanda.catalog.actions.products import PriceHere, set_price_here
from comanda.engine.commands import Change
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions
from comanda.floor.values import Session, SessionStatus
from comanda.identity.actions.houses import change_branch
from comanda.identity.queries import branch_of
from comanda.identity.schemas import ChangeBranch
from comanda.kernel.cursor import LATEST
from comanda.kernel.money import AmountTooLarge
from comanda.kernel.scope import Right, Scope
from comanda.orders.tables import order_lines, orders
from comanda.orders.values import OrderStatus
from comanda.payments.values import Method
from comanda.reports.queries import day_of, today
from tests.cast import House, refused

LIMIT = 10**12
HUGE = 95 * 10**10
PRICE = update(orders).where(orders.c.branch_id == bindparam("branch")).values(total=bindparam("to"))
LINE = (
    update(order_lines)
    .where(order_lines.c.branch_id == bindparam("branch"))
    .values(unit_price=bindparam("to"), line_total=bindparam("to"))
)


def priced(house: House, price: int, dish: str = "Duck") -> None:
    house.do(set_price_here, PriceHere(house.dish(dish), price), Right.EDIT_CATALOG, house.manager)


def floor_list(house: House) -> list[Any]:
    def read(tx: Tx, scope: Scope) -> list[Any]:
        return session_items(
            tx, scope, bills_of(tx, scope, sessions(tx, scope, SessionStatus.OPEN, LATEST, 50)), house.links
        )

    return house.read(read)


def day(house: House) -> Any:
    return house.read(lambda tx, scope: day_of(tx, scope, today(tx, scope.branch_id)))


def test_a_second_order_that_cannot_be_on_one_bill_is_not_taken(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    priced(ours, HUGE)
    first = ours.order(session, "Duck", by=guest)

    with ours.nothing_written():
        with refused(AmountTooLarge, limit=LIMIT):
            ours.order(session, "Duck", by=guest)
        with refused(AmountTooLarge, limit=LIMIT):
            ours.order(session, "Duck")
    ours.confirm(first)
    with refused(AmountTooLarge, limit=LIMIT):
        ours.order(session, "Duck", by=guest)
    elsewhere = ours.open_table("3")
    ours.order(elsewhere, "Duck")
    assert sorted(item.total for item in floor_list(ours)) == [HUGE, HUGE]
    assert day(ours).open_outstanding == 2 * HUGE
    for table in (session, elsewhere):
        ours.pay(table, Method.CARD)
    assert day(ours).sales == 2 * HUGE


def test_with_taxes_on_top_the_bill_stays_within_the_bound(sister: House):
    session = sister.open_table("5")
    priced(sister, HUGE)

    with sister.nothing_written(), refused(AmountTooLarge, limit=LIMIT):
        sister.order(session, "Duck")
    priced(sister, 5 * 10**11)
    sister.order(session, "Duck")
    assert sister.bill(session).total == 595 * 10**9


def put_beyond(house: House, session: Session, price: int) -> None:
    """Rows as earlier versions let them in."""

    def write(tx: Tx) -> None:
        tx.lock(house.branch_id, "system")
        for statement in (LINE, PRICE):
            tx.run(statement, branch=house.branch_id, to=price)

    house.database.submit(write).result()


def test_what_earlier_versions_let_in_is_still_read(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    first, second = ours.order(session, "Duck", by=guest), ours.order(session, "Duck", by=guest)
    ours.confirm(first)
    put_beyond(ours, session, HUGE)

    with ours.nothing_written(), refused(AmountTooLarge, limit=LIMIT):
        ours.confirm(second)
    second_now = ours.order_now(second)
    assert (second_now.status, floor_list(ours)[0].waiting_total) == (OrderStatus.OPEN, HUGE)
    put_beyond(ours, session, LIMIT + 1)
    (item,) = floor_list(ours)
    assert (item.total, item.outstanding, item.waiting) == (LIMIT + 1, LIMIT + 1, 1)
    assert ours.bill(session).total == LIMIT + 1
    assert day(ours).open_outstanding == LIMIT + 1
    ours.cancel(second)
    assert ours.cancel(first, by=ours.manager).total == 0


def test_a_change_of_the_branchs_taxes_leaves_every_bill_readable(ours: House):
    session = ours.open_table("5")
    priced(ours, HUGE)
    ours.order(session, "Duck")
    version = ours.read(lambda tx, scope: branch_of(tx, scope.branch_id)).version
    change = Change(ours.branch_id, version, ChangeBranch(tax_included=False))
    ours.do(change_branch, change, Right.KEEP_BRANCHES, ours.manager)

    assert len(floor_list(ours)) == 1
    assert day(ours).open_tables == 1


def test_a_payment_with_its_tip_stays_within_the_bound(ours: House):
    session = ours.open_table("5")
    priced(ours, HUGE)
    ours.order(session, "Duck")

    with ours.nothing_written(), refused(AmountTooLarge, limit=LIMIT):
        ours.pay(session, Method.CARD, tip=6 * 10**10)
