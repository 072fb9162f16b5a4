"""The tax rates a new house begins with, and how a rate is read."""

from comanda.engine.strict import Faults, fault
from comanda.kernel.money import Millionths, rate_from_text

USUAL = {
    "AE": ("VAT", "0.05 0"), "AT": ("USt.", "0.1 0.2"), "AU": ("GST", "0.1 0"), "BE": ("TVA/btw", "0.12 0.06 0.21"),
    "CA": ("GST", "0.05"), "CH": ("MWST", "0.081 0.026"), "CY": ("ΦΠΑ", "0.09 0.19"), "CZ": ("DPH", "0.12 0.21"),
    "DE": ("MwSt.", "0.07 0.19"), "DK": ("moms", "0.25"), "EE": ("km", "0.24"), "ES": ("IVA", "0.1 0.21"),
    "FI": ("alv", "0.135 0.255"), "FR": ("TVA", "0.1 0.055 0.2"), "GB": ("VAT", "0.2 0"), "GR": ("ΦΠΑ", "0.13 0.24"),
    "HR": ("PDV", "0.13 0.25"), "HU": ("áfa", "0.05 0.27"), "IE": ("VAT", "0.09 0.135 0.23"), "IL": ("מע״מ", "0.18"),
    "IS": ("vsk", "0.11 0.24"), "IT": ("IVA", "0.1 0.22"), "JP": ("消費税", "0.1 0.08"), "KR": ("부가세", "0.1"),
    "LT": ("PVM", "0.21"), "LU": ("TVA", "0.03 0.17"), "LV": ("PVN", "0.21"), "MT": ("VAT", "0.18"),
    "MX": ("IVA", "0.16"), "NL": ("btw", "0.09 0.21"), "NO": ("mva.", "0.25 0.15"), "NZ": ("GST", "0.15"),
    "PL": ("VAT", "0.08 0.05 0.23"), "PT": ("IVA", "0.13 0.23"), "RO": ("TVA", "0.11 0.21"),
    "SE": ("moms", "0.12 0.06 0.25"), "SG": ("GST", "0.09"), "SI": ("DDV", "0.095 0.22"),
    "SK": ("DPH", "0.05 0.19 0.23"), "TH": ("VAT", "0.07"), "TR": ("KDV", "0.1 0.2"), "ZA": ("VAT", "0.15 0"),
}  # fmt: skip
"""What restaurants meet by country, the rate of a meal first, as of November 2026.

A start that the owner looks over, not advice. Sources: European Commission, Taxes in Europe Database (standard and
reduced rates); the tax offices of AE, AU, CA, CH, GB, IL, IS, JP, KR, MX, NO, NZ, SG, TH, TR and ZA. Where taxes differ
by place (US), there are none (KW) or we have no source, a house begins with "No tax" and adds its own.
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
