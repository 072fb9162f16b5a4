"""What each thing of a menu file is in the house: the row, None for something new, or a fault where it is unclear."""

from collections.abc import Sequence
from typing import Any

from comanda.catalog.values import CatalogPart, Row
from comanda.engine.strict import Faults, fault
from comanda.kernel.money import rate_from_text
from comanda.kernel.text import clean
from comanda.ops.import_menu.pairing import Evidence, Pairs, Round, pair_by_evidence, pair_by_keys
from comanda.ops.import_menu.shapes import MenuFile, MenuGroup, MenuOption, MenuProduct, MenuWindow
from comanda.ops.import_menu.texts import Speaker

Rows = list[Row | None]


class Finder:
    """Products are found first: which of them use it tells what else is meant."""

    def __init__(self, menu: MenuFile, there: CatalogPart, speaker: Speaker) -> None:
        self.menu, self.there, self.speaker = menu, there, speaker
        self.faults: Faults = []
        self.kinds = {one.id: speaker.words(one.name) for one in menu.categories}
        self.old_kinds = {row["id"]: row["name"] for row in there.product_types}
        self.products = self._products()
        named = zip(menu.products, self.products, strict=True)
        self.known = [(product, row["id"]) for product, row in named if row is not None]

    def tax_rates(self) -> Rows:
        columns = ("tax_rate_id", "takeaway_tax_rate_id")
        wanted = [
            Evidence(clean(one.name), {rate_from_text(one.rate)}, self._users(one.id, columns))
            for one in self.menu.tax_rates
        ]
        there = [
            (row, Evidence(row["name"], {row["rate"]}, self._old_users(row["id"], columns)))
            for row in self.there.tax_rates
        ]
        return self._clear("/tax_rates", "tax rates", [one.name for one in wanted], pair_by_evidence(wanted, there))

    def windows(self) -> Rows:
        kinds = [(one.availability_window_id, f"section {self.kinds[one.id]}") for one in self.menu.categories]
        wanted = [
            Evidence(
                self.speaker.words(one.name),
                {hours_of(one)},
                self._users(one.id, ("availability_window_id",)) | {name for used, name in kinds if used == one.id},
            )
            for one in self.menu.availability_windows
        ]
        old_kinds = [(row["window_id"], f"section {row['name']}") for row in self.there.product_types]
        there = [
            (
                row,
                Evidence(
                    row["name"],
                    {(row["weekdays"], row["from_minute"], row["to_minute"])},
                    self._old_users(row["id"], ("window_id",))
                    | {name for used, name in old_kinds if used == row["id"]},
                ),
            )
            for row in self.there.availability_windows
        ]
        pairs = pair_by_evidence(wanted, there)
        return self._clear("/availability_windows", "hours", [one.name for one in wanted], pairs)

    def types(self) -> Rows:
        """A section whose name no other has, here or there, is the section of that name whatever is in it."""
        names, old_names = list(self.kinds.values()), list(self.old_kinds.values())
        single = {name for name in names if names.count(name) == old_names.count(name) == 1}
        wanted = [
            Evidence(name, {name} & single, self._users(one.id, ("category_id",)))
            for one, name in zip(self.menu.categories, names, strict=True)
        ]
        there = [
            (row, Evidence(row["name"], {row["name"]} & single, self._old_users(row["id"], ("product_type_id",))))
            for row in self.there.product_types
        ]
        return self._clear("/categories", "sections", names, pair_by_evidence(wanted, there))

    def groups(self) -> Rows:
        asked = {
            group.id: {row_id for product, row_id in self.known if group.id in (product.option_group_ids or ())}
            for group in self.menu.option_groups
        }
        wanted = [
            Evidence(
                self.speaker.words(group.name), {self.speaker.words(one.name) for one in group.options}, asked[group.id]
            )
            for group in self.menu.option_groups
        ]
        options: dict[str, set[str]] = {}
        for row in self.there.options:
            options.setdefault(row["group_id"], set()).add(row["name"])
        askers: dict[str, set[str]] = {}
        for product_id, group_ids in self.there.product_groups.items():
            for group_id in group_ids:
                askers.setdefault(group_id, set()).add(product_id)
        there = [
            (row, Evidence(row["name"], options.get(row["id"], set()), askers.get(row["id"], set())))
            for row in self.there.option_groups
        ]
        pairs = pair_by_evidence(wanted, there)
        return self._clear("/option_groups", "option groups", [one.name for one in wanted], pairs)

    def options(self, place: int, group: MenuGroup, there: Sequence[Row]) -> Rows:
        """`there`: those of the group they are found in."""
        rounds = (
            Round(self._option_key, lambda row: (row["name"], row["price_delta"]), twins=True),
            Round(self._name, lambda row: row["name"]),
        )
        pairs = pair_by_keys(
            group.options, sorted(there, key=_place), rounds, lambda one, row: self._name(one) == row["name"]
        )
        names = [self._name(one) for one in group.options]
        return self._clear(f"/option_groups/{place}/options", "options of the group", names, pairs)

    def _products(self) -> Rows:
        rounds = (
            Round(self._whole, self._whole_of_row, twins=True),
            Round(lambda one: self._whole(one)[:3], lambda row: self._whole_of_row(row)[:3]),
            Round(lambda one: self._whole(one)[:2], lambda row: self._whole_of_row(row)[:2], alone=True),
            Round(_code, lambda row: row["sku"] or None, alone=True),
            Round(lambda one: self._whole(one)[1:3], lambda row: self._whole_of_row(row)[1:3]),
            Round(self._name, lambda row: row["name"], alone=True),
        )
        pairs = pair_by_keys(self.menu.products, sorted(self.there.products, key=_place), rounds, self._alike)
        return self._clear("/products", "products", [self._name(one) for one in self.menu.products], pairs)

    def _whole(self, product: MenuProduct) -> tuple[Any, ...]:
        """Code, name, section, price, text."""
        text = self.speaker.words(product.description or {}, breaks=True)
        return _code(product) or "", self._name(product), self.kinds.get(product.category_id), product.price, text

    def _whole_of_row(self, row: Row) -> tuple[Any, ...]:
        return row["sku"], row["name"], self.old_kinds.get(row["product_type_id"]), row["price"], row["description"]

    def _alike(self, product: MenuProduct, row: Row) -> bool:
        code = _code(product)
        if code and row["sku"]:
            return code == row["sku"]
        return self._name(product) == row["name"]

    def _name(self, named: Any) -> str:
        return self.speaker.words(named.name)

    def _option_key(self, option: MenuOption) -> tuple[str, int]:
        return self._name(option), option.price_delta

    def _users(self, file_id: str, fields: Sequence[str]) -> frozenset[str]:
        """Products that are there and refer to it in the file."""
        return frozenset(
            row_id for product, row_id in self.known if any(getattr(product, name) == file_id for name in fields)
        )

    def _old_users(self, row_id: str, columns: Sequence[str]) -> frozenset[str]:
        return frozenset(row["id"] for row in self.there.products if any(row[name] == row_id for name in columns))

    def _clear(self, at: str, what: str, names: Sequence[str], pairs: Pairs) -> Rows:
        found, unclear = pairs
        for place in unclear:
            mended = f"give each a {'code' if what == 'products' else 'name'} of its own"
            detail = f"more than one of the {what} here or in the house could be {names[place]!r}; {mended}"
            self.faults.append(fault(f"{at}/{place}", "ambiguous", detail))
        return found


def hours_of(window: MenuWindow) -> tuple[int, int, int]:
    """Weekdays as a mask, bit 0 for Monday; first and last minute after midnight."""
    return sum(1 << (day - 1) for day in set(window.weekdays)), _minutes(window.begin), _minutes(window.end)


def _minutes(time_of_day: str) -> int:
    hours, minutes = time_of_day.split(":")
    return int(hours) * 60 + int(minutes)


def _code(product: MenuProduct) -> str | None:
    """What staff type."""
    return clean(product.sku or "") or None


def _place(row: Row) -> tuple[int, str]:
    return row["position"], row["id"]
