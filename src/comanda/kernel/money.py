"""Money: whole minor units of one currency, and every rounding in the house. No floats, no decimals.

Halves go up and fractions go down *in size*, so a refund is the exact mirror of its sale: f(-amount) == -f(amount).
"""

import re
from collections.abc import Sequence
from typing import Final, NewType

from comanda.kernel.errors import Invalid

Minor = NewType("Minor", int)
"""An amount in the currency's smallest unit: 590 is 5.90 EUR, 590 JPY or 0.590 KWD."""

Millionths = NewType("Millionths", int)
"""A rate: 70_000 is 7 %."""

MAX_AMOUNT: Final = Minor(10**12)
WHOLE: Final = Millionths(1_000_000)
"""A rate of 100 %; no rate is higher."""

_RATE = re.compile(r"([01])(?:\.([0-9]{1,6}))?")

# ISO 4217 list one as of 2026, money in circulation only: funds, units of account, metals and test codes are left out.
_WITHOUT_DECIMALS: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_TWO_DECIMALS: Final = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
    CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
    KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
    PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
    TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
"""
_THREE_DECIMALS: Final = "BHD IQD JOD KWD LYD OMR TND"

_MINOR_UNITS: Final = {
    code: decimals
    for decimals, codes in ((0, _WITHOUT_DECIMALS), (2, _TWO_DECIMALS), (3, _THREE_DECIMALS))
    for code in codes.split()
}


class AmountTooLarge(Invalid):
    """An amount this large cannot be kept."""

    slug = "amount-too-large"
    limit: int


def bounded(amount: int) -> Minor:
    """The amount itself; raises AmountTooLarge beyond ±10^12, so that sums stay exact in every client and database."""
    if -MAX_AMOUNT <= amount <= MAX_AMOUNT:
        return Minor(amount)
    raise AmountTooLarge(limit=MAX_AMOUNT)


def divide_half_up(amount: int, divisor: int) -> Minor:
    """Nearest whole unit, a half away from zero; the divisor is positive."""
    size = (2 * abs(amount) + divisor) // (2 * divisor)
    return Minor(size if amount >= 0 else -size)


def divide_down(amount: int, divisor: int) -> Minor:
    """The fraction is dropped, towards zero; the divisor is positive."""
    size = abs(amount) // divisor
    return Minor(size if amount >= 0 else -size)


def to_step(amount: int, step: int) -> Minor:
    """Nearest multiple of a positive step, ties away from zero."""
    return Minor(divide_half_up(amount, step) * step)


def spread(total: int, weights: Sequence[int]) -> list[Minor]:
    """Split a total in proportion to weights by largest remainder, ties to the earlier; the parts sum to the total.

    Weights that are all zero count as equal. Raises ValueError when there is an amount but nobody to carry it: no
    weights, or weights that cancel each other out.
    """
    if total == 0:
        return [Minor(0)] * len(weights)
    shares = weights if any(weights) else [1] * len(weights)
    whole = sum(shares)
    if whole == 0:
        raise ValueError("no weight carries the total")

    towards = 1 if whole > 0 else -1
    parts = [divmod(abs(total) * share * towards, whole * towards) for share in shares]
    missing = abs(total) - sum(part for part, _ in parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: -parts[index][1])
    topped_up = frozenset(by_remainder[:missing])
    sign = 1 if total > 0 else -1
    return [Minor(sign * (part + (index in topped_up))) for index, (part, _) in enumerate(parts)]


def minor_unit(currency: str) -> int:
    """Decimals of an ISO 4217 currency: 0, 2 or 3. Raises ValueError for a code that is not money in circulation."""
    decimals = _MINOR_UNITS.get(currency)
    if decimals is None:
        raise ValueError(f"{currency!r} is not a currency of ISO 4217 in circulation")
    return decimals


def amount_to_text(amount: int, currency: str, mark: str = ".") -> str:
    """As it is written in tables, with the currency's decimals: 4830 EUR is `48.30`, 590 JPY is `590`.

    Raises ValueError for a code that is not money in circulation.
    """
    decimals = minor_unit(currency)
    units, fraction = divmod(abs(amount), 10**decimals)
    sign = "-" if amount < 0 else ""
    return f"{sign}{units}{mark}{fraction:0{decimals}d}" if decimals else f"{sign}{units}"


def rate_from_text(text: str) -> Millionths:
    """Reads `0.07`, from 0 to 1 with at most six decimals; raises ValueError for anything else."""
    match = _RATE.fullmatch(text)
    rate = int(match[1]) * WHOLE + int((match[2] or "").ljust(6, "0")) if match else None
    if rate is None or rate > WHOLE:
        raise ValueError(f"{text!r} is not a rate from 0 to 1 with at most six decimals")
    return Millionths(rate)


def rate_to_text(rate: Millionths) -> str:
    """The shortest text of a rate: `0.07`, `0.2`, `0`."""
    units, fraction = divmod(rate, WHOLE)
    return f"{units}.{fraction:06d}".rstrip("0").rstrip(".")
