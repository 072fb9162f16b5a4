"""The terms something is sold under: fixed when a table session opens, never read from today's settings."""

from msgspec import Struct

from comanda.pricing.tax import TaxRounding


class Terms(Struct, frozen=True, gc=False):
    """`cash_step` in minor units of the currency (1: no rounding)."""

    currency: str
    tax_included: bool
    tax_rounding: TaxRounding
    cash_step: int
