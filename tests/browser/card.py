"""What the restaurant of these tests sells: the real German menu, with questions that cost something added to it.

Sums are worked out here from the file alone, with none of the program's own arithmetic.
"""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

REAL_MENU = Path(__file__).parents[1] / "data" / "menus" / "de-asia-bistro.json"

SALAD, WINGS, SEAFOOD, MANGO = "de-21", "de-16", "de-29", "de-123"
WATER, BEER, WAN_TAN, BAMBOO, SASHIMI = "de-126", "de-130", "de-14", "de-m17", "de-338"

Line = tuple[str, int, Sequence[str]]
"""Product, quantity, options as `group/option`."""


def _group(group_id: str, name: str, least: int, most: int, each: int, options: dict[str, tuple[str, int, str]]) -> Any:
    listed = [
        {"id": option_id, "name": {"de": text}, "kind": kind, "price_delta": delta, "available": True}
        for option_id, (text, delta, kind) in options.items()
    ]
    limits = {"min": least, "max": most, "required": least > 0, "max_per_option": each}
    return {"id": group_id, "name": {"de": name}, **limits, "options": listed}


PRICED = [
    _group("portion", "Portion", 1, 1, 1, {"six": ("6 Stück", 0, "choice"), "twelve": ("12 Stück", 310, "choice")}),
    _group("dips", "Dips", 0, 3, 2, {
        "garlic": ("Knoblauch-Dip", 85, "add"), "chili": ("Chili-Dip", 65, "add"), "none": ("Ohne Soße", -45, "remove"),
    }),
]  # fmt: skip
"""On the chicken wings; every option of the file itself is free."""

DUCK, PLATTER, NOODLES = "load-duck", "load-platter", "load-noodles"
LONG_NAMES = {
    DUCK: ("Knusperentenkeule mit Apfelrotkohl und Kartoffelklößen", 1890, "de-257"),
    PLATTER: ("Meeresfrüchtereisnudelpfannenplatte", 2450, "de-29"),
    NOODLES: ("Gebratene Vollkornnudeln mit Süßkartoffelstreifen", 1345, "de-16"),
}
"""Name, price and the dish whose sisters they are; none shorter than thirty letters, one a single word."""
MORE_TABLES = {"Saal": ("S", 24), "Terrasse": ("T", 16)}
"""Beside the twenty of the file."""


class Card:
    """The menu as it was written down, asked by the ids of its file.

    `loaded` is the house of the busiest day; without `priced` it is the demo's own menu, as `make demo` serves it.
    """

    def __init__(self, *, loaded: bool = False, priced: bool = True) -> None:
        self.menu: dict[str, Any] = json.loads(REAL_MENU.read_text(encoding="utf-8"))
        self.menu["organization"]["name"] = "Asia-Bistro Sonnenhof"
        self.products = {product["id"]: product for product in self.menu["products"]}
        if priced:
            self.menu["option_groups"] += PRICED
            self.menu["counts"] |= {"option_groups": 4, "options": 13, "products_with_option_groups": 49}
            self.products[WINGS]["option_group_ids"] = ["portion", "dips"]
        if loaded:
            self._load()
        self.options = {
            f"{group['id']}/{option['id']}": option
            for group in self.menu["option_groups"]
            for option in group["options"]
        }
        self.rates = {rate["id"]: Fraction(rate["rate"]) for rate in self.menu["tax_rates"]}

    def _load(self) -> None:
        """Long names, and sixty tables in Mitte."""
        for product_id, (name, price, sister) in LONG_NAMES.items():
            more = {"id": product_id, "sku": product_id.upper(), "name": {"de": name}, "price": price}
            self.products[product_id] = {**self.products[sister], **more, "option_group_ids": []}
            self.menu["products"].append(self.products[product_id])
        self.products[NOODLES]["option_group_ids"] = ["portion", "dips"]
        tables = [
            {"id": f"{letter}{number}".lower(), "label": f"{letter}{number}", "area": area, "seats": 2 + number % 4 * 2}
            for area, (letter, many) in MORE_TABLES.items()
            for number in range(1, many + 1)
        ]
        self.menu["branches"][0]["tables"] += tables
        counts = self.menu["counts"]
        allergic = sum(1 for product_id in LONG_NAMES if self.products[product_id].get("allergens"))
        for name, more in {
            "products": len(LONG_NAMES), "tables": len(tables), "products_with_option_groups": 1,
            "products_with_allergens": allergic,
        }.items():  # fmt: skip
            counts[name] += more

    def write(self, file: Path) -> Path:
        file.write_text(json.dumps(self.menu), encoding="utf-8")
        return file

    def name(self, product_id: str) -> str:
        return self.products[product_id]["name"]["de"]

    def option(self, option: str) -> str:
        return self.options[option]["name"]["de"]

    def answers(self, options: Sequence[str]) -> list[str]:
        """Those of them that this menu knows."""
        return [option for option in options if option in self.options]

    def unit(self, product_id: str, options: Sequence[str] = ()) -> int:
        """Cents."""
        return self.products[product_id]["price"] + sum(self.options[option]["price_delta"] for option in options)

    def total(self, lines: Sequence[Line]) -> int:
        """Cents."""
        return sum(quantity * self.unit(product_id, options) for product_id, quantity, options in lines)

    def taxes(self, lines: Sequence[Line]) -> dict[str, tuple[int, int]]:
        """Net and tax in cents by the rate's name: prices include it, one rounding per rate, halves up."""
        found: dict[str, tuple[int, int]] = {}
        for rate in self.menu["tax_rates"]:
            gross = self.total([line for line in lines if self.products[line[0]]["tax_rate_id"] == rate["id"]])
            share = self.rates[rate["id"]]
            tax = int(gross * share / (1 + share) + Fraction(1, 2))
            if gross:
                found[rate["name"]] = (gross - tax, tax)
        return found


def euros(cents: int) -> str:
    """As the screens write it: €12.05."""
    return f"€{cents // 100:,}.{cents % 100:02d}"
