"""Food reaches a cook: guest, cashier and kitchen at once, each on a device of its own."""

import re
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.card import BAMBOO, BEER, MANGO, SALAD, SEAFOOD, WAN_TAN, WINGS, Card
from tests.browser.cook import KitchenPage
from tests.browser.guest import GuestPage
from tests.browser.opening import TABLET, Opener, hang_up
from tests.browser.restaurant import KITCHEN, MANAGER, PASSWORD, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import LEFT, Watch

Note = Callable[[str, object], None]
LUNCH = (BAMBOO, 2, ["vorspeise/mini-fruhlingsrollen"])
SECOND = 1_000
POLLED = 4_000
"""Milliseconds between two questions of a page without a socket."""
FOLLOWS = 2_000
"""Milliseconds in which open menus and tills follow what is sold out."""
ONCE, TWICE = 2, 4
"""Voices of knocks on wood: each is a tone and a touch of the stick."""
DARK = "rgb(18, 19, 17)"


@pytest.fixture
def kitchen(opener: Opener, restaurant: Restaurant) -> KitchenPage:
    """Kim's post, all stations, on the rail."""
    return KitchenPage(opener.kitchen(arm=False)).arm()


@contextmanager
def timed(note: Note, what: str) -> Generator[None]:
    began = time.monotonic()
    yield
    note(f"{what}, seconds", time.monotonic() - began)


def statuses(restaurant: Restaurant, order: dict[str, Any]) -> list[str]:
    return [line["status"] for line in restaurant.do("GET", f"/api/orders/{order['id']}")["lines"]]


@pytest.mark.timed
def test_what_a_guest_orders_reaches_the_cook_and_comes_back_ready(
    restaurant: Restaurant, card: Card, guest: Callable[..., GuestPage], cashier: CashierPage, kitchen: KitchenPage,
    note: Note,
):  # fmt: skip
    phone = guest(restaurant.open_table("7")["qr_url"])
    phone.at_table("7")
    phone.add(card.name(SALAD), "French")
    phone.add(card.name(MANGO))
    phone.order()
    confirm = cashier.button("Confirm", cashier.ticket("7"))
    expect(confirm).to_be_visible()
    expect(kitchen.papers).to_have_count(0)

    confirm.click()
    with timed(note, "from Confirm to the kitchen's rail"):
        ticket = kitchen.ticket("Table 7")
        expect(ticket).to_be_visible(timeout=SECOND)
    expect(ticket.get_by_text("Guest Basil", exact=True)).to_be_visible()
    expect(kitchen.item(ticket, card.name(SALAD))).to_contain_text("French")
    expect(phone.round(1)).to_contain_text("In the kitchen since")

    kitchen.button("Start all", ticket).click()
    expect(ticket.get_by_text("Cooking")).to_have_count(2)
    kitchen.item(ticket, card.name(SALAD)).click()
    expect(ticket.get_by_text("Cooking")).to_have_count(1)
    expect(cashier.tile("7")).to_contain_text("Ready to serve", timeout=SECOND)
    kitchen.button("All ready", ticket).click()
    with timed(note, "from Ready to the guest's phone"):
        expect(phone.round(1)).to_contain_text("Ready", timeout=SECOND)


def test_any_step_takes_one_tap_and_can_be_taken_back(restaurant: Restaurant, card: Card, kitchen: KitchenPage):
    order = restaurant.order(restaurant.open_table("3"), (WAN_TAN, 1, []), (MANGO, 2, []))
    ticket = kitchen.ticket("Table 3")
    steps: list[tuple[Callable[[], None], list[str]]] = [
        (kitchen.item(ticket, card.name(WAN_TAN)).click, ["PREPARING", "FIRED"]),
        (kitchen.item(ticket, card.name(WAN_TAN)).click, ["READY", "FIRED"]),
        (kitchen.button("Start all", ticket).click, ["READY", "PREPARING"]),
        (kitchen.button("All ready", ticket).click, ["READY", "READY"]),
    ]
    expect(ticket).to_be_visible()
    for step, after in steps:
        before, taps = statuses(restaurant, order), kitchen.page.evaluate("globalThis.taps")
        step()
        expect(kitchen.undo).to_be_visible()
        assert kitchen.page.evaluate("globalThis.taps") - taps == 1
        until(lambda wanted=after: statuses(restaurant, order) == wanted)
        kitchen.undo.click()
        expect(kitchen.undo).to_have_count(0)
        until(lambda wanted=before: statuses(restaurant, order) == wanted)
        step()
        until(lambda wanted=after: statuses(restaurant, order) == wanted)


