"""What an order is made of: offers that may be sold now, with the answers to their questions. Refuses line by line."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from comanda.catalog.errors import InvalidOptions, ItemUnavailable, LineFault
from comanda.catalog.rules.availability import NO_OVERLAY, unavailable_because
from comanda.catalog.tables import (
    offer_groups,
    offer_options,
    offer_product_groups,
    offer_windows,
    offers,
    option_overlays,
    product_overlays,
)
from comanda.catalog.values import (
    NONE_OF_THEM,
    Because,
    Channel,
    ChosenOption,
    OptionKind,
    Overlay,
    SoldLine,
    TaxedAt,
    Wanted,
    Window,
)
from comanda.engine.statements import among
from comanda.engine.strict import first_of
from comanda.engine.tx import Tx
from comanda.kernel.money import Millionths
from comanda.kernel.scope import Role, Scope
from comanda.pricing.line import Choice
from comanda.pricing.options import Answer, OptionFault, OptionGroup, check_answers

_OVERLAID = (product_overlays.c.branch_id == offers.c.branch_id) & (product_overlays.c.product_id == offers.c.id)
_OPTION_OVERLAID = (option_overlays.c.branch_id == offer_options.c.branch_id) & (
    option_overlays.c.option_id == offer_options.c.id
)
OFFERS = (
    select(
        offers.c.id, offers.c.name, offers.c.station, offers.c.price, offers.c.offered, offers.c.window_id,
        offers.c.type_window_id, offers.c.tax_id, offers.c.tax_name, offers.c.tax_rate, offers.c.takeaway_tax_id,
        offers.c.takeaway_tax_name, offers.c.takeaway_tax_rate, offers.c.cooking_minutes, offers.c.allergens,
        offers.c.priced_at, product_overlays.c.available,
        product_overlays.c.until, product_overlays.c.channel, product_overlays.c.remaining,
    )
    .select_from(offers.outerjoin(product_overlays, _OVERLAID))
    .where(offers.c.branch_id == bindparam("branch_id"), among(offers.c.id, "ids"))
)  # fmt: skip
GROUPS = (
    select(
        offer_product_groups.c.product_id, offer_groups.c.id, offer_groups.c.name, offer_groups.c.min,
        offer_groups.c.max, offer_groups.c.max_per_option, offer_groups.c.free_quantity, offer_groups.c.priced_at,
    )
    .select_from(
        offer_product_groups.join(
            offer_groups,
            (offer_groups.c.branch_id == offer_product_groups.c.branch_id)
            & (offer_groups.c.id == offer_product_groups.c.group_id),
        )
    )
    .where(offer_product_groups.c.branch_id == bindparam("branch_id"), among(offer_product_groups.c.product_id, "ids"))
    .order_by(offer_product_groups.c.product_id, offer_product_groups.c.position)
)  # fmt: skip
OPENED_GROUPS = select(
    offer_groups.c.id, offer_groups.c.name, offer_groups.c.min, offer_groups.c.max, offer_groups.c.max_per_option,
    offer_groups.c.free_quantity, offer_groups.c.priced_at,
).where(offer_groups.c.branch_id == bindparam("branch_id"), among(offer_groups.c.id, "ids"))  # fmt: skip
OPTIONS = (
    select(
        offer_options.c.id, offer_options.c.group_id, offer_options.c.name, offer_options.c.price_delta,
        offer_options.c.offered, offer_options.c.kind, offer_options.c.allergens, offer_options.c.opens_group_id,
        offer_options.c.priced_at, option_overlays.c.available,
        option_overlays.c.until, option_overlays.c.channel, option_overlays.c.remaining,
    )
    .select_from(offer_options.outerjoin(option_overlays, _OPTION_OVERLAID))
    .where(offer_options.c.branch_id == bindparam("branch_id"), among(offer_options.c.id, "ids"))
)  # fmt: skip
MOST_LINE_FAULTS = 120
"""Named in one refusal: every line of an order, and as many of its answers again."""
_value = msgspec.json.decode
WINDOWS = select(
    offer_windows.c.id,
    offer_windows.c.name,
    offer_windows.c.weekdays,
    offer_windows.c.from_minute,
    offer_windows.c.to_minute,
).where(offer_windows.c.branch_id == bindparam("branch_id"))


def offers_on_sale(tx: Tx, scope: Scope, wanted: Sequence[Wanted], *, takeaway: bool, zone_name: str) -> list[SoldLine]:
    """The lines as they may be sold now. Raises ItemUnavailable, then InvalidOptions, with the lines at fault."""
    board = _Board(tx, scope, wanted, zone_name)
    faults = (fault for index, line in enumerate(wanted) for fault in board.unavailable(index, line))
    if named := list(islice(faults, MOST_LINE_FAULTS)):
        raise ItemUnavailable(lines=named)
    errors, more = first_of(error for index, line in enumerate(wanted) for error in board.wrong_answers(index, line))
    if errors:
        raise InvalidOptions(errors=errors, truncated=more or None)
    return [board.sold(line, takeaway=takeaway) for line in wanted]


def overlay_of(row: Any) -> Overlay:
    if row.channel is None:
        return NO_OVERLAY
    return Overlay(bool(row.available), row.until, Channel(row.channel), row.remaining)


def windows_of(tx: Tx, branch_id: str) -> dict[str, Window]:
    return {row.id: Window(*row) for row in tx.all(WINDOWS, branch_id=branch_id)}


def window_ids(row: Any) -> list[str]:
    """A product is sold inside its own hours and those of its type."""
    return [window_id for window_id in (row.window_id, row.type_window_id) if window_id is not None]


class _Board:
    """Everything the wanted lines need, read in three to five statements."""

    def __init__(self, tx: Tx, scope: Scope, wanted: Sequence[Wanted], zone_name: str) -> None:
        self.now, self.zone_name, self.guest = tx.now, zone_name, scope.role is Role.GUEST
        branch_id = scope.branch_id
        ids = list({line.product_id for line in wanted})
        self.offers = {row.id: row for row in tx.all(OFFERS, branch_id=branch_id, ids=ids)}
        self.groups: dict[str, list[Any]] = {}
        for row in tx.all(GROUPS, branch_id=branch_id, ids=ids):
            self.groups.setdefault(row.product_id, []).append(row)
        chosen = list({option_id for line in wanted for option_id, _ in line.answers})
        found = tx.all(OPTIONS, branch_id=branch_id, ids=chosen) if chosen else []
        self.options = {row.id: row for row in found}
        opened = list({row.opens_group_id for row in found if row.opens_group_id is not None})
        rows = tx.all(OPENED_GROUPS, branch_id=branch_id, ids=opened) if opened else []
        self.opened = {row.id: row for row in rows}
        timed = any(window_ids(row) for row in self.offers.values())
        self.windows = windows_of(tx, branch_id) if timed else {}

    def unavailable(self, index: int, line: Wanted) -> Iterable[LineFault]:
        offer = self.offers.get(line.product_id)
        if offer is None:
            yield LineFault(index, line.product_id, Because.UNKNOWN)
            return
        if reason := self._reason(offer, [self.windows[window_id] for window_id in window_ids(offer)]):
            left = 0 if reason is Because.SOLD_OUT else None
            yield LineFault(index, line.product_id, reason, remaining=left)
        for option_id in dict.fromkeys(option_id for option_id, _ in line.answers):
            option = self.options.get(option_id)
            if option is not None and (reason := self._reason(option, ())):
                left = 0 if reason is Because.SOLD_OUT else None
                yield LineFault(index, line.product_id, reason, option_id, left)

    def wrong_answers(self, index: int, line: Wanted) -> Iterable[dict[str, str | int]]:
        groups = self._groups(line)
        if not groups and not line.answers:
            return
        questions = [self._question(group, line) for group in groups]
        answers = [Answer(option_id, quantity) for option_id, quantity in line.answers]
        names = {group.id: group.name for group in groups}
        for fault in check_answers(questions, answers):
            yield _answer_error(index, fault, names)

    def sold(self, line: Wanted, *, takeaway: bool) -> SoldLine:
        offer, groups = self.offers[line.product_id], self._groups(line)
        names = {group.id: group.name for group in groups}
        chosen = [(self.options[option_id], quantity) for option_id, quantity in _summed(line.answers)]
        answered = [group for group in groups if any(row.group_id == group.id for row, _ in chosen)]
        tax = (
            TaxedAt(offer.takeaway_tax_id, offer.takeaway_tax_name, Millionths(offer.takeaway_tax_rate))
            if takeaway
            else TaxedAt(offer.tax_id, offer.tax_name, Millionths(offer.tax_rate))
        )
        return SoldLine(
            product_id=offer.id,
            name=offer.name,
            station=offer.station,
            quantity=line.quantity,
            price=offer.price,
            options=tuple(
                ChosenOption(row.id, names[row.group_id], row.name, row.price_delta, quantity, row.kind)
                for row, quantity in chosen
            ),
            choices=tuple(Choice(row.id, row.group_id, row.price_delta, quantity) for row, quantity in chosen),
            free={group.id: group.free_quantity for group in answered if group.free_quantity},
            tax=tax,
            counted=offer.remaining is not None,
            counted_options=tuple(row.id for row, _ in chosen if row.remaining is not None),
            left={row.id: row.remaining for row in (offer, *(row for row, _ in chosen)) if row.remaining is not None},
            allergens=_allergens(offer, chosen),
            cooking_minutes=offer.cooking_minutes,
            priced_at=max(
                offer.priced_at, *(row.priced_at for row, _ in chosen), *(group.priced_at for group in answered), 0
            ),
        )

    def _reason(self, row: Any, windows: Sequence[Window]) -> Because | None:
        if row.offered and row.channel is None and not windows:
            return None  # the usual case, and the hot path
        return unavailable_because(bool(row.offered), overlay_of(row), windows, self.now, self.zone_name, self.guest)

    def _groups(self, line: Wanted) -> list[Any]:
        """What the product asks, then what the line's answers open; whether they may is for the check to say."""
        asked = self.groups.get(line.product_id, [])
        if not self.opened:
            return asked
        known = {group.id for group in asked}
        opens = dict.fromkeys(option.opens_group_id for option in self._chosen(line))
        return asked + [
            self.opened[group_id] for group_id in opens if group_id in self.opened and group_id not in known
        ]

    def _chosen(self, line: Wanted) -> list[Any]:
        return [self.options[option_id] for option_id, _ in line.answers if option_id in self.options]

    def _question(self, group: Any, line: Wanted) -> OptionGroup:
        """Only the chosen options matter to the check, so only those are read."""
        chosen = self._chosen(line)
        ids = frozenset(option.id for option in chosen if option.group_id == group.id)
        own = any(one.id == group.id for one in self.groups.get(line.product_id, ()))
        openers = None if own else frozenset(option.id for option in chosen if option.opens_group_id == group.id)
        return OptionGroup(group.id, group.min, group.max, group.max_per_option, ids, openers)


