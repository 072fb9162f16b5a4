"""Allergies said once, for the menu and for the kitchen; calling somebody, and the way back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import MANGO, Card
from tests.browser.guest import GuestPage
from tests.browser.opening import CLOCK, PHONE, Opener
from tests.browser.restaurant import KITCHEN, MANAGER, Restaurant
from tests.browser.specials import DUCK, LATTE, SOUP, Specials
from tests.browser.timing import Stopwatch
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]
Note = Callable[[str, object], None]


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    return restaurant.open_table("5")


@pytest.fixture
def phone(session: dict[str, Any], guest: GuestAt) -> GuestPage:
    phone = guest(session["qr_url"])
    phone.at_table("5")
    return phone


# allergies


def test_the_menu_falls_into_three_groups_and_unknown_is_never_without(
    specials: Specials, phone: GuestPage, watch: Watch
):
    watch.announce(LEFT)
    phone.page.reload()
    phone.at_table("5")
    phone.tell_allergies("milk")
    expect(phone.card(LATTE)).to_contain_text("Contains milk")
    expect(phone.card(SOUP)).to_contain_text("Unknown, ask us")
    expect(phone.card(DUCK)).to_contain_text("Listed without milk")

    shown = {"Listed without": DUCK, "Unknown, ask us": SOUP, "Contains it": LATTE}
    for group, dish in shown.items():
        phone.page.get_by_role("radio", name=re.compile(group)).locator("..").tap()
        for other in shown.values():
            expect(phone.card(other)).to_have_count(1 if other == dish else 0)


def test_an_allergy_is_kept_for_the_visit_and_taken_off_again(phone: GuestPage, watch: Watch):
    watch.announce(LEFT)
    phone.tell_allergies("milk", "nuts")
    phone.page.reload()
    phone.at_table("5")
    expect(phone.page.get_by_text("Looking for dishes without milk, nuts")).to_be_visible()
    phone.tell_allergies("milk", "nuts", wanted=False)
    expect(phone.page.get_by_text("Looking for dishes without")).to_have_count(0)


@pytest.mark.timed
def test_what_does_not_fit_is_said_before_sending_and_the_kitchen_is_told(
    restaurant: Restaurant, specials: Specials, session: dict[str, Any], guest: GuestAt, note: Note
):
    phone = guest(session["qr_url"])
    phone.at_table("5")
    phone.tell_allergies("milk")
    sheet = phone.choose(DUCK, "Pommes", "Dünn", "Knoblauch")
    expect(sheet).to_contain_text(f"{DUCK} contains milk, which you cannot have.")
    expect(sheet).to_contain_text("Allergens are not listed for: Pommes, Dünn. Please ask us.")
    phone.done(sheet).tap()
    phone.view_order.tap()
    expect(phone.line(DUCK)).to_contain_text(f"{DUCK} contains milk, which you cannot have.")
    expect(phone.cart).to_contain_text("Because of your allergies we look at it first, then the kitchen starts.")
    phone.send_order.tap()

    expect(phone.round(1)).to_contain_text("You told us: milk")
    (order,) = restaurant.do("GET", f"/api/orders?qr_session_id={session['id']}")["items"]
    assert (order["status"], order["lines"][0]["allergies"]) == ("OPEN", ["milk"])
    restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    watched = Stopwatch()
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/acknowledge", {}, by=KITCHEN)
    seen = phone.round(1).get_by_text(re.compile(r"^The kitchen saw your allergy note \d\d:\d\d$"))
    note("kitchen's answer to an allergy, seconds", watched.until_seen(seen, 2.0))


# a branch that confirms by itself


@pytest.fixture
def by_itself(restaurant: Restaurant):
    path = f"/api/branches/{restaurant.branch_id()}"

    def switch(on: bool) -> None:
        version = restaurant.do("GET", path, by=MANAGER)["version"]
        restaurant.do("PATCH", path, {"confirm_automatically": on}, by=MANAGER, version=version)

    switch(True)
    yield
    switch(False)


def test_where_orders_confirm_themselves_a_guest_reads_how_long_it_can_be_taken_back(
    by_itself: None, card: Card, phone: GuestPage
):
    phone.add(card.name(MANGO))
    phone.view_order.tap()
    expect(phone.cart).to_contain_text("You can take it back for 20 seconds, then the kitchen starts.")
    phone.send_order.tap()
    expect(phone.round(1)).to_contain_text("Goes to the kitchen in a moment")
    expect(phone.round(1)).to_contain_text(re.compile(r"You can take it back for \d+ more seconds\."))
    phone.button("Take it back", phone.round(1)).tap()
    phone.button("Really take it back?", phone.round(1)).tap()
    expect(phone.round(1)).to_contain_text("Cancelled")


@pytest.mark.parametrize("minutes", [5, -5])
def test_a_phone_whose_clock_is_off_counts_with_the_servers(
    by_itself: None, card: Card, session: dict[str, Any], opener: Opener, minutes: int
):
    phone = GuestPage(opener.page("late", PHONE, has_touch=True, is_mobile=True, timezone_id="Asia/Tokyo"))
    phone.page.add_init_script("(() => {" + CLOCK % (minutes * 60_000) + "})()")
    phone.page.goto(session["qr_url"])
    phone.at_table("5")
    phone.add(card.name(MANGO))
    phone.order()
    left = phone.round(1).get_by_text(re.compile(r"You can take it back for \d+ more seconds\."))
    seconds = int(re.findall(r"\d+", left.inner_text())[0])
    assert 10 <= seconds <= 20


def test_times_are_the_restaurants_wherever_the_phone_thinks_it_is(
    restaurant: Restaurant, card: Card, session: dict[str, Any], opener: Opener
):
    restaurant.order(session, (MANGO, 1, []))
    heads = []
    for zone in ("Asia/Tokyo", "America/New_York", "Europe/Berlin"):
        phone = GuestPage(opener.page(zone, PHONE, has_touch=True, is_mobile=True, timezone_id=zone))
        phone.page.goto(session["qr_url"])
        phone.at_table("5")
        phone.button(re.compile("^Your orders")).tap()
        heads.append(phone.page.get_by_role("heading", name=re.compile("^Round 1")).inner_text())
    assert re.fullmatch(r"Round 1 · \d\d:\d\d", heads[0])
    assert heads == [heads[0]] * 3


def test_an_order_with_an_allergy_waits_for_staff_there_too(by_itself: None, card: Card, phone: GuestPage):
    phone.tell_allergies("nuts")
    phone.add(card.name(MANGO))
    phone.order()
    expect(phone.round(1)).to_contain_text("Waiting for our staff")
    expect(phone.round(1)).not_to_contain_text("You can take it back for")


# calling somebody


@pytest.mark.timed
def test_the_bill_is_asked_for_and_the_table_sees_when_somebody_saw_it(
    restaurant: Restaurant, session: dict[str, Any], opener: Opener, note: Note
):
    phone, neighbour = (opener.guest(session["qr_url"], who) for who in ("basil", "tomato"))
    for one in (phone, neighbour):
        one.at_table("5")
    phone.button("Call us").tap()
    phone.button("By card", phone.sheet("Call us")).tap()
    asked = phone.sheet("Call us").get_by_role("status").filter(has_text="The bill, by card")
    expect(asked).to_contain_text(re.compile(r"Asked at \d\d:\d\d"))
    expect(phone.button("In cash", phone.sheet("Call us"))).to_be_disabled()
    expect(neighbour.button("Called")).to_be_visible()

    (request,) = restaurant.do("GET", "/api/requests")["items"]
    assert (request["kind"], request["how"], request["table_label"]) == ("bill", "card", "5")
    watched = Stopwatch()
    restaurant.do("POST", f"/api/requests/{request['id']}/done", {})
    note("a call that was seen, seconds", watched.until_seen(asked.get_by_text(re.compile("^Seen .* coming$")), 2.0))
    expect(neighbour.button("Call us")).to_be_visible()


def test_a_wish_has_a_way_back(restaurant: Restaurant, phone: GuestPage):
    phone.button("Call us").tap()
    sheet = phone.sheet("Call us")
    phone.button("Water", sheet).tap()
    phone.button("Not needed any more", sheet).tap()
    expect(sheet.get_by_text("Water, please")).to_have_count(0)
    expect(phone.button("Water", sheet)).to_be_enabled()
    assert restaurant.do("GET", "/api/requests")["items"] == []


def test_without_a_network_nobody_is_called_and_the_guest_knows(phone: GuestPage, watch: Watch):
    watch.announce("ERR_INTERNET_DISCONNECTED")
    phone.button("Call us").tap()
    phone.page.context.set_offline(True)
    phone.button("A waiter", phone.sheet("Call us")).tap()
    expect(phone.sheet("Call us").get_by_role("alert")).to_have_text(
        "No connection. We have not heard you yet: please tap again."
    )
    expect(phone.button("A waiter", phone.sheet("Call us"))).to_be_enabled()
    phone.page.context.set_offline(False)
    phone.button("A waiter", phone.sheet("Call us")).tap()
    expect(phone.sheet("Call us")).to_contain_text("A waiter, please")
