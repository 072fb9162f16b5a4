"""Tax inside prices or on top of them, and where its fractions go."""

from collections.abc import Sequence
from enum import StrEnum

from comanda.kernel.money import WHOLE, Millionths, Minor, divide_down, divide_half_up, spread


class TaxRounding(StrEnum):
    """A branch rounds once per rate over the bill, halves up or always down, or each line by itself, halves up."""

    BILL = "bill"
    BILL_DOWN = "bill_down"
    LINE = "line"


def tax_amounts(amounts: Sequence[Minor], rate: Millionths, tax_included: bool, rounding: TaxRounding) -> list[Minor]:
    """The tax of each amount; all share one rate. Rounded over the bill, the cents go back by largest remainder."""
    divisor = WHOLE + rate if tax_included else WHOLE
    if rounding is TaxRounding.LINE:
        return [divide_half_up(amount * rate, divisor) for amount in amounts]
    divide = divide_down if rounding is TaxRounding.BILL_DOWN else divide_half_up
    return spread(divide(sum(amounts) * rate, divisor), amounts)
