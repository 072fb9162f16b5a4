"""What is asked about a dish at the till: how often, what it costs, what must not be in it."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import MANGO, WINGS, Card, euros
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.specials import DUCK, Specials
from tests.browser.till import CashierPage

CONCERN = "Not written down for Mangocreme: ask the kitchen."


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    return restaurant.open_table("7")


def test_an_answer_is_taken_as_often_as_the_house_allows_and_costs_what_it_says(
    restaurant: Restaurant, session: dict[str, Any], card: Card, cashier: CashierPage
):
    """Three dips at most, two of a kind."""
    cashier.go_to_table("7")
    cashier.look_up(card.name(WINGS)).click()
    asked = cashier.dialog(card.name(WINGS))
    asked.get_by_label(re.compile("^12 Stück")).click()
    asked.get_by_label(re.compile(r"^\+ Knoblauch-Dip")).click()
    cashier.button("More Knoblauch-Dip", asked).click()
    expect(cashier.button("More Knoblauch-Dip", asked)).to_be_disabled()
    asked.get_by_label(re.compile("^Ohne Soße")).click()
    expect(asked.get_by_label(re.compile(r"^\+ Chili-Dip"))).to_be_disabled()

    price = card.unit(WINGS, ["portion/twelve", "dips/garlic", "dips/garlic", "dips/none"])
    expect(cashier.button(re.compile("^Add"), asked)).to_contain_text(euros(price))
    cashier.button(re.compile("^Add"), asked).click()
    cashier.send()
    assert restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"]) == [(price,)]


def test_an_answer_opens_the_next_question_and_the_cheapest_of_the_last_go_free(
    restaurant: Restaurant, session: dict[str, Any], specials: Specials, cashier: CashierPage
):
    """Chips ask for their cut, thin ones for dips, of which one is free: 11.90 + 1.50 + 0.20 + 2 × 0.85."""
    cashier.go_to_table("7")
    cashier.look_up(DUCK).click()
    asked = cashier.dialog(DUCK)
    add = asked.locator(".sheet-foot").get_by_role("button").last
    expect(add).to_have_text("Still to choose: Beilage")
    expect(asked.get_by_role("group", name="Schnitt")).to_have_count(0)

    asked.get_by_label(re.compile("^Pommes")).click()
    expect(add).to_have_text("Still to choose: Schnitt")
    asked.get_by_label(re.compile("^Dünn")).click()
    dips = asked.get_by_role("group", name="Dips")
    expect(dips).to_contain_text("1 free")
    expect(add).to_contain_text(euros(1360))
    for dip, price in (("Knoblauch", 1360), ("Chili", 1445)):
        dips.get_by_label(re.compile(f"^{dip}")).click()
        expect(add).to_contain_text(euros(price))
    cashier.button("More Knoblauch", dips).click()
    expect(add).to_contain_text(euros(1530))
    expect(cashier.button("More Knoblauch", dips)).to_be_disabled()

    asked.get_by_label(re.compile("^Reis")).click()
    expect(dips).to_have_count(0)
    expect(asked.get_by_role("group", name="Schnitt")).to_have_count(0)
    expect(add).to_contain_text(euros(1190))

    for answer in ("Pommes", "Dünn", "Knoblauch", "Chili"):
        asked.get_by_label(re.compile(f"^{answer}")).click()
    cashier.button("More Knoblauch", dips).click()
    add.click()
    expect(cashier.draft).to_contain_text("Pommes, Dünn, 2 × Knoblauch, Chili")
    cashier.send()
    assert restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"]) == [(1530,)]


def test_an_allergy_is_said_of_one_dish_and_reaches_the_kitchen(
    restaurant: Restaurant, session: dict[str, Any], card: Card, opener: Opener
):
    till, rail = opener.cashier(), opener.kitchen()
    till.go_to_table("7")
    till.add(card.name(MANGO))
    till.button(re.compile(rf"^1 ?{re.escape(card.name(MANGO))}"), till.draft).click()
    asked = till.dialog(card.name(MANGO))
    asked.get_by_text("Allergy? Say it for this dish").click()
    asked.get_by_label("peanuts").check()
    expect(asked).to_contain_text(CONCERN)
    till.button(re.compile("^Save"), asked).click()
    expect(till.draft).to_contain_text("Allergy: peanuts")
    expect(till.draft).to_contain_text(CONCERN)

    till.product(card.name(MANGO)).click()
    expect(till.draft.get_by_role("listitem")).to_have_count(2)
    till.send()
    expect(till.rounds).to_contain_text("Allergy: peanuts")
    expect(rail.get_by_role("listitem", name="Table 7", exact=True)).to_contain_text("peanuts")
    told = restaurant.rows(
        "SELECT allergies FROM order_lines JOIN orders ON orders.id = order_lines.order_id WHERE qr_session_id = ?"
        " ORDER BY position",
        session["id"],
    )
    assert [json.loads(codes) for (codes,) in told] == [["peanuts"], []]
