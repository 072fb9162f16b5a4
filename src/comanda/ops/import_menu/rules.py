"""What a menu file must keep to beyond its shape, and what is worth saying about one that does."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import UNSET, UnsetType

from comanda.catalog.values import ALLERGENS, NONE_OF_THEM, Row
from comanda.engine.strict import Faults, fault
from comanda.kernel.clock import zone_names
from comanda.kernel.money import minor_unit, rate_from_text
from comanda.kernel.text import alike, clean, has_hidden
from comanda.ops.import_menu.shapes import MenuBranch, MenuFile, MenuGroup, MenuProduct, Text
from comanda.pricing.options import OptionGroup, answerable

LONGEST_NAME = 120
LONGEST_DESCRIPTION = 1000
NO_ALLERGENS: tuple[list[str] | UnsetType, ...] = (UNSET, [], [NONE_OF_THEM])
NOT_TAKEN = ("published_price_without_tax", "old_code", "imitation_crab")


def faults_of(menu: MenuFile) -> Faults:
    """Every broken rule, also in a file whose shape is already at fault: empty ids and texts are passed over."""
    return [
        *_faults_of_branches(menu),
        *_faults_of_rates(menu),
        *_faults_of_windows(menu),
        *_faults_of_categories(menu),
        *_faults_of_groups(menu),
        *_faults_of_products(menu),
        *_faults_of_counts(menu),
    ]


def counts_of(menu: MenuFile) -> dict[str, int]:
    """The numbers a file may carry to be checked against."""
    return {
        "branches": len(menu.branches),
        "tables": sum(len(branch.tables) for branch in menu.branches),
        "categories": len(menu.categories),
        "products": len(menu.products),
        "option_groups": len(menu.option_groups),
        "options": sum(len(group.options) for group in menu.option_groups),
        "products_with_option_groups": sum(bool(product.option_group_ids) for product in menu.products),
        "products_with_allergens": sum(product.allergens not in NO_ALLERGENS for product in menu.products),
    }


def _faults_of_branches(menu: MenuFile) -> Iterator[dict[str, str]]:
    yield from _twice("/branches", "id", (branch.id for branch in menu.branches))
    yield from _twice("/branches", "name", (alike(branch.name) for branch in menu.branches))
    product_ids = {product.id for product in menu.products}
    for index, branch in enumerate(menu.branches):
        at = f"/branches/{index}"
        yield from _faults_of_money(at, branch, menu.branches[0])
        if not _is_zone(branch.timezone):
            yield fault(f"{at}/timezone", "unknown-value", f"{branch.timezone!r} is no IANA time zone")
        yield from _twice(f"{at}/tables", "id", (table.id for table in branch.tables))
        yield from _twice(f"{at}/tables", "label", (alike(table.label) for table in branch.tables))
        yield from _unknown(f"{at}/unavailable_product_ids", branch.unavailable_product_ids, product_ids, "product")
        priced = [override.product_id for override in branch.price_overrides]
        yield from _unknown(f"{at}/price_overrides", priced, product_ids, "product", field="/product_id")
        yield from _twice(f"{at}/price_overrides", "product_id", priced)


def _faults_of_money(at: str, branch: MenuBranch, first: MenuBranch) -> Iterator[dict[str, str]]:
    if not branch.currency:
        return
    try:
        decimals = minor_unit(branch.currency)
    except ValueError as error:
        yield fault(f"{at}/currency", "unknown-value", str(error))
        return
    if branch.minor_unit != decimals:
        yield fault(f"{at}/minor_unit", "contradiction", f"{branch.currency} has {decimals} decimals")
    if first.currency and branch.currency != first.currency:
        yield fault(
            f"{at}/currency", "contradiction", "an organization has one currency; the first branch names another"
        )


def _faults_of_rates(menu: MenuFile) -> Iterator[dict[str, str]]:
    yield from _twice("/tax_rates", "id", (rate.id for rate in menu.tax_rates))
    for index, rate in enumerate(menu.tax_rates):
        if not rate.rate:
            continue
        try:
            rate_from_text(rate.rate)
        except ValueError as error:
            yield fault(f"/tax_rates/{index}/rate", "wrong-type", str(error))


def _faults_of_windows(menu: MenuFile) -> Iterator[dict[str, str]]:
    yield from _twice("/availability_windows", "id", (window.id for window in menu.availability_windows))
    for index, window in enumerate(menu.availability_windows):
        yield from _faults_of_name(f"/availability_windows/{index}/name", window.name)


def _faults_of_categories(menu: MenuFile) -> Iterator[dict[str, str]]:
    yield from _twice("/categories", "id", (category.id for category in menu.categories))
    windows = {window.id for window in menu.availability_windows}
    for index, category in enumerate(menu.categories):
        at = f"/categories/{index}"
        yield from _faults_of_name(f"{at}/name", category.name)
        yield from _too_long(f"{at}/description", category.description or {}, LONGEST_DESCRIPTION)
        yield from _no_such(f"{at}/availability_window_id", category.availability_window_id, windows, "window")


def _faults_of_groups(menu: MenuFile) -> Iterator[dict[str, str]]:
    yield from _twice("/option_groups", "id", (group.id for group in menu.option_groups))
    for index, group in enumerate(menu.option_groups):
        at = f"/option_groups/{index}"
        yield from _faults_of_name(f"{at}/name", group.name)
        yield from _faults_of_limits(at, group)
        yield from _twice(f"{at}/options", "id", (option.id for option in group.options))
        for place, option in enumerate(group.options):
            yield from _faults_of_name(f"{at}/options/{place}/name", option.name)
            yield from _unknown_allergens(f"{at}/options/{place}/allergens", option.allergens or [])


def _faults_of_limits(at: str, group: MenuGroup) -> Iterator[dict[str, str]]:
    if group.required != (group.min > 0):
        wanted = "true" if group.min > 0 else "false"
        yield fault(f"{at}/required", "contradiction", f"min is {group.min}, so required must be {wanted}")
    if group.max is not None and group.min > group.max:
        yield fault(f"{at}/min", "contradiction", f"min {group.min} is more than max {group.max}")
    elif not answerable(_question(group), _question(group).option_ids):
        number = len(group.options)
        yield fault(f"{at}/options", "cannot-be-answered", f"asks for {group.min} answers and offers {number}")
    defaults = sum(option.default is True for option in group.options)
    if group.max is not None and defaults > group.max:
        yield fault(f"{at}/options", "contradiction", f"{defaults} defaults where {group.max} may be chosen")


def merged_faults(at: str, group: Row, options: Sequence[Row]) -> Iterator[dict[str, str]]:
    """What the file says of a group must go with what the house has added to it."""
    everything = frozenset(row["id"] for row in options)
    question = OptionGroup(group["id"], group["min"], group["max"], group["max_per_option"], everything)
    defaults = [row["name"] for row in options if row["is_default"]]
    if not answerable(question, everything):
        yield fault(f"{at}/options", "cannot-be-answered", "with what the house has set, it cannot be answered")
    if group["max"] is not None and len(defaults) > group["max"]:
        detail = f"with those of the house there are {len(defaults)} defaults: {', '.join(defaults)}"
        yield fault(f"{at}/options", "contradiction", detail)


def _faults_of_products(menu: MenuFile) -> Iterator[dict[str, str]]:
    yield from _twice("/products", "id", (product.id for product in menu.products))
    categories = {category.id for category in menu.categories}
    rates = {rate.id for rate in menu.tax_rates}
    windows = {window.id for window in menu.availability_windows}
    groups = {group.id: group for group in menu.option_groups}
    cheapest = _cheapest_prices(menu)
    for index, product in enumerate(menu.products):
        at = f"/products/{index}"
        yield from _faults_of_name(f"{at}/name", product.name)
        yield from _too_long(f"{at}/description", product.description or {}, LONGEST_DESCRIPTION)
        yield from _no_such(f"{at}/category_id", product.category_id, categories, "category")
        yield from _no_such(f"{at}/tax_rate_id", product.tax_rate_id, rates, "tax rate")
        yield from _no_such(f"{at}/takeaway_tax_rate_id", product.takeaway_tax_rate_id, rates, "tax rate")
        yield from _no_such(f"{at}/availability_window_id", product.availability_window_id, windows, "window")
        yield from _unknown_allergens(f"{at}/allergens", product.allergens or [])
        group_ids = product.option_group_ids or []
        yield from _unknown(f"{at}/option_group_ids", group_ids, groups, "option group")
        yield from _twice(f"{at}/option_group_ids", "", group_ids)
        asked = [groups[group_id] for group_id in dict.fromkeys(group_ids) if group_id in groups]
        lowest = cheapest[product.id] + sum(_lowest_sum(group) for group in asked)
        if lowest < 0:
            detail = f"with these options it can cost {lowest}, less than nothing"
            yield fault(f"{at}/option_group_ids", "below-nothing", detail)


def _faults_of_counts(menu: MenuFile) -> Iterator[dict[str, str]]:
    present = counts_of(menu)
    for name, number in menu.counts.items():
        if name not in present:
            yield fault(f"/counts/{name}", "unknown-field", "there is no such count")
        elif number != present[name]:
            yield fault(f"/counts/{name}", "contradiction", f"says {number}, the file holds {present[name]}")


def _cheapest_prices(menu: MenuFile) -> dict[str, int]:
    """What each product costs where it is cheapest."""
    prices = {product.id: product.price for product in menu.products}
    for branch in menu.branches:
        for override in branch.price_overrides:
            prices[override.product_id] = min(override.price, prices.get(override.product_id, override.price))
    return prices


def _lowest_sum(group: MenuGroup) -> int:
    """The least the answers of a group can come to: every discount it allows, and the cheapest of what it demands."""
    deltas = sorted(option.price_delta for option in group.options for _ in range(group.max_per_option or 1))
    most = len(deltas) if group.max is None else group.max
    chosen = [delta for place, delta in enumerate(deltas[:most]) if delta < 0 or place < group.min]
    return sum(delta for place, delta in enumerate(chosen) if delta < 0 or place >= (group.free_quantity or 0))


def _question(group: MenuGroup) -> OptionGroup:
    ids = frozenset(str(place) for place in range(len(group.options)))
    return OptionGroup(group.id, group.min, group.max, group.max_per_option or 1, ids)


def _is_zone(name: str) -> bool:
    return not name or name in zone_names()


def _faults_of_name(at: str, name: Text) -> Iterator[dict[str, str]]:
    if not any(clean(text) for text in name.values()):
        yield fault(at, "missing", "a name is needed in at least one language")
    yield from _too_long(at, name, LONGEST_NAME)


def _too_long(at: str, text: Text, limit: int) -> Iterator[dict[str, str]]:
    for language, words in text.items():
        length = len(clean(words, breaks=True))
        if length > limit:
            yield fault(f"{at}/{language}", "wrong-length", f"{length} characters; {limit} are allowed")


def _twice(at: str, field: str, values: Iterable[str]) -> Iterator[dict[str, str]]:
    """Every further use of what must be unique, naming the first."""
    first: dict[str, int] = {}
    for index, value in enumerate(values):
        if value and first.setdefault(value, index) != index:
            where = f"{at}/{index}/{field}".rstrip("/")
            yield fault(where, "duplicate", f"{value!r} stands at {at}/{first[value]} already")


def _no_such(at: str, wanted: str | UnsetType | None, known: Collection[str], what: str) -> Iterator[dict[str, str]]:
    if wanted and wanted not in known:
        yield fault(at, "unknown-reference", f"there is no {what} {wanted!r} in this file")


def _unknown(
    at: str, wanted: Iterable[str], known: Collection[str], what: str, *, field: str = ""
) -> Iterator[dict[str, str]]:
    for index, one in enumerate(wanted):
        yield from _no_such(f"{at}/{index}{field}", one, known, what)


def _unknown_allergens(at: str, allergens: Collection[str]) -> Iterator[dict[str, str]]:
    for index, allergen in enumerate(allergens):
        if allergen == NONE_OF_THEM and len(allergens) > 1:
            yield fault(f"{at}/{index}", "contradiction", f"{NONE_OF_THEM!r} stands alone, or not at all")
        elif allergen and allergen not in (*ALLERGENS, NONE_OF_THEM):
            yield fault(f"{at}/{index}", "unknown-value", f"{allergen!r} is none of the fourteen allergens")


def remarks_on(menu: MenuFile) -> list[str]:
    """What a person should know of a file that can be taken: nothing is guessed or left out in silence."""
    return [
        *_same_codes(menu.products),
        *_not_to_be_had(menu),
        *_other_languages(menu),
        *_cleaned(menu),
        *(
            f"not kept: {field} (of {number} products)"
            for field in NOT_TAKEN
            if (number := sum(getattr(product, field) is not None for product in menu.products))
        ),
    ]


def _same_codes(products: list[MenuProduct]) -> Iterator[str]:
    for sku, uses in Counter(product.sku for product in products if product.sku).items():
        if uses > 1:
            yield f"the code {sku} stands for {uses} products"


def _not_to_be_had(menu: MenuFile) -> Iterator[str]:
    for group in menu.option_groups:
        left = frozenset(str(place) for place, option in enumerate(group.options) if option.available is not False)
        if not answerable(_question(group), left):
            yield f"option group {group.id} needs more answers than are available: its products cannot be ordered"


def _other_languages(menu: MenuFile) -> Iterator[str]:
    main = language_of(menu)
    others = {tag for product in menu.products for tag in product.name} - {main}
    if others:
        yield f"texts are taken in {main}, with translations in {', '.join(sorted(others))}"


def _cleaned(menu: MenuFile) -> Iterator[str]:
    named = [*menu.categories, *menu.option_groups, *menu.products]
    named += [option for group in menu.option_groups for option in group.options]
    hidden = sum(has_hidden(text) for one in named for text in one.name.values())
    if hidden:
        yield f"invisible characters are taken out of names: {hidden}"


def language_of(menu: MenuFile) -> str:
    """The language of the organization's texts: `en` for the locale `en-GB`."""
    return menu.organization.default_locale.partition("-")[0].lower()
