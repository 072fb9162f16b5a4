"""What orders do when it is time."""

from comanda.engine.tx import Tx
from comanda.identity.queries import branch_of
from comanda.kernel.scope import Scope
from comanda.orders.actions.move import Confirm, confirm_order
from comanda.orders.errors import NoSuchOrder
from comanda.orders.queries import order_of
from comanda.orders.values import OrderStatus


def confirm_by_itself(tx: Tx, scope: Scope, order_id: str) -> None:
    """The guest had time to take it back. Does nothing when the order has moved on, or is gone.

    Where the branch has switched this off meanwhile, staff confirm from then on, also what was on its way.
    """
    if not branch_of(tx, scope.branch_id).confirm_automatically:
        return
    try:
        order = order_of(tx, scope, order_id)
    except NoSuchOrder:
        return
    if order.status is OrderStatus.OPEN:
        confirm_order(tx, scope, Confirm(order_id))
