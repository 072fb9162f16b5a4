"""What people may type: no control characters, no direction overrides; a note may break its line.

Numbers of payment cards are masked (PCI DSS 3.4.1 and 3.5.1: never stored readable, the last four may be shown).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\n\t]")


def has_control(text: str, *, breaks: bool = False) -> bool:
    """True when the text holds a character nobody can see; `breaks` allows line breaks and tabs."""
    return _CONTROL.search(text) is not None or (not breaks and _BREAKS.search(text) is not None)


def clean(text: str, *, breaks: bool = False) -> str:
    """NFC, no control characters, no white space at the ends; line breaks become blanks unless they may stay."""
    visible = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    return (visible if breaks else _BREAKS.sub(" ", visible)).strip()


_UNSEEN = r"\u00ad\u0300-\u036f\u061c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, combining marks, joiners, direction marks and variation selectors: they part digits without a trace."""
_BETWEEN = rf"[\s.\-_*/\\|~='’\"()\[\]·•∙⋅\u2010-\u2015\u2212{_UNSEEN}]{{0,3}}"
_DIGITS = re.compile(rf"\d(?:{_BETWEEN}\d){{12,}}")
SHORTEST_CARD, LONGEST_CARD = 13, 19
"""Digits of a card number (ISO/IEC 7812-1; 13 of old Visa cards)."""
_ISSUERS = range(1, 10)
"""First digits of payment cards: 2 to 6 worldwide; 1 (UATP), 8 (RuPay, Uzcard) and 9 (Troy, Humo) in some places."""
_LONGEST_PHONE = 15


def mask_cards(text: str) -> str:
    """The text with every card number replaced by its last four digits: `•••• 4242`.

    A card number has 13 to 19 digits of any script, which may stand in groups, begins with an issuer's digit and
    passes the Luhn check (ISO/IEC 7812-1 annex B). What follows a `+` and is no longer than a telephone number is one.
    """
    if len(text) < SHORTEST_CARD:
        return text
    return _DIGITS.sub(_masked, text)


def _masked(run: re.Match[str]) -> str:
    places = [place for place in range(run.start(), run.end()) if run.string[place].isdecimal()]
    digits = [int(run.string[place]) for place in places]
    is_phone = run.start() > 0 and run.string[run.start() - 1] == "+" and len(digits) <= _LONGEST_PHONE
    if is_phone:
        return run[0]
    kept, upto = list[str](), run.start()
    for first, last in _cards(places, digits):
        number = "".join(map(str, digits[last - 3 : last + 1]))
        kept.append(f"{run.string[upto : places[first]]}•••• {number}")
        upto = places[last] + 1
    return "".join(kept) + run.string[upto : run.end()]


def _cards(places: list[int], digits: list[int]) -> Iterator[tuple[int, int]]:
    """First and last digit of each card number that begins and ends where a group of digits does, longest first."""
    begins = [at for at in range(len(places)) if at == 0 or places[at] - places[at - 1] > 1]
    ends = {at - 1 for at in begins[1:]} | {len(places) - 1}
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits]
    sums = [
        list(accumulate((doubled if at % 2 == parity else digits)[at] for at in range(len(digits))))
        for parity in (0, 1)
    ]
    after = 0
    for first in begins:
        if first < after or digits[first] not in _ISSUERS:
            continue
        for last in range(first + LONGEST_CARD - 1, first + SHORTEST_CARD - 2, -1):
            if last in ends and _luhn(sums, first, last):
                yield first, last
                after = last + 1
                break


def _luhn(sums: list[list[int]], first: int, last: int) -> bool:
    """Every second digit from the last but one leftwards is doubled; `sums` are running ones for either parity."""
    running = sums[(last - 1) % 2]
    return (running[last] - (running[first - 1] if first else 0)) % 10 == 0
