"""The board."""

from comanda.catalog.queries.cooking import cooking_minutes
from comanda.catalog.queries.menu import stations_of
from comanda.engine.tx import Tx
from comanda.floor.queries import sessions_by_id
from comanda.kernel.clock import HOUR
from comanda.kernel.scope import Scope
from comanda.kitchen.rules import cancelled_lines, tickets_of
from comanda.kitchen.values import Board
from comanda.orders.queries import orders_in_kitchen, orders_to_acknowledge

REMEMBER = 12 * HOUR
"""What was sent, or cancelled, longer ago nobody waits for: it was eaten, and never marked as served."""


def board(tx: Tx, scope: Scope, station: str | None) -> Board:
    """Everything of one station, or of all."""
    orders = orders_in_kitchen(tx, scope, tx.now - REMEMBER)
    cancelled = orders_to_acknowledge(tx, scope, tx.now - REMEMBER)
    dishes = {line.product_id for order in orders for line in order.lines}
    visits = sessions_by_id(tx, scope, sorted({order.qr_session_id for order in [*orders, *cancelled]}))
    return Board(
        tickets_of(orders, cooking_minutes(tx, scope.branch_id, sorted(dishes)), station),
        cancelled_lines(cancelled, station),
        stations_of(tx, scope.branch_id),
        {visit.id: visit.name for visit in visits.values() if visit.name is not None},
    )
