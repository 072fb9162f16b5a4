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


class _Names:
    """Rows of one house's catalog, by the names of things."""

    def __init__(self, house: str) -> None:
        self.house = house

    def id(self, kind: str, name: str | None) -> str | None:
        return None if name is None else known_id(self.house, kind, name)

    def tax(self, name: str, rate: int) -> Row:
        return {"id": self.id("tax", name), "name": name, "rate": rate}

    def window(self, name: str, weekdays: int, hours: tuple[int, int]) -> Row:
        minutes = {"from_minute": hours[0], "to_minute": hours[1]}
        return {"id": self.id("window", name), "name": name, "weekdays": weekdays, **minutes}

    def kind(self, name: str, position: int, station: str) -> Row:
        fixed = {"description": "", "window_id": None, "archived": 0}
        return {"id": self.id("type", name), "name": name, "position": position, "station": station, **fixed}

    def group(self, name: str, least: int, most: int | None, *, each: int = 1, free: int = 0) -> Row:
        limits = {"min": least, "max": most, "max_per_option": each, "free_quantity": free}
        return {"id": self.id("group", name), "name": name, **limits, "archived": 0}

    def option(self, group: str, name: str, price_delta: int, position: int, how: str = "add") -> Row:
        return {
            "id": self.id("option", name), "group_id": self.id("group", group), "name": name,
            "price_delta": price_delta, "available": 1, "is_default": 0, "position": position, "kind": how,
            "allergens": "[]", "archived": 0,
        }  # fmt: skip

    def dish(self, name: str, price: int, rate: str, *, of: str = "Food", **more: str) -> Row:
        return {
            "id": self.id("dish", name), "product_type_id": self.id("type", of), "sku": "", "name": name,
            "description": "", "price": price, "tax_rate_id": self.id("tax", rate),
            "takeaway_tax_rate_id": self.id("tax", more.get("takeaway")), "available": 1, "position": 0,
            "window_id": self.id("window", more.get("hours")), "allergens": "[]", "details": "{}", "archived": 0,
        }  # fmt: skip


def house_menu(house: str) -> CatalogPart:
    """Prices include 7 % or 19 % where the branch's prices include tax; Fried Noodles taken away are taxed at 7 %."""
    named = _Names(house)
    asks = {"Wan Tan Soup": ["Size"], "Fried Noodles": ["Extras", "Sauces"], "Kids Rice": ["Extras"]}
    return CatalogPart(
        tax_rates=[named.tax("7%", 70_000), named.tax("19%", 190_000)],
        availability_windows=[named.window("Lunch", WEEKDAYS, LUNCH), named.window("Late", WEEKEND_NIGHTS, LATE)],
        product_types=[named.kind("Food", 1, "kitchen"), named.kind("Drinks", 2, "bar")],
        option_groups=[
            named.group("Size", 1, 1),
            named.group("Extras", 0, 3, each=2),
            named.group("Sauces", 0, None, each=3, free=1),
        ],
        options=[
            named.option("Size", "Small", 0, 0, "choice"),
            named.option("Size", "Large", 150, 1, "choice"),
            named.option("Extras", "Egg", 100, 0),
            named.option("Extras", "No Noodles", -120, 1, "remove"),
            named.option("Sauces", "Chili", 50, 0),
            named.option("Sauces", "Peanut", 80, 1),
        ],
        products=[
            named.dish("Wan Tan Soup", 450, "7%"),
            named.dish("Fried Noodles", 890, "19%", takeaway="7%"),
            named.dish("Kids Rice", 100, "7%"),
            named.dish("Duck", 1690, "19%"),
            named.dish("Lunch Bowl", 990, "7%", hours="Lunch"),
            named.dish("Night Snack", 500, "7%", hours="Late"),
            named.dish("Green Tea", 320, "19%", of="Drinks"),
            named.dish("Tap Water", 0, "19%", of="Drinks"),
        ],
        product_groups={
            known_id(house, "dish", name): [known_id(house, "group", group) for group in groups]
            for name, groups in asks.items()
        },
    )
