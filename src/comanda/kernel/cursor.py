"""Where a list goes on: two values of the last row, as one text that clients hand back."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from comanda.kernel.errors import Invalid
from comanda.kernel.wire import PageQuery

LATEST = (10**18, "")
"""Before everything there is."""
_CURSOR = re.compile(r"([0-9]{1,18})_([0-9a-f-]{1,40})")


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=Identified)


class InvalidCursor(Invalid):
    """A cursor is what an earlier page gave as `next`."""

    slug = "invalid-cursor"


def cursor_text(instant: int, row_id: str) -> str:
    return f"{instant}_{row_id}"


def read_cursor(text: str | None) -> tuple[int, str]:
    """`(instant, id)` of the last row seen; without a text the latest there can be. Raises InvalidCursor."""
    if not text:
        return LATEST
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise InvalidCursor()
    return int(match[1]), match[2]


def page_of(items: Sequence[Item], asked: PageQuery) -> tuple[list[Item], str | None]:
    """The asked part of a whole list, and where the next one begins. Raises InvalidCursor.

    It goes on after the last row seen, wherever that stands now; where it is gone, with what has taken its place.
    """
    seen, last = read_cursor(asked.cursor) if asked.cursor else (1, "")
    if seen < 1:
        raise InvalidCursor()
    start = next((place for place, item in enumerate(items, 1) if item.id == last), seen - 1)
    page = list(items[start : start + asked.limit])
    more = start + len(page) < len(items)
    return page, cursor_text(start + len(page), page[-1].id) if more else None


def read_offset(text: str | None) -> int:
    """How many rows were seen. Raises InvalidCursor."""
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InvalidCursor()
    return int(text)
