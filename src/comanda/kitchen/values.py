"""Tickets as the kitchen sees them."""

from msgspec import Struct

from comanda.orders.values import Order, OrderLine


class TicketLine(Struct, frozen=True):
    """A line with the order it came in."""

    order: Order
    line: OrderLine


class Ticket(Struct, frozen=True):
    """What was sent together. `fired_at` in microseconds.

    `lateness`: minutes after which it is late soon, and late. `addition`: the kitchen still has an earlier ticket of
    the same visit.
    """

    id: str
    orders: list[Order]
    lines: list[TicketLine]
    fired_at: int
    lateness: tuple[int, int]
    addition: bool


class Board(Struct, frozen=True):
    """Tickets oldest first, cancelled lines nobody has acknowledged yet, and the names given to visits, by their id."""

    tickets: list[Ticket]
    cancelled: list[TicketLine]
    stations: list[str]
    names: dict[str, str]

    def name_of(self, order: Order) -> str | None:
        """What somebody called a counter sale."""
        return self.names.get(order.qr_session_id)
