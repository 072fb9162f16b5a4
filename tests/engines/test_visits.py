"""The guest's and the cashier's main flows in Firefox and WebKit: told by what is seen, and by what is stored."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.card import MANGO, WATER, WINGS, Card, euros
from tests.browser.restaurant import CASHIER, MANAGER, PASSWORD, Restaurant
from tests.engines.driver import DESKTOP, TABLET
from tests.engines.line import Line
from tests.engines.person import Person

Takes = Callable[..., Person]
Session = dict[str, Any]


@pytest.fixture
def table(restaurant: Restaurant) -> Session:
    return restaurant.open_table("5")


def at_table(person: Takes, table: Session, **more: Any) -> Person:
    """A guest's phone which has opened the link and follows what happens."""
    phone = person(**more)
    phone.browser.open(table["qr_url"])
    phone.sees("Table 5")
    return phone


def orders_of(restaurant: Restaurant, table: Session) -> list[dict[str, Any]]:
    return restaurant.do("GET", f"/api/orders?qr_session_id={table['id']}")["items"]


def test_a_guest_orders_follows_the_round_and_reads_the_paid_bill(
    restaurant: Restaurant, table: Session, card: Card, person: Takes
):
    phone = at_table(person, table)
    phone.taps(card.name(WINGS), whole=True)
    phone.taps("12 Stück", "label")
    phone.taps("Add 1 · €6.60")
    phone.taps(f"Add {card.name(MANGO)}")
    total = card.total([(WINGS, 1, ["portion/twelve"]), (MANGO, 1, [])])
    phone.taps("View order")
    phone.taps("Send order")
    phone.sees("Your orders", "Waiting for our staff", f"Total {euros(total)}")
    [order] = orders_of(restaurant, table)
    assert (order["status"], order["total"]) == ("OPEN", total)

    restaurant.do("POST", f"/api/orders/{order['id']}/confirm", {})
    phone.sees("In the kitchen since")
    restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": "READY"})
    phone.sees("Ready")
    restaurant.do("POST", f"/api/orders/{order['id']}/status", {"status": "SERVED"})
    phone.sees("Served")

    phone.taps("See the bill")
    phone.sees(f"Total {euros(total)}")
    restaurant.do("POST", f"/api/qr-sessions/{table['id']}/payments", {"method": "card"})
    phone.sees("Paid. Thank you!", f"Total {euros(total)}")


def test_an_order_sent_without_a_line_is_kept_and_sent_once(
    restaurant: Restaurant, table: Session, card: Card, person: Takes, line: Line
):
    phone = at_table(person, table)
    phone.taps(f"Add {card.name(MANGO)}")
    line.cut()
    phone.taps("View order")
    phone.taps("Send order")
    phone.sees("Not sent yet", card.name(MANGO))
    assert orders_of(restaurant, table) == []

    line.mend()
    phone.sees("Waiting for our staff")
    phone.misses("Not sent yet")
    assert [order["total"] for order in orders_of(restaurant, table)] == [card.unit(MANGO)]


def test_a_price_that_moved_while_the_line_was_away_is_shown_old_and_new(
    restaurant: Restaurant, table: Session, card: Card, person: Takes, line: Line, dearer: Callable[[], None]
):
    phone = at_table(person, table)
    phone.taps(f"Add {card.name(MANGO)}")
    line.cut()
    phone.taps("View order")
    phone.taps("Send order")
    phone.sees("Not sent yet")
    dearer()
    line.mend()
    phone.taps("Put it back in my order")
    phone.sees("Your order", "€3.45", "€3.00")


def test_a_page_reloaded_while_sending_sends_one_order(
    restaurant: Restaurant, table: Session, card: Card, person: Takes, line: Line
):
    phone = at_table(person, table)
    phone.taps(f"Add {card.name(MANGO)}")
    phone.taps("View order")
    phone.finds("button", "Send order")
    line.slow_down(1.5)
    phone.taps("Send order")
    phone.browser.reload()
    line.mend()
    phone.sees("Waiting for our staff")
    phone.loses("button", "View order")
    assert [order["total"] for order in orders_of(restaurant, table)] == [card.unit(MANGO)]


