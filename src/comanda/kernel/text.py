"""What people type, as it is kept: without what nobody can see, and told apart by what everybody can see.

Numbers of payment cards are masked (PCI DSS 3.4.1 and 3.5.1: never stored readable, the last four may be shown).
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\n\t]")
_OTHER_BREAK = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")
_NOTHING = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u180e\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff]"
    r"|(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"
    r"|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b|\u200b(?![\u0e00-\u109f\u1780-\u17ff])"
)
"""Characters that show nothing. Joiners stay where they shape a word or an emoji (Persian, Hindi, families), and spaces
of no width between the letters of scripts that write no spaces (Thai, Khmer)."""
_BLANK = re.compile(r"[\u2800\u3164\uffa0]")
"""Characters that are drawn as nothing but take room."""
_WHITE = re.compile(r"\s+")
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_EDGES = " \n\t\u00a0\u115f\u1160\u1680\u2000-\u200f\u202f\u205f\u3000\u061c"
_EDGE = re.compile(rf"^[{_EDGES}]+|[{_EDGES}]+$")
_UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
_UNSEEN_LETTERS = re.compile(r"[\u115f\u1160\u17b4\u17b5\u2065\ufdd0-\ufdef\U0001d159\U000e0000-\U000e0fff]")


def has_control(text: str, *, breaks: bool = False) -> bool:
    """True when the text holds a character that steers a machine; `breaks` allows line breaks and tabs."""
    return _CONTROL.search(text) is not None or (not breaks and _BREAKS.search(text) is not None)


def has_hidden(text: str) -> bool:
    """True when `clean` takes something out that nobody can see."""
    return _NOTHING.search(text) is not None or _BREAKS.search(text) is not None


def clean(text: str, *, breaks: bool = False) -> str:
    """NFC, nothing invisible, no white space at the ends; empty when nothing can be seen.

    Line breaks stay where they may, each as `\\n`; in one line all white space between words is one blank.
    """
    if text.isascii() and text.isprintable():
        return text.strip() if breaks else " ".join(text.split())
    shown = _BLANK.sub(" ", _NOTHING.sub("", unicodedata.normalize("NFC", _OTHER_BREAK.sub("\n", text))))
    if not breaks:
        shown = _WHITE.sub(lambda run: "\u3000" if run[0] == "\u3000" else " ", shown)
    shown = _EDGE.sub("", shown)
    return shown if any(map(_is_seen, shown)) else ""


def alike(text: str) -> str:
    """The same for texts that people read as the same: whatever the case, the width or the invisible marks."""
    shown = unicodedata.normalize("NFKC", clean(text)).casefold()
    return " ".join("".join(filter(_is_told, unicodedata.normalize("NFC", shown))).split())


def opaque(password: str) -> str:
    """A password in the one form it is hashed in, whichever keyboard typed it: spaces as blanks, then NFC.

    RFC 8265, profile OpaqueString: case, width and white space at the ends stay.
    """
    return unicodedata.normalize("NFC", _SPACE.sub(" ", password))


def _is_seen(one: str) -> bool:
    return unicodedata.category(one) not in _UNSEEN_KINDS and not _UNSEEN_LETTERS.match(one)


def _is_told(one: str) -> bool:
    """Accents and white space tell texts apart; marks of direction, joiners and variants do not."""
    unseen = one == "\u034f" or "\ufe00" <= one <= "\ufe0f" or _UNSEEN_LETTERS.match(one)
    return not unseen and unicodedata.category(one) not in {"Cc", "Cf", "Cs"}


_UNSEEN = r"\u00ad\u0300-\u036f\u061c\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, combining marks, joiners, direction marks and variation selectors: they part digits without a trace."""
_BETWEEN = rf"[\s.\-_*/\\|~='’\"()\[\]·•∙⋅\u2010-\u2015\u2212{_UNSEEN}]{{0,3}}"
_POINT = r"(?<=\d{4})[,:;+]\s?(?=\d{4})"
"""Parts groups of four digits and more; times, sums and lists of tables have shorter ones."""
_DIGITS = re.compile(rf"\d(?:(?:{_BETWEEN}|{_POINT})\d){{12,}}")
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
