"""Questions that open questions, answers that are included: what a guest reads is what the house asks for."""

import re
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.card import WINGS, Card, euros
from tests.browser.guest import GuestPage
from tests.browser.restaurant import Restaurant
from tests.browser.specials import DUCK, Specials

GuestAt = Callable[..., GuestPage]


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    return restaurant.open_table("5")


@pytest.fixture
def phone(session: dict[str, Any], specials: Specials, guest: GuestAt) -> GuestPage:
    phone = guest(session["qr_url"])
    phone.at_table("5")
    return phone


def question(sheet: Locator, name: str) -> Locator:
    return sheet.get_by_role("group", name=re.compile(f"^{name}"))


def test_a_question_stands_right_below_the_answer_that_opens_it_and_goes_with_it(phone: GuestPage):
    sheet = phone.look_at(DUCK)
    expect(question(sheet, "Schnitt")).to_have_count(0)
    phone.done(sheet).tap()
    expect(question(sheet, "Beilage").get_by_role("alert")).to_have_text("Please choose 1: Beilage")

    sheet.get_by_label(re.compile("^Pommes")).check()
    inner = question(question(sheet, "Beilage"), "Schnitt")
    expect(inner.get_by_role("alert")).to_have_text("Please choose 1: Schnitt")
    expect(phone.done(sheet)).to_contain_text("1 choice left")
    inner.get_by_label(re.compile("^Dünn")).check()
    expect(question(inner, "Dips")).to_contain_text("1 included, the cheapest")
    expect(phone.done(sheet)).to_have_text(f"Add 1 · {euros(1190 + 150 + 20)}")

    sheet.get_by_label(re.compile("^Reis")).check()
    expect(question(sheet, "Schnitt")).to_have_count(0)
    expect(question(sheet, "Beilage")).to_contain_text("Chosen")
    expect(phone.done(sheet)).to_have_text(f"Add 1 · {euros(1190)}")


def test_the_price_shown_is_the_price_asked_with_an_answer_included(
    restaurant: Restaurant, specials: Specials, session: dict[str, Any], phone: GuestPage
):
    """Of two garlic and one chili the cheapest goes free: 11.90 + 1.50 + 0.20 + 2 × 0.85."""
    sheet = phone.choose(DUCK, "Pommes", "Dünn", "Knoblauch", "Chili", "Ohne Zwiebeln")
    phone.button("More Knoblauch", sheet).tap()
    expect(phone.button("More Knoblauch", sheet)).to_be_disabled()
    expect(question(sheet, "Dips")).to_contain_text("3 of 3 chosen")
    expect(phone.done(sheet)).to_have_text(f"Add 1 · {euros(1530)}")
    phone.button("More", sheet).tap()
    phone.done(sheet).tap()

    phone.view_order.tap()
    expect(phone.line(DUCK)).to_contain_text("Pommes, Dünn, 2 × Knoblauch, Chili, Ohne Zwiebeln")
    expect(phone.send_order).to_contain_text(euros(3060))
    line = specials.line(DUCK, "Pommes", "Dünn", ("Knoblauch", 2), "Chili", "Ohne Zwiebeln", quantity=2)
    with closing(restaurant.join(session)) as neighbour:
        quote = neighbour.post("/api/quotes", json={"lines": [line]}).json()
    assert (quote["lines"][0]["unit_price"], quote["total"]) == (1530, 3060)

    phone.send_order.tap()
    expect(phone.round(1)).to_contain_text(euros(3060))
    assert restaurant.rows("SELECT total FROM orders WHERE qr_session_id = ?", session["id"]) == [(3060,)]


def test_a_sheet_brings_no_landmarks_of_its_own(restaurant: Restaurant, card: Card, guest: GuestAt):
    """While one follows another there are two of them, and a page has one head and one foot."""
    phone = guest(restaurant.open_table("7")["qr_url"])
    phone.at_table("7")
    sheet = phone.look_at(card.name(WINGS))
    expect(phone.done(sheet)).to_be_visible()
    for landmark in ("banner", "contentinfo"):
        expect(sheet.get_by_role(landmark)).to_have_count(0)
