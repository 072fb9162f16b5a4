"""Taxes and totals of a bill."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comanda.kernel.money import Millionths, Minor
from comanda.pricing.bill import BillLine, BillTotals, TaxRow, total_bill
from comanda.pricing.tax import TaxRounding, tax_amounts

BILL, BILL_DOWN, LINE = TaxRounding.BILL, TaxRounding.BILL_DOWN, TaxRounding.LINE

RATES = {"food": 70_000, "drinks": 190_000, "books": 0, "luxury": 1_000_000, "odd": 88_750}


def line(total: int, rate_id: str = "drinks", rate: int | None = None) -> BillLine:
    return BillLine(Minor(total), rate_id, Millionths(RATES[rate_id] if rate is None else rate))


lines_of_a_bill = st.lists(st.builds(line, st.integers(0, 1_000_000), st.sampled_from(list(RATES))), max_size=40)
roundings = st.sampled_from(TaxRounding)


def row(rate_id: str, net: int, tax: int, gross: int, rate: int | None = None) -> TaxRow:
    return TaxRow(rate_id, Millionths(RATES[rate_id] if rate is None else rate), Minor(net), Minor(tax), Minor(gross))


def totals(subtotal: int, taxes: list[TaxRow], line_taxes: list[int], total: int) -> BillTotals:
    return BillTotals(Minor(subtotal), tuple(taxes), tuple(Minor(tax) for tax in line_taxes), Minor(total))


@pytest.mark.parametrize("rounding", TaxRounding)
@pytest.mark.parametrize("tax_included", [True, False])
def test_an_empty_bill_owes_nothing(rounding: TaxRounding, tax_included: bool):
    assert total_bill([], tax_included, rounding) == totals(0, [], [], 0)


@pytest.mark.parametrize("rounding", TaxRounding)
@pytest.mark.parametrize("tax_included", [True, False])
def test_a_bill_of_free_items_owes_nothing_but_names_its_rate(rounding: TaxRounding, tax_included: bool):
    assert total_bill([line(0), line(0)], tax_included, rounding) == totals(0, [row("drinks", 0, 0, 0)], [0, 0], 0)


@pytest.mark.parametrize(
    ("rounding", "tax_included", "expected"),
    [
        (BILL, True, totals(297, [row("drinks", 250, 47, 297)], [16, 16, 15], 297)),
        (BILL_DOWN, True, totals(297, [row("drinks", 250, 47, 297)], [16, 16, 15], 297)),
        (LINE, True, totals(297, [row("drinks", 249, 48, 297)], [16, 16, 16], 297)),
        (BILL, False, totals(297, [row("drinks", 297, 56, 353)], [19, 19, 18], 353)),
        (BILL_DOWN, False, totals(297, [row("drinks", 297, 56, 353)], [19, 19, 18], 353)),
        (LINE, False, totals(297, [row("drinks", 297, 57, 354)], [19, 19, 19], 354)),
    ],
)
def test_three_drinks_at_99_cents(rounding: TaxRounding, tax_included: bool, expected: BillTotals):
    assert total_bill([line(99), line(99), line(99)], tax_included, rounding) == expected


@pytest.mark.parametrize(
    ("rounding", "tax_included", "amount", "rate", "tax"),
    [
        (BILL, True, 900, 190_000, 144),
        (BILL_DOWN, True, 900, 190_000, 143),
        (LINE, True, 900, 190_000, 144),
        (BILL, False, 250, 190_000, 48),
        (BILL_DOWN, False, 250, 190_000, 47),
        (LINE, False, 250, 190_000, 48),
        (BILL, True, 107, 70_000, 7),
        (BILL, True, 3, 1_000_000, 2),
        (BILL_DOWN, True, 3, 1_000_000, 1),
        (BILL, False, 1000, 0, 0),
        (BILL, False, 10**12, 1_000_000, 10**12),
    ],
)
def test_one_amount_is_taxed(rounding: TaxRounding, tax_included: bool, amount: int, rate: int, tax: int):
    assert tax_amounts([Minor(amount)], Millionths(rate), tax_included, rounding) == [tax]


def test_rates_stand_apart_in_the_order_of_their_ids():
    bill = total_bill([line(1180, "food"), line(190), line(270)], True, BILL)

    assert bill == totals(1640, [row("drinks", 387, 73, 460), row("food", 1103, 77, 1180)], [77, 30, 43], 1640)


def test_a_rate_that_changed_while_the_table_sat_stands_twice():
    bill = total_bill([line(1000, "food"), line(1000, "food", 50_000)], False, BILL)

    assert bill == totals(2000, [row("food", 1000, 50, 1050, 50_000), row("food", 1000, 70, 1070)], [70, 50], 2120)


def test_a_bill_that_cannot_be_is_still_read():
    assert total_bill([line(10**12, "books"), line(1, "books")], True, BILL).total == 10**12 + 1
    assert total_bill([line(10**12)], False, BILL).total == 119 * 10**10


@given(lines_of_a_bill, st.booleans(), roundings)
def test_every_bill_adds_up(lines: list[BillLine], tax_included: bool, rounding: TaxRounding):
    bill = total_bill(lines, tax_included, rounding)
    tax = sum(row.tax for row in bill.taxes)

    assert bill.subtotal == sum(line.total for line in lines)
    assert bill.total == bill.subtotal + (0 if tax_included else tax)
    assert bill.total == sum(row.gross for row in bill.taxes)
    assert sum(bill.line_taxes) == tax
    for row in bill.taxes:
        own = [at for at, line in enumerate(lines) if line.tax_rate_id == row.tax_rate_id]
        priced = sum(lines[at].total for at in own)
        assert row.net + row.tax == row.gross
        assert priced == (row.gross if tax_included else row.net)
        assert row.tax == sum(bill.line_taxes[at] for at in own)


@given(lines_of_a_bill, st.booleans(), roundings)
def test_no_line_is_taxed_below_nothing_or_above_its_price(
    lines: list[BillLine], tax_included: bool, rounding: TaxRounding
):
    bill = total_bill(lines, tax_included, rounding)

    assert all(0 <= tax <= line.total for tax, line in zip(bill.line_taxes, lines, strict=True))


@given(lines_of_a_bill, st.booleans(), roundings, st.randoms())
def test_the_order_of_the_lines_changes_no_total(
    lines: list[BillLine], tax_included: bool, rounding: TaxRounding, random: Random
):
    shuffled = list(lines)
    random.shuffle(shuffled)
    bill, other = total_bill(lines, tax_included, rounding), total_bill(shuffled, tax_included, rounding)

    assert (other.subtotal, other.taxes, other.total) == (bill.subtotal, bill.taxes, bill.total)


@given(lines_of_a_bill, st.booleans(), roundings)
def test_giving_everything_back_is_the_bill_with_the_other_sign(
    lines: list[BillLine], tax_included: bool, rounding: TaxRounding
):
    bill = total_bill(lines, tax_included, rounding)
    refund = total_bill([line(-sold.total, sold.tax_rate_id) for sold in lines], tax_included, rounding)

    assert refund == totals(
        -bill.subtotal,
        [TaxRow(row.tax_rate_id, row.rate, *map(Minor, (-row.net, -row.tax, -row.gross))) for row in bill.taxes],
        [-tax for tax in bill.line_taxes],
        -bill.total,
    )
