"""What Comanda was asked for, point by point, on several pages at once: nothing is reloaded by hand."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.card import BEER, MANGO, WATER, WINGS, Card, Line, euros
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import CASHIER_WEST, MANAGER, Restaurant
from tests.browser.timing import Stopwatch
from tests.browser.watching import Watch

FOLLOWS = 2.0
"""Seconds in which open screens follow the manager."""
WANTED: list[Line] = [(WINGS, 2, ["portion/twelve", "dips/garlic", "dips/none"]), (BEER, 1, [])]
Note = Callable[[str, object], None]


def _guest_at(opener: Opener, link: str, table: str, who: str = "guest") -> GuestPage:
    phone = opener.guest(link, who)
    phone.at_table(table)
    return phone


def test_an_order_belongs_to_its_table_branch_and_organization(restaurant: Restaurant, card: Card, opener: Opener):
    """Table 5 is there in both branches: the order is on the list of its own, and nowhere on the other's."""
    ours, theirs = opener.cashier(), opener.cashier(CASHIER_WEST)
    phone = _guest_at(opener, ours.open_table("5"), "5")
    phone.add(card.name(MANGO))
    phone.order()

    ours.close_sheet()
    ours.to_floor()
    expect(ours.ticket("5")).to_contain_text(card.name(MANGO))
    expect(theirs.tile("5")).to_contain_text("Free")
    expect(theirs.inbox).to_contain_text("No new orders")
    [(session, branch, organization)] = restaurant.rows(
        "SELECT qr_session_id, branch_id, organization_id FROM orders ORDER BY created_at DESC LIMIT 1"
    )
    [opened] = restaurant.do("GET", "/api/qr-sessions?status=OPEN")["items"]
    assert (session, branch, organization) == (opened["id"], restaurant.branch_id(), restaurant.organization_id)
    assert opened["table_id"] == restaurant.table_id("5")
    assert restaurant.do("GET", "/api/orders", branch="west")["items"] == []


def test_a_table_that_was_opened_by_mistake_is_closed_and_its_link_is_dead(
    restaurant: Restaurant, opener: Opener, watch: Watch
):
    watch.announce("410 POST /api/guest/join")
    cashier = opener.cashier()
    link = cashier.open_table("7")
    cashier.close_sheet()
    cashier.button("Close table").click()
    expect(cashier.tile("7")).to_contain_text("Free")

    late = opener.guest(link)
    expect(late.page.get_by_role("heading", name="This code is no longer valid")).to_be_visible()
    assert restaurant.do("GET", "/api/qr-sessions?status=OPEN")["items"] == []


@pytest.mark.timed
def test_what_a_manager_marks_sold_out_is_off_for_guest_and_cashier(
    restaurant: Restaurant, card: Card, opener: Opener, note: Note
):
    name, link = card.name(MANGO), restaurant.open_table("7")["qr_url"]
    phone, cashier = _guest_at(opener, link, "7"), opener.cashier()
    cashier.go_to_table("7")
    cashier.look_up(name)
    manager = opener.manager(at="availability")
    manager.get_by_role("searchbox").fill(name)

    watched = Stopwatch()
    manager.get_by_role("button", name=f"Sold out {name}").click()
    seconds = watched.until_seen(phone.card(name).get_by_text("Sold out"), within=FOLLOWS)
    note("sold out in the manager's app to the guest's menu, seconds", seconds)
    watched.until_seen(cashier.product(name).get_by_text("Switched off"), within=FOLLOWS)

    expect(phone.button(f"Add {name}")).to_have_count(0)
    expect(cashier.product(name)).to_be_disabled()
    manager.get_by_role("button", name=f"Back on {name}").click()
    expect(phone.button(f"Add {name}")).to_be_visible()
    expect(cashier.product(name)).to_be_enabled()


def test_an_order_goes_from_open_to_confirmed_to_paid_on_every_page(restaurant: Restaurant, card: Card, opener: Opener):
    """Guest, cashier, kitchen and manager look on; every sum is the menu's price and the options."""
    session, total = restaurant.open_table("5"), card.total(WANTED)
    phone, cashier, kitchen = _guest_at(opener, session["qr_url"], "5"), opener.cashier(), opener.kitchen()
    manager = opener.manager(at="today")
    sold = manager.get_by_text("Sales", exact=True).locator("xpath=..").locator("dd").first
    before = _cents(sold.inner_text())
    _orders(phone, card)
    expect(phone.round(1)).to_contain_text(f"Total{euros(total)}")
    assert _status(restaurant, session["id"]) == ("OPEN", total)
    expect(kitchen.get_by_role("listitem", name="Table 5", exact=True)).to_have_count(0)

    cashier.button("Confirm", cashier.ticket("5")).click()
    expect(phone.round(1)).to_contain_text("In the kitchen")
    assert _status(restaurant, session["id"]) == ("CONFIRMED", total)

    ticket = kitchen.get_by_role("listitem", name="Table 5", exact=True)
    expect(ticket).to_contain_text("12 Stück")
    ticket.get_by_role("button", name="Start all").click()
    ticket.get_by_role("button", name="All ready").click()
    expect(phone.round(1).get_by_text("Ready", exact=True).first).to_be_visible()
    expect(cashier.tile("5")).to_contain_text("Ready")

    cashier.go_to_table("5")
    expect(cashier.due).to_have_text(f"Still to pay{euros(total)}")
    cashier.button("Pay").click()
    cashier.button("Exact").click()
    expect(cashier.page.get_by_role("dialog")).to_contain_text("Table 5 is free")
    assert _status(restaurant, session["id"]) == ("PAID", total)
    expect(phone.page.get_by_role("heading", name="Paid. Thank you!")).to_be_visible()
    expect(sold).to_have_text(euros(before + total))


