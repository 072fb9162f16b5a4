"""Turning down many waiting orders in one act: a device's, or a whole table session's."""

from msgspec import Struct
from sqlalchemy import bindparam, null, update

from comanda.catalog.actions.availability import release
from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.floor.actions.care import remove_guest
from comanda.floor.actions.visits import rotate, touch
from comanda.floor.queries import guest_of, session_of
from comanda.floor.rules import Links
from comanda.floor.values import JoinedGuest, SessionStatus
from comanda.kernel.scope import Scope
from comanda.orders.events import OrderCancelled
from comanda.orders.queries import ANY_DEVICE, held_by, waiting_ids
from comanda.orders.tables import order_lines, orders
from comanda.orders.values import OrderStatus

VOID_LINES = (
    update(order_lines)
    .where(
        order_lines.c.branch_id == bindparam("branch"),
        among(order_lines.c.order_id, "order_ids"),
        order_lines.c.status == "PLACED",
    )
    .values(
        status="VOIDED",
        status_at=bindparam("at"),
        previous_status="PLACED",
        void_reason=bindparam("reason"),
        acknowledged_at=null(),
    )
)
CANCEL_ORDERS = (
    update(orders)
    .where(orders.c.branch_id == bindparam("branch"), among(orders.c.id, "order_ids"))
    .values(
        status="CANCELLED", total=0, portions=0, cancelled_because=bindparam("reason"), version=orders.c.version + 1
    )
    .returning(orders.c.id, orders.c.number)
)


class TurnDown(Struct, frozen=True):
    """A guest's waiting orders, or for `turn_down_session` a table session's, and the reason guests read."""

    id: str
    reason: str


class RemoveGuest(Struct, frozen=True):
    """`links` is set where the session gets a new code; `reason` where its waiting orders are turned down."""

    guest_id: str
    links: Links | None
    reason: str | None


def turn_down_device(tx: Tx, scope: Scope, command: TurnDown) -> JoinedGuest:
    """Whatever of the device still waits is cancelled. Raises NoSuchGuest; nothing waiting is fine."""
    guest = guest_of(tx, scope, command.id)
    _turn_down(tx, scope, guest.qr_session_id, f"guest:{guest.id}", command.reason)
    return guest


def turn_down_session(tx: Tx, scope: Scope, command: TurnDown) -> str:
    """Whatever of the session still waits is cancelled, so that it can be closed. Raises NoSuchSession."""
    session = session_of(tx, scope, command.id)
    _turn_down(tx, scope, session.id, ANY_DEVICE, command.reason)
    return session.id


def remove_device(tx: Tx, scope: Scope, command: RemoveGuest) -> JoinedGuest:
    """The device is out; if asked for, its waiting orders are turned down and its link lets nobody in any more.

    Raises NoSuchGuest. What is so already stays so: a code is replaced once, and never that of a session that is over.
    """
    guest = remove_guest(tx, scope, command.guest_id)
    if command.reason is not None:
        _turn_down(tx, scope, guest.qr_session_id, f"guest:{guest.id}", command.reason)
    session = session_of(tx, scope, guest.qr_session_id)
    same_code = guest.rotation == session.rotation and session.status is SessionStatus.OPEN
    if command.links is not None and same_code:
        rotate(tx, scope, (session.id, command.links))
    return guest


def _turn_down(tx: Tx, scope: Scope, session_id: str, device: str, reason: str) -> None:
    """A few statements and one event for each order, however many there are and whatever is in them."""
    order_ids = waiting_ids(tx, scope, session_id, device)
    if not order_ids:
        return
    held = held_by(tx, scope, order_ids)
    tx.run(VOID_LINES, branch=scope.branch_id, order_ids=order_ids, at=tx.now, reason=reason)
    cancelled = tx.all(CANCEL_ORDERS, branch=scope.branch_id, order_ids=order_ids, reason=reason)
    release(tx, scope, held)
    for row in sorted(cancelled, key=lambda row: row.id):
        tx.record(
            OrderCancelled(
                id=row.id, qr_session_id=session_id, number=row.number, status=OrderStatus.CANCELLED, total=0
            )
        )  # fmt: skip
    touch(tx, scope, session_id)