def test_an_arabic_phone_in_the_dark_orders_too(restaurant: Restaurant, table: Session, card: Card, person: Takes):
    phone = at_table(person, table, dark=True)
    phone.taps("العربية")
    phone.finds("button", "ابحث في القائمة")
    look = "return [document.documentElement.lang, document.dir, getComputedStyle(document.body).backgroundColor]"
    language, direction, paper = phone.browser.run(look)
    assert (language, direction) == ("ar", "rtl")
    assert max(int(part) for part in paper.removeprefix("rgb(").rstrip(")").split(",")) < 64, paper
    phone.taps(f"أضف {card.name(MANGO)}")
    phone.taps("عرض الطلب")
    phone.taps("أرسل الطلب")
    phone.sees("طلباتك", card.name(MANGO))
    phone.loses("button", "أرسل الطلب")
    assert [order["total"] for order in orders_of(restaurant, table)] == [card.unit(MANGO)]


def test_a_cashier_confirms_serves_and_takes_the_money(
    restaurant: Restaurant, table: Session, card: Card, person: Takes
):
    till = person(TABLET)
    till.browser.open(f"{restaurant.base_url}/cashier")
    till.types("Email", CASHIER)
    till.types("Password", PASSWORD)
    till.taps("Sign in")
    till.sees("No new orders")
    restaurant.guest_order(table, (MANGO, 2, []), (WATER, 1, []))
    till.taps("Confirm")
    till.sees("No new orders")
    till.taps("Table 5")
    till.taps("Ready")
    till.taps("Served")
    total = card.total([(MANGO, 2, []), (WATER, 1, [])])
    till.sees(f"Still to pay {euros(total)}")
    till.taps("Bill")
    till.sees(f"Total {euros(total)}")
    till.taps("Pay")
    till.taps("Exact")
    till.sees("Table 5 is free")
    till.taps("Done")
    till.sees("No new orders")
    bill = restaurant.do("GET", f"/api/qr-sessions/{table['id']}/bill")
    assert (bill["status"], bill["captured"], bill["outstanding"]) == ("SETTLED", total, 0)


def test_money_taken_without_a_line_is_recorded_once(
    restaurant: Restaurant, table: Session, card: Card, person: Takes, line: Line
):
    restaurant.order(table, (WATER, 1, []))
    till = signed_in(person, restaurant, "/cashier", CASHIER, TABLET)
    till.taps("Table 5")
    till.sees("Still to pay")
    till.taps("Pay")
    till.finds("button", "Exact")
    line.cut()
    till.taps("Exact")
    till.sees("Noted, not recorded yet")
    line.mend()
    till.sees("paid and closed")
    paid = restaurant.rows("SELECT amount FROM payments WHERE qr_session_id = ?", table["id"])
    assert paid == [(card.unit(WATER),)]


def test_a_tap_into_a_price_takes_the_old_one_away_with_the_first_key(
    restaurant: Restaurant, card: Card, person: Takes
):
    dish = restaurant.ids.products[WINGS]
    desk = signed_in(person, restaurant, f"/manager#/menu/dish/{dish}", MANAGER, DESKTOP)
    desk.sees("Chicken-Wings")
    desk.types("Price", "3.10")
    assert desk.value("Price") == "3.10"


def signed_in(person: Takes, restaurant: Restaurant, path: str, email: str, size: tuple[int, int]) -> Person:
    made = person(size)
    made.browser.open(f"{restaurant.base_url}/cashier")
    made.types("Email", email)
    made.types("Password", PASSWORD)
    made.taps("Sign in")
    made.misses("Password")
    made.browser.open(restaurant.base_url + path)
    return made
