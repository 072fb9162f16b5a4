"""Every screen and sheet of the cashier's app, one after the other, in a busy house."""

import re
from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.busy import FullHouse
from tests.browser.card import MANGO, SALAD, WINGS, euros
from tests.browser.restaurant import CASHIER, CASHIER_WEST, MANAGER, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

TENDERED = 200_000
"""Cents, for the longest bill."""
Stop = tuple[str, Page]
Till = Callable[[str | None], CashierPage]
"""A device on which this person, or nobody, has signed in."""


def tour_cashier(house: FullHouse, till: Till, watch: Watch) -> Iterator[Stop]:
    """Each stop's name and its page; the page moves on when the next stop is asked for."""
    yield from _doors(till, watch)
    yield "cashier-floor-calm", till(CASHIER_WEST).settled().page
    cashier = till(CASHIER).settled()
    yield from _floor(cashier)
    yield from _table(house.restaurant, cashier)
    yield from _off_the_menu(house.restaurant, cashier)
    yield from _rounds(cashier)
    yield from _board(cashier)
    yield from _money(cashier, house)


def _doors(till: Till, watch: Watch) -> Iterator[Stop]:
    watch.announce("401 POST /api/auth/sign-in")
    nobody = till(None)
    yield "cashier-sign-in", nobody.page
    nobody.page.get_by_label("Email").fill(MANAGER)
    nobody.page.get_by_label("Password").fill("wrong password")
    nobody.button("Sign in").click()
    expect(nobody.page.get_by_role("alert")).to_be_visible()
    yield "cashier-sign-in-wrong", nobody.page
    elsewhere = till(MANAGER)
    expect(elsewhere.page.get_by_text("Which branch?")).to_be_visible()
    yield "cashier-branches", elsewhere.page


def _floor(cashier: CashierPage) -> Iterator[Stop]:
    page = cashier.page
    yield "cashier-floor", page
    if cashier.turn_to(re.compile("^New ")):
        yield "cashier-inbox", page
        cashier.turn_to("Tables")
    cashier.tile("5").click()
    yield "cashier-open", page
    cashier.button("Open and show QR").click()
    sheet = cashier.dialog("QR code · Table 5")
    expect(sheet.get_by_alt_text("QR code to order at Table 5")).to_have_js_property("complete", True)
    yield "cashier-qr", page
    cashier.button("New QR code, the old one stops", sheet).click()
    yield "cashier-qr-renew", page
    cashier.button("Close", sheet).click()
    yield "cashier-table-empty", page
    cashier.to_floor()
    cashier.button("Counter sale").click()
    yield "cashier-counter", page
    cashier.close_sheet()
    keys = page.get_by_role("navigation", name="Screens").get_by_role("button")
    keys.first.click()
    yield "cashier-sound", page
    cashier.close_sheet()
    keys.last.click()
    yield "cashier-you", page
    cashier.close_sheet()


def _table(restaurant: Restaurant, cashier: CashierPage) -> Iterator[Stop]:
    card, page = restaurant.card, cashier.page
    cashier.go_to_table("3")
    cashier.turn_to("Menu")
    yield "cashier-catalog", page
    cashier.look_up("pizza")
    yield "cashier-catalog-nothing", page
    cashier.look_up(card.name(WINGS)).click()
    yield "cashier-options", page
    asked = cashier.dialog(card.name(WINGS))
    asked.get_by_label(re.compile("^12 Stück")).click()
    yield "cashier-options-chosen", page
    cashier.button(re.compile("^Add"), asked).click()
    cashier.add(card.name(SALAD), "French")
    cashier.add(card.name(MANGO))
    cashier.turn_to(re.compile("^Rounds"))
    yield "cashier-table-draft", page


def _off_the_menu(restaurant: Restaurant, cashier: CashierPage) -> Iterator[Stop]:
    card, page = restaurant.card, cashier.page
    restaurant.switch_product(MANGO, False)
    expect(cashier.draft).to_contain_text("Not sold now")
    yield "cashier-draft-gone", page
    cashier.look_up(card.name(MANGO))
    cashier.more(card.name(MANGO)).click()
    yield "cashier-back-on", page
    cashier.close_sheet()
    restaurant.switch_product(MANGO, True)
    cashier.look_up(card.name(WINGS))
    cashier.more(card.name(WINGS)).click()
    yield "cashier-sold-out", page
    cashier.close_sheet()


def _rounds(cashier: CashierPage) -> Iterator[Stop]:
    page = cashier.page
    cashier.turn_to(re.compile("^Rounds"))
    cashier.rounds.get_by_role("button", name=re.compile("Chicken-Wings")).first.click()
    yield "cashier-refuse-item", page
    cashier.close_sheet()
    cashier.button("Cancel order", cashier.rounds).first.click()
    yield "cashier-cancel-order", page
    cashier.close_sheet()
    cashier.button("Phones").click()
    phones = page.get_by_role("list", name="Phones")
    expect(phones.get_by_role("listitem")).to_have_count(2)
    yield "cashier-phones", page
    cashier.button("Guest Basil: remove this phone", phones).click()
    yield "cashier-phone-remove", page
    cashier.close_sheet()
    cashier.to_floor()
    cashier.go_to_table("G1")
    cashier.turn_to(re.compile("^Rounds"))
    yield "cashier-table", page
    cashier.rounds.get_by_role("button", name=re.compile("Chicken-Wings")).click()
    yield "cashier-item", page
    cashier.close_sheet()


def _board(cashier: CashierPage) -> Iterator[Stop]:
    page = cashier.page
    page.get_by_role("link", name=re.compile("^Board")).click()
    expect(page.get_by_role("heading", name="Board")).to_be_visible()
    yield "cashier-board", page
    cashier.turn_to("Roomy")
    yield "cashier-board-roomy", page
    for column in ("Kitchen", "To pay"):
        if cashier.turn_to(re.compile(f"^{column} ")):
            yield f"cashier-board-{column.lower().replace(' ', '-')}", page
    cashier.to_floor()


def _money(cashier: CashierPage, house: FullHouse) -> Iterator[Stop]:
    page, label = cashier.page, house.forty["table_label"]
    cashier.go_to_table(label)
    cashier.turn_to(re.compile("^Rounds"))
    cashier.button("Bill").click()
    expect(cashier.dialog(f"Bill · Table {label}")).to_contain_text("Total")
    yield "cashier-bill", page
    cashier.button("Pay", page.get_by_role("dialog")).click()
    expect(cashier.button("Exact")).to_be_enabled()
    yield "cashier-pay", page
    cashier.type_cash(TENDERED)
    yield "cashier-pay-typed", page
    cashier.turn_to("Card")
    yield "cashier-pay-card", page
    cashier.turn_to("Cash")
    cashier.button(f"Take {euros(TENDERED)}").click()
    expect(page.get_by_role("dialog")).to_contain_text("is free")
    yield "cashier-paid", page
    cashier.button("Done").click()
    expect(cashier.tile(label)).to_contain_text(re.compile("Free|food to come|Ready to serve"))
    page.goto(f"/cashier#/tables/{house.forty['id']}")
    expect(page.get_by_text("was paid and closed at")).to_be_visible()
    yield "cashier-table-closed", page
