"""The tax rates a new house begins with, and how a rate is read."""

from comanda.engine.strict import Faults, fault
from comanda.kernel.money import Millionths, rate_from_text

USUAL = {
    "AE": ("VAT", "0.05 0"), "AT": ("USt.", "0.1 0.2"), "BE": ("TVA/btw", "0.12 0.06 0.21"), "CA": ("GST", "0.05"),
    "CH": ("MWST", "0.081 0.026"), "DE": ("MwSt.", "0.07 0.19"), "DK": ("moms", "0.25"), "ES": ("IVA", "0.1 0.21"),
    "FI": ("alv", "0.135 0.255"), "FR": ("TVA", "0.1 0.055 0.2"), "GB": ("VAT", "0.2 0"), "HU": ("áfa", "0.05 0.27"),
    "IE": ("VAT", "0.09 0.135 0.23"), "IT": ("IVA", "0.1 0.22"), "JP": ("消費税", "0.1 0.08"),
    "NL": ("btw", "0.09 0.21"), "NO": ("mva.", "0.25 0.15"), "PL": ("VAT", "0.08 0.05 0.23"),
    "PT": ("IVA", "0.13 0.23"), "SE": ("moms", "0.12 0.06 0.25"), "TR": ("KDV", "0.1 0.2"),
}  # fmt: skip
"""What restaurants meet by country, the rate of a meal first, as of November 2026.

A start that the owner looks over, not advice. Sources: European Commission, Taxes in Europe Database (standard and
reduced rates); the tax offices of AE, CA, CH, GB, JP, NO and TR. Where taxes differ by place (US) or there are none
(KW) a house begins with "No tax" and adds its own.
"""
NO_TAX = ("No tax", Millionths(0))


def usual_rates(country: str) -> list[tuple[str, Millionths]]:
    """Names as they are printed, with their rates."""
    if country not in USUAL:
        return [NO_TAX]
    word, listed = USUAL[country]
    rates = [rate_from_text(text) for text in listed.split()]
    return [(f"{word} {_percent(rate)} %", rate) for rate in rates]


def _percent(rate: Millionths) -> str:
    """`8.1` of 0.081."""
    whole, tenths = divmod(rate // 1000, 10)
    return f"{whole}.{tenths}" if tenths else str(whole)


def rate_faults(text: str) -> Faults:
    """What is wrong with a rate as somebody typed it."""
    try:
        rate_from_text(text)
    except ValueError:
        return [fault("/rate", "out-of-range", "a rate lies from 0 to 1, with at most six decimals, like 0.07")]
    return []
