"""Rounds at the till: confirmed together, turned down, cancelled, served and taken back, by the house's rules."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import BAMBOO, BEER, MANGO, SEAFOOD, WAN_TAN, WATER, Card, euros
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import KITCHEN, Restaurant
from tests.browser.till import CashierPage

GuestAt = Callable[..., GuestPage]
Session = dict[str, Any]


@pytest.fixture
def table(restaurant: Restaurant) -> Session:
    return restaurant.open_table("7", guests=2)


def later(restaurant: Restaurant, minutes: int) -> None:
    """Time passes; pages that are opened from now on know it."""
    restaurant.clock.ahead += minutes * 60_000_000


def move(restaurant: Restaurant, order: dict[str, Any], status: str) -> None:
    restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": status})


def test_confirm_all_makes_one_kitchen_ticket_of_three_orders(
    restaurant: Restaurant, table: Session, card: Card, opener: Opener
):
    orders = [restaurant.guest_order(table, (dish, 3, [])) for dish in (MANGO, SEAFOOD, BEER)]
    till, other, rail = opener.cashier(), opener.cashier(), opener.kitchen()
    ticket = till.ticket("7")
    expect(ticket).to_contain_text("3 orders")
    expect(ticket).to_contain_text("9 items")

    till.button("Confirm all", ticket).click()
    expect(till.ticket("7")).to_have_count(0)
    expect(other.ticket("7")).to_have_count(0)
    made = rail.get_by_role("listitem", name="Table 7", exact=True)
    expect(made).to_have_count(1)
    for dish in (MANGO, SEAFOOD, BEER):
        expect(made).to_contain_text(card.name(dish))
    [stored] = restaurant.do("GET", "/api/kitchen/board", by=KITCHEN)["items"]
    assert stored["numbers"] == [order["number"] for order in orders]


def test_one_item_is_turned_down_the_guest_reads_why_and_the_rest_is_confirmed(
    restaurant: Restaurant, table: Session, card: Card, guest: GuestAt, opener: Opener
):
    phone = guest(table["qr_url"])
    phone.at_table("7")
    phone.add(card.name(MANGO))
    phone.add(card.name(WATER))
    phone.order()
    till = opener.cashier()

    expect(till.ticket("7").get_by_role("heading", name="Guest Basil · ")).to_be_visible()
    till.button(re.compile(rf"^{re.escape(card.name(MANGO))}"), till.ticket("7")).click()
    till.button("Sold out", till.page.get_by_role("dialog")).click()
    expect(till.ticket("7")).not_to_contain_text(card.name(MANGO))
    expect(till.ticket("7")).to_contain_text("1 item")
    expect(phone.round(1)).to_contain_text("Sold out")

    till.button("Confirm", till.ticket("7")).click()
    expect(till.ticket("7")).to_have_count(0)
    till.go_to_table("7")
    expect(till.due).to_contain_text(euros(card.unit(WATER)))


def test_an_order_of_which_nothing_is_left_is_cancelled_with_the_reason(
    restaurant: Restaurant, table: Session, card: Card, cashier: CashierPage
):
    order = restaurant.guest_order(table, (MANGO, 1, []))
    cashier.button(re.compile(rf"^{re.escape(card.name(MANGO))}"), cashier.ticket("7")).click()
    cashier.page.get_by_label("Another reason").fill("The mango is not ripe")
    cashier.button("Turn down", cashier.page.get_by_role("dialog")).click()
    expect(cashier.ticket("7")).to_have_count(0)

    after = restaurant.do("GET", f"/api/orders/{order['id']}")
    assert (after["status"], after["cancelled_because"], after["total"]) == ("CANCELLED", "The mango is not ripe", 0)


def test_an_item_is_cancelled_alone_until_the_kitchen_begins(
    restaurant: Restaurant, table: Session, card: Card, opener: Opener
):
    restaurant.order(table, (MANGO, 1, []), (WATER, 2, []))
    later(restaurant, 3)
    till = opener.cashier()
    till.go_to_table("7")

    till.button(re.compile(card.name(MANGO)), till.rounds).click()
    till.button("Guest changed their mind", till.page.get_by_role("dialog")).click()
    expect(till.rounds).to_contain_text("Cancelled: Guest changed their mind")
    expect(till.due).to_contain_text(euros(2 * card.unit(WATER)))


def test_later_it_is_said_kindly_who_can_cancel(restaurant: Restaurant, table: Session, card: Card, opener: Opener):
    order = restaurant.order(table, (MANGO, 1, []))
    move(restaurant, order, "PREPARING")
    later(restaurant, 3)
    till = opener.cashier()
    till.go_to_table("7")

    till.button(re.compile(card.name(MANGO)), till.rounds).click()
    sheet = till.page.get_by_role("dialog")
    expect(sheet).to_contain_text("The kitchen has begun. From now on a manager cancels it: please ask Mona Feld")
    expect(till.button("Cancel item", sheet)).to_have_count(0)

    manager = opener.cashier("mona@house.test", branch="mitte")
    manager.go_to_table("7")
    manager.button(re.compile(card.name(MANGO)), manager.rounds).click()
    manager.button("Took too long", manager.page.get_by_role("dialog")).click()
    expect(manager.rounds).to_contain_text("Cancelled: Took too long")
    expect(till.due).to_contain_text(euros(0))


def test_a_round_is_served_in_one_tap_and_taken_back_in_one(
    restaurant: Restaurant, table: Session, cashier: CashierPage
):
    order = restaurant.order(table, (MANGO, 1, []), (SEAFOOD, 1, []))
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/status", {"status": "READY"})
    cashier.go_to_table("7")

    cashier.button("Served", cashier.rounds).click()
    cashier.button("Not served yet", cashier.rounds).click()
    expect(cashier.button("Not served yet", cashier.rounds)).to_have_count(0)
    lines = restaurant.do("GET", f"/api/orders/{order['id']}")["lines"]
    assert [line["status"] for line in lines] == ["READY", "FIRED"]


def test_one_item_is_served_and_goes_one_step_back(
    restaurant: Restaurant, table: Session, card: Card, cashier: CashierPage
):
    order = restaurant.order(table, (MANGO, 1, []), (SEAFOOD, 1, []))
    cashier.go_to_table("7")
    mango = cashier.button(re.compile(card.name(MANGO)), cashier.rounds)
    mango.click()
    cashier.button("Served", cashier.page.get_by_role("dialog")).click()
    expect(mango).to_contain_text("Served")

    mango.click()
    cashier.button("Back to: Sent", cashier.page.get_by_role("dialog")).click()
    expect(cashier.page.get_by_role("dialog")).to_have_count(0)
    lines = restaurant.do("GET", f"/api/orders/{order['id']}")["lines"]
    assert [line["status"] for line in lines] == ["FIRED", "FIRED"]


def test_after_two_minutes_there_is_no_way_back(restaurant: Restaurant, table: Session, card: Card, opener: Opener):
    move(restaurant, restaurant.order(table, (MANGO, 1, [])), "SERVED")
    later(restaurant, 3)
    till = opener.cashier()
    till.go_to_table("7")
    expect(till.rounds).to_contain_text("Served")
    expect(till.button("Not served yet", till.rounds)).to_have_count(0)
    till.button(re.compile(card.name(MANGO)), till.rounds).click()
    expect(till.button(re.compile("^Back to"), till.page.get_by_role("dialog"))).to_have_count(0)


def test_what_the_kitchen_cannot_make_is_taken_off_in_one_tap(
    restaurant: Restaurant, table: Session, card: Card, opener: Opener
):
    order = restaurant.order(table, (MANGO, 2, []), (WATER, 1, []))
    move(restaurant, order, "PREPARING")
    later(restaurant, 3)
    till = opener.cashier()
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/cannot-make", {}, by=KITCHEN)

    expect(till.inbox).to_contain_text(f"The kitchen cannot make 2 × {card.name(MANGO)}.")
    till.button(f"Take {card.name(MANGO)} off", till.inbox).click()
    expect(till.inbox).not_to_contain_text("Needs you")
    till.go_to_table("7")
    expect(till.rounds).to_contain_text("Cancelled: The kitchen cannot make it")
    expect(till.due).to_contain_text(euros(card.unit(WATER)))


def test_a_swap_takes_it_off_and_opens_the_shelf_it_stood_on(
    restaurant: Restaurant, table: Session, card: Card, cashier: CashierPage
):
    order = restaurant.order(table, (WAN_TAN, 1, []))
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/cannot-make", {}, by=KITCHEN)

    cashier.button(f"Swap {card.name(WAN_TAN)}", cashier.inbox).click()
    expect(cashier.page.get_by_role("heading", name="Table 7")).to_be_visible()
    expect(cashier.product(card.name(WAN_TAN))).to_be_visible()
    assert restaurant.do("GET", f"/api/orders/{order['id']}")["status"] == "CANCELLED"


def test_a_flagged_item_says_so_on_its_round(restaurant: Restaurant, table: Session, cashier: CashierPage):
    order = restaurant.order(table, (BAMBOO, 1, ["vorspeise/mini-fruhlingsrollen"]))
    cashier.go_to_table("7")
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/cannot-make", {}, by=KITCHEN)

    expect(cashier.rounds).to_contain_text("The kitchen cannot make it")
    cashier.button(re.compile("^Take .* off$"), cashier.rounds).click()
    expect(cashier.rounds).to_contain_text("Cancelled: The kitchen cannot make it")


def test_an_allergy_stands_on_the_order_that_waits(restaurant: Restaurant, table: Session, cashier: CashierPage):
    restaurant.guest_order(table, (MANGO, 1, []), allergies=["peanuts", "milk"])
    expect(cashier.ticket("7")).to_contain_text("Allergy: peanuts and milk")
    cashier.go_to_table("7")
    expect(cashier.rounds).to_contain_text("Allergy: peanuts and milk")


def test_one_of_two_is_turned_down_and_the_other_goes_to_the_kitchen(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    session = restaurant.open_table("7")
    order = restaurant.guest_order(session, (MANGO, 2, []))
    ticket = cashier.ticket("7")
    cashier.button(f"Turn down 2 × {card.name(MANGO)}", ticket).click()
    sheet = cashier.dialog(f"2 × {card.name(MANGO)}")
    expect(sheet).to_contain_text("How many of 2")
    cashier.button("One less", sheet).click()
    cashier.button("Sold out", sheet).click()
    expect(sheet).to_have_count(0)
    cashier.button("Confirm", ticket).click()
    expect(ticket).to_have_count(0)
    lines = restaurant.do("GET", f"/api/orders/{order['id']}")["lines"]
    assert [(line["quantity"], line["status"]) for line in lines] == [(2, "VOIDED"), (1, "FIRED")]
    assert restaurant.do("GET", f"/api/qr-sessions/{session['id']}/bill")["total"] == card.unit(MANGO)
