"""The main job, in real browsers, nothing reloaded by hand: a table is opened, a guest orders, the money is taken."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.card import BAMBOO, BEER, MANGO, SALAD, SASHIMI, SEAFOOD, WATER, WINGS, Card, Line, euros
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener, hang_up
from tests.browser.restaurant import PASSWORD, Restaurant
from tests.browser.till import CashierPage
from tests.browser.timing import Stopwatch
from tests.browser.watching import LEFT, Watch

LIVE = 1.0
"""Seconds in which an order is on the other screen."""
ASKED = 6.0
"""The same while the socket is blocked: a page asks every four seconds."""
Note = Callable[[str, object], None]
GuestAt = Callable[..., GuestPage]

FIRST: list[Line] = [
    (WINGS, 2, ["portion/twelve", "dips/garlic", "dips/none"]),
    (SALAD, 1, ["dressing/french"]),
    (BEER, 3, []),
]
SECOND: list[Line] = [(WATER, 2, []), (MANGO, 1, []), (BAMBOO, 1, ["vorspeise/sauer-scharf-suppe"])]


def test_a_cashier_signs_in_opens_a_table_and_shows_its_link(restaurant: Restaurant, opener: Opener, watch: Watch):
    watch.announce("401 POST /api/auth/sign-in")
    cashier = opener.nobodys_till()
    cashier.page.get_by_label("Email").fill("anna@mitte.test")
    cashier.page.get_by_label("Password").fill("wrong password")
    cashier.button("Sign in").click()
    expect(cashier.page.get_by_role("alert")).to_have_text("Email or password is not right. Please try again.")

    cashier.page.get_by_label("Password").fill(PASSWORD)
    cashier.button("Sign in").click()
    expect(cashier.tile("7")).to_contain_text("Free")
    expect(cashier.live).to_be_visible()

    link = cashier.open_table("7")
    code = cashier.dialog("QR code · Table 7").get_by_alt_text("QR code to order at Table 7")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("image => image.naturalWidth") > 0
    [(session_id, branch_id)] = restaurant.rows("SELECT id, branch_id FROM qr_sessions WHERE closed_at IS NULL")
    assert branch_id == restaurant.branch_id("mitte")
    stored = restaurant.do("GET", f"/api/qr-sessions/{session_id}")
    assert link == stored["qr_url"]
    token = re.fullmatch(rf"{restaurant.base_url}/user\?session=([a-z2-7]{{8}}-[a-z2-7]{{32}})&table=7", link)
    assert token, link

    cashier.dialog("QR code · Table 7").get_by_role("button", name="Close").click()
    cashier.to_floor()
    expect(cashier.tile("7")).to_contain_text("Seated")


def test_a_guest_opens_the_link_chooses_with_live_prices_and_orders(restaurant: Restaurant, card: Card, guest: GuestAt):
    restaurant.switch_product(SEAFOOD, True, remaining=0)
    session = restaurant.open_table("5")
    phone = guest(session["qr_url"])

    phone.at_table("5")
    expect(phone.page.get_by_role("banner").get_by_role("textbox")).to_have_count(0)
    expect(phone.page.get_by_role("banner").get_by_role("combobox")).to_have_count(0)
    assert phone.page.url == f"{restaurant.base_url}/user"
    assert phone.page.evaluate("history.length") <= 2

    expect(phone.card(card.name(SEAFOOD))).to_contain_text("Sold out")
    expect(phone.button(f"Add {card.name(SEAFOOD)}")).to_have_count(0)
    alone = phone.page.get_by_role("region", name="Sushi Sashimi")
    expect(alone.get_by_role("group")).to_have_count(0)
    expect(alone.get_by_role("listitem")).to_contain_text(card.name(SASHIMI))
    expect(alone.get_by_role("listitem")).to_contain_text("Sold out")
    expect(phone.card(card.name(BAMBOO))).to_contain_text(euros(card.unit(BAMBOO)))

    sheet = phone.look_at(card.name(WINGS))
    expect(sheet.get_by_role("group", name="Portion Choose 1")).to_be_visible()
    expect(phone.done(sheet)).to_contain_text("1 choice left")
    phone.done(sheet).tap()
    expect(sheet).to_be_visible()
    sheet.get_by_label("12 Stück").check()
    expect(sheet.get_by_role("group", name="Portion Chosen")).to_be_visible()
    expect(phone.done(sheet)).to_contain_text(f"Add 1 · {euros(card.unit(WINGS, ['portion/twelve']))}")
    for dip in ("Knoblauch-Dip", "Ohne Soße"):
        sheet.get_by_label(dip).check()
    phone.button("More", sheet).tap()
    unit = card.unit(*_chosen(FIRST[0]))
    expect(phone.done(sheet)).to_contain_text(f"Add 2 · {euros(2 * unit)}")
    expect(phone.done(sheet)).to_contain_text(f"{euros(unit)} each")
    phone.done(sheet).tap()
    phone.add(card.name(SALAD), "French")
    for _ in range(3):
        phone.add(card.name(BEER))
    expect(phone.view_order).to_contain_text(euros(card.total(FIRST)))
    phone.order()

    expect(phone.round(1)).to_contain_text("Waiting for our staff")
    expect(phone.round(1)).to_contain_text(f"Total{euros(card.total(FIRST))}")
    stored = restaurant.rows(
        "SELECT qr_session_id, branch_id, organization_id, status, source, total FROM orders WHERE qr_session_id = ?",
        session["id"],
    )
    expected = (session["id"], restaurant.branch_id(), restaurant.organization_id, "OPEN", "guest", card.total(FIRST))
    assert stored == [expected]
    [order] = restaurant.do("GET", f"/api/orders?qr_session_id={session['id']}")["items"]
    assert (order["table_id"], order["table_label"]) == (restaurant.table_id("5"), "5")


@pytest.mark.timed
def test_an_order_is_on_the_cashiers_screen_within_a_second(
    restaurant: Restaurant, card: Card, cashier: CashierPage, guest: GuestAt, note: Note
):
    session = restaurant.open_table("3", guests=2)
    phone = guest(session["qr_url"])
    phone.at_table("3")
    phone.add(card.name(WINGS), "12 Stück", "Chili-Dip")
    phone.view_order.tap()
    expect(cashier.live).to_be_visible()
    asked = _requests(cashier.page, "/api/events")

    watched = Stopwatch()
    phone.send_order.tap()
    seconds = watched.until_seen(cashier.ticket("3"), within=LIVE)
    note("order on the cashier's screen, seconds", seconds)

    expect(cashier.ticket("3")).to_contain_text("Chicken-Wings")
    expect(cashier.ticket("3")).to_contain_text("12 Stück, Chili-Dip")
    expect(cashier.tile("3")).to_contain_text("New order")
    assert asked == [], "the order came by asking, not over the socket"


@pytest.mark.timed
def test_the_guest_sees_each_step_of_the_round_without_doing_anything(
    restaurant: Restaurant, card: Card, cashier: CashierPage, guest: GuestAt, note: Note
):
    session = restaurant.open_table("3")
    phone = guest(session["qr_url"])
    phone.at_table("3")
    phone.add(card.name(MANGO))
    phone.order()
    expect(phone.round(1)).to_contain_text("Waiting for our staff")

    watched = Stopwatch()
    cashier.button("Confirm", cashier.ticket("3")).click()
    seconds = watched.until_seen(phone.round(1).get_by_text("In the kitchen since"), within=LIVE)
    note("confirmation on the guest's screen, seconds", seconds)
    expect(cashier.ticket("3")).to_have_count(0)
    expect(cashier.tile("3")).to_contain_text("Cooking")

    cashier.go_to_table("3")
    cashier.button("Ready").click()
    expect(phone.round(1).get_by_text("Ready", exact=True)).to_be_visible()
    cashier.button("Served").click()
    expect(phone.round(1).get_by_text("Served", exact=True)).to_be_visible()


@pytest.mark.timed
def test_guest_and_cashier_follow_by_asking_while_the_socket_is_blocked(
    restaurant: Restaurant, card: Card, opener: Opener, note: Note
):
    session = restaurant.open_table("4")
    phone, cashier = opener.guest(session["qr_url"], socket=hang_up), opener.cashier(socket=hang_up)
    expect(cashier.page.get_by_text("Slow line")).to_be_visible()
    phone.at_table("4")
    phone.add(card.name(MANGO))
    phone.view_order.tap()

    watched = Stopwatch()
    phone.send_order.tap()
    seconds = watched.until_seen(cashier.ticket("4"), within=ASKED)
    note("order on the cashier's screen by asking, seconds", seconds)

    watched = Stopwatch()
    cashier.button("Confirm", cashier.ticket("4")).click()
    seconds = watched.until_seen(phone.round(1).get_by_text("In the kitchen since"), within=ASKED)
    note("confirmation on the guest's screen by asking, seconds", seconds)


def test_one_visit_from_the_free_table_to_the_free_table(
    restaurant: Restaurant, card: Card, opener: Opener, watch: Watch
):
    """Confirmed, a waiter's own round, the bill to the cent, cash with change; the sister branch looks on all along."""
    watch.announce("stranger: 410 POST /api/guest/join", LEFT)
    sister = opener.cashier("willi@west.test")
    expect(sister.live).to_be_visible()
    before = restaurant.everything_of("west")

    cashier = opener.cashier()
    link = cashier.open_table("5")
    cashier.dialog("QR code · Table 5").get_by_role("button", name="Close").click()
    phone = opener.guest(link)
    phone.at_table("5")
    _orders_the_first_round(phone, card)

    waiting = cashier.rounds.get_by_role("article").filter(has=cashier.button("Confirm"))
    cashier.button("Confirm", waiting).click()
    expect(phone.round(1)).to_contain_text("In the kitchen")
    for product_id, quantity, options in SECOND:
        for _ in range(quantity):
            cashier.add(card.name(product_id), *map(card.option, options))
    cashier.send()
    expect(phone.round(2)).to_contain_text("Taken by our staff")

    total = card.total(FIRST + SECOND)
    expect(cashier.due).to_have_text(f"Still to pay{euros(total)}")
    cashier.button("Pay", _reads_the_bill(cashier, card, total)).click()
    _takes_cash(cashier, tendered=10_000, total=total)

    expect(phone.page.get_by_role("heading", name="Paid. Thank you!")).to_be_visible()
    expect(phone.page.get_by_role("article")).to_contain_text(f"Total{euros(total)}")
    _assert_settled(restaurant, total, change=10_000 - total)
    cashier.button("Done").click()
    expect(cashier.tile("5")).to_contain_text("Paid, food to come")

    phone.page.goto(link)
    expect(phone.page.get_by_role("heading", name="Paid. Thank you!")).to_be_visible()
    stranger = opener.guest(link, "stranger")
    expect(stranger.page.get_by_role("heading", name="This code is no longer valid")).to_be_visible()

    expect(sister.tile("5")).to_contain_text("Free")
    expect(sister.inbox).to_contain_text("No new orders")
    assert {json.loads(frame)["type"] for frame in sister.frames} <= {"hello", "menu"}
    assert len(sister.frames) > 0
    assert restaurant.everything_of("west") == before


