"""Rounding, spreading, currencies and rates."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comanda.kernel.money import (
    MAX_AMOUNT,
    WHOLE,
    AmountTooLarge,
    Millionths,
    amount_to_text,
    bounded,
    divide_down,
    divide_half_up,
    minor_unit,
    rate_from_text,
    rate_to_text,
    spread,
    to_step,
)

amounts = st.integers(-MAX_AMOUNT, MAX_AMOUNT)
divisors = st.integers(1, 2 * WHOLE)


@pytest.mark.parametrize(
    ("amount", "divisor", "nearest", "down"),
    [
        (0, 3, 0, 0),
        (4, 2, 2, 2),
        (1, 2, 1, 0),
        (3, 2, 2, 1),
        (5, 2, 3, 2),
        (1, 3, 0, 0),
        (2, 3, 1, 0),
        (7, 5, 1, 1),
        (8, 5, 2, 1),
        (-1, 2, -1, 0),
        (-5, 2, -3, -2),
        (-1, 3, 0, 0),
        (-2, 3, -1, 0),
        (10**24 + 1, 2, 5 * 10**23 + 1, 5 * 10**23),
    ],
)
def test_halves_go_up_and_fractions_go_down_in_size(amount: int, divisor: int, nearest: int, down: int):
    assert divide_half_up(amount, divisor) == nearest
    assert divide_down(amount, divisor) == down


@given(amounts, divisors)
def test_the_nearest_whole_unit_is_never_more_than_half_away(amount: int, divisor: int):
    assert 2 * abs(divide_half_up(amount, divisor) * divisor - amount) <= divisor


@given(amounts, divisors)
def test_giving_back_rounds_as_the_mirror_of_taking(amount: int, divisor: int):
    assert divide_half_up(-amount, divisor) == -divide_half_up(amount, divisor)
    assert divide_down(-amount, divisor) == -divide_down(amount, divisor)
    assert to_step(-amount, divisor) == -to_step(amount, divisor)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (0, [], []),
        (0, [5, 0], [0, 0]),
        (0, [3, -3], [0, 0]),
        (10, [1], [10]),
        (10, [1, 1, 1], [4, 3, 3]),
        (11, [1, 1, 1], [4, 4, 3]),
        (100, [1, 2, 3], [17, 33, 50]),
        (144, [900], [144]),
        (3, [0, 5, 0], [0, 3, 0]),
        (5, [0, 0, 0], [2, 2, 1]),
        (1, [1, 3], [0, 1]),
        (1, [2, 2, 2], [1, 0, 0]),
        (-10, [1, 1, 1], [-4, -3, -3]),
        (-5, [0, 0, 0], [-2, -2, -1]),
        (10, [-1, -1, -1], [4, 3, 3]),
        (128, [1000, -200], [160, -32]),
    ],
)
def test_cents_go_to_the_largest_remainders_and_then_in_order(total: int, weights: list[int], parts: list[int]):
    assert spread(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [3, -3], [5, -2, -3]])
def test_an_amount_that_nobody_carries_is_an_error(weights: list[int]):
    with pytest.raises(ValueError, match="no weight carries the total"):
        spread(1, weights)


@given(amounts, st.lists(st.integers(0, MAX_AMOUNT), min_size=1, max_size=60))
def test_the_parts_sum_to_the_whole_and_lie_within_one_of_their_exact_share(total: int, weights: list[int]):
    parts = spread(total, weights)

    assert sum(parts) == total
    if any(weights):
        whole = sum(weights)
        assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))


@given(amounts, st.lists(st.integers(-MAX_AMOUNT, MAX_AMOUNT), min_size=1, max_size=60))
def test_spreading_a_refund_mirrors_spreading_the_sale(total: int, weights: list[int]):
    assume(sum(weights) != 0)
    parts = spread(total, weights)

    assert sum(parts) == total
    assert spread(-total, weights) == [-part for part in parts]
    assert spread(total, [-weight for weight in weights]) == parts


@pytest.mark.parametrize(
    ("amount", "step", "rounded"),
    [(1232, 5, 1230), (1235, 10, 1240), (1234, 1, 1234), (49, 100, 0), (50, 100, 100), (-50, 100, -100), (0, 5, 0)],
)
def test_an_amount_goes_to_the_nearest_step(amount: int, step: int, rounded: int):
    assert to_step(amount, step) == rounded


@pytest.mark.parametrize("amount", [0, 1, -1, 10**12, -(10**12)])
def test_amounts_up_to_the_bound_stay_themselves(amount: int):
    assert bounded(amount) == amount


@pytest.mark.parametrize("amount", [10**12 + 1, -(10**12) - 1])
def test_an_amount_beyond_the_bound_is_refused(amount: int):
    with pytest.raises(AmountTooLarge) as refused:
        bounded(amount)

    assert refused.value.facts() == {"limit": 10**12}


@pytest.mark.parametrize(
    ("decimals", "currencies"),
    [
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (2, "EUR USD GBP CHF SEK NOK DKK CAD HUF CZK PLN TRY IDR INR BRL MXN MGA MRU XCG ZWG SLE VED"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
    ],
)
def test_a_currency_has_the_decimals_of_iso_4217(decimals: int, currencies: str):
    assert {minor_unit(currency) for currency in currencies.split()} == {decimals}


@pytest.mark.parametrize(
    "code",
    [
        "",
        "eur",
        "EURO",
        "€",
        "EUR ",
        "ABC",
        "XXX",
        "XTS",
        "XAU",
        "CLF",
        "UYI",
        "UYW",
        "CHE",
        "DEM",
        "HRK",
        "BGN",
        "ANG",
    ],
)
def test_a_code_that_is_no_money_in_circulation_is_refused(code: str):
    with pytest.raises(ValueError, match="is not a currency of ISO 4217"):
        minor_unit(code)


@pytest.mark.parametrize(
    ("amount", "currency", "mark", "text"),
    [
        (4830, "EUR", ".", "48.30"),
        (4830, "EUR", ",", "48,30"),
        (-5, "EUR", ".", "-0.05"),
        (0, "EUR", ".", "0.00"),
        (590, "JPY", ".", "590"),
        (-590, "JPY", ",", "-590"),
        (1_234_567, "KWD", ".", "1234.567"),
    ],
)
def test_an_amount_is_written_with_its_currencys_decimals(amount: int, currency: str, mark: str, text: str):
    assert amount_to_text(amount, currency, mark) == text


@pytest.mark.parametrize(
    ("text", "rate", "shortest"),
    [
        ("0", 0, "0"),
        ("0.0", 0, "0"),
        ("0.07", 70_000, "0.07"),
        ("0.20", 200_000, "0.2"),
        ("0.055", 55_000, "0.055"),
        ("0.000001", 1, "0.000001"),
        ("0.999999", 999_999, "0.999999"),
        ("1", 1_000_000, "1"),
        ("1.000000", 1_000_000, "1"),
    ],
)
def test_a_rate_is_read_and_written_as_decimal_text(text: str, rate: int, shortest: str):
    assert rate_from_text(text) == rate
    assert rate_to_text(Millionths(rate)) == shortest


@pytest.mark.parametrize(
    "text",
    ["", ".07", "0.", "7", "1.000001", "-0.07", "+0.07", "0,07", "0.0000001", "00.07", "7%", "1e-2", " 0.07", "0.07\n",
     "٠.٠٧", "NaN"],
)  # fmt: skip
def test_anything_else_is_not_a_rate(text: str):
    with pytest.raises(ValueError, match="is not a rate"):
        rate_from_text(text)


@given(st.integers(0, WHOLE))
def test_every_rate_survives_the_wire(rate: int):
    assert rate_from_text(rate_to_text(Millionths(rate))) == rate
