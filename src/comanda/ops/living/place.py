"""A branch of the demo as its people see it: who works there, its tables, what it sells and what it is known for."""

from random import Random

from msgspec import Struct

from comanda.catalog.queries.menu import build_menu
from comanda.catalog.schemas.menu import OptionGroupOut, ProductOut
from comanda.catalog.values import Because
from comanda.engine.tx import Tx
from comanda.floor.queries import dining_tables
from comanda.floor.rules import Links
from comanda.floor.values import DiningTable
from comanda.identity.values import Branch
from comanda.kernel.scope import Scope
from comanda.orders.schemas import ChosenIn, LineIn

STARTERS, MAINS, LUNCH, DESSERTS, DRINKS = "starters", "mains", "lunch", "desserts", "drinks"
USUAL: dict[str, dict[str, int]] = {
    STARTERS: {"1": 3, "2": 6, "3": 8, "6": 6, "8": 3, "11": 3, "12": 6, "13": 7, "14": 6, "16": 4, "21": 2},
    MAINS: {
        "211": 5, "214": 7, "215": 6, "218": 7, "221": 7, "224": 5, "231": 4, "238": 5, "239": 3, "248": 3, "251": 5,
        "258": 6, "264": 3, "266": 4, "272": 8, "275": 5, "278": 9, "281": 5, "282a": 3, "291": 3, "296": 4, "298": 5,
        "S49": 3, "327": 2, "330b": 3,
    },
    LUNCH: {
        "M1": 3, "M4": 4, "M6": 3, "M8": 4, "M11": 8, "M13": 10, "M15": 6, "M19": 8, "M20": 7, "M21": 8, "M22": 7,
        "M28": 4, "M32": 4, "M37": 6, "M41": 5, "M45": 2,
    },
    DESSERTS: {"121": 8, "122": 4, "123": 7, "124c": 2},
    DRINKS: {
        "125a": 8, "125c": 3, "125f": 7, "126": 12, "127a": 3, "127b": 6, "128a": 8, "128c": 5, "128d": 3, "129": 6,
        "130": 5, "131a": 1, "131c": 1,
    },
}  # fmt: skip
"""How often a dish is chosen beside the others of its course, by its number."""
KNOWN_FOR: dict[str, dict[str, int]] = {
    "Mitte": {"M13": 8, "278": 14, "258": 12, "3": 6},
    "West": {"S49": 24, "S50": 16, "S46": 12, "327": 12, "330b": 14, "322": 10, "8": 9, "338": 6, "M21": 10, "127b": 6},
}
"""What a branch sells more of than the other."""


class Dish(Struct, frozen=True):
    """`weight`: how often it is chosen; `groups`: the questions that have to be answered."""

    id: str
    sku: str
    weight: int
    groups: tuple[OptionGroupOut, ...]


class Place(Struct, frozen=True):
    """One branch and whoever acts in it."""

    branch: Branch
    waiter: Scope
    cook: Scope
    links: Links
    tables: list[DiningTable]
    dishes: dict[str, Dish]
    """By number."""
    courses: dict[str, list[Dish]]

    def table(self, label: str) -> DiningTable | None:
        return next((table for table in self.tables if table.label == label), None)


def place_in(tx: Tx, branch: Branch, waiter: Scope, cook: Scope, links: Links) -> Place:
    """As it stands now; what was taken off the menu since, or is sold out, nobody orders."""
    menu = build_menu(tx, branch.id, guest=False).menu
    liked = KNOWN_FOR.get(branch.name, {})
    dishes = {
        product.sku: _dish(product, liked.get(product.sku, 0))
        for kind in menu.product_types
        for product in kind.products
        if product.available or product.unavailable_because == Because.OUTSIDE_HOURS
    }
    courses = {
        course: [dish for sku, dish in sorted(dishes.items()) if dish.weight and _course_of(sku) == course]
        for course in USUAL
    }
    return Place(branch, waiter, cook, links, dining_tables(tx, waiter), dishes, courses)


def line_of(dish: Dish, quantity: int, chance: Random, note: str = "") -> LineIn:
    """So many portions, with answers somebody may give to what has to be asked."""
    chosen = [
        ChosenIn(option_id)
        for group in dish.groups
        for option_id in chance.sample([option.id for option in group.options if option.available], group.min)
    ]
    return LineIn(dish.id, quantity, note, options=chosen)


def some(dishes: list[Dish], chance: Random) -> list[Dish]:
    """One of them, the liked ones more often; none where there is none."""
    return chance.choices(dishes, [dish.weight for dish in dishes]) if dishes else []


def _dish(product: ProductOut, liked: int) -> Dish:
    usual = USUAL[_course_of(product.sku)].get(product.sku, 0)
    asked = tuple(group for group in product.option_groups if group.required)
    return Dish(product.id, product.sku, usual + liked, asked)


def _course_of(sku: str) -> str:
    return next((course for course, weights in USUAL.items() if sku in weights), MAINS)
