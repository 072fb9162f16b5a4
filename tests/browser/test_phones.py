"""Staff stop what guests' phones send too much of: one phone, a table's ordering, everything that waits."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Request, expect

from tests.browser.card import MANGO, WATER, Card
from tests.browser.crowd import Join, Session, crowd, states
from tests.browser.guest import GuestPage
from tests.browser.inspecting import faults_of
from tests.browser.opening import PHONE, Opener, hang_up
from tests.browser.restaurant import MANAGER, Restaurant
from tests.browser.watching import LEFT, Watch

GuestAt = Callable[..., GuestPage]
FOLLOWS = 2_000
"""Milliseconds in which a phone follows what staff did."""
POLLED = 6_000
"""The same without a WebSocket."""
PAUSED = "Ordering is paused at this table. Please speak to our staff."


@pytest.fixture
def session(restaurant: Restaurant) -> Iterator[Session]:
    """Table 5; what still waits there is turned down afterwards."""
    opened = restaurant.open_table("5")
    yield opened
    restaurant.do("POST", f"/api/qr-sessions/{opened['id']}/turn-down", {"reason": "closing"})


@pytest.fixture
def join(restaurant: Restaurant, session: Session) -> Iterator[Join]:
    with crowd(restaurant, session) as one_more:
        yield one_more


# one phone


@pytest.mark.timed
def test_a_removed_phone_says_so_at_once_and_its_orders_are_gone(
    restaurant: Restaurant, card: Card, session: Session, opener: Opener, watch: Watch
):
    watch.announce("thief: 401 GET /api/", "thief: 410 POST /api/guest/join", LEFT, "late: 410 POST /api/guest/join")
    till = opener.cashier().settled()
    thief, friend = opener.guest(session["qr_url"], "thief"), opener.guest(session["qr_url"], "friend")
    for phone in (thief, friend):
        phone.at_table("5")
        phone.add(card.name(MANGO))
        phone.order()

    till.go_to_table("5")
    taps = till.page.evaluate("globalThis.taps")
    sheet = till.open_phones("5")
    assert till.page.evaluate("globalThis.taps") - taps == 1
    basil = sheet.get_by_role("listitem").filter(has=till.page.get_by_role("heading", name="Guest Basil"))
    expect(basil).to_contain_text("1 order waiting")
    till.button("Guest Basil: remove this phone", basil).click()
    expect(basil.get_by_label("Make a new QR code, so that it cannot come back")).to_be_checked()
    expect(basil.get_by_label("Turn down its waiting order too")).to_be_checked()
    till.button("Nobody here ordered it", basil).click()

    heading = thief.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("This phone was taken off the table", timeout=FOLLOWS)
    expect(thief.page.get_by_role("main")).to_contain_text("Please ask our staff.")
    expect(basil).to_contain_text(re.compile(r"Removed \d\d:\d\d"))
    expect(basil.get_by_role("button")).to_have_count(0)
    expect(sheet).to_contain_text("1 of 12 phones")
    expect(friend.round(1).or_(friend.round(2))).to_have_count(2)
    assert states(restaurant, session) == {"CANCELLED": 1, "OPEN": 1}
    reasons = restaurant.rows("SELECT cancelled_because FROM orders WHERE qr_session_id = ?", session["id"])
    assert ("Nobody here ordered it",) in reasons

    thief.page.goto("/user")
    expect(heading).to_have_text("This phone was taken off the table")
    thief.page.goto(session["qr_url"])
    expect(heading).to_have_text("This phone was taken off the table")
    late = opener.guest(session["qr_url"], "late")
    expect(late.page.get_by_role("heading", level=1)).to_have_text("This code is no longer valid")
    till.button("Show the new QR code", sheet).click()
    opener.guest(till.dialog("QR code · Table 5").get_by_label("Link").input_value(), "new").at_table("5")


def test_a_phone_may_come_back_where_the_code_stays(
    restaurant: Restaurant, session: Session, opener: Opener, watch: Watch
):
    watch.announce("guest: 401 GET /api/", LEFT)
    till = opener.cashier().settled()
    phone = opener.guest(session["qr_url"], socket=hang_up)
    phone.at_table("5")
    till.go_to_table("5")
    sheet = till.open_phones("5")
    till.button("Guest Basil: remove this phone", sheet).click()
    sheet.get_by_label("Make a new QR code, so that it cannot come back").locator("xpath=..").click()
    till.button("Remove it", sheet).click()
    heading = phone.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("This phone was taken off the table", timeout=POLLED)

    phone.page.goto(session["qr_url"])
    phone.at_table("5")
    expect(sheet).to_contain_text("Guest Tomato")


# a table's ordering


@pytest.mark.timed
def test_ordering_that_is_stopped_is_said_at_once_and_the_cart_is_kept(
    restaurant: Restaurant, card: Card, session: Session, opener: Opener
):
    till = opener.cashier().settled()
    phone = opener.guest(session["qr_url"])
    polling = opener.guest(session["qr_url"], "polling", socket=hang_up)
    for each in (phone, polling):
        each.at_table("5")
        each.add(card.name(MANGO))
        each.view_order.tap()
    till.go_to_table("5")
    sheet = till.open_phones("5")
    till.button("Stop ordering at this table", sheet).click()
    for each, within in ((phone, FOLLOWS), (polling, POLLED)):
        expect(each.send_order).to_be_disabled(timeout=within)
        expect(each.cart).to_contain_text(PAUSED)
        expect(each.line(card.name(MANGO))).to_be_visible()
    till.close_sheet()
    expect(till.page.get_by_role("main").get_by_text("Ordering stopped", exact=True)).to_be_visible()
    till.to_floor()
    expect(till.tile("5")).to_contain_text("Ordering stopped")
    phone.button("Close", phone.cart).tap()
    expect(phone.page.get_by_role("status").get_by_text(PAUSED)).to_be_visible()
    assert faults_of(phone.page) == []

    till.go_to_table("5")
    sheet = till.open_phones("5")
    till.button("Allow ordering again", sheet).click()
    expect(phone.page.get_by_text(PAUSED)).to_have_count(0, timeout=FOLLOWS)
    phone.order()
    expect(phone.round(1)).to_contain_text(card.name(MANGO))


def test_an_order_that_comes_too_late_is_not_taken_and_stays_in_the_cart(
    restaurant: Restaurant, card: Card, session: Session, opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/orders")
    phone = opener.guest(session["qr_url"])
    phone.at_table("5")
    phone.add(card.name(MANGO))
    phone.view_order.tap()
    phone.page.route(re.compile("/api/guest/session"), opener.held)
    restaurant.do("PUT", f"/api/qr-sessions/{session['id']}/ordering", {"locked": True})
    phone.send_order.tap()
    expect(phone.cart).to_contain_text("Not sent yet: ordering is paused at this table.")
    expect(phone.line(card.name(MANGO))).to_be_visible()
    assert states(restaurant, session) == {}


# a full table


def test_the_thirteenth_phone_is_let_in_with_a_tap(
    restaurant: Restaurant, session: Session, join: Join, opener: Opener, watch: Watch
):
    watch.announce("409 POST /api/guest/join")
    till = opener.cashier().settled()
    for _ in range(12):
        join()
    phone = opener.guest(session["qr_url"])
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("This phone could not join the table")
    card = till.inbox.get_by_role("list", name="Phones that could not join")
    expect(card).to_contain_text("Table 5")
    expect(card).to_contain_text("Another phone could not join (12 of 12).")
    expect(till.inbox).not_to_contain_text("No new orders")
    small = opener.cashier(viewport=PHONE).settled()
    expect(small.page.get_by_role("radio", name="New 1", exact=True)).to_be_visible()
    assert faults_of(till.page) == []

    taps = till.page.evaluate("globalThis.taps")
    till.button("Table 5: let 6 more join", card).click()
    assert till.page.evaluate("globalThis.taps") - taps == 1
    expect(card).to_have_count(0)
    expect(phone.page.get_by_role("banner").first).to_contain_text("Table5")
    till.go_to_table("5")
    expect(till.open_phones("5")).to_contain_text("13 of 18 phones")


# what a guest reads of it


@pytest.fixture
def confirms_automatically(restaurant: Restaurant) -> Iterator[None]:
    path = f"/api/branches/{restaurant.branch_id()}"

    def switch(on: bool) -> None:
        version = restaurant.do("GET", path, by=MANAGER)["version"]
        restaurant.do("PATCH", path, {"confirm_automatically": on}, by=MANAGER, version=version)

    switch(True)
    yield
    switch(False)


@pytest.mark.usefixtures("confirms_automatically")
def test_an_order_that_staff_look_at_first_has_no_countdown(
    restaurant: Restaurant, card: Card, session: Session, guest: GuestAt
):
    phone = guest(session["qr_url"])
    phone.at_table("5")
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/limits", {"portions": 2})
    phone.add(card.name(WATER))
    phone.order()
    expect(phone.round(1)).to_contain_text("You can take it back for")
    phone.button("Order more").tap()
    for _ in range(2):
        phone.add(card.name(MANGO))
    phone.order()
    expect(phone.round(2)).to_contain_text("Waiting for our staff")
    expect(phone.round(2)).not_to_contain_text("You can take it back for")
    [held] = restaurant.rows(
        "SELECT held_because FROM orders WHERE qr_session_id = ? AND held_because IS NOT NULL", session["id"]
    )
    assert held == ("portions-cap",)


FLOOD = """
async (body) => {
  for (let number = 0; number < 50; number++) {
    const headers = { "content-type": "application/json", "idempotency-key": crypto.randomUUID() };
    const answer = await fetch("/api/orders", { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.status !== 201) throw new Error(await answer.text());
  }
}
"""
LATER = "() => { const now = Date.now; Date.now = () => now() + 61_000; }"


def test_what_is_not_taken_for_now_is_kept_and_sent_later_under_its_key(
    restaurant: Restaurant, card: Card, session: Session, guest: GuestAt, watch: Watch
):
    watch.announce("429 POST /api/orders")
    phone = guest(session["qr_url"])
    phone.at_table("5")
    phone.page.evaluate(FLOOD, {"lines": restaurant.wanted([(WATER, 1, [])])})
    keys: list[str] = []

    def hear(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/orders"):
            keys.append(request.headers["idempotency-key"])

    phone.page.on("request", hear)
    phone.add(card.name(MANGO))
    phone.order()
    kept = phone.page.get_by_role("article").filter(has_text="Not sent yet")
    expect(kept).to_contain_text("Our staff look at your orders first. This one is kept on your phone")
    expect(kept).to_contain_text(card.name(MANGO))
    phone.page.wait_for_timeout(11_000)
    assert len(keys) == 1

    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/turn-down", {"reason": "too many"})
    phone.page.evaluate(LATER)
    expect(kept).to_have_count(0)
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert states(restaurant, session) == {"CANCELLED": 50, "OPEN": 1}