def _allergens(offer: Any, chosen: Sequence[tuple[Any, int]]) -> tuple[str, ...]:
    """Of the dish as it is ordered; nothing when the product's own are unknown.

    Free of the fourteen is only what is so in each of its parts.
    """
    own: list[str] = _value(offer.allergens)
    parts = [own, *(_value(row.allergens) for row, _ in chosen if row.kind != OptionKind.REMOVE)]
    named = dict.fromkeys(code for part in parts for code in part if code != NONE_OF_THEM)
    if not own or (not named and not all(parts)):
        return ()
    return tuple(named) or (NONE_OF_THEM,)


def _summed(answers: Sequence[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """An option named twice is one answer with the sum of its quantities."""
    sums: dict[str, int] = {}
    for option_id, quantity in answers:
        sums[option_id] = sums.get(option_id, 0) + quantity
    return sums.items()


def _answer_error(index: int, fault: OptionFault, names: dict[str, str]) -> dict[str, str | int]:
    error: dict[str, str | int] = {"pointer": f"/lines/{index}/options", "code": fault.code, "index": index}
    if fault.group_id is not None:
        error["group_id"] = fault.group_id
        error["group"] = names[fault.group_id]
    if fault.option_id is not None:
        error["option_id"] = fault.option_id
    return error
