"""Seven orders and ten refusals from real menus, through the real verbs, to the cent and to the reason."""

from typing import Any

import msgspec
import pytest

from comanda.catalog.errors import InvalidOptions, ItemUnavailable
from comanda.engine.http.decoding import decode
from comanda.engine.http.problems import InvalidBody
from comanda.floor.values import Service
from comanda.orders.schemas import PlaceOrder
from comanda.payments.values import Method
from tests.cast import refused
from tests.chain import MENUS, Chain, ImportedHouse, sample

KNOWN = msgspec.json.decode((MENUS / "known-orders.json").read_bytes())
ORDERS = {order["id"]: order for order in KNOWN["orders"]}
REFUSED = {order["id"]: order for order in KNOWN["refused"]}
MONDAY_NOON, SATURDAY_NOON = "2026-11-23 12:00", "2026-11-21 12:00"


@pytest.fixture(autouse=True)
def monday_noon(chain: Chain) -> None:
    chain.clock.set(MONDAY_NOON)


def house_of(chain: Chain, known: Any) -> ImportedHouse:
    return chain.house(known["menu"], known["branch"])


def cart_of(house: ImportedHouse, known: Any) -> list[Any]:
    return [house.line(line["product_id"], *line["options"], quantity=line["quantity"]) for line in known["lines"]]


def rate_texts(menu: str) -> dict[str, str]:
    """The file's rates as they stand on a bill: `0.20` is 0.2."""
    return {rate["id"]: rate["rate"].rstrip("0") for rate in sample(menu)["tax_rates"]}


def test_all_seven_orders_and_ten_refusals_are_here():
    assert (len(ORDERS), len(REFUSED)) == (7, 10)


@pytest.mark.parametrize("who", ["guest", "cashier"])
@pytest.mark.parametrize("known", ORDERS.values(), ids=ORDERS.keys())
def test_a_known_order_is_priced_taxed_and_paid_to_the_cent(chain: Chain, known: Any, who: str):
    house = house_of(chain, known)
    session = house.open_table(None, service=Service(known["service"]))
    by = house.join(session) if who == "guest" else None

    order = house.order(session, *cart_of(house, known), by=by)
    assert [(line.quantity, line.unit_price, line.line_total) for line in order.lines] == [
        (line["quantity"], line["unit_price"], line["line_total"]) for line in known["lines"]
    ]
    assert (order.status, order.source) == (("OPEN", "guest") if who == "guest" else ("CONFIRMED", "cashier"))
    house.confirm(order)

    expected, bill = known["expected"], house.bill(session)
    assert (bill.currency, bill.subtotal, bill.total) == (known["currency"], expected["subtotal"], expected["total"])
    rates = rate_texts(known["menu"])
    assert sorted((row.rate, row.gross, row.net, row.tax) for row in bill.taxes) == sorted(
        (rates[row["tax_rate_id"]], row["gross"], row["net"], row["tax"]) for row in expected["taxes"]
    )
    assert (sum(row.net for row in bill.taxes), sum(row.tax for row in bill.taxes)) == (
        expected["net"],
        expected["tax"],
    )

    taken = house.pay(session, Method.CASH, tendered=expected["total"] + 5)
    assert (taken.payment.amount, taken.payment.change, taken.closed) == (expected["total"], 5, True)
    assert (house.order_now(order).status, house.bill(session).captured) == ("PAID", expected["total"])


def test_food_taken_away_in_japan_is_taxed_at_eight_percent_and_wine_at_ten(chain: Chain):
    house = chain.house("jp-family-restaurant", "s01")
    session = house.open_table(None, service=Service.TAKEAWAY)

    house.order(session, *cart_of(house, ORDERS["jp-1"]))

    # 1250 × 8 / 108 = 92.59; 2200 × 10 / 110 = 200
    taxes = sorted((row.rate, row.gross, row.net, row.tax) for row in house.bill(session).taxes)
    assert taxes == [("0.08", 1250, 1157, 93), ("0.1", 2200, 2000, 200)]


