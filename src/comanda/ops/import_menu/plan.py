"""The difference between a menu file and what the house holds, as rows to be written.

What is there is found again by name: products by their code (by name where they have none), tables by their label, all
else by name; where several share one, the first in the file is the oldest in the house, and so on. An import adds and
changes; it takes nothing away. Branch settings, tables and marks "unavailable" are the staff's once they are there:
the file only says how a new branch, table or product begins.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from comanda.catalog.actions.save import BranchPrice
from comanda.catalog.values import CatalogPart, Row
from comanda.floor.actions.layout import Layout
from comanda.identity.actions.houses import NewBranch, NewOrganization
from comanda.kernel.ids import new_id
from comanda.kernel.money import rate_from_text
from comanda.kernel.text import clean
from comanda.ops.import_menu.present import Present, PresentBranch
from comanda.ops.import_menu.rules import counts_of, language_of
from comanda.ops.import_menu.shapes import MenuBranch, MenuFile, MenuGroup, MenuProduct, MenuWindow, Text

Wanted = TypeVar("Wanted")
_json = msgspec.json.Encoder().encode
_texts = msgspec.json.Decoder(dict[str, dict[str, str]]).decode


class Ids(Struct, frozen=True):
    """Our ids by those of the file."""

    branches: dict[str, str]
    tables: dict[str, str]
    products: dict[str, str]
    option_groups: dict[str, str]
    options: dict[str, str]

    def without(self, made: AbstractSet[str]) -> "Ids":
        """Those that name something already there."""
        sections = (getattr(self, name) for name in self.__struct_fields__)
        return Ids(*({key: one for key, one in section.items() if one not in made} for section in sections))


class Tally(Struct):
    """How many of a kind an import makes, changes and leaves as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def add(self, *, new: bool, differs: bool = False) -> None:
        if new:
            self.new += 1
        elif differs:
            self.changed += 1
        else:
            self.same += 1


class BranchPlan(Struct, frozen=True):
    """What one branch gets; `new` is None where it is there."""

    id: str
    new: NewBranch | None
    layout: Layout
    prices: list[BranchPrice]
    unavailable: list[str]


class Plan(Struct, frozen=True):
    """`organization` is None where it is there; `tallies` by what is counted, in the words people read."""

    organization_id: str
    organization: NewOrganization | None
    catalog: CatalogPart
    branches: list[BranchPlan]
    ids: Ids
    counts: dict[str, int]
    tallies: dict[str, Tally]
    made: frozenset[str]
    """Ids that name nothing until the plan is carried out."""

    @property
    def differs(self) -> bool:
        return self.organization is not None or any(tally.new or tally.changed for tally in self.tallies.values())


def plan_import(menu: MenuFile, present: Present, organization_id: str | None = None) -> Plan:
    """`organization_id` names the organization that is there, or the one to be made."""
    return _Planner(menu, present, organization_id or new_id()).plan()


def pair(
    wanted: Sequence[Wanted], name: Callable[[Wanted], Any], there: Iterable[Row], old_name: Callable[[Row], Any]
) -> list[tuple[Wanted, Row | None]]:
    """Each thing wanted with the row that is there under the same name; the second of a name gets the second row."""
    rows: dict[Any, list[Row]] = {}
    for row in there:
        rows.setdefault(old_name(row), []).append(row)
    return [(one, left.pop(0) if (left := rows.get(name(one))) else None) for one in wanted]