def until(is_so: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_can_be_taken_back_is_offered_for_eight_seconds_and_moves_no_paper(restaurant: Restaurant, opener: Opener):
    restaurant.order(restaurant.open_table("3"), (WAN_TAN, 1, []))
    restaurant.order(restaurant.open_table("4"), (WAN_TAN, 1, []))
    kitchen = KitchenPage(opener.kitchen(viewport=TABLET, arm=False))
    kitchen.take_clock()
    kitchen.arm()
    ticket, other = kitchen.ticket("Table 3"), kitchen.ticket("Table 4")
    expect(other).to_be_visible()
    kitchen.page.evaluate("document.fonts.ready.then(() => null)")
    place = other.bounding_box()
    kitchen.button("Start", ticket).click()
    expect(kitchen.undo).to_be_visible()
    assert other.bounding_box() == place
    expect(ticket).to_contain_text("Cooking")
    kitchen.pause_clock()
    kitchen.button("Ready", ticket).click()
    expect(kitchen.undo).to_have_text(re.compile("Table 3: ready"))
    assert other.bounding_box() == place
    kitchen.page.clock.run_for(8 * SECOND - 1)
    assert (kitchen.undo.count(), ticket.count()) == (1, 1)
    kitchen.page.clock.run_for(1)
    expect(kitchen.undo).to_have_count(0)
    expect(ticket).to_have_count(0)
    kitchen.page.clock.resume()

    kitchen.open("Ready")
    kitchen.button("Back to the rail", kitchen.dialog("Ready, to be carried out")).click()
    kitchen.close_sheet()
    expect(ticket.get_by_text("Cooking")).to_be_visible()


@pytest.mark.timed
def test_a_cancelled_item_stays_on_the_rail_until_the_kitchen_has_seen_it(
    restaurant: Restaurant, card: Card, kitchen: KitchenPage, watch: Watch
):
    watch.announce(LEFT)
    order = restaurant.order(restaurant.open_table("3"), (WAN_TAN, 2, []), (MANGO, 1, []))
    expect(kitchen.ticket("Table 3")).to_contain_text(card.name(MANGO))
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/void", {"reason": "changed their mind"})

    paper = kitchen.ticket("Cancelled: Table 3")
    expect(paper).to_contain_text(card.name(WAN_TAN), timeout=SECOND)
    expect(kitchen.ticket("Table 3")).not_to_contain_text(card.name(WAN_TAN))
    kitchen.page.reload()
    kitchen.arm()
    kitchen.button("Seen", paper).click()
    expect(paper).to_have_count(0)
    kitchen.page.reload()
    kitchen.arm()
    expect(kitchen.ticket("Table 3")).to_be_visible()
    expect(paper).to_have_count(0)


def test_an_allergy_has_a_band_and_its_acknowledgement_is_kept(
    restaurant: Restaurant, kitchen: KitchenPage, watch: Watch
):
    watch.announce(LEFT)
    order = restaurant.guest_order(restaurant.open_table("3"), LUNCH, allergies=["peanuts", "milk"])
    restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    ticket = kitchen.ticket("Table 3")
    expect(ticket).to_contain_text("Allergy: peanuts, milk")
    seen = "SELECT count(*) FROM order_lines WHERE id = ? AND acknowledged_at IS NOT NULL"
    [line] = order["lines"]
    assert restaurant.rows(seen, line["id"]) == [(0,)]
    kitchen.button("Allergy seen: Bamboo", ticket).click()
    expect(ticket).to_contain_text("Allergy: peanuts, milk. Seen")
    assert restaurant.rows(seen, line["id"]) == [(1,)]
    kitchen.page.reload()
    kitchen.arm()
    expect(ticket).to_contain_text("Allergy: peanuts, milk. Seen")


def test_what_is_ordered_later_is_an_addition_behind_the_first(restaurant: Restaurant, kitchen: KitchenPage):
    session = restaurant.open_table("3")
    restaurant.order(session, (WAN_TAN, 2, []))
    restaurant.order(restaurant.open_table("4"), (MANGO, 1, []))
    restaurant.order(session, (WINGS, 1, ["portion/six", "dips/none"]))
    expect(kitchen.papers).to_have_count(3)
    assert [paper.get_attribute("aria-label") for paper in kitchen.papers.all()] == ["Table 3", "Table 4", "Table 3"]
    expect(kitchen.papers.first).not_to_contain_text("Addition")
    expect(kitchen.papers.last).to_contain_text("Addition")
    expect(kitchen.papers.last).to_contain_text("Ohne Soße")


def test_each_station_sees_its_own_and_all_day_counts_it(restaurant: Restaurant, card: Card, opener: Opener):
    for label in ("3", "4"):
        restaurant.order(restaurant.open_table(label), (WAN_TAN, 2, []), (BEER, 3, []))
    post = KitchenPage(opener.kitchen(arm=False)).arm("Bar")
    for label in ("3", "4"):
        expect(post.ticket(f"Table {label}")).to_contain_text(card.name(BEER))
    expect(post.page.get_by_text(card.name(WAN_TAN))).to_have_count(0)
    post.open("All day")
    expect(post.page.get_by_role("complementary", name="All day").get_by_role("listitem")).to_have_text(
        f"6{card.name(BEER)}"
    )
    post.open("Bar")
    post.dialog("This screen").get_by_text("Kitchen", exact=True).click()
    post.close_sheet()
    expect(post.ticket("Table 3")).to_contain_text(card.name(WAN_TAN))
    expect(post.page.get_by_role("listitem").filter(has_text=card.name(BEER))).to_have_count(0)


@pytest.mark.timed
def test_two_posts_show_each_others_work(restaurant: Restaurant, card: Card, opener: Opener, kitchen: KitchenPage):
    restaurant.order(restaurant.open_table("3"), (WAN_TAN, 1, []))
    other = KitchenPage(opener.kitchen(arm=False)).arm("Kitchen")
    kitchen.item(kitchen.ticket("Table 3"), card.name(WAN_TAN)).click()
    expect(other.ticket("Table 3")).to_contain_text("Cooking", timeout=SECOND)


@pytest.mark.timed
def test_what_cannot_be_made_is_asked_of_the_floor_and_can_be_taken_back(
    restaurant: Restaurant, card: Card, kitchen: KitchenPage, cashier: CashierPage
):
    order = restaurant.order(restaurant.open_table("3"), (SEAFOOD, 1, []))
    ticket = kitchen.ticket("Table 3")
    kitchen.cannot_make(ticket, card.name(SEAFOOD))
    expect(ticket).to_contain_text("The floor has been asked")
    told = f"The kitchen cannot make 1 × {card.name(SEAFOOD)}."
    expect(cashier.inbox).to_contain_text(told, timeout=SECOND)
    assert restaurant.do("GET", f"/api/orders/{order['id']}")["lines"][0]["flagged"] is True
    kitchen.button("Can make it", ticket).click()
    expect(ticket).not_to_contain_text("The floor has been asked")
    expect(cashier.page.get_by_text(told)).to_have_count(0)
    assert restaurant.do("GET", f"/api/orders/{order['id']}")["lines"][0]["flagged"] is False


@pytest.mark.timed
def test_what_the_kitchen_sells_out_is_gone_at_guest_and_till_and_comes_back(
    restaurant: Restaurant,
    card: Card,
    guest: Callable[..., GuestPage],
    cashier: CashierPage,
    kitchen: KitchenPage,
    note: Note,
):
    phone = guest(restaurant.open_table("7")["qr_url"])
    phone.at_table("7")
    cashier.go_to_table("7")
    cashier.look_up(card.name(MANGO))
    kitchen.open("Sold out")
    sheet = kitchen.dialog("Sold out")
    sheet.get_by_role("searchbox").fill(card.name(MANGO))
    kitchen.button("Sold out", sheet).click()
    kitchen.button("Sold out for today").click()
    with timed(note, "from Sold out in the kitchen to the guest's menu"):
        expect(phone.card(card.name(MANGO))).to_contain_text("Sold out", timeout=FOLLOWS)
    expect(cashier.product(card.name(MANGO))).to_contain_text("Switched off", timeout=FOLLOWS)

    kitchen.undo.click()
    expect(phone.card(card.name(MANGO))).not_to_contain_text("Sold out")


def test_without_network_the_rail_says_from_when_it_is_and_catches_up(
    restaurant: Restaurant, opener: Opener, watch: Watch
):
    watch.announce("ERR_INTERNET_DISCONNECTED", "WebSocket", "ERR_ABORTED")
    restaurant.order(restaurant.open_table("3"), (WAN_TAN, 1, []))
    page = opener.kitchen(socket=lambda socket: socket.close(), arm=False)
    kitchen = KitchenPage(page)
    page.get_by_role("button", name="Start in the kitchen").click()
    expect(page.get_by_role("status").filter(has_text="Slow line")).to_be_visible()
    page.context.set_offline(True)
    kitchen.button("Start", kitchen.ticket("Table 3")).click()
    expect(kitchen.ticket("Table 3").get_by_role("alert")).to_contain_text("No answer.")
    expect(page.get_by_text(re.compile(r"No connection. What you see is from \d\d:\d\d\."))).to_be_visible()
    restaurant.order(restaurant.open_table("4"), (MANGO, 1, []))
    page.context.set_offline(False)
    expect(kitchen.ticket("Table 4")).to_be_visible()
    expect(page.get_by_text("No connection.")).to_have_count(0)
    kitchen.button("Start", kitchen.ticket("Table 3")).click()
    expect(kitchen.ticket("Table 3")).to_contain_text("Cooking")


def test_taking_up_a_post_keeps_the_screen_on_and_dark(opener: Opener):
    page = opener.app("/kitchen", KITCHEN)
    page.evaluate("""() => {
      globalThis.held = [];
      navigator.wakeLock.request = async kind => { globalThis.held.push(kind); return {}; };
    }""")
    KitchenPage(page).arm()
    assert page.evaluate("globalThis.held") == ["screen"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK


COUNT_KNOCKS = """() => {
  globalThis.knocks = 0;
  const Voice = OscillatorNode;
  globalThis.OscillatorNode = class extends Voice {
    constructor(...given) { super(...given); globalThis.knocks++; }
  };
}"""


def test_whoever_is_signed_out_is_not_knocked_for_any_more(restaurant: Restaurant, opener: Opener, watch: Watch):
    """Every twenty seconds for a paper nobody has seen, every minute for a late one: until the sign-in is over."""
    watch.announce("401 GET", "WebSocket", LEFT)
    restaurant.order(restaurant.open_table("3"), (WAN_TAN, 1, []))
    wish = {"email": "ole@mitte.test", "name": "Ole Brand", "role": "kitchen", "branch_id": restaurant.branch_id()}
    cook = restaurant.do("POST", "/api/staff", {**wish, "password": PASSWORD}, by=MANAGER)
    kitchen = KitchenPage(opener.kitchen(cook["email"], arm=False))
    page = kitchen.page
    restaurant.clock.ahead += 20 * 60_000_000
    kitchen.take_clock(ahead=20 * 60)
    page.reload()
    page.evaluate(COUNT_KNOCKS)
    kitchen.arm()
    expect(kitchen.ticket("Table 3")).to_contain_text("Late")

    def knocks(seconds: int) -> int:
        before = page.evaluate("globalThis.knocks")
        page.clock.run_for(seconds * SECOND)
        return page.evaluate("globalThis.knocks") - before

    restaurant.order(restaurant.open_table("4"), (WAN_TAN, 1, []))
    page.clock.run_for(SECOND)
    expect(kitchen.ticket("Table 4")).to_be_visible()
    assert knocks(60) == 3 * TWICE + ONCE
    assert restaurant.staff(by=MANAGER).post(f"/api/staff/{cook['id']}/sign-out-everywhere", json={}).is_success
    page.clock.run_for(2 * SECOND)
    expect(page.get_by_text("Your sign-in has ended.")).to_be_visible()
    assert knocks(60) == 0


def test_a_kitchen_without_a_socket_goes_on_past_hundreds_of_events_of_others(
    restaurant: Restaurant, card: Card, opener: Opener
):
    kitchen = KitchenPage(opener.kitchen(socket=hang_up))
    expect(kitchen.page.get_by_text("Slow line", exact=True)).to_be_visible()
    for _ in range(101):  # opened and closed: two events each, none of them the kitchen's
        session = restaurant.open_table(None, name="Pickup")
        restaurant.do("PUT", f"/api/qr-sessions/{session['id']}/close", {})
    restaurant.order(restaurant.open_table("7"), (WAN_TAN, 1, []))
    expect(kitchen.ticket("Table 7")).to_be_visible(timeout=2 * POLLED)
