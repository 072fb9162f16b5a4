"""The board."""

from comanda.catalog.queries.menu import stations_of
from comanda.engine.tx import Tx
from comanda.kernel.clock import HOUR
from comanda.kernel.scope import Scope
from comanda.kitchen.rules import cancelled_lines, tickets_of
from comanda.kitchen.values import Board
from comanda.orders.queries import orders_in_kitchen, orders_to_acknowledge

REMEMBER_CANCELLED = 12 * HOUR
"""What was cancelled longer ago nobody needs to take out of the pan."""


def board(tx: Tx, scope: Scope, station: str | None) -> Board:
    """Everything of one station, or of all."""
    cancelled = orders_to_acknowledge(tx, scope, tx.now - REMEMBER_CANCELLED)
    return Board(
        tickets_of(orders_in_kitchen(tx, scope), station),
        cancelled_lines(cancelled, station),
        stations_of(tx, scope.branch_id),
    )
