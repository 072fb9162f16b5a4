"""A house of its own for a test that changes the menu, the floor or the staff, made through the API."""

import re
import uuid
from collections.abc import Sequence
from itertools import count
from typing import Any

import httpx
from msgspec import Struct

from tests.browser.restaurant import ADMIN, PASSWORD, PLAIN, STAFF_COOKIE, Restaurant

LABELS = count(1)
SIZES = [{"name": "26 cm"}, {"name": "32 cm", "price_delta": 250}]


class NewHouse(Struct, frozen=True):
    """An organization as the platform hands it over: branches and an owner, and not one dish."""

    base_url: str
    branch_ids: list[str]
    owner: str
    secret: str

    def do(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """One request by the owner that has to succeed."""
        headers = {"Origin": self.base_url, "Cookie": f"{STAFF_COOKIE}={self.secret}"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        answer = httpx.request(method, self.base_url + path, json=body, headers=headers, **PLAIN)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else {}


def new_house(restaurant: Restaurant, name: str, branches: Sequence[str] = ("Harbour Street",)) -> NewHouse:
    """Made by the platform's admin, like any other."""

    def add(path: str, body: object) -> str:
        return restaurant.do("POST", path, body, by=ADMIN)["id"]

    house = add("/api/organizations", {"name": name, "country": "DE", "language": "en"})
    places = [add(f"/api/organizations/{house}/branches", {"name": one}) for one in branches]
    owner = f"owner@{re.sub('[^a-z]', '', name.lower())}.test"
    add("/api/managers", {"email": owner, "name": "Olga Neu", "organization_id": house, "password": PASSWORD})
    return NewHouse(restaurant.base_url, places, owner, restaurant.sign_in(owner))


class Pizzeria(Struct, frozen=True):
    """A house with two branches and a short menu, made through the API."""

    house: NewHouse
    ids: dict[str, str]
    """Of sections, dishes and choices, by name."""

    def dish(self, name: str) -> dict[str, Any]:
        return self.house.do("GET", f"/api/products/{self.ids[name]}")

    def choices(self, name: str) -> dict[str, Any]:
        return self.house.do("GET", f"/api/option-groups/{self.ids[name]}")

    def open_table(self, branch: int = 0) -> dict[str, Any]:
        """Somebody sits down at a new table in one of the branches."""
        at = f"branch_id={self.house.branch_ids[branch]}"
        table = self.house.do("POST", f"/api/tables?{at}", {"label": str(next(LABELS)), "seats": 4})
        return self.house.do("POST", f"/api/qr-sessions?{at}", {"table_id": table["id"]})


def new_pizzeria(restaurant: Restaurant, name: str) -> Pizzeria:
    return write_menu(new_house(restaurant, name, ("Harbour Street", "Old Town")))


def write_menu(house: NewHouse) -> Pizzeria:
    """Pizza in two sizes, and water; what stood on the menu before leaves it."""
    for path in ("/api/products", "/api/product-types", "/api/option-groups", "/api/availability-windows"):
        for old in house.do("GET", path)["items"]:
            house.do("DELETE", f"{path}/{old['id']}")
    tax_rate_id = house.do("GET", "/api/tax-rates")["items"][0]["id"]
    ids = {"Size": house.do("POST", "/api/option-groups", {"name": "Size", "min": 1, "max": 1, "options": SIZES})["id"]}
    for section, groups in (("Pizza", [ids["Size"]]), ("Drinks", [])):
        new = {"name": section, "option_group_ids": groups}
        ids[section] = house.do("POST", "/api/product-types", new)["id"]
    for section, dish, price in (("Pizza", "Margherita", 850), ("Pizza", "Diavola", 1000), ("Drinks", "Water", 290)):
        new = {"product_type_id": ids[section], "name": dish, "price": price, "tax_rate_id": tax_rate_id}
        ids[dish] = house.do("POST", "/api/products", new)["id"]
    return Pizzeria(house, ids)
