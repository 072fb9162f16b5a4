"""The difference between a menu file and what the house holds, as rows to be written.

What is there is found again by codes, names and contents (`pairing`); where that does not tell things apart, the
import refuses to guess. It adds and changes; it takes nothing away, and what the file does not say stays. Branch
settings, tables and marks "unavailable" are the staff's once they are there: the file only says how a new branch,
table or product begins.
"""

from collections.abc import Set as AbstractSet
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from comanda.catalog.actions.save import BranchPrice
from comanda.catalog.values import CatalogPart, Row
from comanda.engine.strict import Faults, fault
from comanda.floor.actions.layout import Layout
from comanda.identity.actions.houses import NewBranch, NewOrganization
from comanda.kernel.ids import new_id
from comanda.kernel.money import rate_from_text
from comanda.kernel.text import alike, clean
from comanda.ops.import_menu.finding import Finder, hours_of
from comanda.ops.import_menu.present import Present, PresentBranch
from comanda.ops.import_menu.rules import counts_of, language_of, merged_faults
from comanda.ops.import_menu.shapes import MenuBranch, MenuFile, MenuGroup, MenuProduct
from comanda.ops.import_menu.texts import Speaker

DETAILS = ("additives", "tags", "spiciness", "min_age", "kcal", "salt_g")
_json = msgspec.json.Encoder().encode
_value = msgspec.json.decode


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
    faults: Faults
    """Why it cannot be carried out: what could be several things of the house, and what does not go with it."""

    @property
    def differs(self) -> bool:
        return self.organization is not None or any(tally.new or tally.changed for tally in self.tallies.values())


def plan_import(menu: MenuFile, present: Present, organization_id: str | None = None) -> Plan:
    """`organization_id` names the organization that is there, or the one to be made."""
    return _Planner(menu, present, organization_id or new_id()).plan()


