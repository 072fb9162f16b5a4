"""Switching products and options off and on, and counting their portions down and up."""

from collections.abc import Sequence
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from comanda.catalog.actions.publish import raise_version
from comanda.catalog.errors import InvalidMoment, LineFault, NoSuchOption, NoSuchProduct, OutOfStock, UntilNotAhead
from comanda.catalog.events import OptionAvailability, ProductAvailability
from comanda.catalog.queries.menu import menu_version
from comanda.catalog.queries.offers import overlay_of
from comanda.catalog.rules.availability import NO_OVERLAY, portions_of
from comanda.catalog.schemas.menu import SetAvailability
from comanda.catalog.tables import offer_options, offers, option_overlays, product_overlays
from comanda.catalog.values import Because, Overlay, Portions, Taking
from comanda.engine.timer import forget, remind
from comanda.engine.tx import Tx
from comanda.kernel.clock import DAY, from_text, maybe_text
from comanda.kernel.scope import Scope

PRODUCT_THERE = select(offers.c.id).where(offers.c.branch_id == bindparam("branch_id"), offers.c.id == bindparam("id"))
OPTION_THERE = select(offer_options.c.id).where(
    offer_options.c.branch_id == bindparam("branch_id"), offer_options.c.id == bindparam("id")
)
PRODUCT_OVERLAY = select(product_overlays).where(
    product_overlays.c.branch_id == bindparam("branch_id"), product_overlays.c.product_id == bindparam("id")
)
OPTION_OVERLAY = select(option_overlays).where(
    option_overlays.c.branch_id == bindparam("branch_id"), option_overlays.c.option_id == bindparam("id")
)


def _upsert(table: Any, key: str) -> Any:
    adding = insert(table)
    changed = {name: adding.excluded[name] for name in ("available", "until", "channel", "remaining")}
    return adding.on_conflict_do_update(index_elements=["branch_id", key], set_=changed)


def _take(table: Any, key: str) -> Any:
    return (
        update(table)
        .where(
            table.c.branch_id == bindparam("branch"),
            table.c[key] == bindparam("thing"),
            table.c.remaining >= bindparam("portions"),
        )
        .values(remaining=table.c.remaining - bindparam("portions"))
        .returning(table.c.remaining)
    )


def _give_back(table: Any, key: str) -> Any:
    return (
        update(table)
        .where(
            table.c.branch_id == bindparam("branch"), table.c[key] == bindparam("thing"), table.c.remaining.is_not(None)
        )
        .values(remaining=table.c.remaining + bindparam("portions"))
        .returning(table.c.remaining)
    )


SAVE_PRODUCT_OVERLAY = _upsert(product_overlays, "product_id")
SAVE_OPTION_OVERLAY = _upsert(option_overlays, "option_id")
TAKE_PRODUCT = _take(product_overlays, "product_id")
TAKE_OPTION = _take(option_overlays, "option_id")
GIVE_BACK_PRODUCT = _give_back(product_overlays, "product_id")
GIVE_BACK_OPTION = _give_back(option_overlays, "option_id")


LONGEST_OFF = 400 * DAY
"""Whoever means longer means until switched back."""
PRODUCT_BACK, OPTION_BACK = "product.available", "option.available"
"""The kinds of the reminders that what was switched off for a while is to come back."""


class Switch(Struct, frozen=True):
    """What a person wants of one product or option."""

    id: str
    wish: SetAvailability


class Switched(Struct, frozen=True):
    id: str
    overlay: Overlay
    menu_version: int


def set_product_availability(tx: Tx, scope: Scope, switch: Switch) -> Switched:
    """Raises NoSuchProduct, UntilNotAhead."""
    if tx.one(PRODUCT_THERE, branch_id=scope.branch_id, id=switch.id) is None:
        raise NoSuchProduct()
    before = tx.one(PRODUCT_OVERLAY, branch_id=scope.branch_id, id=switch.id)
    overlay = _wished(tx, before, switch.wish)
    if overlay == _overlay_before(before):
        return Switched(switch.id, overlay, menu_version(tx, scope.branch_id))
    _remember(tx, scope, PRODUCT_BACK, switch.id, overlay)
    return _save_product(tx, scope, switch.id, overlay)


