"""What the log alone says: its bodies folded, without a look at any table."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from comanda.kernel.money import Minor, rate_from_text
from comanda.pricing.bill import BillLine, total_bill
from comanda.pricing.tax import TaxRounding
from tests.cast import Fact

Row = dict[str, Any]
VOIDED: Row = {"status": "VOIDED", "acknowledged_at": None}
"""Whatever the kitchen has seen of the item, that it is cancelled it has not."""


@dataclass
class Evening:
    """A branch's visits, wishes, orders, lines, bills, payments, cash and availability, each by id."""

    sessions: dict[str, Row] = field(default_factory=dict[str, Row])
    guests: dict[str, Row] = field(default_factory=dict[str, Row])
    requests: dict[str, Row] = field(default_factory=dict[str, Row])
    orders: dict[str, Row] = field(default_factory=dict[str, Row])
    lines: dict[str, Row] = field(default_factory=dict[str, Row])
    bills: dict[str, Row] = field(default_factory=dict[str, Row])
    payments: dict[str, Row] = field(default_factory=dict[str, Row])
    shifts: dict[str, Row] = field(default_factory=dict[str, Row])
    cash: dict[str, Row] = field(default_factory=dict[str, Row])
    products: dict[str, Row] = field(default_factory=dict[str, Row])
    options: dict[str, Row] = field(default_factory=dict[str, Row])
    menu_version: int = 0


def fold(facts: Iterable[Fact]) -> Evening:
    """Facts of a kind the fold does not know are no part of an evening: staff, layout, publishing."""
    evening = Evening()
    for fact in facts:
        told = _TOLD.get(fact.kind)
        if told is not None:
            told(evening, fact, fact.body)
    return evening


def totals(evening: Evening, *, tax_included: bool, rounding: TaxRounding) -> dict[str, int]:
    """What each visit's bill comes to, from the folded lines."""
    lines: dict[str, list[BillLine]] = {session_id: [] for session_id in evening.sessions}
    for line in evening.lines.values():
        order = evening.orders[line["order_id"]]
        if order["status"] in ("CONFIRMED", "PAID") and line["status"] != "VOIDED":
            rate = rate_from_text(line["tax_rate"])
            lines[order["qr_session_id"]].append(BillLine(Minor(line["line_total"]), line["tax_rate_id"], rate))
    return {key: total_bill(listed, tax_included, rounding).total for key, listed in lines.items()}


def _session_opened(evening: Evening, fact: Fact, body: Row) -> None:
    names = ("table_id", "service", "guests", "business_date")
    evening.sessions[body["id"]] = {
        **{name: body[name] for name in names},
        "status": "OPEN", "closed_because": None, "closed_at": None, "rotation": 1, "opened_at": fact.at,
        "opened_by": fact.actor.removeprefix("staff:"), "ordering_locked": 0, "turned_away_at": None,
        "limits": {"devices": None, "device_orders": None, "table_orders": None, "value": None, "portions": None},
    }  # fmt: skip


def _session_rotated(evening: Evening, fact: Fact, body: Row) -> None:
    evening.sessions[body["id"]]["rotation"] += 1


def _session_closed(evening: Evening, fact: Fact, body: Row) -> None:
    evening.sessions[body["id"]] |= {"status": "CLOSED", "closed_because": body["because"], "closed_at": fact.at}
    for request in evening.requests.values():
        if request["qr_session_id"] == body["id"]:
            request["status"] = "DONE"


def _session_locked(evening: Evening, fact: Fact, body: Row) -> None:
    evening.sessions[body["id"]]["ordering_locked"] = int(body["locked"])


def _session_limited(evening: Evening, fact: Fact, body: Row) -> None:
    names = ("devices", "device_orders", "table_orders", "value", "portions")
    evening.sessions[body["id"]] |= {"limits": {name: body[name] for name in names}, "turned_away_at": None}


def _guest_joined(evening: Evening, fact: Fact, body: Row) -> None:
    evening.guests[body["id"]] = {
        "qr_session_id": body["qr_session_id"], "name": body["name"], "joined_at": fact.at, "removed_at": None,
        "rotation": evening.sessions[body["qr_session_id"]]["rotation"],
    }  # fmt: skip


def _guest_removed(evening: Evening, fact: Fact, body: Row) -> None:
    evening.guests[body["id"]]["removed_at"] = fact.at
    evening.sessions[body["qr_session_id"]]["turned_away_at"] = None


def _guest_turned_away(evening: Evening, fact: Fact, body: Row) -> None:
    evening.sessions[body["id"]]["turned_away_at"] = fact.at


def _guest_requested(evening: Evening, fact: Fact, body: Row) -> None:
    asked = {"qr_session_id": body["qr_session_id"], "kind": body["what"], "how": body["how"]}
    evening.requests[body["id"]] = {**asked, "guest_id": fact.actor.removeprefix("guest:"), "status": "OPEN"}


def _request_done(evening: Evening, fact: Fact, body: Row) -> None:
    evening.requests[body["id"]]["status"] = "DONE"


