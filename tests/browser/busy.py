"""A house full of guests, made through the API: every state the floor knows, with rounds, notes and money."""

from typing import Any

from tests.browser.card import BAMBOO, BEER, MANGO, SALAD, SEAFOOD, WAN_TAN, WATER, WINGS, Line
from tests.browser.restaurant import Restaurant

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
        self._restaurant = restaurant
        self.longest = self._eating("6", 4, [*STARTERS, (SEAFOOD, 3, []), (BEER, 4, []), (MANGO, 6, [])])
        self.part_paid = self._eating("12", 4, [*LUNCH, (BEER, 2, [])])
        self._pay_part(self.part_paid, 1500)
        self._eating("8", 5, STARTERS)
        self._eating("G3", 2, [(MANGO, 2, [])])
        self.later(9)
        self.takeaway = restaurant.open_table(None, service="takeaway", name="Karim")
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
        self._restaurant.clock.ahead += minutes * 60_000_000

    def _eating(self, label: str, guests: int, lines: list[Line]) -> Session:
        session = self._restaurant.open_table(label, guests=guests)
        self._move(self._restaurant.order(session, *lines), "SERVED")
        return session

    def _cooking(self, label: str, guests: int, lines: list[Line]) -> Session:
        session = self._restaurant.open_table(label, guests=guests)
        self._restaurant.order(session, *lines)
        return session

    def _ready(self, label: str, guests: int) -> Session:
        session = self._restaurant.open_table(label, guests=guests)
        self._move(self._restaurant.order(session, *STARTERS), "READY")
        return session

    def _waiting(self, label: str, guests: int, *lines: Line, note: str) -> Session:
        session = self._restaurant.open_table(label, guests=guests)
        self._restaurant.guest_order(session, *lines, note=note)
        return session

    def _move(self, order: dict[str, Any], status: str) -> None:
        self._restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": status})

    def _pay_part(self, session: Session, cents: int) -> None:
        body = {"method": "card", "amount": cents, "close": False}
        self._restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", body)
