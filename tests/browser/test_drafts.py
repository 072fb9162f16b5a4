"""What was tapped together and not sent is never lost: not when a colleague closes the table, nor by the next party."""

import re

from playwright.sync_api import expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.opening import Opener
from tests.browser.restaurant import MANAGER, Restaurant
from tests.browser.till import CashierPage


def test_closing_asks_when_a_colleague_has_not_sent_and_nothing_is_lost(
    restaurant: Restaurant, card: Card, cashier: CashierPage, opener: Opener
):
    session = restaurant.open_table("10")
    cashier.go_to_table("10")
    cashier.add(card.name(WATER))
    cashier.add(card.name(MANGO))
    colleague = opener.cashier(MANAGER, branch="mitte")
    colleague.go_to_table("10")
    for _ in range(40):  # the till tells a moment after the last tap
        if restaurant.do("GET", f"/api/qr-sessions/{session['id']}")["drafts"]:
            break
        colleague.page.wait_for_timeout(100)

    colleague.button("Close table").click()
    asked = colleague.dialog("Close Table 10?")
    expect(asked).to_contain_text("Anna Berg has put together 2 items for this table and not sent them yet.")
    colleague.button("Leave it open", asked).click()
    expect(asked).to_have_count(0)
    assert restaurant.do("GET", f"/api/qr-sessions/{session['id']}")["status"] == "OPEN"
    colleague.button("Close table").click()
    colleague.button("Close anyway", asked).click()
    expect(colleague.tile("10")).to_contain_text("Free")

    left = cashier.page.get_by_role("listitem").filter(has_text="Not sent: Table 10")
    expect(left).to_contain_text("2 items were not sent.")
    cashier.page.get_by_role("button", name="To the floor").click()
    cashier.page.reload()
    cashier.button("Open Table 10 again", left).click()
    cashier.button("Open and order").click()
    cashier.button("Add to the new round", left).click()
    expect(cashier.draft).to_contain_text(card.name(WATER))
    expect(cashier.draft).to_contain_text(card.name(MANGO))
    cashier.send()
    expect(cashier.rounds).to_contain_text(card.name(MANGO))
    expect(left).to_have_count(0)


def test_a_round_left_over_is_thrown_away_by_its_owner_and_can_be_had_back(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    session = restaurant.open_table("10")
    cashier.go_to_table("10")
    cashier.add(card.name(WATER))
    restaurant.do("PUT", f"/api/qr-sessions/{session['id']}/close", {})
    left = cashier.page.get_by_role("listitem").filter(has_text="Not sent: Table 10")
    cashier.button("Throw away", left).click()
    expect(left).to_have_count(0)
    cashier.button("Undo").click()
    expect(left).to_contain_text("1 item was not sent.")
    cashier.button("Throw away", left).click()
    cashier.page.reload()
    expect(cashier.page.get_by_role("heading", name=re.compile("Table"))).to_be_visible()
    expect(left).to_have_count(0)


def test_whoever_takes_the_money_reads_that_a_colleague_is_still_entering(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    session = restaurant.open_table("10")
    restaurant.order(session, (WATER, 1, []))
    restaurant.do("PUT", f"/api/qr-sessions/{session['id']}/draft", {"device": "another till", "items": 3})
    cashier.go_to_table("10")
    cashier.button("Pay").click()
    expect(cashier.page.get_by_role("dialog")).to_contain_text("has put together 3 items for this table")
