"""A house full of guests, made through the API: every state the floor knows, with rounds, notes and money."""

from contextlib import closing
from typing import Any

from tests.browser.card import (
    BAMBOO,
    BEER,
    DUCK,
    MANGO,
    NOODLES,
    PLATTER,
    SALAD,
    SEAFOOD,
    WAN_TAN,
    WATER,
    WINGS,
    Line,
)
from tests.browser.restaurant import KITCHEN, Restaurant

Session = dict[str, Any]
LUNCH: list[Line] = [(BAMBOO, 2, ["vorspeise/mini-fruhlingsrollen"]), (WATER, 2, [])]
STARTERS: list[Line] = [
    (WINGS, 2, ["portion/twelve", "dips/garlic", "dips/none"]),
    (SALAD, 1, ["dressing/french"]),
    (WAN_TAN, 2, []),
]


class BusyHouse:
    """Table 3 has sent two rounds that wait, table 6 has the longest bill, table 12 has paid a part."""

    def __init__(self, restaurant: Restaurant) -> None:
        self.restaurant = restaurant
        self.longest = self._eating("6", 4, [*STARTERS, (SEAFOOD, 3, []), (BEER, 4, []), (MANGO, 6, [])])
        self.part_paid = self._eating("12", 4, [*LUNCH, (BEER, 2, [])])
        self._pay_part(self.part_paid, 1500)
        self._eating("8", 5, STARTERS)
        self._eating("G3", 2, [(MANGO, 2, [])])
        self.later(9)
        self.takeaway = restaurant.open_table(None, service="takeaway", name="Pick-up 1")
        restaurant.order(self.takeaway, (SEAFOOD, 1, []), (BAMBOO, 1, ["vorspeise/sauer-scharf-suppe"]))
        self._cooking("2", 4, LUNCH)
        self._cooking("G1", 4, STARTERS)
        self._ready("4", 5)
        self._ready("G6", 3)
        self.later(7)
        self.late = self._waiting("9", 2, (MANGO, 2, []), note="")
        self.later(6)
        self.seated = restaurant.open_table("1", guests=2)
        self._cooking("10", 3, [(SEAFOOD, 1, []), (BEER, 2, [])])
        self.waiting = self._waiting("3", 4, *STARTERS, note="Bitte alles zusammen bringen")
        restaurant.guest_order(self.waiting, (BEER, 3, []))
        self.later(1)
        self._waiting("G5", 2, *LUNCH, note="")

    def later(self, minutes: int) -> None:
        """Time passes; pages that are opened from now on know it."""
        self.restaurant.clock.ahead += minutes * 60_000_000

    def _eating(self, label: str, guests: int, lines: list[Line]) -> Session:
        session = self.restaurant.open_table(label, guests=guests)
        self._move(self.restaurant.order(session, *lines), "SERVED")
        return session

    def _cooking(self, label: str, guests: int, lines: list[Line]) -> Session:
        session = self.restaurant.open_table(label, guests=guests)
        self.restaurant.order(session, *lines)
        return session

    def _ready(self, label: str, guests: int) -> Session:
        session = self.restaurant.open_table(label, guests=guests)
        self._move(self.restaurant.order(session, *STARTERS), "READY")
        return session

    def _waiting(self, label: str, guests: int, *lines: Line, note: str) -> Session:
        session = self.restaurant.open_table(label, guests=guests)
        self.restaurant.guest_order(session, *lines, note=note)
        return session

    def _move(self, order: dict[str, Any], status: str) -> None:
        self.restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": status})

    def _pay_part(self, session: Session, cents: int) -> None:
        body = {"method": "card", "amount": cents, "close": False}
        self.restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", body)


BEFORE_LUNCH = "2026-11-23 11:05"
"""When a house has to begin to be full at its lunch."""
FEAST: list[Line] = [(DUCK, 2, []), (PLATTER, 1, []), (NOODLES, 1, ["portion/twelve", "dips/garlic", "dips/none"])]
SOLD = ("cash", "card", "card", "cash", "card")
LONGEST_BILL = 40


