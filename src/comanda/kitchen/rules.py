"""How lines become tickets, from values alone."""

from collections.abc import Iterable

from comanda.kitchen.values import Ticket, TicketLine
from comanda.orders.values import LineStatus, Order

IN_KITCHEN = frozenset({LineStatus.FIRED, LineStatus.PREPARING, LineStatus.READY})


def tickets_of(orders: Iterable[Order], station: str | None) -> list[Ticket]:
    """Orders confirmed together are one ticket; only the station's lines, oldest ticket first."""
    by_ticket: dict[str, list[Order]] = {}
    for order in orders:
        by_ticket.setdefault(order.ticket_id or order.id, []).append(order)
    tickets = [_ticket(ticket_id, together, station) for ticket_id, together in by_ticket.items()]
    return sorted((ticket for ticket in tickets if ticket.lines), key=lambda ticket: (ticket.fired_at, ticket.id))


def cancelled_lines(orders: Iterable[Order], station: str | None) -> list[TicketLine]:
    """Lines that were taken back after they had reached the kitchen, and that it has not acknowledged."""
    return [
        TicketLine(order, line)
        for order in orders
        for line in order.lines
        if line.status is LineStatus.VOIDED
        and line.acknowledged_at is None
        and line.previous_status in IN_KITCHEN | {LineStatus.SERVED}
        and station in (None, line.station)
    ]


def _ticket(ticket_id: str, orders: list[Order], station: str | None) -> Ticket:
    lines = [
        TicketLine(order, line)
        for order in orders
        for line in order.lines
        if line.status in IN_KITCHEN and station in (None, line.station)
    ]
    return Ticket(ticket_id, orders, lines, min(order.confirmed_at or order.created_at for order in orders))
