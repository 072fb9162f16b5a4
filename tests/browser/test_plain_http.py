"""A café's own network: plain http on a name that is not the browser's own machine, where browsers keep much to
themselves. Ordering, the orders kept without a connection, confirming and paying work all the same."""

import socket
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.card import MANGO, WATER, Card, euros
from tests.browser.conftest import launch_arguments
from tests.browser.opening import Opener
from tests.browser.restaurant import CASHIER, PASSWORD, Restaurant
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

HOST = f"{socket.gethostname().partition('.')[0].lower()}.local"
"""By which other machines of the network find this one."""
RETRIED = 40_000
"""Milliseconds in which what was kept is sent."""


@pytest.fixture
def cafe(launch_browser: Callable[..., Browser], restaurant: Restaurant, watch: Watch) -> Iterator[Opener]:
    """Browsers to which the restaurant has a name of its own on the network."""
    named = f"--host-resolver-rules=MAP {HOST} 127.0.0.1"
    browser = launch_browser(args=[*launch_arguments(), named])
    made = Opener(browser, restaurant, watch)
    yield made
    made.close()
    browser.close()


def is_plain(page: Page) -> bool:
    """What a browser gives to https alone is not there."""
    return page.evaluate(
        "!isSecureContext && !crypto.randomUUID && !crypto.subtle && !navigator.serviceWorker && !navigator.clipboard"
    )


def test_a_visit_over_plain_http(restaurant: Restaurant, card: Card, cafe: Opener, watch: Watch):
    watch.announce("ERR_INTERNET_DISCONNECTED", "Cross-Origin-Opener-Policy header has been ignored")
    address = f"http://{HOST}:{restaurant.settings.port}"
    cashier = CashierPage(cafe.page("anna"))
    cashier.page.goto(f"{address}/cashier")
    cashier.sign_in(CASHIER, PASSWORD)
    assert is_plain(cashier.page)
    expect(cashier.live).to_be_visible()
    cookies = [
        (cookie.get("name"), cookie.get("secure"), cookie.get("httpOnly"))
        for cookie in cashier.page.context.cookies(address)
    ]
    assert sorted(cookies) == [("comanda_device", False, True), ("comanda_staff", False, True)]

    link = cashier.open_table("5")
    assert link.startswith(f"{address}/user?session=")
    sheet = cashier.dialog("QR code · Table 5")
    expect(sheet.get_by_text("No phone can open this link")).to_have_count(0)
    sheet.get_by_role("button", name="Close").click()
    phone = cafe.guest(link)
    phone.at_table("5")
    assert is_plain(phone.page)
    phone.add(card.name(MANGO))
    phone.order()
    expect(phone.round(1)).to_contain_text("Waiting for our staff")

    phone.page.get_by_role("button", name="Menu", exact=True).or_(phone.page.get_by_role("link", name="Menu")).tap()
    phone.add(card.name(WATER))
    phone.page.context.set_offline(True)
    phone.order()
    kept = phone.page.get_by_role("article").filter(has_text="Not sent yet")
    expect(kept).to_contain_text(card.name(WATER))
    phone.page.context.set_offline(False)
    expect(phone.round(2)).to_contain_text("Waiting for our staff", timeout=RETRIED)
    expect(kept).to_have_count(0)

    waiting = cashier.rounds.get_by_role("article").filter(has=cashier.button("Confirm"))
    expect(waiting).to_have_count(2)
    cashier.button("Confirm", waiting.first).click()
    expect(waiting).to_have_count(1)
    cashier.button("Confirm", waiting).click()
    total = card.unit(MANGO) + card.unit(WATER)
    expect(cashier.due).to_have_text(f"Still to pay{euros(total)}")
    cashier.button("Pay").click()
    cashier.button("Exact").click()
    expect(phone.page.get_by_role("heading", name="Paid. Thank you!")).to_be_visible()
    bill = "SELECT total, captured, status FROM bills ORDER BY settled_at DESC LIMIT 1"
    assert restaurant.rows(bill) == [(total, total, "SETTLED")]