class _Planner:
    """One comparison, section by section: what is referred to comes before what refers to it."""

    def __init__(self, menu: MenuFile, present: Present, organization_id: str) -> None:
        self.menu, self.present, self.organization_id = menu, present, organization_id
        there = present.organization
        self.speaker = Speaker(there.language if there is not None else language_of(menu))
        self.finder = Finder(menu, present.catalog, self.speaker)
        self.rates: dict[str, str] = {}
        self.windows: dict[str, str] = {}
        self.types: dict[str, str] = {}
        self.ids = Ids({}, {}, {}, {}, {})
        self.catalog = CatalogPart([], [], [], [], [], [], {})
        self.made: set[str] = set()
        self.faults: Faults = []
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
            self.tallies, frozenset(self.made), self.finder.faults + self.faults,
        )  # fmt: skip

    def _organization(self) -> NewOrganization | None:
        if self.present.organization is not None:
            return None
        first, name = self.menu.branches[0], clean(self.menu.organization.name)
        return NewOrganization(self.organization_id, name, first.currency, first.country, self.speaker.language)

    def _tax_rates(self) -> None:
        for rate, old in zip(self.menu.tax_rates, self.finder.tax_rates(), strict=True):
            row = {"id": self._id(old), "name": clean(rate.name), "rate": rate_from_text(rate.rate)}
            self.rates[rate.id] = self._keep("tax rates", self.catalog.tax_rates, row, old)

    def _windows(self) -> None:
        for window, old in zip(self.menu.availability_windows, self.finder.windows(), strict=True):
            weekdays, begin, end = hours_of(window)
            row = {"id": self._id(old), "name": self.speaker.words(window.name), "weekdays": weekdays}
            row |= {"from_minute": begin, "to_minute": end}
            kept = self.catalog.availability_windows
            self.windows[window.id] = self._keep("availability windows", kept, row, old)

    def _types(self) -> None:
        for category, old in zip(self.menu.categories, self.finder.types(), strict=True):
            row = _merged(
                {"description": "", "station": "kitchen", "window_id": None, "archived": 0}, old,
                id=self._id(old), name=self.speaker.field(old, "name", category.name), position=category.position,
                description=self.speaker.field(old, "description", category.description), station=category.station,
                window_id=self._window(category.availability_window_id),
                translations=self.speaker.translations(old, name=category.name, description=category.description),
            )  # fmt: skip
            self.types[category.id] = self._keep("product types", self.catalog.product_types, row, old)

    def _groups(self) -> None:
        for place, (group, old) in enumerate(zip(self.menu.option_groups, self.finder.groups(), strict=True)):
            row = _merged(
                {"max_per_option": 1, "free_quantity": 0, "archived": 0}, old, id=self._id(old),
                name=self.speaker.field(old, "name", group.name), min=group.min, max=group.max,
                max_per_option=group.max_per_option, free_quantity=group.free_quantity,
                translations=self.speaker.translations(old, name=group.name),
            )  # fmt: skip
            self.ids.option_groups[group.id] = self._keep("option groups", self.catalog.option_groups, row, old)
            self.faults += merged_faults(f"/option_groups/{place}", row, self._options(place, group, row["id"]))

    def _options(self, place: int, group: MenuGroup, group_id: str) -> list[Row]:
        """All the group has from now on."""
        there = {row["id"]: row for row in self.present.catalog.options if row["group_id"] == group_id}
        pairs = self.finder.options(place, group, list(there.values()))
        behind = max((row["position"] for row in there.values()), default=-1) + 1
        for index, (option, old) in enumerate(zip(group.options, pairs, strict=True)):
            usual = {"available": 1, "is_default": 0, "kind": "choice", "allergens": "[]", "archived": 0}
            row = _merged(
                {**usual, "position": behind + index}, old, id=self._id(old), group_id=group_id,
                name=self.speaker.field(old, "name", option.name), price_delta=option.price_delta,
                available=option.available, is_default=option.default, position=option.position,
                kind=option.kind and option.kind.value, allergens=option.allergens,
                translations=self.speaker.translations(old, name=option.name),
            )  # fmt: skip
            there[row["id"]] = row
            self.ids.options[f"{group.id}/{option.id}"] = self._keep("options", self.catalog.options, row, old)
        return list(there.values())

    def _products(self) -> None:
        places = self._places()
        for product, old, place in zip(self.menu.products, self.finder.products, places, strict=True):
            row, moved = self._product_row(product, place, old), False
            if product.option_group_ids is not UNSET:
                group_ids = [self.ids.option_groups[group_id] for group_id in product.option_group_ids]
                moved = group_ids != self.present.catalog.product_groups.get(row["id"], [])
                if moved:
                    self.catalog.product_groups[row["id"]] = group_ids
            self.ids.products[product.id] = self._keep("products", self.catalog.products, row, old, moved=moved)

    def _places(self) -> list[int]:
        """Where each product stands that is new: behind the one before it in the file, among those that are there."""
        old_at = {place: row["position"] for place, row in enumerate(self.finder.products) if row is not None}
        kinds = [product.category_id for product in self.menu.products]
        begun = {kinds[place] for place in old_at}
        before: dict[str, int] = {}
        for place, kind in enumerate(kinds):
            before[kind] = old_at.get(place, before.get(kind, 0) if kind in begun else place)
            old_at[place] = before[kind]
        return [old_at[place] for place in range(len(kinds))]

    def _product_row(self, product: MenuProduct, place: int, old: Row | None) -> Row:
        said = {name: value for name in DETAILS if (value := getattr(product, name)) is not UNSET}
        details: Row = {**_value("{}" if old is None else old["details"]), **said}
        away = product.takeaway_tax_rate_id
        usual = {"sku": "", "description": "", "takeaway_tax_rate_id": None, "available": 1, "window_id": None}
        return _merged(
            {**usual, "allergens": "[]", "archived": 0, "position": place}, old, id=self._id(old),
            product_type_id=self.types[product.category_id],
            sku=product.sku if product.sku is UNSET else clean(product.sku),
            name=self.speaker.field(old, "name", product.name), price=product.price,
            description=self.speaker.field(old, "description", product.description),
            tax_rate_id=self.rates[product.tax_rate_id],
            takeaway_tax_rate_id=self.rates[away] if isinstance(away, str) else away,
            available=product.available, position=product.position,
            window_id=self._window(product.availability_window_id), allergens=product.allergens,
            details=_json({name: value for name, value in details.items() if value}).decode(),
            translations=self.speaker.translations(old, name=product.name, description=product.description),
        )  # fmt: skip

    def _branches(self) -> list[BranchPlan]:
        """Those of the file, then those that only sell the catalog's changes too."""
        there = {present.branch.id: present for present in self.present.branches}
        named = list[BranchPlan]()
        for place, branch in enumerate(self.menu.branches):
            found = [one for one in there.values() if alike(one.branch.name) == alike(branch.name)]
            if len(found) > 1:
                detail = f"{len(found)} branches of the house are called {clean(branch.name)!r}"
                self.faults.append(fault(f"/branches/{place}/name", "ambiguous", detail))
            present = there.pop(found[0].branch.id) if found else None
            named.append(self._branch(place, branch, present))
        return named + [BranchPlan(present.branch.id, None, Layout([], []), [], []) for present in there.values()]

    def _branch(self, place: int, branch: MenuBranch, present: PresentBranch | None) -> BranchPlan:
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
            self._layout(place, branch, present),
            self._prices(branch, {} if present is None else present.prices),
            [product_id for product_id in unavailable if present is None or product_id not in present.offered],
        )

    def _layout(self, place: int, branch: MenuBranch, present: PresentBranch | None) -> Layout:
        there = [] if present is None else present.tables
        labels = {alike(table.label): table.id for table in there}
        areas = dict[str, list[str]]()
        for one in [] if present is None else present.areas:
            areas.setdefault(alike(one.name), []).append(one.id)
        layout = Layout([], [], len(there))
        for index, table in enumerate(branch.tables):
            label, area = clean(table.label), clean(table.area)
            table_id = labels.get(alike(label))
            self.tallies["tables"].add(new=table_id is None)
            self.ids.tables[f"{branch.id}/{table.id}"] = table_id or self._new_id()
            if table_id is not None:
                continue
            found = areas.setdefault(alike(area), []) if area else []
            if area and not found:
                found.append(new_id())
                layout.areas.append((found[0], area))
            if len(found) > 1:
                at, detail = f"/branches/{place}/tables/{index}/area", f"{len(found)} areas are called {area!r}"
                self.faults.append(fault(at, "ambiguous", detail))
            area_id = found[0] if found else None
            table_id = self.ids.tables[f"{branch.id}/{table.id}"]
            layout.tables.append((table_id, label, area_id, table.seats, 0, 0, "square"))
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

    def _window(self, window_id: Any) -> Any:
        return self.windows[window_id] if isinstance(window_id, str) else window_id


def _merged(usual: Row, old: Row | None, **said: Any) -> Row:
    """What the file says; for the rest what is there, or what is usual for something new."""
    told = {name: _column(value) for name, value in said.items() if value is not UNSET}
    return {**(usual if old is None else old), **told}


def _column(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return _json(value).decode() if isinstance(value, list) else value