def set_option_availability(tx: Tx, scope: Scope, switch: Switch) -> Switched:
    """Raises NoSuchOption, UntilNotAhead."""
    if tx.one(OPTION_THERE, branch_id=scope.branch_id, id=switch.id) is None:
        raise NoSuchOption()
    before = tx.one(OPTION_OVERLAY, branch_id=scope.branch_id, id=switch.id)
    overlay = _wished(tx, before, switch.wish)
    if overlay == _overlay_before(before):
        return Switched(switch.id, overlay, menu_version(tx, scope.branch_id))
    _remember(tx, scope, OPTION_BACK, switch.id, overlay)
    return _save_option(tx, scope, switch.id, overlay)


def bring_product_back(tx: Tx, scope: Scope, product_id: str) -> None:
    """The time it was switched off for is over; menus know it already, and now the log and the screens do."""
    overlay = overlay_of(tx.one(PRODUCT_OVERLAY, branch_id=scope.branch_id, id=product_id))
    if _is_over(overlay, tx.now):
        _save_product(tx, scope, product_id, replace(overlay, available=True, until=None))
    elif not overlay.available:
        _remember(tx, scope, PRODUCT_BACK, product_id, overlay)


def bring_option_back(tx: Tx, scope: Scope, option_id: str) -> None:
    """The same for an option."""
    overlay = overlay_of(tx.one(OPTION_OVERLAY, branch_id=scope.branch_id, id=option_id))
    if _is_over(overlay, tx.now):
        _save_option(tx, scope, option_id, replace(overlay, available=True, until=None))
    elif not overlay.available:
        _remember(tx, scope, OPTION_BACK, option_id, overlay)


def reserve(tx: Tx, scope: Scope, lines: Sequence[Taking], line_ids: Sequence[str] = ()) -> set[str]:
    """Take counted portions from the counts; returns the products and options that still count.

    Raises OutOfStock with every line that cannot be filled, by its place among `lines`, and by its id if given.
    """
    taken, counting, faults = portions_of(lines), set[str](), list[LineFault]()
    for product_id, portions in taken.products.items():
        if tx.one(TAKE_PRODUCT, branch=scope.branch_id, thing=product_id, portions=portions) is not None:
            counting.add(product_id)
            _tell_product(tx, scope, product_id)
            continue
        left = tx.one(PRODUCT_OVERLAY, branch_id=scope.branch_id, id=product_id).remaining
        places = [place for place, line in enumerate(lines) if line.counted and line.product_id == product_id]
        faults += _short(lines, places, None, left, line_ids)
    for option_id, portions in taken.options.items():
        if tx.one(TAKE_OPTION, branch=scope.branch_id, thing=option_id, portions=portions) is not None:
            counting.add(option_id)
            _tell_option(tx, scope, option_id)
            continue
        left = tx.one(OPTION_OVERLAY, branch_id=scope.branch_id, id=option_id).remaining
        places = [place for place, line in enumerate(lines) if option_id in line.counted_options]
        faults += _short(lines, places, option_id, left, line_ids)
    if faults:
        raise OutOfStock(lines=sorted(faults, key=lambda fault: fault.index))
    return counting


def _short(
    lines: Sequence[Taking], places: Sequence[int], option_id: str | None, left: int | None, line_ids: Sequence[str]
) -> list[LineFault]:
    """None where the thing is no longer counted (`left` None): then nothing is short of it."""
    if left is None:
        return []
    return [
        LineFault(
            place, lines[place].product_id, Because.SOLD_OUT, option_id, left, line_ids[place] if line_ids else None
        )
        for place in places
    ]


