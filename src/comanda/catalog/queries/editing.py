"""The organization's catalog as its manager sees it: lists whole, single things by id."""

from collections import Counter
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from comanda.catalog.errors import (
    NoSuchOptionGroup,
    NoSuchProduct,
    NoSuchProductType,
    NoSuchTaxRate,
    NoSuchWindow,
)
from comanda.catalog.queries.catalog import (
    GROUPS,
    OPTIONS,
    PRODUCT_GROUPS,
    PRODUCTS,
    TAX_RATES,
    TYPE_GROUPS,
    TYPES,
    WINDOWS,
)
from comanda.catalog.queries.publication import effective_groups, links
from comanda.catalog.rules.checks import Present
from comanda.catalog.rules.nesting import Opens, asked_by
from comanda.catalog.schemas.editing import (
    BranchPriceItem,
    OptionGroupItem,
    OptionItem,
    ProductItem,
    ProductTypeItem,
    Reach,
    TaxRateItem,
    WindowItem,
)
from comanda.catalog.tables import branch_prices, product_option_groups, products
from comanda.catalog.values import Row
from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.identity.queries import branches_of, organization_of
from comanda.kernel.money import rate_to_text
from comanda.kernel.wire import Named

BRIEF = select(
    products.c.id, products.c.name, products.c.sku, products.c.product_type_id, products.c.tax_rate_id,
    products.c.takeaway_tax_rate_id, products.c.window_id, products.c.position,
).where(products.c.organization_id == bindparam("organization_id"), products.c.archived == 0)  # fmt: skip
PRODUCT = select(products).where(
    products.c.organization_id == bindparam("organization_id"),
    products.c.id == bindparam("id"),
    products.c.archived == 0,
)
GROUPS_OF_PRODUCT = (
    select(product_option_groups.c.group_id)
    .where(
        product_option_groups.c.organization_id == bindparam("organization_id"),
        product_option_groups.c.product_id == bindparam("id"),
    )
    .order_by(product_option_groups.c.position)
)
PRICES_AT = (
    select(branch_prices)
    .where(among(branch_prices.c.branch_id, "branch_ids"))
    .order_by(branch_prices.c.branch_id, branch_prices.c.product_id)
)
PRICES_OF_PRODUCT = (
    select(branch_prices.c.branch_id, branch_prices.c.price)
    .where(among(branch_prices.c.branch_id, "branch_ids"), branch_prices.c.product_id == bindparam("id"))
    .order_by(branch_prices.c.branch_id)
)
_value = msgspec.json.decode


def tax_rates(tx: Tx, organization_id: str) -> list[TaxRateItem]:
    """Oldest first."""
    uses = Counter[str]()
    for row in brief_products(tx, organization_id):
        uses.update({row.tax_rate_id, row.takeaway_tax_rate_id or row.tax_rate_id})
    rows = sorted(tx.all(TAX_RATES, organization_id=organization_id), key=lambda row: row.id)
    return [TaxRateItem(row.id, row.name, rate_to_text(row.rate), uses[row.id], row.version) for row in rows]


def tax_rate(tx: Tx, organization_id: str, rate_id: str) -> TaxRateItem:
    """Raises NoSuchTaxRate."""
    found = next((item for item in tax_rates(tx, organization_id) if item.id == rate_id), None)
    if found is None:
        raise NoSuchTaxRate()
    return found


def windows(tx: Tx, organization_id: str) -> list[WindowItem]:
    """Oldest first."""
    kinds = tx.all(TYPES, organization_id=organization_id)
    uses = Counter(row.window_id for row in [*kinds, *brief_products(tx, organization_id)])
    rows = sorted(tx.all(WINDOWS, organization_id=organization_id), key=lambda row: row.id)
    return [
        WindowItem(
            row.id,
            row.name,
            [day + 1 for day in range(7) if row.weekdays >> day & 1],
            _clock(row.from_minute),
            _clock(row.to_minute),
            uses[row.id],
            row.version,
        )
        for row in rows
    ]


