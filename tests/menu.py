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


def house_menu(house: str) -> CatalogPart:
    """Prices include 7 % or 19 % where the branch's prices include tax; Fried Noodles taken away are taxed at 7 %."""

    def named(kind: str, name: str | None) -> str | None:
        return None if name is None else known_id(house, kind, name)

    def tax(name: str, rate: int) -> Row:
        return {"id": named("tax", name), "name": name, "rate": rate}

    def window(name: str, weekdays: int, hours: tuple[int, int]) -> Row:
        minutes = {"from_minute": hours[0], "to_minute": hours[1]}
        return {"id": named("window", name), "name": name, "weekdays": weekdays, **minutes}

    def kind(name: str, position: int, station: str) -> Row:
        fixed = {"description": "", "window_id": None, "archived": 0}
        return {"id": named("type", name), "name": name, "position": position, "station": station, **fixed}

    def group(name: str, least: int, most: int | None, *, each: int = 1, free: int = 0) -> Row:
        limits = {"min": least, "max": most, "max_per_option": each, "free_quantity": free}
        return {"id": named("group", name), "name": name, **limits, "archived": 0}

    def option(group_name: str, name: str, price_delta: int, position: int, how: str = "add") -> Row:
        return {
            "id": named("option", name), "group_id": named("group", group_name), "name": name,
            "price_delta": price_delta, "available": 1, "is_default": 0, "position": position, "kind": how,
            "allergens": "[]", "archived": 0,
        }  # fmt: skip

    def dish(
        name: str, of: str, price: int, rate: str, *, takeaway: str | None = None, hours: str | None = None
    ) -> Row:
        return {
            "id": named("dish", name), "product_type_id": named("type", of), "sku": "", "name": name,
            "description": "", "price": price, "tax_rate_id": named("tax", rate),
            "takeaway_tax_rate_id": named("tax", takeaway), "available": 1, "position": 0,
            "window_id": named("window", hours), "allergens": "[]", "details": "{}", "archived": 0,
        }  # fmt: skip

    asks = {"Wan Tan Soup": ["Size"], "Fried Noodles": ["Extras", "Sauces"], "Kids Rice": ["Extras"]}
    return CatalogPart(
        tax_rates=[tax("7%", 70_000), tax("19%", 190_000)],
        availability_windows=[window("Lunch", WEEKDAYS, LUNCH), window("Late", WEEKEND_NIGHTS, LATE)],
        product_types=[kind("Food", 1, "kitchen"), kind("Drinks", 2, "bar")],
        option_groups=[
            group("Size", 1, 1),
            group("Extras", 0, 3, each=2),
            group("Sauces", 0, None, each=3, free=1),
        ],
        options=[
            option("Size", "Small", 0, 0, "choice"),
            option("Size", "Large", 150, 1, "choice"),
            option("Extras", "Egg", 100, 0),
            option("Extras", "No Noodles", -120, 1, "remove"),
            option("Sauces", "Chili", 50, 0),
            option("Sauces", "Peanut", 80, 1),
        ],
        products=[
            dish("Wan Tan Soup", "Food", 450, "7%"),
            dish("Fried Noodles", "Food", 890, "19%", takeaway="7%"),
            dish("Kids Rice", "Food", 100, "7%"),
            dish("Duck", "Food", 1690, "19%"),
            dish("Lunch Bowl", "Food", 990, "7%", hours="Lunch"),
            dish("Night Snack", "Food", 500, "7%", hours="Late"),
            dish("Green Tea", "Drinks", 320, "19%"),
            dish("Tap Water", "Drinks", 0, "19%"),
        ],
        product_groups={
            str(named("dish", name)): [str(named("group", group_name)) for group_name in groups]
            for name, groups in asks.items()
        },
    )
