"""What the restaurants of the tests sell: a dozen dishes that between them meet every rule."""

import uuid
from typing import Any

from comanda.catalog.values import CatalogPart

Row = dict[str, Any]
_NAMES = uuid.UUID("0192f000-0000-7000-8000-000000000000")
WEEKDAYS, WEEKEND_NIGHTS = 0b0011111, 0b0110000
LUNCH = (11 * 60 + 30, 14 * 60 + 30)
LATE = (22 * 60, 2 * 60)


def known_id(*words: str) -> str:
    """The same words always name the same thing, so that tests need no lists of ids."""
    return str(uuid.uuid5(_NAMES, "/".join(words)))


class Rows:
    """Rows of one house's catalog, with ids that follow from its name and theirs."""

    def __init__(self, house: str) -> None:
        self.house = house

    def named(self, kind: str, name: str | None) -> str | None:
        return None if name is None else known_id(self.house, kind, name)

    def tax(self, name: str, rate: int) -> Row:
        return {"id": self.named("tax", name), "name": name, "rate": rate}

    def window(self, name: str, weekdays: int, hours: tuple[int, int]) -> Row:
        minutes = {"from_minute": hours[0], "to_minute": hours[1]}
        return {"id": self.named("window", name), "name": name, "weekdays": weekdays, **minutes}

    def kind(self, name: str, position: int, station: str) -> Row:
        fixed = {"description": "", "window_id": None, "archived": 0}
        return {"id": self.named("type", name), "name": name, "position": position, "station": station, **fixed}

    def group(self, name: str, least: int, most: int | None, *, each: int = 1, free: int = 0) -> Row:
        limits = {"min": least, "max": most, "max_per_option": each, "free_quantity": free}
        return {"id": self.named("group", name), "name": name, **limits, "archived": 0}

    def option(self, group_name: str, name: str, price_delta: int, position: int, how: str = "add") -> Row:
        return {
            "id": self.named("option", name), "group_id": self.named("group", group_name), "name": name,
            "price_delta": price_delta, "available": 1, "is_default": 0, "position": position, "kind": how,
            "allergens": "[]", "archived": 0,
        }  # fmt: skip

    def dish(
        self, name: str, of: str, price: int, rate: str, *, takeaway: str | None = None, hours: str | None = None
    ) -> Row:
        return {
            "id": self.named("dish", name), "product_type_id": self.named("type", of), "sku": "", "name": name,
            "description": "", "price": price, "tax_rate_id": self.named("tax", rate),
            "takeaway_tax_rate_id": self.named("tax", takeaway), "available": 1, "position": 0,
            "window_id": self.named("window", hours), "allergens": "[]", "details": "{}", "archived": 0,
        }  # fmt: skip


def house_menu(house: str) -> CatalogPart:
    """Prices include 7 % or 19 % where the branch's prices include tax; Fried Noodles taken away are taxed at 7 %."""
    rows = Rows(house)
    asks = {"Wan Tan Soup": ["Size"], "Fried Noodles": ["Extras", "Sauces"], "Kids Rice": ["Extras"]}
    return CatalogPart(
        tax_rates=[rows.tax("7%", 70_000), rows.tax("19%", 190_000)],
        availability_windows=[rows.window("Lunch", WEEKDAYS, LUNCH), rows.window("Late", WEEKEND_NIGHTS, LATE)],
        product_types=[rows.kind("Food", 1, "kitchen"), rows.kind("Drinks", 2, "bar")],
        option_groups=[
            rows.group("Size", 1, 1),
            rows.group("Extras", 0, 3, each=2),
            rows.group("Sauces", 0, None, each=3, free=1),
        ],
        options=[
            rows.option("Size", "Small", 0, 0, "choice"),
            rows.option("Size", "Large", 150, 1, "choice"),
            rows.option("Extras", "Egg", 100, 0),
            rows.option("Extras", "No Noodles", -120, 1, "remove"),
            rows.option("Sauces", "Chili", 50, 0),
            rows.option("Sauces", "Peanut", 80, 1),
        ],
        products=[
            rows.dish("Wan Tan Soup", "Food", 450, "7%"),
            rows.dish("Fried Noodles", "Food", 890, "19%", takeaway="7%"),
            rows.dish("Kids Rice", "Food", 100, "7%"),
            rows.dish("Duck", "Food", 1690, "19%"),
            rows.dish("Lunch Bowl", "Food", 990, "7%", hours="Lunch"),
            rows.dish("Night Snack", "Food", 500, "7%", hours="Late"),
            rows.dish("Green Tea", "Drinks", 320, "19%"),
            rows.dish("Tap Water", "Drinks", 0, "19%"),
        ],
        product_groups={
            str(rows.named("dish", name)): [str(rows.named("group", group_name)) for group_name in groups]
            for name, groups in asks.items()
        },
    )
