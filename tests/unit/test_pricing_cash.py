"""Cash amounts, roundings and change."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comanda.kernel.money import Minor, minor_unit
from comanda.pricing.cash import CashRounding, change, received, round_cash

KNOWN = Path(__file__).parents[1] / "data" / "menus" / "cash-rounding.json"


class Country(msgspec.Struct):
    currency: str
    country: str
    step: int
    minor_unit: int
    cases: list[tuple[int, int]]


class KnownRoundings(msgspec.Struct):
    cases: list[Country]


COUNTRIES = msgspec.json.decode(KNOWN.read_bytes(), type=KnownRoundings).cases
CASES = [
    pytest.param(country.step, before, after, id=f"{country.country}-{country.currency}-{before}")
    for country in COUNTRIES
    for before, after in country.cases
]


def test_all_known_roundings_are_here():
    assert (len(COUNTRIES), len(CASES)) == (10, 30)


@pytest.mark.parametrize(("step", "before", "after"), CASES)
def test_cash_is_rounded_to_the_coins_of_the_country(step: int, before: int, after: int):
    assert round_cash(Minor(before), step) == CashRounding(Minor(after), Minor(after - before))


@pytest.mark.parametrize(("step", "before", "after"), CASES)
def test_cash_given_back_is_rounded_like_cash_taken(step: int, before: int, after: int):
    assert round_cash(Minor(-before), step) == CashRounding(Minor(-after), Minor(before - after))


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: f"{country.country}-{country.currency}")
def test_the_currency_has_the_decimals_its_roundings_are_written_in(country: Country):
    assert minor_unit(country.currency) == country.minor_unit


@given(st.integers(0, 10**12).map(Minor), st.sampled_from([1, 5, 10, 50, 100, 500]))
def test_what_is_due_in_cash_is_the_due_and_its_rounding(due: Minor, step: int):
    rounded = round_cash(due, step)

    assert rounded.due_in_cash == due + rounded.rounding
    assert rounded.due_in_cash % step == 0
    assert 2 * abs(rounded.rounding) <= step


@pytest.mark.parametrize(
    ("amount", "rounding", "tip", "tendered", "kept", "back"),
    [
        (1640, 0, 0, 2000, 1640, 360),
        (1640, 0, 160, 2000, 1800, 200),
        (1232, -2, 0, 2000, 1230, 770),
        (1233, 2, 65, 1300, 1300, 0),
        (2, -2, 0, 0, 0, 0),
        (1640, 0, 0, 1500, 1640, -140),
    ],
)
def test_the_drawer_keeps_amount_rounding_and_tip_and_gives_back_the_rest(
    amount: int, rounding: int, tip: int, tendered: int, kept: int, back: int
):
    assert received(Minor(amount), Minor(rounding), Minor(tip)) == kept
    assert change(Minor(tendered), Minor(kept)) == back