class FullHouse(BusyHouse):
    """Real load, for a restaurant that was made with `Card(loaded=True)`: over thirty orders in every state on sixty
    tables, a bill of forty items, guests who call, an allergy, an item that cannot be made and one that was cancelled,
    dishes that are off or counted, a day's first takings, and the sister branch at work."""

    def __init__(self, restaurant: Restaurant) -> None:
        self.restaurant = restaurant
        for number, method in enumerate(SOLD, 1):
            self._sold(restaurant, f"T{number}", method)
        super().__init__(restaurant)
        self._kitchen_at_work()
        self._floor_waits()
        self.forty = self._eating("S10", 6, forty_items(restaurant))
        self.calling = self._eating("S11", 2, FEAST)
        self.asking = self._eating("S12", 4, FEAST)
        self._call(self.calling, {"kind": "waiter"})
        self._call(self.asking, {"kind": "bill", "how": "card"})
        restaurant.switch_product("de-331", False)
        restaurant.switch_product("de-133a", True, remaining=3)
        restaurant.switch_option("dressing/joghurt", False)
        west = restaurant.open_table("3", "west", guests=3)
        restaurant.order(west, (SEAFOOD, 2, []), branch="west")
        restaurant.guest_order(restaurant.open_table("4", "west"), (BEER, 2, []))

    def _sold(self, restaurant: Restaurant, label: str, method: str) -> None:
        session = restaurant.open_table(label, guests=2)
        self._move(restaurant.order(session, *STARTERS, (BEER, 2, [])), "SERVED")
        restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": method})
        self.later(12)

    def _kitchen_at_work(self) -> None:
        restaurant = self.restaurant
        for number in (1, 2, 3):
            self._cooking(f"S{number}", 4, FEAST)
        allergic = restaurant.open_table("S4", guests=2)
        wanted = [{**line, "allergies": ["peanuts", "milk"]} for line in restaurant.wanted(FEAST)]
        wanted[0]["note"] = "Bitte ohne Sauce, die Sauce extra in einem kleinen Schälchen dazu"
        self.allergic = restaurant.do("POST", "/api/orders", {"qr_session_id": allergic["id"], "lines": wanted})
        self.flagged = restaurant.order(restaurant.open_table("S5", guests=5), *FEAST, *STARTERS)
        first = self.flagged["lines"][0]["id"]
        restaurant.do("POST", f"/api/order-lines/{first}/cannot-make", {}, by=KITCHEN)
        self.cancelled = restaurant.order(restaurant.open_table("S6", guests=2), *FEAST)
        restaurant.do(
            "POST", f"/api/order-lines/{self.cancelled['lines'][1]['id']}/void", {"reason": "Doch lieber Ente"}
        )
        for number in (7, 8):
            started = restaurant.order(restaurant.open_table(f"S{number}", guests=4), *FEAST)
            self._move(started, "PREPARING")
        self._ready("S9", 6)

    def _floor_waits(self) -> None:
        for label in ("T6", "T7", "T8", "T9", "T10"):
            self._waiting(label, 4, *FEAST, note="Wir haben es leider eilig, bitte schnell")
        allergic = self.restaurant.open_table("T11", guests=2)
        self.restaurant.guest_order(allergic, *FEAST, allergies=["gluten"])

    def _call(self, session: Session, wish: dict[str, str]) -> None:
        with closing(self.restaurant.join(session)) as phone:
            answer = phone.post("/api/guest/requests", json=wish)
            assert answer.is_success, answer.text


def forty_items(restaurant: Restaurant) -> list[Line]:
    """Forty dishes of which nothing has to be asked, whatever the hour, the ones with long names first."""
    card = restaurant.card
    plain = [
        product_id
        for product_id, product in card.products.items()
        if not product["option_group_ids"] and "availability_window_id" not in product and product["available"]
    ]
    longest = sorted(plain, key=lambda product_id: -len(card.name(product_id)))
    return [(product_id, 1 + number % 3, []) for number, product_id in enumerate(longest[:LONGEST_BILL])]
