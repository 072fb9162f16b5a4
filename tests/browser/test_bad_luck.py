"""The network goes, answers get lost, two people tap at once: nothing is lost and nothing happens twice."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.card import MANGO, WATER, Card, euros
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import MANAGER, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

GuestAt = Callable[..., GuestPage]
RETRIED = 30_000
"""Milliseconds in which a kept order is tried again."""


class LostAnswers:
    """Every request arrives; the first answer does not come back."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.answers: list[bytes] = []
        self.replayed: list[str | None] = []

    def __call__(self, route: Route) -> None:
        answer = route.fetch()
        self.keys.append(route.request.headers["idempotency-key"])
        self.answers.append(answer.body())
        self.replayed.append(answer.headers.get("idempotent-replayed"))
        if len(self.answers) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)


def test_an_order_whose_answer_was_lost_is_sent_again_and_is_one_order(
    restaurant: Restaurant, card: Card, guest: GuestAt, watch: Watch
):
    watch.announce("ERR_CONNECTION_RESET POST /api/orders")
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    phone.add(card.name(MANGO))
    lost = LostAnswers()
    phone.page.route(re.compile("/api/orders$"), lost)

    phone.order()
    expect(phone.page.get_by_role("heading", name="Not sent yet")).to_have_count(0, timeout=RETRIED)
    expect(phone.round(1)).to_contain_text(card.name(MANGO))
    expect(phone.round(2)).to_have_count(0)
    assert len(lost.keys) == 2
    assert lost.keys[0] == lost.keys[1]
    assert lost.answers[0] == lost.answers[1]
    assert lost.replayed == [None, "true"]
    assert _totals(restaurant, session) == [card.unit(MANGO)]


def test_two_taps_on_send_are_one_order(restaurant: Restaurant, card: Card, guest: GuestAt):
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    phone.add(card.name(MANGO))
    phone.view_order.tap()
    place = phone.send_order.bounding_box()
    assert place
    for _ in range(2):
        phone.page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(phone.round(1)).to_be_visible()
    expect(phone.round(2)).to_have_count(0)
    assert _totals(restaurant, session) == [card.unit(MANGO)]


def test_an_order_sent_without_a_network_is_kept_and_sent_once(
    restaurant: Restaurant, card: Card, guest: GuestAt, watch: Watch
):
    watch.announce("ERR_INTERNET_DISCONNECTED")
    session = restaurant.open_table("10")
    phone = guest(session["qr_url"])
    phone.at_table("10")
    phone.add(card.name(MANGO))
    phone.page.context.set_offline(True)

    phone.order()
    kept = phone.page.get_by_role("article").filter(has_text="Not sent yet")
    expect(kept).to_contain_text("Kept on this phone. It is sent as soon as there is a connection.")
    expect(kept).to_contain_text(card.name(MANGO))
    assert _totals(restaurant, session) == []

    phone.page.context.set_offline(False)
    expect(phone.round(1)).to_contain_text("Waiting for our staff", timeout=RETRIED)
    expect(kept).to_have_count(0)
    assert _totals(restaurant, session) == [card.unit(MANGO)]


def test_a_waiters_round_and_cash_taken_without_a_network_are_kept_and_recorded_once(
    restaurant: Restaurant, card: Card, cashier: CashierPage, watch: Watch
):
    watch.announce("ERR_INTERNET_DISCONNECTED")
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    cashier.go_to_table("10")
    expect(cashier.due).to_contain_text(euros(card.unit(WATER)))
    cashier.button("Pay").click()
    expect(cashier.button("Exact")).to_be_enabled()
    cashier.page.context.set_offline(True)

    cashier.button("Exact").click()
    expect(cashier.page.get_by_role("dialog")).to_contain_text("Noted, not recorded yet")
    cashier.button("Done").click()
    expect(cashier.page.get_by_text("Offline. Orders are kept and sent later (1)")).to_be_visible()
    assert restaurant.rows("SELECT amount FROM payments WHERE qr_session_id = ?", session["id"]) == []

    cashier.page.context.set_offline(False)
    cashier.to_floor()
    expect(cashier.tile("10")).to_contain_text("Paid, food to come", timeout=2 * RETRIED)
    paid = restaurant.rows("SELECT amount FROM payments WHERE qr_session_id = ?", session["id"])
    assert paid == [(card.unit(WATER),)]


