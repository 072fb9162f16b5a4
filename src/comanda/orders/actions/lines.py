"""Writing the lines of an order, with their answers."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import insert

from comanda.engine.tx import Tx
from comanda.orders.tables import order_line_options, order_lines
from comanda.orders.values import Order, OrderLine

ADD_LINE, ADD_LINE_OPTION = insert(order_lines), insert(order_line_options)
_list = msgspec.json.Encoder().encode


def add_lines(tx: Tx, order: Order, lines: Sequence[OrderLine]) -> None:
    """Add these lines to the order; whoever calls records why."""
    own = {"branch_id": order.branch_id, "order_id": order.id}
    tx.many(
        ADD_LINE,
        [
            {
                **own, "position": line.position, "id": line.id, "product_id": line.product_id, "name": line.name,
                "station": line.station, "quantity": line.quantity, "unit_price": line.unit_price,
                "line_total": line.line_total, "tax_id": line.tax_id, "tax_name": line.tax_name,
                "tax_rate": line.tax_rate, "note": line.note, "allergies": _list(line.allergies).decode(),
                "seat": line.seat, "course": line.course, "status": line.status, "status_at": line.status_at,
                "previous_status": line.previous_status, "prepared_at": line.prepared_at,
                "void_reason": line.void_reason, "counted": int(line.counted),
                "counted_options": _list(line.counted_options).decode(), "reserved": int(line.reserved),
                "flagged_at": line.flagged_at, "acknowledged_at": line.acknowledged_at,
            }
            for line in lines
        ],
    )  # fmt: skip
    tx.many(
        ADD_LINE_OPTION,
        [
            {
                **own, "line": line.position, "position": position, "option_id": option.option_id,
                "group_name": option.group, "name": option.name, "price_delta": option.price_delta,
                "quantity": option.quantity, "kind": option.kind,
            }
            for line in lines
            for position, option in enumerate(line.options)
        ],
    )  # fmt: skip