WRONG_ANSWERS = {
    "no-required-choice": {"code": "required", "group": "Choose Protein"},
    "too-many": {"code": "too_many", "group": "Choose Protein"},
    "foreign-group": {"code": "unknown_option", "option": "measure/double-50ml"},
    "same-option-twice": {"code": "too_many_of_one", "group": "Add Topping", "option": "add-topping/cheese"},
}


@pytest.mark.parametrize("by_guest", [True, False], ids=["guest", "cashier"])
@pytest.mark.parametrize("refused_id", WRONG_ANSWERS)
def test_a_wrong_answer_is_refused_naming_line_and_group(chain: Chain, refused_id: str, by_guest: bool):
    known = REFUSED[refused_id]
    house, line = house_of(chain, known), known["line"]
    session = house.open_table(None)
    by = house.join(session) if by_guest else None
    before = house.log_head()

    with pytest.raises(InvalidOptions) as caught:
        house.order(session, house.line(line["product_id"], *line["options"]), by=by)

    (error,) = caught.value.errors
    wrong = WRONG_ANSWERS[refused_id]
    assert (error["pointer"], error["code"]) == ("/lines/0/options", wrong["code"])
    assert error.get("group") == wrong.get("group")
    assert error.get("option_id") == (house.option(wrong["option"]) if "option" in wrong else None)
    assert house.log_since(before) == []


def test_what_is_sold_out_here_is_sold_at_the_station(chain: Chain):
    known = REFUSED["sold-out-here"]
    here, station = house_of(chain, known), chain.house(known["menu"], "station")
    product, options = known["line"]["product_id"], known["line"]["options"]

    with refused(ItemUnavailable, lines=[{"index": 0, "product_id": here.dish(product), "reason": "switched_off"}]):
        here.order(here.open_table(None), here.line(product, *options))

    assert station.order(station.open_table(None), station.line(product, *options)).status == "CONFIRMED"


def test_lunch_is_over_on_a_saturday(chain: Chain):
    known = REFUSED["outside-window"]
    chain.clock.set(SATURDAY_NOON)
    house, line = chain.another_house(known["menu"], known["branch"]), known["line"]
    session = house.open_table(None)

    faults = [{"index": 0, "product_id": house.dish(line["product_id"]), "reason": "outside_hours"}]
    with refused(ItemUnavailable, lines=faults):
        house.order(session, house.line(line["product_id"], *line["options"]))


@pytest.mark.parametrize(("time", "sold"), [("10:59", False), ("11:00", True), ("14:30", True), ("14:31", False)])
def test_lunch_runs_from_eleven_to_half_past_two_inclusive(chain: Chain, time: str, sold: bool):
    house = chain.house("de-asia-bistro", "mitte")
    chain.clock.set(f"2026-11-23 {time}")

    assert house.on_menu("de-m1").available is sold


def test_a_dish_of_another_organization_does_not_exist(chain: Chain):
    known = REFUSED["other-tenant"]
    house, stranger = house_of(chain, known), chain.house("gb-curry-house", "quay")
    theirs = stranger.line(known["line"]["product_id"])
    session = house.open_table(None)
    before = house.log_head()

    with refused(ItemUnavailable, lines=[{"index": 0, "product_id": theirs.product_id, "reason": "unknown"}]):
        house.order(session, theirs)

    assert house.log_since(before) == []


@pytest.mark.parametrize(
    ("refused_id", "pointer", "code"),
    [
        ("zero-quantity", "/lines/0/quantity", "out-of-range"),
        ("fraction", "/lines/0/quantity", "wrong-type"),
        ("client-price", "/lines/0/unit_price", "unknown-field"),
    ],
)
def test_a_line_of_the_wrong_shape_is_refused_before_anything_is_asked(refused_id: str, pointer: str, code: str):
    body = msgspec.json.encode({"lines": [REFUSED[refused_id]["line"]]})

    with pytest.raises(InvalidBody) as caught:
        decode(body, PlaceOrder)

    assert [(error["pointer"], error["code"]) for error in caught.value.errors] == [(pointer, code)]
