"""The floor at the till: who calls, who waits too long, what seems forgotten, and that nobody meets another's app."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Request, ViewportSize, expect

from tests.browser.busy import BusyHouse
from tests.browser.card import MANGO, SALAD, Card
from tests.browser.opening import PHONE, TABLET, Opener
from tests.browser.restaurant import MANAGER, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import LEFT, Watch

FOLLOWS = 2_000
"""Milliseconds in which other tills follow."""


@pytest.fixture
def limits(restaurant: Restaurant) -> Iterator[str]:
    """The branch, whose limits are again as they were afterwards."""
    path = f"/api/branches/{restaurant.branch_id()}"
    before = restaurant.do("GET", path, by=MANAGER)
    yield path
    now = restaurant.do("GET", path, by=MANAGER)
    restaurant.do("PATCH", path, {"lateness": before["lateness"]}, by=MANAGER, version=now["version"])


def call_from(restaurant: Restaurant, session: dict[str, Any], **wish: str) -> None:
    phone = restaurant.join(session)
    assert phone.post("/api/guest/requests", json=wish).is_success
    phone.close()


def later(restaurant: Restaurant, minutes: int) -> None:
    restaurant.clock.ahead += minutes * 60_000_000


# guests who call


@pytest.mark.timed
def test_a_guest_who_calls_is_seen_on_tile_and_strip_and_answered_in_one_tap(restaurant: Restaurant, opener: Opener):
    session = restaurant.open_table("7")
    till, other = opener.cashier().settled(), opener.cashier().settled()
    call_from(restaurant, session, kind="waiter")
    for each in (till, other):
        expect(each.tile("7")).to_contain_text("somebody is called", timeout=FOLLOWS)
        expect(each.page.get_by_text("Calls", exact=True).locator("xpath=..")).to_contain_text("1")
        expect(each.inbox).to_contain_text("Wants somebody")
        expect(each.page).to_have_title(re.compile(r"^\(1\) "))

    taps = till.page.evaluate("globalThis.taps")
    till.button("Table 7, Wants somebody: done", till.inbox).click()
    assert till.page.evaluate("globalThis.taps") - taps == 1
    for each in (till, other):
        expect(each.inbox).not_to_contain_text("Wants somebody", timeout=FOLLOWS)
        expect(each.tile("7")).not_to_contain_text("somebody is called")
    assert restaurant.do("GET", "/api/requests")["items"] == []


def test_a_bill_that_is_asked_for_says_how_on_floor_and_table(restaurant: Restaurant, cashier: CashierPage):
    asked = {"7": "The bill, by card", "8": "The bill, in cash", "9": "The bill, split"}
    for (label, told), how in zip(asked.items(), ("card", "cash", "split"), strict=True):
        session = restaurant.open_table(label)
        restaurant.order(session, (MANGO, 1, []))
        call_from(restaurant, session, kind="bill", how=how)
        expect(cashier.tile(label)).to_contain_text("Bill asked")
        expect(cashier.inbox).to_contain_text(told)

    for label, told in asked.items():
        cashier.go_to_table(label)
        cashier.button(f"Table {label}, {told}: done", cashier.rounds).click()
        expect(cashier.rounds).not_to_contain_text(told)
        cashier.to_floor()
        expect(cashier.tile(label)).not_to_contain_text("Bill asked")


def heard(till: CashierPage, least: int) -> list[float]:
    """The pitches that have sounded, as soon as there are so many."""
    notes: list[float] = []
    for _ in range(FOLLOWS // 50):
        notes = till.page.evaluate("globalThis.notes")
        if len(notes) >= least:
            break
        till.page.wait_for_timeout(50)
    return notes


def test_calls_ring_each_in_its_own_way(restaurant: Restaurant, opener: Opener):
    """One bell for a call, three notes for the bill; what is done by the same hand rings nowhere."""
    session = restaurant.open_table("7")
    till = opener.cashier().settled()
    till.page.evaluate("""() => {
        globalThis.notes = [];
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) {
            globalThis.notes.push(this.frequency.value); return start.apply(this, at);
        };
    }""")
    till.page.mouse.click(5, 5)
    call_from(restaurant, session, kind="waiter")
    assert len(heard(till, 1)) == 1
    call_from(restaurant, session, kind="bill")
    notes = heard(till, 4)
    assert len(notes) == len(set(notes)) == 4


# who waits too long


@pytest.mark.timed
def test_lateness_follows_the_branchs_own_limits_while_the_page_is_open(
    restaurant: Restaurant, opener: Opener, limits: str
):
    restaurant.guest_order(restaurant.open_table("7"), (MANGO, 1, []))
    later(restaurant, 4)
    till = opener.cashier().settled()
    expect(till.tile("7")).to_contain_text("New order")
    expect(till.tile("7")).not_to_contain_text("Late")

    branch = restaurant.do("GET", limits, by=MANAGER)
    impatient = branch["lateness"] | {"new": [1, 3]}
    restaurant.do("PATCH", limits, {"lateness": impatient}, by=MANAGER, version=branch["version"])
    expect(till.tile("7")).to_contain_text("Late: New order", timeout=FOLLOWS)
    expect(till.page.get_by_text("Late", exact=True).locator("xpath=..")).to_contain_text("1")


def test_dishes_that_wait_to_be_carried_are_late_after_four_minutes(restaurant: Restaurant, opener: Opener):
    for label, minutes in (("7", 1), ("8", 3)):
        order = restaurant.order(restaurant.open_table(label), (MANGO, 1, []))
        restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": "READY"})
        later(restaurant, minutes)
    till = opener.cashier().settled()
    expect(till.tile("7")).to_contain_text("Late: Ready to serve")
    expect(till.tile("8")).to_contain_text("Ready to serve")
    expect(till.tile("8")).not_to_contain_text("Late")


def test_a_table_that_seems_forgotten_is_asked_about_and_kept_or_closed(restaurant: Restaurant, opener: Opener):
    for label in ("7", "8", "9"):
        restaurant.open_table(label, guests=2)
    later(restaurant, 31)
    till, other = opener.cashier().settled(), opener.cashier().settled()
    asked = till.inbox.get_by_role("list", name="Still there?")
    for label in ("7", "8", "9"):
        expect(till.tile(label)).to_contain_text("Forgotten?")
    expect(asked.get_by_role("listitem")).to_have_count(3)
    expect(asked).to_contain_text("Nothing has happened here for 31 minutes.")
    expect(till.inbox).not_to_contain_text("All is calm")

    till.button("Table 7: still there", asked).click()
    for each in (till, other):
        expect(each.tile("7")).to_contain_text("Seated")
    till.button("Table 8: close table", asked).click()
    expect(till.tile("8")).to_contain_text("Free")
    other.tile("9").click()
    other.button("Table 9: still there").click()
    expect(other.button("Table 9: still there")).to_have_count(0)
    expect(till.tile("9")).to_contain_text("Seated")
    expect(asked).to_have_count(0)
    still_open = restaurant.do("GET", "/api/qr-sessions?status=OPEN")["items"]
    assert {session["table_label"] for session in still_open} == {"7", "9"}


@pytest.mark.timed
def test_a_floor_that_is_laid_out_anew_is_seen_at_once(restaurant: Restaurant, opener: Opener):
    till = opener.cashier().settled()
    path = f"/api/tables/{restaurant.table_id('7')}?branch_id={restaurant.branch_id()}"
    table = restaurant.do("GET", path, by=MANAGER)
    wish = {name: table[name] for name in ("label", "area_id", "seats", "x", "y", "shape")}
    try:
        restaurant.do("PATCH", path, wish | {"label": "7a", "area_id": None}, by=MANAGER, version=table["version"])
        till.tile("7a").click(timeout=FOLLOWS)
        expect(till.dialog("Table 7a").get_by_text(f"{table['seats']} seats", exact=True)).to_be_visible()
        till.close_sheet()
    finally:
        restaurant.do("PATCH", path, wish, by=MANAGER, version=table["version"] + 1)


# the board


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}])
def test_the_compact_board_shows_twelve_cards(restaurant: Restaurant, opener: Opener, viewport: ViewportSize):
    BusyHouse(restaurant)
    till = opener.cashier(viewport=viewport)
    till.page.get_by_role("link", name=re.compile("^Board")).click()
    expect(till.page.get_by_role("heading", name="To be paid")).to_be_visible()
    whole = till.page.evaluate("""() => [...document.querySelectorAll("article.board-card")].filter((card) => {
        const { top, bottom } = card.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
    }).length""")
    assert whole >= 12


def test_the_third_column_lists_each_table_once_with_what_it_owes(restaurant: Restaurant, card: Card, opener: Opener):
    session = restaurant.open_table("7")
    for _ in range(3):
        restaurant.order(session, (MANGO, 1, []))
    till = opener.cashier()
    till.page.get_by_role("link", name=re.compile("^Board")).click()
    unpaid = till.page.locator(".board-column.unpaid article")
    expect(unpaid).to_have_count(1)
    expect(unpaid).to_contain_text(f"€{3 * card.unit(MANGO) / 100:.2f}")


# nobody else's app


def test_no_screen_of_the_till_links_to_another_app(restaurant: Restaurant, opener: Opener):
    restaurant.order(restaurant.open_table("7"), (MANGO, 1, []))
    for viewport in (TABLET, PHONE):
        till = opener.cashier(viewport=viewport).settled()
        seen = [_links(till)]
        till.page.get_by_role("navigation", name="Screens").get_by_role("button", name="Anna").click()
        seen.append(_links(till))
        till.close_sheet()
        till.page.get_by_role("link", name=re.compile("^Board")).click()
        seen.append(_links(till))
        till.to_floor()
        till.go_to_table("7")
        seen.append(_links(till))
        assert {link for links in seen for link in links if not re.match(r"#/(floor|board|tables/)", link)} == set()


def _links(till: CashierPage) -> list[str]:
    hrefs = till.page.eval_on_selector_all("a", "links => links.map((link) => link.getAttribute('href'))")
    return [str(href) for href in hrefs]


# the page itself


@pytest.mark.timed
def test_nothing_is_asked_for_twice_at_the_start(restaurant: Restaurant, opener: Opener, watch: Watch):
    watch.announce(LEFT)
    session = restaurant.open_table("7")
    asked: Counter[str] = Counter()
    till = opener.cashier().settled()

    def count(request: Request) -> None:
        if "/api/" in request.url and request.method == "GET":
            asked[re.sub(r"^.*?/api/", "", request.url)] += 1

    till.page.on("request", count)
    for place in ("", f"#/tables/{session['id']}"):
        till.page.goto("about:blank")
        asked.clear()
        till.page.goto(f"/cashier{place}")
        expect(till.live).to_be_visible()
        expect(till.page.get_by_role("status", name="Loading")).to_have_count(0)
        till.page.wait_for_timeout(2_000)
        assert {path: times for path, times in asked.items() if times > 1} == {}
        assert any(path.startswith("menu") for path in asked)


def test_another_table_begins_with_the_whole_menu(restaurant: Restaurant, card: Card, cashier: CashierPage):
    sessions = [restaurant.open_table(label) for label in ("7", "8")]
    cashier.go_to_table("7")
    cashier.look_up(card.name(SALAD))
    cashier.to_floor()
    cashier.go_to_table("8")
    expect(cashier.catalog.get_by_role("searchbox")).to_have_value("")
    expect(cashier.catalog.get_by_role("navigation", name="Categories")).to_be_visible()

    cashier.look_up(card.name(SALAD))
    cashier.page.evaluate("id => { location.hash = `#/tables/${id}` }", sessions[0]["id"])
    expect(cashier.page.get_by_role("heading", name="Table 7")).to_be_visible()
    expect(cashier.catalog.get_by_role("searchbox")).to_have_value("")


def test_a_table_that_paid_first_is_not_free_before_its_food_is_served(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    session = restaurant.open_table("9")
    order = restaurant.order(session, (MANGO, 2, []))
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "card"})
    expect(cashier.tile("9")).to_contain_text("Paid, food to come")
    restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": "READY"})
    expect(cashier.tile("9")).to_contain_text("Ready to serve")

    cashier.tile("9").click()
    expect(cashier.rounds).to_contain_text(card.name(MANGO))
    cashier.button("New guests at Table 9").click()
    cashier.close_sheet()
    cashier.button("Served", cashier.rounds).click()
    cashier.to_floor()
    expect(cashier.tile("9")).to_contain_text("Free")


def test_a_counter_sale_that_is_paid_stays_in_sight_until_it_is_handed_over(
    restaurant: Restaurant, card: Card, cashier: CashierPage
):
    session = restaurant.open_table(None, name="Lang")
    order = restaurant.order(session, (MANGO, 1, []))
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "card"})
    sale = cashier.button(re.compile(f"Order {order['number']}.*Paid, food to come"))
    expect(sale).to_be_visible()
    restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": "SERVED"})
    expect(sale).to_have_count(0)


@pytest.fixture
def drawn(restaurant: Restaurant) -> Iterator[Restaurant]:
    """Table 2 stands left of and below table 1, as a manager drew them; nowhere again after the test."""
    path = f"/api/tables/layout?branch_id={restaurant.branch_id()}"
    tables = {one["label"]: one for one in restaurant.do("GET", "/api/tables")["items"]}

    def draw(places: dict[str, tuple[int, int]]) -> None:
        wanted = [
            {"id": tables[label]["id"], "area_id": tables[label]["area_id"], "x": x, "y": y}
            for label, (x, y) in places.items()
        ]
        restaurant.do("PUT", path, {"tables": wanted}, by=MANAGER)

    draw({"1": (600, 100), "2": (100, 500)})
    yield restaurant
    draw({"1": (0, 0), "2": (0, 0)})


def test_the_floor_follows_the_managers_drawing_and_each_device_may_have_a_grid(drawn: Restaurant, opener: Opener):
    till = opener.cashier()
    one, two = till.tile("1").bounding_box(), till.tile("2").bounding_box()
    assert one
    assert two
    assert two["x"] + two["width"] < one["x"]
    assert two["y"] > one["y"] + one["height"]
    assert min(one["width"], one["height"]) >= 48

    till.turn_to("Grid")
    expect(till.page.locator(".drawn")).to_have_count(0)
    till.page.reload()
    expect(till.tile("1")).to_be_visible()
    expect(till.page.locator(".drawn")).to_have_count(0)
    till.turn_to("Plan")
    expect(till.page.locator(".drawn").first).to_be_visible()

    phone = opener.cashier(viewport=PHONE)
    expect(phone.tile("1")).to_be_visible()
    expect(phone.page.locator(".drawn")).to_have_count(0)
    till.tile("2").click()
    till.button("Open and order").click()
    expect(till.page.get_by_role("heading", name="Table 2")).to_be_visible()
