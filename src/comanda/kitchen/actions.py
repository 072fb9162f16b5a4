"""What the kitchen writes: how far it is, that it saw something, that it cannot make something."""

from msgspec import Struct

from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope
from comanda.kitchen.errors import NotInKitchen
from comanda.kitchen.events import LineAcknowledged, LineFlagged
from comanda.kitchen.rules import IN_KITCHEN
from comanda.orders.actions.move import Move, mark_line, move_line
from comanda.orders.queries import order_of, order_with_line
from comanda.orders.values import LineStatus, Order


class Flag(Struct, frozen=True):
    """`flagged` False takes it back."""

    line_id: str
    flagged: bool


class MoveLines(Struct, frozen=True):
    """What one tap on a ticket moves."""

    moves: list[Move]


def move_lines(tx: Tx, scope: Scope, command: MoveLines) -> list[Order]:
    """All of them or none, each to its own status. Raises NoSuchLine, InvalidTransition."""
    moved = {order.id: order for order in [move_line(tx, scope, move) for move in command.moves]}
    return list(moved.values())


def flag(tx: Tx, scope: Scope, command: Flag) -> Order:
    """The kitchen cannot make this: the floor is asked to swap or cancel it. Raises NoSuchLine, NotInKitchen."""
    order, line = order_with_line(tx, scope, command.line_id)
    if line.status not in IN_KITCHEN:
        raise NotInKitchen(current=line.status)
    if (line.flagged_at is not None) == command.flagged:
        return order
    mark_line(tx, scope, line, flagged_at=tx.now if command.flagged else None, acknowledged_at=line.acknowledged_at)
    tx.record(LineFlagged(id=line.id, qr_session_id=order.qr_session_id, order_id=order.id, flagged=command.flagged))
    return order_of(tx, scope, order.id)


def acknowledge(tx: Tx, scope: Scope, line_id: str) -> Order:
    """An allergy was read, or a cancelled item was seen. Raises NoSuchLine, NotInKitchen."""
    order, line = order_with_line(tx, scope, line_id)
    if line.acknowledged_at is not None:
        return order
    if line.status not in IN_KITCHEN | {LineStatus.VOIDED}:
        raise NotInKitchen(current=line.status)
    mark_line(tx, scope, line, flagged_at=line.flagged_at, acknowledged_at=tx.now)
    tx.record(LineAcknowledged(id=line.id, qr_session_id=order.qr_session_id, order_id=order.id))
    return order_of(tx, scope, order.id)