def test_a_payment_noted_without_a_network_says_in_its_sheet_that_it_was_recorded(
    restaurant: Restaurant, card: Card, cashier: CashierPage, watch: Watch
):
    watch.announce("ERR_INTERNET_DISCONNECTED")
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    cashier.go_to_table("10")
    cashier.button("Pay").click()
    expect(cashier.button("Exact")).to_be_enabled()
    cashier.page.context.set_offline(True)
    cashier.button("Exact").click()
    sheet = cashier.page.get_by_role("dialog")
    expect(sheet).to_contain_text("Noted, not recorded yet")

    cashier.page.context.set_offline(False)
    expect(sheet).to_contain_text("Table 10 is free", timeout=2 * RETRIED)
    expect(sheet).not_to_contain_text("Noted")
    cashier.button("Done").click()
    expect(cashier.tile("10")).to_contain_text("Paid, food to come")


def test_a_kept_payment_that_is_refused_says_so_in_its_sheet(
    restaurant: Restaurant, card: Card, cashier: CashierPage, watch: Watch
):
    watch.announce("ERR_INTERNET_DISCONNECTED", "410 POST /api/qr-sessions")
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    cashier.go_to_table("10")
    cashier.button("Pay").click()
    expect(cashier.button("Exact")).to_be_enabled()
    cashier.page.context.set_offline(True)
    cashier.button("Exact").click()
    sheet = cashier.page.get_by_role("dialog")
    expect(sheet).to_contain_text("Noted, not recorded yet")
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "card"})

    cashier.page.context.set_offline(False)
    expect(sheet).to_contain_text("Not recorded", timeout=2 * RETRIED)
    expect(sheet).to_contain_text("This table has been closed meanwhile.")


def test_a_till_whose_colleague_took_the_money_says_who_did(restaurant: Restaurant, card: Card, opener: Opener):
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    till = opener.cashier(MANAGER, branch="mitte")
    till.go_to_table("10")
    till.button("Pay").click()
    expect(till.button("Exact")).to_be_enabled()
    paying = f"/api/qr-sessions/{session['id']}/payments"
    part = card.unit(WATER) - 100
    restaurant.do("POST", paying, {"method": "card", "amount": 100})
    sheet = till.page.get_by_role("dialog")
    expect(sheet).to_contain_text(euros(part))
    restaurant.do("POST", paying, {"method": "cash", "tendered": part})

    expect(sheet).to_contain_text("Paid, card, by Anna")
    expect(sheet).to_contain_text("Paid, cash, by Anna")
    expect(sheet).to_contain_text("Table 10 is free")
    expect(till.button("Exact")).to_have_count(0)
    till.button("Done").click()
    expect(till.tile("10")).to_contain_text("Paid, food to come")


def test_two_waiters_who_open_one_table_end_at_the_same_table(restaurant: Restaurant, opener: Opener, watch: Watch):
    watch.announce("409 POST /api/qr-sessions")
    slow = opener.cashier()
    slow.tile("10").click()
    expect(slow.button("Open and show QR")).to_be_visible()
    session = restaurant.open_table("10")

    slow.button("Open and show QR").click()
    expect(slow.page.get_by_role("dialog")).to_contain_text("Somebody has just opened this table.")
    slow.button("Go to the table").click()
    expect(slow.page.get_by_role("heading", name="Table 10")).to_be_visible()
    assert slow.page.url.endswith(f"#/tables/{session['id']}")


def test_an_order_that_comes_while_the_money_is_taken_stays_and_the_table_stays_open(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    cashier.go_to_table("10")
    cashier.button("Pay").click()
    expect(cashier.button("Exact")).to_be_enabled()
    restaurant.guest_order(session, (MANGO, 1, []))

    cashier.button("Exact").click()
    taken = cashier.page.get_by_role("dialog")
    expect(taken).to_contain_text("The table stays open")
    cashier.button("See the waiting order", taken).click()
    expect(cashier.button("Confirm", cashier.rounds)).to_be_visible()
    assert restaurant.do("GET", f"/api/qr-sessions/{session['id']}")["status"] == "OPEN"


def _totals(restaurant: Restaurant, session: dict[str, Any]) -> list[int]:
    """Of every order that is stored for the visit."""
    return [total for (total,) in restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"])]
