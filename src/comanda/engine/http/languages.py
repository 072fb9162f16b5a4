"""Which language a page speaks to whom."""

from collections.abc import Collection, Iterator

FIRST = "en"
"""Every page exists in it."""
CHOSEN = "comanda_language"
"""The cookie the pages keep a choice in; it is no secret, and the same on https and http."""


def best_language(chosen: str, accepted: str, house: str, spoken: Collection[str]) -> str:
    """What was chosen, else what the browser asks for (`de-AT, en;q=0.8`, RFC 9110), else the house's own."""
    for wanted in (chosen, *_by_liking(accepted), house):
        tag = _spoken(wanted, spoken)
        if tag:
            return tag
    return FIRST


def _by_liking(accepted: str) -> Iterator[str]:
    wishes: list[tuple[float, str]] = []
    for wish in accepted.split(",")[:20]:
        tag, _, weight = wish.lower().replace(" ", "").partition(";q=")
        try:
            wishes.append((float(weight or 1), tag))
        except ValueError:
            continue
    for liking, tag in sorted(wishes, key=lambda wish: -wish[0]):
        if liking > 0:
            yield tag


def _spoken(wanted: str, spoken: Collection[str]) -> str:
    """`de` for `de-AT`: the longest beginning that is spoken (RFC 4647, lookup)."""
    parts = wanted.lower().split("-")
    known = {tag.lower(): tag for tag in spoken}
    beginnings = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((known[tag] for tag in beginnings if tag in known), "")