def _orders(phone: GuestPage, card: Card) -> None:
    sheet = phone.choose(card.name(WINGS), "12 Stück", "Knoblauch-Dip", "Ohne Soße")
    phone.button("More", sheet).tap()
    phone.done(sheet).tap()
    phone.add(card.name(BEER))
    phone.order()


def _cents(amount: str) -> int:
    return int(re.sub(r"\D", "", amount))


def _status(restaurant: Restaurant, session_id: str) -> tuple[str, int]:
    [stored] = restaurant.rows("SELECT status, total FROM orders WHERE qr_session_id = ?", session_id)
    return stored[0], stored[1]


DELTA = 455
"""Cents that twelve instead of six wings cost from now on."""


@pytest.fixture
def portion(restaurant: Restaurant) -> Iterator[str]:
    """The question for the size, asked at its old prices again afterwards."""
    group_id = restaurant.ids.option_groups["portion"]
    yield group_id
    option_id = restaurant.ids.options["portion/twelve"]
    group = restaurant.do("GET", f"/api/option-groups/{group_id}", by=MANAGER)
    twelve = next(option for option in group["options"] if option["id"] == option_id)
    if twelve["price_delta"] != restaurant.card.options["portion/twelve"]["price_delta"]:
        wish = {"price_delta": restaurant.card.options["portion/twelve"]["price_delta"]}
        restaurant.do("PATCH", f"/api/options/{option_id}", wish, by=MANAGER, version=group["version"])


@pytest.mark.timed
def test_a_price_the_manager_changes_is_followed_by_menu_and_cart_but_not_by_what_was_ordered(
    restaurant: Restaurant, card: Card, opener: Opener, portion: str, note: Note
):
    wings, old = card.name(WINGS), card.unit(WINGS, ["portion/twelve"])
    new = card.unit(WINGS) + DELTA
    session = restaurant.open_table("6")
    ordered = restaurant.guest_order(session, (WINGS, 1, ["portion/twelve"]))
    reader, buyer = (_guest_at(opener, session["qr_url"], "6", who) for who in ("reader", "buyer"))
    sheet = reader.choose(wings, "12 Stück")
    expect(reader.done(sheet)).to_contain_text(euros(old))
    buyer.add(wings, "12 Stück")
    buyer.view_order.tap()
    manager = opener.manager(at=f"menu/choices/{portion}")
    _type_price(manager)

    watched = Stopwatch()
    manager.get_by_role("button", name="Save", exact=True).click()
    seconds = watched.until_seen(reader.done(sheet).get_by_text(euros(new)).first, within=FOLLOWS)
    note("a saved price on the guest's open dish, seconds", seconds)
    watched.until_seen(buyer.line(wings).get_by_text(euros(new)).first, within=FOLLOWS)

    expect(buyer.cart).to_contain_text(re.compile(rf"{re.escape(wings)}.* costs {re.escape(euros(new))}"))
    buyer.button(re.compile("^See what changed"), buyer.cart).tap()
    anyway = buyer.button(re.compile("^Send anyway"), buyer.cart)
    expect(anyway).to_contain_text(euros(new))
    stored = restaurant.do("GET", f"/api/orders/{ordered['id']}")
    assert (stored["total"], stored["lines"][0]["options"][0]["price_delta"]) == (old, 310)
    anyway.tap()
    expect(buyer.round(2)).to_contain_text(f"Total{euros(new)}")


def _type_price(manager: Page) -> None:
    """In the row of the twelve."""
    row = manager.get_by_role("listitem").filter(has=manager.get_by_role("button", name="More about 12 Stück"))
    row.get_by_label("Price ±").fill("4.55")


def test_nobody_has_to_ask_how_much_is_left(restaurant: Restaurant, card: Card, opener: Opener):
    """What is counted runs out by itself, on the page of everybody else."""
    restaurant.switch_product(WATER, True, remaining=1)
    name, link = card.name(WATER), restaurant.open_table("6")["qr_url"]
    first, second = _guest_at(opener, link, "6", "first"), _guest_at(opener, link, "6", "second")
    expect(second.button(f"Add {name}")).to_be_visible()
    first.add(name)
    first.order()
    expect(second.card(name)).to_contain_text("Sold out")
