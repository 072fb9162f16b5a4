"""The menu moves while a round is being tapped: the till follows, says what changed, and sends nothing unseen."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import MANGO, SALAD, WATER, WINGS, Card, euros
from tests.browser.opening import Opener, keep_menu_quiet
from tests.browser.restaurant import MANAGER, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

FOLLOWS = 2_000
"""Milliseconds in which an open form follows the menu."""

MARKED = re.compile("^1 marked item: look at it first")


class Price:
    """The mango's, as the manager of the branch sets it."""

    def __init__(self, restaurant: Restaurant) -> None:
        self._restaurant = restaurant
        self._path = f"/api/products/{restaurant.ids.products[MANGO]}/price?branch_id={restaurant.branch_id()}"

    def becomes(self, cents: int | None) -> None:
        """None: the catalog's again."""
        self._restaurant.do("PUT", self._path, {"price": cents}, by=MANAGER)


@pytest.fixture
def price(restaurant: Restaurant) -> Iterator[Price]:
    made = Price(restaurant)
    yield made
    made.becomes(None)


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    return restaurant.open_table("7")


def stored(restaurant: Restaurant, session: dict[str, Any]) -> list[int]:
    """Totals of the orders of the visit."""
    return [total for (total,) in restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"])]


@pytest.mark.timed
def test_a_draft_follows_a_price_and_says_old_and_new(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage, price: Price
):
    old, new = card.unit(MANGO), card.unit(MANGO) + 150
    cashier.go_to_table("7")
    cashier.add(card.name(MANGO))
    price.becomes(new)
    expect(cashier.draft).to_contain_text(f"{euros(old)} before, {euros(new)} now.", timeout=FOLLOWS)
    expect(cashier.button(re.compile("^Send"), cashier.draft)).to_contain_text(euros(new))

    cashier.send()
    assert stored(restaurant, session) == [new]


@pytest.mark.timed
def test_an_open_form_follows_a_price_and_says_so(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage, price: Price
):
    """The form of a dish that is in the round already."""
    old, new = card.unit(MANGO), card.unit(MANGO) + 150
    cashier.go_to_table("7")
    cashier.add(card.name(MANGO))
    cashier.button(re.compile(rf"^1 ?{re.escape(card.name(MANGO))}"), cashier.draft).click()
    price.becomes(new)
    form = cashier.dialog(card.name(MANGO))
    expect(form).to_contain_text(f"{euros(old)} before, {euros(new)} now.", timeout=FOLLOWS)
    expect(cashier.button(re.compile("^Keep"), form)).to_contain_text(euros(new))


def test_a_price_the_till_has_not_heard_of_is_shown_old_and_new_and_asked_for(
    restaurant: Restaurant, session: dict[str, Any], card: Card, opener: Opener, watch: Watch, price: Price
):
    watch.announce("409 POST /api/orders")
    old, new = card.unit(MANGO), card.unit(MANGO) + 150
    cashier = opener.cashier(socket=keep_menu_quiet)
    cashier.go_to_table("7")
    cashier.add(card.name(MANGO))
    price.becomes(new)

    cashier.button(re.compile("^Send"), cashier.draft).click()
    expect(cashier.draft).to_contain_text("Prices have changed. The new ones are shown: look, and send again.")
    expect(cashier.draft).to_contain_text(f"{euros(old)} before, {euros(new)} now.")
    assert stored(restaurant, session) == []
    cashier.send()
    assert stored(restaurant, session) == [new]


@pytest.mark.timed
def test_a_line_that_lost_a_required_answer_is_marked_at_once(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    cashier.add(card.name(WATER))
    cashier.add(card.name(WINGS), "12 Stück")
    restaurant.switch_option("portion/twelve", False)

    line = cashier.draft.get_by_role("listitem").filter(has_text=card.name(WINGS))
    expect(line).to_contain_text("12 Stück has sold out and was taken off.", timeout=FOLLOWS)
    expect(line).to_contain_text("Still to choose: Portion")
    expect(cashier.button(MARKED, cashier.draft)).to_be_disabled()

    cashier.button(re.compile(rf"^1 ?{re.escape(card.name(WINGS))}"), line).click()
    asked = cashier.dialog(card.name(WINGS))
    asked.get_by_label(re.compile("^6 Stück")).click()
    cashier.button(re.compile("^Keep"), asked).click()
    cashier.send()
    [total] = stored(restaurant, session)
    assert total == card.unit(WATER) + card.unit(WINGS, ["portion/six"])


@pytest.mark.timed
def test_a_line_that_is_sold_out_is_marked_at_once_and_the_rest_is_sent(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    cashier.add(card.name(WATER))
    cashier.add(card.name(MANGO))
    restaurant.switch_product(MANGO, False)
    expect(cashier.button(MARKED, cashier.draft)).to_be_disabled(timeout=FOLLOWS)

    cashier.button(f"Less {card.name(MANGO)}", cashier.draft).click()
    cashier.send()
    assert stored(restaurant, session) == [card.unit(WATER)]


@pytest.mark.timed
def test_more_than_there_are_left_is_marked_before_sending(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    for _ in range(3):
        cashier.look_up(card.name(MANGO)).click()
    restaurant.switch_product(MANGO, True, remaining=2)
    expect(cashier.draft).to_contain_text("Only 2 left.", timeout=FOLLOWS)
    cashier.button(f"Less {card.name(MANGO)}", cashier.draft).click()
    expect(cashier.draft).not_to_contain_text("Only 2 left.")
    cashier.send()
    assert stored(restaurant, session) == [2 * card.unit(MANGO)]


def test_no_badge_lies_on_the_name_of_a_dish(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    cashier.add(card.name(SALAD), "French")
    key = cashier.product(card.name(SALAD))
    for direction in ("ltr", "rtl"):
        cashier.page.evaluate("way => { document.dir = way }", direction)
        name = key.locator(".product-name bdi").bounding_box()
        badge = cashier.catalog.locator(".product-count").first.bounding_box()
        assert name
        assert badge
        apart = badge["y"] + badge["height"] <= name["y"] or badge["x"] + badge["width"] <= name["x"]
        assert apart or badge["y"] >= name["y"] + name["height"] or badge["x"] >= name["x"] + name["width"]
        box = key.bounding_box()
        assert box
        from_left, from_right = name["x"] - box["x"], box["x"] + box["width"] - name["x"] - name["width"]
        assert (from_left < from_right) is (direction == "ltr"), "the name begins where the page does"
