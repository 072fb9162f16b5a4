"""Tickets as the kitchen sees them."""

from msgspec import Struct

from comanda.orders.values import Order, OrderLine


class TicketLine(Struct, frozen=True):
    """A line with the order it came in."""

    order: Order
    line: OrderLine


class Ticket(Struct, frozen=True):
    """What was sent together. `fired_at` in microseconds."""

    id: str
    orders: list[Order]
    lines: list[TicketLine]
    fired_at: int


class Board(Struct, frozen=True):
    """Tickets oldest first, and cancelled lines nobody has acknowledged yet."""

    tickets: list[Ticket]
    cancelled: list[TicketLine]
    stations: list[str]
