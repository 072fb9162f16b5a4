"""The menu as people see it: one build for each branch, version and audience, with when it next changes by itself."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select

from comanda.catalog.queries.offers import overlay_of, window_ids, windows_of
from comanda.catalog.rules.availability import NO_OVERLAY, next_change, opens_at, unavailable_because
from comanda.catalog.schemas.menu import Menu, OptionGroupOut, OptionOut, ProductOut, ProductTypeOut
from comanda.catalog.tables import (
    menus,
    offer_groups,
    offer_options,
    offer_product_groups,
    offer_types,
    offers,
    option_overlays,
    product_overlays,
)
from comanda.catalog.values import Because, Overlay, Window
from comanda.engine.tx import Tx
from comanda.identity.queries import branch_of
from comanda.identity.values import Branch
from comanda.kernel.clock import maybe_text
from comanda.kernel.money import minor_unit
from comanda.kernel.wire import House, Named
from comanda.pricing.options import OptionGroup, answerable

VERSION = select(menus.c.version).where(menus.c.branch_id == bindparam("branch_id"))
TYPES = (
    select(
        offer_types.c.id, offer_types.c.name, offer_types.c.description, offer_types.c.position, offer_types.c.station,
        offer_types.c.translations,
    )
    .where(offer_types.c.branch_id == bindparam("branch_id"))
    .order_by(offer_types.c.position, offer_types.c.id)
)  # fmt: skip
STATIONS = (
    select(offer_types.c.station)
    .where(offer_types.c.branch_id == bindparam("branch_id"))
    .distinct()
    .order_by(offer_types.c.station)
)
PRODUCTS = (
    select(
        offers.c.id, offers.c.product_type_id, offers.c.sku, offers.c.name, offers.c.description, offers.c.price,
        offers.c.offered, offers.c.window_id, offers.c.type_window_id, offers.c.allergens, offers.c.details,
        offers.c.translations,
    )
    .where(offers.c.branch_id == bindparam("branch_id"))
    .order_by(offers.c.product_type_id, offers.c.position, offers.c.id)
)  # fmt: skip
GROUPS = select(
    offer_groups.c.id, offer_groups.c.name, offer_groups.c.min, offer_groups.c.max, offer_groups.c.max_per_option,
    offer_groups.c.free_quantity, offer_groups.c.translations,
).where(offer_groups.c.branch_id == bindparam("branch_id"))  # fmt: skip
OPTIONS = (
    select(
        offer_options.c.id, offer_options.c.group_id, offer_options.c.name, offer_options.c.price_delta,
        offer_options.c.offered, offer_options.c.is_default, offer_options.c.kind, offer_options.c.allergens,
        offer_options.c.opens_group_id, offer_options.c.translations,
    )
    .where(offer_options.c.branch_id == bindparam("branch_id"))
    .order_by(offer_options.c.group_id, offer_options.c.position, offer_options.c.id)
)  # fmt: skip
PRODUCT_GROUPS = (
    select(offer_product_groups.c.product_id, offer_product_groups.c.group_id)
    .where(offer_product_groups.c.branch_id == bindparam("branch_id"))
    .order_by(offer_product_groups.c.product_id, offer_product_groups.c.position)
)
PRODUCT_OVERLAYS = select(product_overlays).where(product_overlays.c.branch_id == bindparam("branch_id"))
OPTION_OVERLAYS = select(option_overlays).where(option_overlays.c.branch_id == bindparam("branch_id"))
_value = msgspec.json.decode


class Built(Struct, frozen=True):
    """A menu and the instant (microseconds) from which it may no longer be true."""

    menu: Menu
    changes_at: int | None


def menu_version(tx: Tx, branch_id: str) -> int:
    """0 before the first publication."""
    row = tx.one(VERSION, branch_id=branch_id)
    return 0 if row is None else row.version


def stations_of(tx: Tx, branch_id: str) -> list[str]:
    """Where the branch makes what it sells."""
    return [row.station for row in tx.all(STATIONS, branch_id=branch_id)]


def build_menu(tx: Tx, branch_id: str, *, guest: bool) -> Built:
    """Guests do not see what only staff may sell. Raises NoSuchBranch."""
    return _Builder(tx, branch_of(tx, branch_id), guest=guest).build()


class _Builder:
    """The rows of one branch's menu, being put together."""

    def __init__(self, tx: Tx, branch: Branch, *, guest: bool) -> None:
        self.tx, self.branch, self.guest, self.now = tx, branch, guest, tx.now
        self.windows = windows_of(tx, branch.id)
        self.product_overlays = {
            row.product_id: overlay_of(row) for row in tx.all(PRODUCT_OVERLAYS, branch_id=branch.id)
        }
        self.option_overlays = {row.option_id: overlay_of(row) for row in tx.all(OPTION_OVERLAYS, branch_id=branch.id)}
        self.groups = {row.id: row for row in tx.all(GROUPS, branch_id=branch.id)}
        self.options: dict[str, list[Any]] = {}
        for row in tx.all(OPTIONS, branch_id=branch.id):
            self.options.setdefault(row.group_id, []).append(row)
        self.built: dict[str, OptionGroupOut] = {}

    def build(self) -> Built:
        branch_id = self.branch.id
        groups_of: dict[str, list[OptionGroupOut]] = {}
        for row in self.tx.all(PRODUCT_GROUPS, branch_id=branch_id):
            groups_of.setdefault(row.product_id, []).append(self._group(row.group_id))
        products: dict[str, list[ProductOut]] = {}
        for row in self.tx.all(PRODUCTS, branch_id=branch_id):
            products.setdefault(row.product_type_id, []).append(self._product(row, groups_of.get(row.id, [])))
        types = [
            ProductTypeOut(
                row.id, row.name, row.description, row.position, row.station, products[row.id], _value(row.translations)
            )
            for row in self._types()
            if products.get(row.id)
        ]
        changes_at = self._changes_at()
        menu = Menu(
            version=menu_version(self.tx, branch_id),
            currency=self.branch.currency,
            minor_unit=minor_unit(self.branch.currency),
            language=self.branch.language,
            changes_at=maybe_text(changes_at),
            timezone=self.branch.timezone,
            branch=Named(branch_id, self.branch.name),
            house=House(self.branch.organization_name),
            product_types=types,
        )
        return Built(menu, changes_at)

    def _types(self) -> list[Any]:
        return self.tx.all(TYPES, branch_id=self.branch.id)

    def _changes_at(self) -> int | None:
        overlays: list[Overlay] = [*self.product_overlays.values(), *self.option_overlays.values()]
        untils = [overlay.until for overlay in overlays if not overlay.available]
        return next_change(self.windows.values(), untils, self.now, self.branch.timezone)

    def _group(self, group_id: str) -> OptionGroupOut:
        """Built once, with the groups that its options open; they never open each other in a circle."""
        if group_id not in self.built:
            row = self.groups[group_id]
            options = [self._option(option) for option in self.options.get(group_id, ())]
            self.built[group_id] = OptionGroupOut(
                row.id, row.name, row.min > 0, row.min, row.max, row.max_per_option, row.free_quantity, options,
                _value(row.translations),
            )  # fmt: skip
        return self.built[group_id]

    def _option(self, row: Any) -> OptionOut:
        """An option whose own question cannot be answered any more cannot be had either."""
        overlay = self.option_overlays.get(row.id, NO_OVERLAY)
        opens = None if row.opens_group_id is None else self._group(row.opens_group_id)
        available = self._because(bool(row.offered), overlay, []) is None and (opens is None or _can_be_answered(opens))
        return OptionOut(
            row.id, row.name, row.price_delta, available, bool(row.is_default), row.kind, _value(row.allergens), opens,
            _value(row.translations),
        )  # fmt: skip

    def _product(self, row: Any, groups: list[OptionGroupOut]) -> ProductOut:
        overlay = self.product_overlays.get(row.id, NO_OVERLAY)
        windows = [self.windows[window_id] for window_id in window_ids(row)]
        because = self._because(bool(row.offered), overlay, windows)
        if because is None and not all(_can_be_answered(group) for group in groups):
            because = Because.REQUIRED_CHOICE_GONE
        details = _value(row.details)
        return ProductOut(
            id=row.id,
            sku=row.sku,
            name=row.name,
            description=row.description,
            price=row.price,
            available=because is None,
            unavailable_because=because,
            available_from=self._available_from(because, overlay, windows),
            remaining=overlay.remaining,
            allergens=_value(row.allergens),
            additives=details.get("additives", []),
            tags=details.get("tags", []),
            spiciness=details.get("spiciness"),
            min_age=details.get("min_age"),
            option_groups=groups,
            translations=_value(row.translations),
        )

    def _because(self, offered: bool, overlay: Overlay, windows: list[Window]) -> Because | None:
        return unavailable_because(offered, overlay, windows, self.now, self.branch.timezone, self.guest)

    def _available_from(self, because: Because | None, overlay: Overlay, windows: list[Window]) -> str | None:
        if because in (Because.SWITCHED_OFF, Because.STAFF_ONLY):
            return maybe_text(overlay.until)
        if because is Because.OUTSIDE_HOURS:
            return maybe_text(opens_at(windows, self.now, self.branch.timezone))
        return None


def _can_be_answered(group: OptionGroupOut) -> bool:
    if not group.required:
        return True
    everything = frozenset(option.id for option in group.options)
    available = frozenset(option.id for option in group.options if option.available)
    return answerable(OptionGroup(group.id, group.min, group.max, group.max_per_option, everything), available)