def window(tx: Tx, organization_id: str, window_id: str) -> WindowItem:
    """Raises NoSuchWindow."""
    found = next((item for item in windows(tx, organization_id) if item.id == window_id), None)
    if found is None:
        raise NoSuchWindow()
    return found


def users_of_window(tx: Tx, organization_id: str, window_id: str) -> list[Named]:
    """The types and products that are sold in these hours."""
    rows = [*tx.all(TYPES, organization_id=organization_id), *brief_products(tx, organization_id)]
    return [Named(row.id, row.name) for row in rows if row.window_id == window_id]


def product_types(tx: Tx, organization_id: str) -> list[ProductTypeItem]:
    """In the menu's order."""
    counts = Counter(row.product_type_id for row in brief_products(tx, organization_id))
    groups = groups_of_types(tx, organization_id)
    rows = sorted(tx.all(TYPES, organization_id=organization_id), key=lambda row: (row.position, row.id))
    return [
        ProductTypeItem(
            row.id, row.name, row.description, row.position, row.station, groups.get(row.id, []), row.window_id,
            row.cooking_minutes, counts[row.id], _value(row.translations), row.version,
        )
        for row in rows
    ]  # fmt: skip


def product_type(tx: Tx, organization_id: str, type_id: str) -> ProductTypeItem:
    """Raises NoSuchProductType."""
    found = next((item for item in product_types(tx, organization_id) if item.id == type_id), None)
    if found is None:
        raise NoSuchProductType()
    return found


def brief_products(tx: Tx, organization_id: str) -> list[Any]:
    """Of every product what others refer to and count by."""
    return tx.all(BRIEF, organization_id=organization_id)


def list_of_products(tx: Tx, organization_id: str) -> list[ProductItem]:
    """In the menu's order: types by position, then products by theirs."""
    places = {kind.id: place for place, kind in enumerate(product_types(tx, organization_id))}
    groups = links(tx.all(PRODUCT_GROUPS, organization_id=organization_id), "product_id")
    prices: dict[str, list[BranchPriceItem]] = {}
    for row in tx.all(PRICES_AT, branch_ids=_branch_ids(tx, organization_id)):
        prices.setdefault(row.product_id, []).append(BranchPriceItem(row.branch_id, row.price))
    rows = [row for row in tx.all(PRODUCTS, organization_id=organization_id) if row.product_type_id in places]
    rows.sort(key=lambda row: (places[row.product_type_id], row.position, row.id))
    return [_product(row, groups.get(row.id, []), prices.get(row.id, [])) for row in rows]


def product(tx: Tx, organization_id: str, product_id: str) -> ProductItem:
    """Raises NoSuchProduct."""
    row = tx.one(PRODUCT, organization_id=organization_id, id=product_id)
    if row is None:
        raise NoSuchProduct()
    groups = [one.group_id for one in tx.all(GROUPS_OF_PRODUCT, organization_id=organization_id, id=product_id)]
    found = tx.all(PRICES_OF_PRODUCT, branch_ids=_branch_ids(tx, organization_id), id=product_id)
    return _product(row, groups, [BranchPriceItem(one.branch_id, one.price) for one in found])


def product_row(tx: Tx, organization_id: str, product_id: str) -> Row:
    """Its columns, and `option_group_ids`. Raises NoSuchProduct."""
    row = tx.one(PRODUCT, organization_id=organization_id, id=product_id)
    if row is None:
        raise NoSuchProduct()
    groups = tx.all(GROUPS_OF_PRODUCT, organization_id=organization_id, id=product_id)
    return {**row._asdict(), "option_group_ids": [one.group_id for one in groups]}


def option_groups(tx: Tx, organization_id: str) -> list[OptionGroupItem]:
    """By name, each with its options in order and the products that may ask it."""
    options: dict[str, list[Any]] = {}
    for row in tx.all(OPTIONS, organization_id=organization_id):
        options.setdefault(row.group_id, []).append(row)
    users = _users_of_groups(tx, organization_id)
    rows = sorted(tx.all(GROUPS, organization_id=organization_id), key=lambda row: (row.name.casefold(), row.id))
    return [_group(row, options.get(row.id, []), users.get(row.id, [])) for row in rows]


