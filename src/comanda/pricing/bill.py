"""What a table owes: its lines, the tax of each rate, the total."""

from collections.abc import Sequence

from msgspec import Struct

from comanda.kernel.money import Millionths, Minor
from comanda.pricing.tax import TaxRounding, tax_amounts


class BillLine(Struct, frozen=True, gc=False):
    """A live line with the rate it was sold at; a refund document carries negative totals."""

    total: Minor
    tax_rate_id: str
    rate: Millionths


class TaxRow(Struct, frozen=True, gc=False):
    """gross = net + tax, for all lines of one rate."""

    tax_rate_id: str
    rate: Millionths
    net: Minor
    tax: Minor
    gross: Minor


class BillTotals(Struct, frozen=True):
    """`subtotal` is the sum of the lines as priced; `line_taxes` stand in line order and sum to the rows' tax."""

    subtotal: Minor
    taxes: tuple[TaxRow, ...]
    line_taxes: tuple[Minor, ...]
    total: Minor


def total_bill(lines: Sequence[BillLine], tax_included: bool, rounding: TaxRounding) -> BillTotals:
    """total = Σ lines, plus the tax when prices are without it. Tax rows are ordered by id, then rate.

    The order of the lines decides only which line carries a cent of tax where remainders tie. However large the sum
    is, it is worked out: what a bill may come to is checked when orders are placed and confirmed.
    """
    line_taxes = [Minor(0)] * len(lines)
    rows: list[TaxRow] = []
    for (tax_rate_id, rate), positions in sorted(_positions_by_rate(lines).items()):
        amounts = [lines[position].total for position in positions]
        taxes = tax_amounts(amounts, rate, tax_included, rounding)
        for position, tax in zip(positions, taxes, strict=True):
            line_taxes[position] = tax
        rows.append(_tax_row(tax_rate_id, rate, sum(amounts), sum(taxes), tax_included))
    return BillTotals(
        subtotal=Minor(sum(line.total for line in lines)),
        taxes=tuple(rows),
        line_taxes=tuple(line_taxes),
        total=Minor(sum(row.gross for row in rows)),
    )


def _positions_by_rate(lines: Sequence[BillLine]) -> dict[tuple[str, Millionths], list[int]]:
    """A rate that changed while the table sat stands twice: a line keeps the rate it was sold at."""
    positions: dict[tuple[str, Millionths], list[int]] = {}
    for position, line in enumerate(lines):
        positions.setdefault((line.tax_rate_id, line.rate), []).append(position)
    return positions


def _tax_row(tax_rate_id: str, rate: Millionths, amount: int, tax: int, tax_included: bool) -> TaxRow:
    net = amount - tax if tax_included else amount
    return TaxRow(tax_rate_id, rate, Minor(net), Minor(tax), Minor(net + tax))


def largest_total(lines: int, *, tax_included: bool) -> int:
    """The most that lines of so many minor units can come to: taxes on top may double it, no rate is above 100 %."""
    return lines if tax_included else 2 * lines
