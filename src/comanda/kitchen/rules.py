"""How lines become tickets, from values alone."""

from collections.abc import Iterable, Mapping

from comanda.kitchen.values import Ticket, TicketLine
from comanda.orders.values import LineStatus, Order

IN_KITCHEN = frozenset({LineStatus.FIRED, LineStatus.PREPARING, LineStatus.READY})
USUAL_MINUTES = 15
"""For dishes whose type does not say how long they take."""


def tickets_of(orders: Iterable[Order], minutes: Mapping[str, int], station: str | None) -> list[Ticket]:
    """Orders confirmed together are one ticket; only the station's lines, oldest ticket first.

    `minutes` says how long a product takes, by its id.
    """
    by_ticket: dict[str, list[Order]] = {}
    for order in sorted(orders, key=lambda order: (fired_at(order), order.id)):
        by_ticket.setdefault(order.ticket_id or order.id, []).append(order)
    tickets, visits = list[Ticket](), set[str]()
    for ticket_id, together in by_ticket.items():
        visit = together[0].qr_session_id
        lines = [
            TicketLine(order, line)
            for order in together
            for line in order.lines
            if line.status in IN_KITCHEN and station in (None, line.station)
        ]
        if lines:
            longest = max(minutes.get(one.line.product_id, USUAL_MINUTES) for one in lines)
            since, addition = fired_at(together[0]), visit in visits
            tickets.append(Ticket(ticket_id, together, lines, since, lateness(longest), addition))
        visits.add(visit)
    return tickets


def fired_at(order: Order) -> int:
    """When the kitchen got it."""
    return order.confirmed_at or order.created_at


def lateness(minutes: int) -> tuple[int, int]:
    """Late soon after two thirds of the time the slowest dish takes, late after all of it."""
    return (minutes * 2 // 3, minutes)


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