def option_group(tx: Tx, organization_id: str, group_id: str) -> OptionGroupItem:
    """Raises NoSuchOptionGroup."""
    found = next((item for item in option_groups(tx, organization_id) if item.id == group_id), None)
    if found is None:
        raise NoSuchOptionGroup()
    return found


def groups_of_types(tx: Tx, organization_id: str) -> dict[str, list[str]]:
    """What all products of a type ask, in order."""
    return links(tx.all(TYPE_GROUPS, organization_id=organization_id), "product_type_id")


def present_in(tx: Tx, organization_id: str, product_id: str = "") -> Present:
    """What may be referred to; the codes are those of all products but this one."""
    house = {"organization_id": organization_id}
    return Present(
        tax_rates={row.id for row in tx.all(TAX_RATES, **house)},
        windows={row.id for row in tx.all(WINDOWS, **house)},
        types={row.id for row in tx.all(TYPES, **house)},
        groups={row.id for row in tx.all(GROUPS, **house)},
        skus={row.sku for row in tx.all(BRIEF, **house) if row.sku and row.id != product_id},
    )


def language_of(tx: Tx, organization_id: str) -> str:
    """The one the catalog's own texts are in."""
    return organization_of(tx, organization_id).language


def reach_of(tx: Tx, organization_id: str) -> Reach:
    """Everywhere."""
    return Reach([Named(branch.id, branch.name) for branch in branches_of(tx, organization_id)])


def openings(tx: Tx, organization_id: str) -> Opens:
    """The groups that the options of each group open."""
    opens: dict[str, set[str]] = {row.id: set() for row in tx.all(GROUPS, organization_id=organization_id)}
    for row in tx.all(OPTIONS, organization_id=organization_id):
        if row.group_id in opens and row.opens_group_id in opens:
            opens[row.group_id].add(row.opens_group_id)
    return opens


def _users_of_groups(tx: Tx, organization_id: str) -> dict[str, list[Named]]:
    opens = openings(tx, organization_id)
    type_groups = groups_of_types(tx, organization_id)
    own_groups = links(tx.all(PRODUCT_GROUPS, organization_id=organization_id), "product_id")
    users: dict[str, list[Named]] = {}
    for row in sorted(brief_products(tx, organization_id), key=lambda row: (row.name.casefold(), row.id)):
        for group_id in asked_by(effective_groups(type_groups, own_groups, row), opens):
            users.setdefault(group_id, []).append(Named(row.id, row.name))
    return users


def _product(row: Any, group_ids: list[str], prices: list[BranchPriceItem]) -> ProductItem:
    details = _value(row.details)
    return ProductItem(
        id=row.id,
        product_type_id=row.product_type_id,
        name=row.name,
        description=row.description,
        sku=row.sku,
        price=row.price,
        tax_rate_id=row.tax_rate_id,
        takeaway_tax_rate_id=row.takeaway_tax_rate_id,
        allergens=_value(row.allergens),
        additives=details.get("additives", []),
        tags=details.get("tags", []),
        spiciness=details.get("spiciness"),
        min_age=details.get("min_age"),
        option_group_ids=group_ids,
        available=bool(row.available),
        position=row.position,
        window_id=row.window_id,
        branch_prices=prices,
        translations=_value(row.translations),
        version=row.version,
    )


def _group(row: Any, options: list[Any], users: list[Named]) -> OptionGroupItem:
    options.sort(key=lambda option: (option.position, option.id))
    return OptionGroupItem(
        row.id, row.name, row.min > 0, row.min, row.max, row.max_per_option, row.free_quantity,
        [_option(option) for option in options], users, _value(row.translations), row.version,
    )  # fmt: skip


def _option(row: Any) -> OptionItem:
    return OptionItem(
        row.id, row.name, row.price_delta, bool(row.available), bool(row.is_default), row.position, row.kind,
        _value(row.allergens), row.opens_group_id, _value(row.translations),
    )  # fmt: skip


def _branch_ids(tx: Tx, organization_id: str) -> list[str]:
    return [branch.id for branch in branches_of(tx, organization_id)]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
