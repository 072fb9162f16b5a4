"""Dishes the manager adds for a test: questions that open questions, answers that are included, allergens."""

from typing import Any

from tests.browser.restaurant import MANAGER, Restaurant

DUCK, SOUP, LATTE = "Knusperente Spezial", "Klare Suppe Spezial", "Eiskaffee Spezial"


class Specials:
    """On the card of every branch until they are archived."""

    def __init__(self, restaurant: Restaurant) -> None:
        self._restaurant = restaurant
        (kind, *_) = self._get("product-types")
        (rate, *_) = self._get("tax-rates")
        self._home = {"product_type_id": kind["id"], "tax_rate_id": rate["id"]}
        self.options: dict[str, str] = {}
        self.groups: dict[str, str] = {}
        self.products: dict[str, str] = {}
        self._cook()

    def _cook(self) -> None:
        dips = self._group(
            "Dips", {"Knoblauch": {"price_delta": 85, "allergens": ["milk"]}, "Chili": {"price_delta": 65}},
            max=3, max_per_option=2, free_quantity=1,
        )  # fmt: skip
        cut = self._group(
            "Schnitt", {"Dick": {}, "Dünn": {"price_delta": 20, "opens_group_id": dips}}, min=1, max=1,
        )  # fmt: skip
        side = self._group(
            "Beilage",
            {"Reis": {"allergens": ["soybeans"]}, "Pommes": {"price_delta": 150, "opens_group_id": cut}},
            min=1, max=1,
        )  # fmt: skip
        without = self._group("Ohne", {"Ohne Zwiebeln": {"kind": "remove"}})
        self._dish(DUCK, 1190, option_group_ids=[side, without], allergens=["soybeans"])
        self._dish(SOUP, 450)
        self._dish(LATTE, 400, allergens=["milk"])

    def _get(self, what: str) -> list[dict[str, Any]]:
        return self._restaurant.do("GET", f"/api/{what}?limit=200", by=MANAGER)["items"]

    def _group(self, name: str, options: dict[str, dict[str, Any]], **rules: Any) -> str:
        listed = [{"name": option, **more} for option, more in options.items()]
        made = self._restaurant.do("POST", "/api/option-groups", {"name": name, "options": listed, **rules}, by=MANAGER)
        self.options |= {option["name"]: option["id"] for option in made["options"]}
        self.groups[name] = made["id"]
        return made["id"]

    def _dish(self, name: str, price: int, **more: Any) -> None:
        body = {"name": name, "price": price, **self._home, **more}
        self.products[name] = self._restaurant.do("POST", "/api/products", body, by=MANAGER)["id"]

    def change(self, name: str, **fields: Any) -> None:
        """The manager saves something about a dish."""
        path = f"/api/products/{self.products[name]}"
        version = self._restaurant.do("GET", path, by=MANAGER)["version"]
        self._restaurant.do("PATCH", path, fields, by=MANAGER, version=version)

    def archive(self, name: str) -> None:
        self._restaurant.do("DELETE", f"/api/products/{self.products.pop(name)}", by=MANAGER)

    def drop_option(self, group: str, option: str) -> None:
        """The manager takes an option off its question."""
        path = f"/api/option-groups/{self.groups[group]}"
        saved = self._restaurant.do("GET", path, by=MANAGER)
        wanted = ("id", "name", "price_delta", "available", "default", "kind", "allergens", "opens_group_id")
        left = [{key: one[key] for key in wanted} for one in saved["options"] if one["name"] != option]
        self._restaurant.do("PATCH", path, {"options": left}, by=MANAGER, version=saved["version"])

    def line(self, name: str, *options: str | tuple[str, int], quantity: int = 1, **more: Any) -> dict[str, Any]:
        """As a request names it."""
        counted = [(one, 1) if isinstance(one, str) else one for one in options]
        chosen = [{"option_id": self.options[option], "quantity": times} for option, times in counted]
        return {"product_id": self.products[name], "quantity": quantity, "options": chosen, **more}

    def take_away(self) -> None:
        """As if they had never been."""
        for name in list(self.products):
            self.archive(name)
        for group_id in reversed(self.groups.values()):
            self._restaurant.do("DELETE", f"/api/option-groups/{group_id}", by=MANAGER)
