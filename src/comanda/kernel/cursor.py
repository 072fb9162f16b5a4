"""Where a list goes on: two values of the last row, as one text that clients hand back."""

import re

from comanda.kernel.errors import Invalid

LATEST = (10**18, "")
"""Before everything there is."""
_CURSOR = re.compile(r"([0-9]{1,18})_([0-9a-f-]{1,40})")


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


def read_offset(text: str | None) -> int:
    """How many rows were seen. Raises InvalidCursor."""
    if not text:
        return 0
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InvalidCursor()
    return int(text)
