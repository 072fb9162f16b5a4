"""Bringing a branch up to now: closing time for whoever sits there still, the days since, and tonight."""

from comanda.billing.actions import cancel_order, close_visit
from comanda.billing.queries import bill_of
from comanda.engine.database import Database
from comanda.engine.log import stream_heads
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions
from comanda.floor.values import Session, SessionStatus
from comanda.kernel.clock import DAY, HOUR, MINUTE, business_date
from comanda.kernel.cursor import LATEST
from comanda.kernel.money import Minor
from comanda.kernel.scope import Right
from comanda.ops.living.days import Span, days_between, parties_of
from comanda.ops.living.diary import Deed, ToldClock, act, live_through
from comanda.ops.living.place import Place
from comanda.ops.living.tonight import BEGAN, TABLES, parties_tonight
from comanda.orders.actions.move import Cancel, Confirm, Move, confirm_order, move_order
from comanda.orders.queries import order_of, orders_of
from comanda.orders.values import LineStatus, Order, OrderStatus
from comanda.payments.actions import Pay, take_payment
from comanda.payments.rules import Offered
from comanda.payments.values import Method

OVER_AFTER = 2 * HOUR
"""An evening in which nothing has happened for so long is over; the next start tells of another."""
LONG = 15 * DAY
"""How far back the first start goes: two weeks and whatever today has seen."""
LATELY = DAY
"""How far back a later start goes: it has two seconds."""
CLOSING = 40 * MINUTE
"""Within which the last guests of an evening pay and go."""
MOST_OPEN = 200


def last_event(tx: Tx, branch_id: str) -> int:
    """When something happened there last, in microseconds."""
    return max((head.at for head in stream_heads(tx) if head.stream_id == branch_id), default=0)


def is_over(since: int, now: int) -> bool:
    return now - since >= OVER_AFTER


def bring_up_to(database: Database, clock: ToldClock, place: Place, now: int, back: int) -> None:
    """The branch lives from its last event until now, of which at most so much is told (all in microseconds)."""
    since = database.look_now(lambda tx: last_event(tx, place.branch.id))
    deeds = closing_time(database, place, since + 5 * MINUTE)
    began = now - BEGAN * MINUTE
    span = Span(
        max(since + CLOSING, now - back), now - 3 * MINUTE, frozenset(TABLES.get(place.branch.name, ())), began
    )  # fmt: skip
    zone, cutoff = place.branch.timezone, place.branch.cutoff
    for day in days_between(*(business_date(moment, zone, cutoff) for moment in (span.since, now))):
        for party in parties_of(place, day, span):
            deeds += party.deeds
    for party in parties_tonight(place, now):
        deeds += party.deeds
    live_through(database, clock, [deed for deed in deeds if deed.at <= now])


def closing_time(database: Database, place: Place, begin: int) -> list[Deed]:
    """Everybody who is still there is served, pays and goes, one table a minute."""
    scope = place.waiter
    there = database.look_now(lambda tx: sessions(tx, scope, SessionStatus.OPEN, LATEST, MOST_OPEN))
    deeds: list[Deed] = []
    for number, session in enumerate(there):
        at = begin + min(number * MINUTE, CLOSING // 2)
        for order in database.look_now(lambda tx, one=session: orders_of(tx, scope, [one.id])):
            deeds += _served(place, order, at)
        deeds.append(_gone(place, session, at))
    return deeds


def _served(place: Place, order: Order, at: int) -> list[Deed]:
    """What waits is taken, or turned down where it is sold out; what was taken is served."""
    scope = place.waiter

    def take(tx: Tx) -> None:
        if order.status is OrderStatus.OPEN:
            act(tx, scope, Right.RUN_ORDERS, confirm_order, Confirm(order.id))

    def serve(tx: Tx) -> None:
        if order_of(tx, scope, order.id).status is OrderStatus.OPEN:
            act(tx, scope, Right.CANCEL_ORDERS, cancel_order, Cancel(order.id, "Ausverkauft"))
        else:
            act(tx, scope, Right.SERVE_LINES, move_order, Move(order.id, LineStatus.SERVED))

    return [Deed(at, take), Deed(at, serve)] if order.status in (OrderStatus.OPEN, OrderStatus.CONFIRMED) else []


def _gone(place: Place, session: Session, at: int) -> Deed:
    def run(tx: Tx) -> None:
        if bill_of(tx, place.waiter, session.id).outstanding:
            pay = Pay(session.id, Offered(Method.CARD, None, None, Minor(0)), close=True)
            act(tx, place.waiter, Right.TAKE_PAYMENTS, take_payment, pay)
        else:
            act(tx, place.waiter, Right.RUN_SESSIONS, close_visit, session.id)

    return Deed(at, run)
