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

TAKE_OUT = re.compile("^Take out .*: not sold now$")
TWINS = ("de-291", "de-292")
"""Both are called fried vegetables."""


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
    expect(cashier.button(re.compile("^Save"), form)).to_contain_text(euros(new))


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
    mend = cashier.button(f"{card.name(WINGS)}: choose Portion", cashier.draft)
    expect(cashier.button(re.compile("^Send"), cashier.draft)).to_have_count(0)

    mend.click()
    asked = cashier.dialog(card.name(WINGS))
    asked.get_by_label(re.compile("^6 Stück")).click()
    cashier.button(re.compile("^Save"), asked).click()
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
    mend = cashier.button(TAKE_OUT, cashier.draft)
    expect(mend).to_contain_text(card.name(MANGO), timeout=FOLLOWS)
    expect(cashier.button(re.compile("^Send"), cashier.draft)).to_have_count(0)
    expect(cashier.button(f"More {card.name(MANGO)}", cashier.draft)).to_be_disabled()
    cashier.button(re.compile(rf"^1 ?{re.escape(card.name(MANGO))}"), cashier.draft).click()
    asked = cashier.dialog(card.name(MANGO))
    expect(cashier.button(f"More {card.name(MANGO)}", asked)).to_be_disabled()
    cashier.close_sheet()

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
    expect(cashier.button(f"{card.name(MANGO)}: only 2 left, take fewer", cashier.draft)).to_be_visible()
    cashier.button(f"Less {card.name(MANGO)}", cashier.draft).click()
    expect(cashier.draft).not_to_contain_text("Only 2 left.")
    expect(cashier.button(f"More {card.name(MANGO)}", cashier.draft)).to_be_disabled()
    cashier.product(card.name(MANGO)).click()
    expect(cashier.page.get_by_text(f"Only 2 left of {card.name(MANGO)}.")).to_be_visible()
    cashier.send()
    assert stored(restaurant, session) == [2 * card.unit(MANGO)]


BOXES = """key => [key.querySelector(".product-name bdi"), key.parentElement.querySelector(".product-count"), key]
  .map(one => one.getBoundingClientRect().toJSON())"""
"""Of one moment: a page that turns round moves."""


def test_no_badge_lies_on_the_name_of_a_dish(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    cashier.add(card.name(SALAD), "French")
    key = cashier.product(card.name(SALAD))
    for direction in ("ltr", "rtl"):
        cashier.page.evaluate("way => { document.dir = way }", direction)
        name, badge, box = key.evaluate(BOXES)
        apart = badge["y"] + badge["height"] <= name["y"] or badge["x"] + badge["width"] <= name["x"]
        assert apart or badge["y"] >= name["y"] + name["height"] or badge["x"] >= name["x"] + name["width"]
        from_left, from_right = name["x"] - box["x"], box["x"] + box["width"] - name["x"] - name["width"]
        assert (from_left < from_right) is (direction == "ltr"), "the name begins where the page does"


def test_numbers_and_enter_write_an_order(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    keys = cashier.page.keyboard
    cashier.catalog.get_by_role("searchbox").click()
    for number in ("123", "126", "123"):
        keys.type(number)
        keys.press("Enter")
    mango = cashier.draft.get_by_role("listitem").filter(has_text=card.name(MANGO))
    expect(mango.get_by_role("button").first).to_contain_text("2")
    cashier.send()
    assert stored(restaurant, session) == [2 * card.unit(MANGO) + card.unit(WATER)]


def test_arrows_move_to_another_hit_and_enter_never_adds_what_is_not_sold(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    restaurant.switch_product(MANGO, False)
    cashier.go_to_table("7")
    box = cashier.catalog.get_by_role("searchbox")
    box.fill("123")
    expect(cashier.catalog.get_by_text("Enter adds")).to_contain_text(card.name(MANGO))
    box.press("Enter")
    expect(cashier.page.get_by_text(re.compile(rf"{re.escape(card.name(MANGO))} is not sold now"))).to_be_visible()
    expect(cashier.draft).to_have_count(0)

    box.fill("ente")
    hits = cashier.catalog.locator(".product")
    expect(hits.first).to_have_class(re.compile("aimed"))
    box.press("ArrowDown")
    expect(hits.nth(1)).to_have_class(re.compile("aimed"))
    box.press("ArrowUp")
    expect(hits.first).to_have_class(re.compile("aimed"))


def test_the_draft_keeps_what_was_tapped_last_in_sight(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    cashier.go_to_table("7")
    expect(cashier.rounds).to_contain_text("Nothing ordered yet")
    restaurant.order(session, (WATER, 1, []))
    cashier.catalog.get_by_role("searchbox").fill("ente")
    for hit in range(8):
        cashier.catalog.locator(".product:not(.off) .product-main").nth(hit).click()
        while (asked := cashier.page.get_by_role("dialog")).count():
            cashier.button("Close", asked).click()
    lines = cashier.draft.get_by_role("listitem")
    expect(lines.last).to_be_in_viewport(ratio=0.9)
    bounds, line = cashier.draft.locator(".draft-lines").bounding_box(), lines.last.bounding_box()
    assert bounds
    assert line
    assert bounds["y"] - 1 <= line["y"]
    assert line["y"] + line["height"] <= bounds["y"] + bounds["height"] + 1


def test_the_first_round_has_the_room_of_the_empty_drawing(session: dict[str, Any], card: Card, cashier: CashierPage):
    cashier.go_to_table("7")
    cashier.add(card.name(WATER))
    expect(cashier.rounds.get_by_text("Nothing ordered yet")).to_have_count(0)
    draft, column = cashier.draft.bounding_box(), cashier.rounds.bounding_box()
    assert draft
    assert column
    assert draft["height"] > 0.6 * column["height"]


def test_dishes_of_one_name_are_told_apart_at_the_till(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    twins = [card.products[one] for one in TWINS]
    assert len({card.name(one) for one in TWINS}) == 1
    restaurant.guest_order(session, *[(one, 1, []) for one in TWINS])
    cashier.go_to_table("7")
    for place in (cashier.rounds,):
        for twin in twins:
            expect(place).to_contain_text(re.compile(rf"{re.escape(card.name(twin['id']))}.{{0,6}}· .?{twin['sku']}"))
