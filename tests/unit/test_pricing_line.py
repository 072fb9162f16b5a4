"""What one line costs."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comanda.kernel.money import AmountTooLarge, Minor
from comanda.pricing.line import Choice, PricedLine, price_line

prices = st.integers(0, 100_000).map(Minor)
choices = st.lists(
    st.builds(
        Choice,
        option_id=st.uuids().map(str),
        group_id=st.sampled_from(["toppings", "sauces", "removals"]),
        price_delta=st.integers(-5_000, 5_000).map(Minor),
        quantity=st.integers(1, 5),
    ),
    max_size=9,
)
free_quantities = st.dictionaries(st.sampled_from(["toppings", "sauces", "drinks"]), st.integers(0, 6))


def choose(delta: int, quantity: int = 1, group: str = "toppings") -> Choice:
    return Choice(option_id=f"{group}/{delta}", group_id=group, price_delta=Minor(delta), quantity=quantity)


@pytest.mark.parametrize(
    ("base", "chosen", "quantity", "unit", "total"),
    [
        (590, [], 1, 590, 590),
        (590, [], 3, 590, 1770),
        (0, [], 2, 0, 0),
        (0, [choose(1500), choose(250), choose(250)], 1, 2000, 2000),
        (400, [choose(100), choose(100)], 2, 600, 1200),
        (900, [choose(150, quantity=3)], 2, 1350, 2700),
        (900, [choose(-150)], 2, 750, 1500),
        (900, [choose(-900)], 1, 0, 0),
        (900, [choose(-1000)], 4, 0, 0),
        (900, [choose(-1000), choose(300)], 1, 200, 200),
    ],
)
def test_a_line_costs_its_price_and_its_answers_but_never_less_than_nothing(
    base: int, chosen: list[Choice], quantity: int, unit: int, total: int
):
    assert price_line(Minor(base), chosen, quantity, {}) == PricedLine(Minor(unit), Minor(total))


@pytest.mark.parametrize(
    ("chosen", "free", "unit"),
    [
        ([choose(100), choose(200), choose(300)], {"toppings": 0}, 1600),
        ([choose(100), choose(200), choose(300)], {"toppings": 1}, 1500),
        ([choose(300), choose(200), choose(100)], {"toppings": 2}, 1300),
        ([choose(100), choose(200), choose(300)], {"toppings": 3}, 1000),
        ([choose(100), choose(200), choose(300)], {"toppings": 9}, 1000),
        ([choose(100), choose(200), choose(300)], {"sauces": 3}, 1600),
        ([choose(200, quantity=3)], {"toppings": 2}, 1200),
        ([choose(100, quantity=2), choose(200, quantity=2)], {"toppings": 3}, 1200),
        ([choose(0), choose(200)], {"toppings": 1}, 1200),
        ([choose(100), choose(50, group="sauces"), choose(60, group="sauces")], {"toppings": 1, "sauces": 1}, 1060),
        ([choose(-50), choose(200)], {"toppings": 1}, 1150),
        ([choose(-50), choose(200)], {"toppings": 2}, 950),
    ],
)
def test_the_first_answers_of_a_group_are_free_cheapest_first(chosen: list[Choice], free: dict[str, int], unit: int):
    assert price_line(Minor(1000), chosen, 1, free).unit == unit


@given(prices, choices, st.integers(1, 50), free_quantities, st.randoms())
def test_the_order_of_the_answers_does_not_change_the_price(
    base: Minor, chosen: list[Choice], quantity: int, free: dict[str, int], random: Random
):
    shuffled = list(chosen)
    random.shuffle(shuffled)

    assert price_line(base, shuffled, quantity, free) == price_line(base, chosen, quantity, free)


@given(prices, choices, st.integers(1, 50), free_quantities)
def test_free_answers_never_make_a_dish_dearer_nor_its_price_negative(
    base: Minor, chosen: list[Choice], quantity: int, free: dict[str, int]
):
    priced = price_line(base, chosen, quantity, free)

    assert 0 <= priced.unit <= price_line(base, chosen, quantity, {}).unit
    assert priced.total == priced.unit * quantity


@given(prices, choices, st.integers(1, 50), free_quantities)
def test_a_line_given_back_mirrors_the_line_sold(
    base: Minor, chosen: list[Choice], quantity: int, free: dict[str, int]
):
    sold = price_line(base, chosen, quantity, free)

    assert price_line(base, chosen, -quantity, free) == PricedLine(sold.unit, Minor(-sold.total))


def test_a_line_may_cost_as_much_as_the_bound_and_no_more():
    assert price_line(Minor(10**12), [], 1, {}).total == 10**12
    with pytest.raises(AmountTooLarge):
        price_line(Minor(10**12), [choose(1)], 1, {})
    with pytest.raises(AmountTooLarge):
        price_line(Minor(5 * 10**11), [], 3, {})