def release(tx: Tx, scope: Scope, portions: Portions) -> None:
    """Portions of lines that will not be made go back to the counts that still count."""
    for product_id, number in portions.products.items():
        if tx.one(GIVE_BACK_PRODUCT, branch=scope.branch_id, thing=product_id, portions=number) is not None:
            _tell_product(tx, scope, product_id)
    for option_id, number in portions.options.items():
        if tx.one(GIVE_BACK_OPTION, branch=scope.branch_id, thing=option_id, portions=number) is not None:
            _tell_option(tx, scope, option_id)


def _save_product(tx: Tx, scope: Scope, product_id: str, overlay: Overlay) -> Switched:
    tx.run(SAVE_PRODUCT_OVERLAY, product_id=product_id, **_row(scope, overlay))
    version = raise_version(tx, scope.branch_id)
    tx.record(ProductAvailability(**_fact(product_id, overlay, version)))
    return Switched(product_id, overlay, version)


def _save_option(tx: Tx, scope: Scope, option_id: str, overlay: Overlay) -> Switched:
    tx.run(SAVE_OPTION_OVERLAY, option_id=option_id, **_row(scope, overlay))
    version = raise_version(tx, scope.branch_id)
    tx.record(OptionAvailability(**_fact(option_id, overlay, version)))
    return Switched(option_id, overlay, version)


def _remember(tx: Tx, scope: Scope, kind: str, thing_id: str, overlay: Overlay) -> None:
    if overlay.until is None:
        forget(tx, scope, kind, thing_id)
    else:
        remind(tx, scope, kind, thing_id, overlay.until)


def _is_over(overlay: Overlay, now: int) -> bool:
    return not overlay.available and overlay.until is not None and overlay.until <= now


def _wished(tx: Tx, before: Any, wish: SetAvailability) -> Overlay:
    until = None if wish.until is None or wish.available else _moment(wish.until)
    if until is not None and not tx.now < until < tx.now + LONGEST_OFF:
        raise UntilNotAhead()
    remaining = wish.remaining
    if remaining is UNSET:
        remaining = None if before is None else before.remaining
        if wish.available and remaining == 0:
            remaining = None  # switched on again without a new count: no longer counted
    return Overlay(wish.available, until, wish.channel, remaining)


def _overlay_before(row: Any) -> Overlay:
    return NO_OVERLAY if row is None else overlay_of(row)


def _moment(text: str) -> int:
    """Microseconds; raises InvalidMoment."""
    try:
        return from_text(text)
    except ValueError:
        raise InvalidMoment() from None


def _row(scope: Scope, overlay: Overlay) -> dict[str, Any]:
    return {
        "branch_id": scope.branch_id,
        "available": int(overlay.available),
        "until": overlay.until,
        "channel": overlay.channel,
        "remaining": overlay.remaining,
    }


def _fact(thing_id: str, overlay: Overlay, version: int) -> dict[str, Any]:
    return {
        "id": thing_id,
        "available": overlay.available,
        "until": maybe_text(overlay.until),
        "channel": overlay.channel,
        "remaining": overlay.remaining,
        "version": version,
    }


def _tell_product(tx: Tx, scope: Scope, product_id: str) -> None:
    """A count moved, so open menus say how many are left; it moves no more often than there are portions."""
    overlay = overlay_of(tx.one(PRODUCT_OVERLAY, branch_id=scope.branch_id, id=product_id))
    tx.record(ProductAvailability(**_fact(product_id, overlay, raise_version(tx, scope.branch_id))))


def _tell_option(tx: Tx, scope: Scope, option_id: str) -> None:
    overlay = overlay_of(tx.one(OPTION_OVERLAY, branch_id=scope.branch_id, id=option_id))
    tx.record(OptionAvailability(**_fact(option_id, overlay, raise_version(tx, scope.branch_id))))