def _order_placed(evening: Evening, fact: Fact, body: Row) -> None:
    names = ("qr_session_id", "number", "status", "source", "service", "total", "held_because")
    evening.orders[body["id"]] = {
        **{name: body[name] for name in names}, "placed_by": fact.actor, "confirmed_by": None, "created_at": fact.at,
    }  # fmt: skip
    for line in body["lines"]:
        evening.lines[line["id"]] = {**line, "order_id": body["id"], "flagged_at": None, "acknowledged_at": None}


def _order_confirmed(evening: Evening, fact: Fact, body: Row) -> None:
    _order_moved(evening, fact, body)
    evening.orders[body["id"]]["confirmed_by"] = fact.actor
    for late in body["reserved"]:
        taken = {name: late[name] for name in ("counted", "counted_options")}
        evening.lines[late["line_id"]] |= {**taken, "reserved": True}
    for line_id, line in evening.lines.items():
        if line["order_id"] == body["id"] and line["status"] == "PLACED":
            line.update(VOIDED if line_id in body["rejected"] else {"status": "FIRED"})


def _order_cancelled(evening: Evening, fact: Fact, body: Row) -> None:
    _order_moved(evening, fact, body)
    for line in evening.lines.values():
        if line["order_id"] == body["id"] and line["status"] != "VOIDED":
            line.update(VOIDED)


def _order_moved(evening: Evening, fact: Fact, body: Row) -> None:
    evening.orders[body["id"]] |= {"status": body["status"], "total": body["total"]}


def _line_moved(evening: Evening, fact: Fact, body: Row) -> None:
    evening.lines[body["id"]]["status"] = body["status"]


def _line_voided(evening: Evening, fact: Fact, body: Row) -> None:
    if body["kept"] is not None:
        seen = evening.lines[body["id"]]
        marks = {name: seen[name] for name in ("flagged_at", "acknowledged_at")}
        evening.lines[body["kept"]["id"]] = {**body["kept"], "order_id": body["order_id"], **marks}
    evening.lines[body["id"]] |= VOIDED
    evening.orders[body["order_id"]] |= {"status": body["order_status"], "total": body["order_total"]}


def _line_flagged(evening: Evening, fact: Fact, body: Row) -> None:
    evening.lines[body["id"]]["flagged_at"] = fact.at if body["flagged"] else None


def _line_acknowledged(evening: Evening, fact: Fact, body: Row) -> None:
    evening.lines[body["id"]]["acknowledged_at"] = fact.at


def _bill_changed(evening: Evening, fact: Fact, body: Row) -> None:
    evening.bills[body["id"]] = {
        "qr_session_id": body["qr_session_id"], "captured": body["captured"], "reserved": body["reserved"],
        "status": "OPEN", "number": None, "subtotal": None, "total": None,
    }  # fmt: skip


def _bill_settled(evening: Evening, fact: Fact, body: Row) -> None:
    names = ("qr_session_id", "captured", "number", "subtotal", "total")
    evening.bills[body["id"]] = {**{name: body[name] for name in names}, "reserved": 0, "status": "SETTLED"}


def _payment_captured(evening: Evening, fact: Fact, body: Row) -> None:
    names = ("qr_session_id", "bill_id", "method", "amount", "rounding", "tip", "currency")
    evening.payments[body["id"]] = {**{name: body[name] for name in names}, "status": "CAPTURED"}


def _shift_opened(evening: Evening, fact: Fact, body: Row) -> None:
    names = ("staff_id", "starting_cash", "business_date")
    evening.shifts[body["id"]] = {**{name: body[name] for name in names}, "kind": body["shift_kind"]}


def _shift_cash(evening: Evening, fact: Fact, body: Row) -> None:
    evening.cash[body["id"]] = {name: body[name] for name in ("shift_id", "amount", "reason", "payment_id")}


def _product_availability(evening: Evening, fact: Fact, body: Row) -> None:
    evening.products[body["id"]] = {name: body[name] for name in ("available", "until", "channel", "remaining")}
    evening.menu_version = body["version"]


def _option_availability(evening: Evening, fact: Fact, body: Row) -> None:
    evening.options[body["id"]] = {name: body[name] for name in ("available", "until", "channel", "remaining")}
    evening.menu_version = body["version"]


def _menu_published(evening: Evening, fact: Fact, body: Row) -> None:
    evening.menu_version = body["version"]


_TOLD = {
    "session.opened": _session_opened,
    "session.rotated": _session_rotated,
    "session.closed": _session_closed,
    "session.locked": _session_locked,
    "session.limited": _session_limited,
    "guest.joined": _guest_joined,
    "guest.removed": _guest_removed,
    "guest.turned_away": _guest_turned_away,
    "guest.requested": _guest_requested,
    "guest.request_done": _request_done,
    "order.placed": _order_placed,
    "order.confirmed": _order_confirmed,
    "order.cancelled": _order_cancelled,
    "order.paid": _order_moved,
    "line.status": _line_moved,
    "line.voided": _line_voided,
    "line.flagged": _line_flagged,
    "line.acknowledged": _line_acknowledged,
    "bill.changed": _bill_changed,
    "bill.settled": _bill_settled,
    "payment.captured": _payment_captured,
    "shift.opened": _shift_opened,
    "shift.cash": _shift_cash,
    "product.availability": _product_availability,
    "option.availability": _option_availability,
    "menu.published": _menu_published,
}
