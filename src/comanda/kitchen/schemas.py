"""The board on the wire. No price stands on it."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from comanda.kernel.clock import to_text
from comanda.kernel.wire import Key
from comanda.kitchen.values import Board, Ticket, TicketLine
from comanda.orders.rules import step_back

Step = Literal["FIRED", "PREPARING", "READY"]


class BoardQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `station`, everything."""

    branch_id: Key | None = None
    station: Annotated[str, Meta(max_length=60)] | None = None


class LineStep(Struct, frozen=True, forbid_unknown_fields=True):
    """A line, and where it is now."""

    line_id: Key
    status: Step


class MoveLinesIn(Struct, frozen=True, forbid_unknown_fields=True):
    """What one tap moves."""

    lines: Annotated[list[LineStep], Meta(min_length=1, max_length=200)]


class KitchenOption(Struct, frozen=True):
    """`kind` says how it reads: a choice, + added, − left out."""

    name: str
    quantity: int
    kind: str


class KitchenLine(Struct, frozen=True):
    """`seen`: the kitchen has acknowledged its allergy. `step_back`: where an undo leads, for two minutes."""

    id: str
    order_id: str
    order_number: int
    product_id: str
    name: str
    quantity: int
    options: list[KitchenOption]
    note: str
    allergies: list[str]
    status: str
    status_at: str
    step_back: str | None
    station: str
    flagged: bool
    seen: bool

    @classmethod
    def of(cls, one: TicketLine) -> "KitchenLine":
        order, line = one.order, one.line
        options = [KitchenOption(option.name, option.quantity, option.kind) for option in line.options]
        return cls(
            line.id, order.id, order.number, line.product_id, line.name, line.quantity, options, line.note,
            line.allergies, line.status, to_text(line.status_at), step_back(line), line.station,
            line.flagged_at is not None, line.acknowledged_at is not None,
        )  # fmt: skip


class TicketOut(Struct, frozen=True):
    """`lateness`: minutes after which it is late soon, and late. `addition`: an earlier ticket of the visit is here."""

    ticket_id: str
    numbers: list[int]
    table_label: str | None
    name: str | None
    service: str
    fired_at: str
    lateness: tuple[int, int]
    addition: bool
    notes: list[str]
    guests: list[str]
    lines: list[KitchenLine]

    @classmethod
    def of(cls, ticket: Ticket, name: str | None) -> "TicketOut":
        orders = ticket.orders
        return cls(
            ticket.id,
            [order.number for order in orders],
            orders[0].table_label,
            name,
            orders[0].service,
            to_text(ticket.fired_at),
            ticket.lateness,
            ticket.addition,
            [order.note for order in orders if order.note],
            sorted({order.placed_name for order in orders if order.source == "guest"}),
            [KitchenLine.of(one) for one in ticket.lines],
        )


class CancelledLine(Struct, frozen=True):
    """Something to stop making."""

    line: KitchenLine
    table_label: str | None
    name: str | None


class AllDay(Struct, frozen=True):
    """How often a dish with the same answers is to be made over all tickets."""

    name: str
    options: list[str]
    quantity: int


class BoardOut(Struct, frozen=True):
    stations: list[str]
    items: list[TicketOut]
    cancelled: list[CancelledLine]
    all_day: list[AllDay]

    @classmethod
    def of(cls, board: Board) -> "BoardOut":
        return cls(
            board.stations,
            [TicketOut.of(ticket, board.name_of(ticket.orders[0])) for ticket in board.tickets],
            [
                CancelledLine(KitchenLine.of(one), one.order.table_label, board.name_of(one.order))
                for one in board.cancelled
            ],
            _all_day(board),
        )


def _all_day(board: Board) -> list[AllDay]:
    counts: dict[tuple[str, tuple[str, ...]], int] = {}
    for ticket in board.tickets:
        for one in ticket.lines:
            if one.line.status != "READY":
                key = (one.line.name, tuple(option.name for option in one.line.options))
                counts[key] = counts.get(key, 0) + one.line.quantity
    listed = [AllDay(name, list(options), quantity) for (name, options), quantity in counts.items()]
    return sorted(listed, key=lambda one: (-one.quantity, one.name))
