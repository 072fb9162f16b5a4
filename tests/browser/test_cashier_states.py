"""What the till says while something about guests' calls is not as it should be; nothing is lost by it."""

import re
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.browser.card import MANGO
from tests.browser.opening import Opener
from tests.browser.restaurant import CASHIER, KITCHEN, PASSWORD, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

VISIT = re.compile(r"/api/qr-sessions/[^/?]+\?")
ASKED = re.compile(r"/api/requests\?")
DONE = re.compile("/api/requests/.*/done")


@pytest.fixture
def session(restaurant: Restaurant) -> dict[str, Any]:
    made = restaurant.open_table("7")
    phone = restaurant.join(made)
    assert phone.post("/api/guest/requests", json={"kind": "waiter"}).is_success
    phone.close()
    return made


def test_calls_that_could_not_be_fetched_are_asked_for_again(session: dict[str, Any], opener: Opener, watch: Watch):
    watch.announce("ERR_CONNECTION_REFUSED GET /api/requests")
    till = opener.nobodys_till("anna")
    till.page.route(ASKED, lambda route: route.abort("connectionrefused"))
    till.sign_in(CASHIER, PASSWORD)
    expect(till.inbox.get_by_role("alert")).to_contain_text("No answer. Check the network and try again.")

    till.page.unroute(ASKED)
    till.button("Try again", till.inbox).click()
    expect(till.inbox).to_contain_text("Wants somebody")
    expect(till.inbox.get_by_role("alert")).to_have_count(0)


def test_a_lost_answer_leaves_the_call_where_it_is(
    restaurant: Restaurant, session: dict[str, Any], cashier: CashierPage, watch: Watch
):
    watch.announce("ERR_CONNECTION_REFUSED POST /api/requests")
    done = cashier.button("Table 7, Wants somebody: done", cashier.inbox)
    cashier.page.route(DONE, lambda route: route.abort("connectionrefused"))
    done.click()
    expect(cashier.inbox.get_by_role("alert")).to_contain_text("No answer. Check the network and try again.")
    assert len(restaurant.do("GET", "/api/requests")["items"]) == 1

    cashier.page.unroute(DONE)
    done.click()
    expect(cashier.inbox).not_to_contain_text("Wants somebody")


def test_an_answer_that_comes_late_takes_nothing_back(restaurant: Restaurant, opener: Opener):
    """Asked about while an order waits, answered after it was confirmed: the till has long heard better."""
    session = restaurant.open_table("8")
    till = opener.cashier().settled()
    held: list[Route] = []
    late: list[tuple[Route, APIResponse]] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)  # before it is fetched: another may come meanwhile
            late.append((route, route.fetch()))

    till.page.route(VISIT, hold_first)
    order = restaurant.guest_order(session, (MANGO, 1, []))
    expect(till.ticket("8")).to_be_visible()
    restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    expect(till.tile("8")).to_contain_text("Cooking")

    (route, answer) = late[0]
    assert answer.json()["waiting"] == 1
    with till.page.expect_response(VISIT):
        route.fulfill(response=answer)
    till.page.evaluate("new Promise(requestAnimationFrame)")
    expect(till.tile("8")).to_contain_text("Cooking")


def test_what_has_been_paid_for_is_not_taken_off_and_the_till_says_why(
    restaurant: Restaurant, cashier: CashierPage, watch: Watch
):
    watch.announce("409 POST /api/order-lines")
    session = restaurant.open_table("8")
    order = restaurant.order(session, (MANGO, 2, []))
    body = {"method": "card", "amount": 100, "close": False}
    restaurant.do("POST", f"/api/qr-sessions/{session['id']}/payments", body)
    restaurant.do("POST", f"/api/order-lines/{order['lines'][0]['id']}/cannot-make", {}, by=KITCHEN)

    cashier.button(re.compile("^Take .* off$"), cashier.inbox).click()
    expect(cashier.inbox).to_contain_text(
        "€1.00 more is paid than would be left. Enter what they take instead first, then cancel this."
    )
    expect(cashier.inbox).to_contain_text("The kitchen cannot make 2 ×")
