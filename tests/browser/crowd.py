"""Phones at a table that send orders by themselves, for as many of them as a test needs."""

import uuid
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.browser.card import Line
from tests.browser.restaurant import Restaurant

Session = dict[str, Any]
Join = Callable[[], httpx.Client]
"""Lets one more phone join the table."""


@contextmanager
def crowd(restaurant: Restaurant, session: Session) -> Generator[Join]:
    """Phones that join this table; all of them are closed afterwards."""
    phones: list[httpx.Client] = []

    def join() -> httpx.Client:
        phones.append(restaurant.join(session))
        return phones[-1]

    try:
        yield join
    finally:
        for phone in phones:
            phone.close()


def send(restaurant: Restaurant, phone: httpx.Client, *lines: Line) -> dict[str, Any]:
    """One order of this phone, which has to be taken."""
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    answer = phone.post("/api/orders", json={"lines": restaurant.wanted(lines)}, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


def states(restaurant: Restaurant, session: Session) -> Counter[str]:
    """How many orders of the table are in which state."""
    rows = restaurant.rows("SELECT status FROM orders WHERE qr_session_id = ?", session["id"])
    return Counter(status for (status,) in rows)