def _takes_cash(cashier: CashierPage, tendered: int, total: int) -> None:
    """The change is said before and after the money is taken."""
    change = euros(tendered - total)
    till = cashier.dialog("Pay · Table 5")
    cashier.type_cash(tendered)
    expect(till.get_by_text("Change").locator("xpath=..")).to_contain_text(change)
    cashier.button(f"Take {euros(tendered)}").click()
    expect(till.get_by_role("status").filter(has_text="Table 5 is free")).to_contain_text(f"Change{change}")


def _orders_the_first_round(phone: GuestPage, card: Card) -> None:
    phone.choose(card.name(WINGS), "12 Stück", "Knoblauch-Dip", "Ohne Soße")
    phone.button("More", phone.sheet(card.name(WINGS))).tap()
    phone.done(phone.sheet(card.name(WINGS))).tap()
    phone.add(card.name(SALAD), "French")
    for _ in range(3):
        phone.add(card.name(BEER))
    phone.order()


def _reads_the_bill(cashier: CashierPage, card: Card, total: int) -> Locator:
    """Opens the bill of table 5, which shows every tax and the total to the cent."""
    cashier.button("Bill").click()
    bill = cashier.dialog("Bill · Table 5")
    for name, (net, tax) in card.taxes(FIRST + SECOND).items():
        row = bill.get_by_role("listitem").filter(has_text=name)
        expect(row).to_contain_text(f"incl. {name}{euros(tax)}")
        expect(row).to_contain_text(f"net {euros(net)}")
    expect(bill.get_by_role("listitem").filter(has_text="Total")).to_have_text(f"Total{euros(total)}")
    return bill


def _assert_settled(restaurant: Restaurant, total: int, change: int) -> None:
    """What is stored of the visit that was closed last."""
    [(session_id, because)] = restaurant.rows(
        "SELECT id, closed_because FROM qr_sessions WHERE closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT 1"
    )
    assert because == "settled"
    orders = restaurant.rows("SELECT status, total FROM orders WHERE qr_session_id = ? ORDER BY number", session_id)
    assert [status for status, _ in orders] == ["PAID", "PAID"]
    assert sum(amount for _, amount in orders) == total
    bill = restaurant.do("GET", f"/api/qr-sessions/{session_id}/bill")
    assert (bill["status"], bill["total"], bill["captured"], bill["outstanding"]) == ("SETTLED", total, total, 0)
    [payment] = bill["payments"]
    assert (payment["method"], payment["amount"], payment["tendered"], payment["change"]) == (
        "cash", total, total + change, change,
    )  # fmt: skip


def _chosen(line: Line) -> tuple[str, list[str]]:
    return line[0], list(line[2])


def _requests(page: Page, path: str) -> list[str]:
    """Addresses asked for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if path in request.url else None)
    return asked