class _Planner:
    """One comparison, section by section: what is referred to comes before what refers to it."""

    def __init__(self, menu: MenuFile, present: Present, organization_id: str) -> None:
        self.menu, self.present, self.organization_id = menu, present, organization_id
        there = present.organization
        self.language = there.language if there is not None else language_of(menu)
        self.rates: dict[str, str] = {}
        self.windows: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.ids = Ids({}, {}, {}, {}, {})
        self.catalog = CatalogPart([], [], [], [], [], [], {})
        self.made: set[str] = set()
        names = ("tax rates", "availability windows", "product types", "option groups", "options", "products")
        self.tallies = {name: Tally() for name in (*names, "branches", "tables", "branch prices")}

    def plan(self) -> Plan:
        self._tax_rates()
        self._windows()
        self._types()
        self._groups()
        self._products()
        branches = self._branches()
        return Plan(
            self.organization_id, self._organization(), self.catalog, branches, self.ids, counts_of(self.menu),
            self.tallies, frozenset(self.made),
        )  # fmt: skip

    def _organization(self) -> NewOrganization | None:
        if self.present.organization is not None:
            return None
        first, name = self.menu.branches[0], clean(self.menu.organization.name)
        return NewOrganization(self.organization_id, name, first.currency, first.country, self.language)

    def _tax_rates(self) -> None:
        for rate, old in self._paired(self.menu.tax_rates, "tax_rates", lambda rate: clean(rate.name)):
            row = {"id": self._id(old), "name": clean(rate.name), "rate": rate_from_text(rate.rate)}
            self.rates[rate.id] = self._keep("tax rates", self.catalog.tax_rates, row, old)

    def _windows(self) -> None:
        for window, old in self._paired(self.menu.availability_windows, "availability_windows", self._name):
            row = {"id": self._id(old), "name": self._name(window), **_hours(window)}
            kept = self.catalog.availability_windows
            self.windows[window.id] = self._keep("availability windows", kept, row, old)

    def _types(self) -> None:
        for category, old in self._paired(self.menu.categories, "product_types", self._name):
            row = {
                "id": self._id(old), "name": self._name(category), "description": self._text(category.description),
                "position": category.position, "station": category.station,
                "window_id": self._window(category.availability_window_id), "archived": 0,
                "translations": self._translations(old, name=category.name, description=category.description),
            }  # fmt: skip
            self.types[category.id] = self._keep("product types", self.catalog.product_types, row, old)

    def _groups(self) -> None:
        for group, old in self._paired(self.menu.option_groups, "option_groups", self._name):
            row = {
                "id": self._id(old), "name": self._name(group), "min": group.min, "max": group.max,
                "max_per_option": group.max_per_option, "free_quantity": group.free_quantity, "archived": 0,
                "translations": self._translations(old, name=group.name),
            }  # fmt: skip
            group_id = self._keep("option groups", self.catalog.option_groups, row, old)
            self.ids.option_groups[group.id] = group_id
            self._options(group, group_id)

    def _options(self, group: MenuGroup, group_id: str) -> None:
        there = [row for row in self.present.catalog.options if row["group_id"] == group_id]
        for position, (option, old) in enumerate(pair(group.options, self._name, there, _name_of_row)):
            row = {
                "id": self._id(old), "group_id": group_id, "name": self._name(option),
                "price_delta": option.price_delta, "available": int(option.available),
                "is_default": int(option.default), "position": position, "kind": option.kind.value,
                "allergens": _list(option.allergens), "archived": 0,
                "translations": self._translations(old, name=option.name),
            }  # fmt: skip
            self.ids.options[f"{group.id}/{option.id}"] = self._keep("options", self.catalog.options, row, old)

    def _products(self) -> None:
        there = self.present.catalog.products
        for position, (product, old) in enumerate(pair(self.menu.products, self._code, there, _code_of_row)):
            row = self._product_row(product, position, old)
            group_ids = [self.ids.option_groups[group_id] for group_id in product.option_group_ids]
            moved = group_ids != self.present.catalog.product_groups.get(row["id"], [])
            if moved:
                self.catalog.product_groups[row["id"]] = group_ids
            self.ids.products[product.id] = self._keep("products", self.catalog.products, row, old, moved=moved)

    def _code(self, product: MenuProduct) -> tuple[str, str]:
        """What staff type; the name only where there is no code."""
        sku = clean(product.sku)
        return sku, "" if sku else self._name(product)

    def _product_row(self, product: MenuProduct, position: int, old: Row | None) -> Row:
        details = {name: value for name in DETAILS if (value := getattr(product, name))}
        return {
            "id": self._id(old), "product_type_id": self.types[product.category_id], "sku": clean(product.sku),
            "name": self._name(product), "description": self._text(product.description), "price": product.price,
            "tax_rate_id": self.rates[product.tax_rate_id],
            "takeaway_tax_rate_id": self.rates.get(product.takeaway_tax_rate_id or ""),
            "available": int(product.available), "position": position,
            "window_id": self._window(product.availability_window_id), "allergens": _list(product.allergens),
            "details": _json(details).decode(), "archived": 0,
            "translations": self._translations(old, name=product.name, description=product.description),
        }  # fmt: skip

    def _branches(self) -> list[BranchPlan]:
        """Those of the file, then those that only sell the catalog's changes too."""
        there = {present.branch.name: present for present in self.present.branches}
        named = [self._branch(branch, there.pop(clean(branch.name), None)) for branch in self.menu.branches]
        return named + [BranchPlan(present.branch.id, None, Layout([], []), [], []) for present in there.values()]

    def _branch(self, branch: MenuBranch, present: PresentBranch | None) -> BranchPlan:
        branch_id = self._new_id() if present is None else present.branch.id
        new = NewBranch(
            branch_id, self.organization_id, clean(branch.name), branch.timezone, branch.country,
            tax_included=branch.prices_include_tax,
        )  # fmt: skip
        self.ids.branches[branch.id] = branch_id
        self.tallies["branches"].add(new=present is None)
        unavailable = [self.ids.products[product_id] for product_id in dict.fromkeys(branch.unavailable_product_ids)]
        return BranchPlan(
            branch_id,
            new if present is None else None,
            self._layout(branch, present),
            self._prices(branch, {} if present is None else present.prices),
            [product_id for product_id in unavailable if present is None or product_id not in present.offered],
        )

    def _layout(self, branch: MenuBranch, present: PresentBranch | None) -> Layout:
        there = [] if present is None else present.tables
        labels = {table.label: table.id for table in there}
        areas = {table.area_name: table.area_id for table in there if table.area_id is not None}
        layout = Layout([], [], len(there))
        for table in branch.tables:
            label, area = clean(table.label), clean(table.area)
            table_id = labels.get(label)
            self.tallies["tables"].add(new=table_id is None)
            self.ids.tables[f"{branch.id}/{table.id}"] = table_id or self._new_id()
            if table_id is not None:
                continue
            if area and area not in areas:
                areas[area] = new_id()
                layout.areas.append((areas[area], area))
            layout.tables.append(
                (self.ids.tables[f"{branch.id}/{table.id}"], label, areas.get(area), table.seats, 0, 0, "square")
            )
        return layout

    def _prices(self, branch: MenuBranch, there: dict[str, int]) -> list[BranchPrice]:
        changed: list[BranchPrice] = []
        for override in branch.price_overrides:
            product_id = self.ids.products[override.product_id]
            old = there.get(product_id)
            self.tallies["branch prices"].add(new=old is None, differs=old != override.price)
            if old != override.price:
                changed.append(BranchPrice(product_id, override.price))
        return changed

    def _paired(
        self, wanted: Sequence[Wanted], section: str, name: Callable[[Wanted], str]
    ) -> list[tuple[Wanted, Row | None]]:
        return pair(wanted, name, getattr(self.present.catalog, section), _name_of_row)

    def _keep(self, what: str, rows: list[Row], row: Row, old: Row | None, *, moved: bool = False) -> str:
        """Notes the row if it must be written, and returns its id; `moved`: what it is linked to differs."""
        self.tallies[what].add(new=old is None, differs=moved or old != row)
        if old != row:
            rows.append(row)
        return str(row["id"])

    def _id(self, old: Row | None) -> str:
        return self._new_id() if old is None else str(old["id"])

    def _new_id(self) -> str:
        made = new_id()
        self.made.add(made)
        return made

    def _name(self, named: Any) -> str:
        return self._text(named.name, breaks=False)

    def _text(self, text: Text, *, breaks: bool = True) -> str:
        """In the organization's language, else in the first there is; empty where there is none."""
        spoken = {language.partition("-")[0].lower(): words for language, words in reversed(text.items())}
        texts = (clean(words, breaks=breaks) for words in (spoken.get(self.language, ""), *text.values()))
        return next((words for words in texts if words), "")

    def _translations(self, old: Row | None, **fields: Text) -> str:
        """What the file says in other languages beside what people have written in those it does not speak."""
        stored = "{}" if old is None else str(old["translations"])
        kept = _texts(stored)
        said = {field: self._others(text, breaks=field == "description") for field, text in fields.items()}
        merged = {field: {**kept.get(field, {}), **said.get(field, {})} for field in {**kept, **said}}
        told = {field: texts for field, texts in merged.items() if texts or field in kept}
        return stored if told == kept else _json(told).decode()

    def _others(self, text: Text, *, breaks: bool) -> dict[str, str]:
        spoken = {language.partition("-")[0].lower(): words for language, words in reversed(text.items())}
        cleaned = {language: clean(words, breaks=breaks) for language, words in sorted(spoken.items())}
        return {language: words for language, words in cleaned.items() if words and language != self.language}

    def _window(self, window_id: str | None) -> str | None:
        return None if window_id is None else self.windows[window_id]


DETAILS = ("additives", "tags", "spiciness", "min_age", "kcal", "salt_g")


def _name_of_row(row: Row) -> str:
    return str(row["name"])


def _code_of_row(row: Row) -> tuple[str, str]:
    return row["sku"], "" if row["sku"] else row["name"]


def _list(values: list[str]) -> str:
    return _json(values).decode()


def _hours(window: MenuWindow) -> Row:
    """Weekdays as a mask, bit 0 for Monday; minutes after midnight."""
    return {
        "weekdays": sum(1 << (day - 1) for day in set(window.weekdays)),
        "from_minute": _minutes(window.begin),
        "to_minute": _minutes(window.end),
    }


def _minutes(time_of_day: str) -> int:
    hours, minutes = time_of_day.split(":")
    return int(hours) * 60 + int(minutes)
