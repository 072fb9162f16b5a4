"""Building blocks of the wire. What comes in is bounded: every whole number has a range, every text a length."""

from typing import Annotated

from msgspec import Meta, Struct

_HIDDEN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
END = r"$(?!\n)"
"""The very end, in Python too, where `$` alone would let a last line break through."""
ONE_LINE = rf"^[^{_HIDDEN}\n\t]*{END}"
LINES = rf"^[^{_HIDDEN}]*$"

LARGEST = 10**12
"""No amount, count or id on the wire lies beyond ±10^12."""

FREE_TEXT = {"free_text": True}
"""Marks what people write as they like; card numbers in it are masked as soon as it is decoded."""

Key = Annotated[str, Meta(min_length=1, max_length=64, pattern=ONE_LINE, description="an id")]
Name = Annotated[str, Meta(min_length=1, max_length=120, pattern=ONE_LINE, extra=FREE_TEXT)]
Reason = Annotated[str, Meta(min_length=1, max_length=200, pattern=ONE_LINE, extra=FREE_TEXT)]
Note = Annotated[str, Meta(max_length=300, pattern=LINES, extra=FREE_TEXT)]
Secret = Annotated[str, Meta(min_length=1, max_length=256)]
Email = Annotated[str, Meta(min_length=3, max_length=254, pattern=rf"^[^\s@{_HIDDEN}]+@[^\s@{_HIDDEN}]+{END}")]
Moment = Annotated[str, Meta(min_length=20, max_length=40, pattern=ONE_LINE, description="RFC 3339 with a zone")]
Amount = Annotated[int, Meta(ge=0, le=LARGEST, description="minor units")]
Positive = Annotated[int, Meta(ge=1, le=LARGEST, description="minor units")]
Portions = Annotated[int, Meta(ge=1, le=50)]
People = Annotated[int, Meta(ge=1, le=999)]
Stock = Annotated[int, Meta(ge=0, le=100_000)]
Limit = Annotated[int, Meta(ge=1, le=200)]
Cursor = Annotated[str, Meta(max_length=100, description="`next` of the page before")]


class PageQuery(Struct, frozen=True, forbid_unknown_fields=True):
    """How much of a list is asked for, and from where on; without a limit 200."""

    limit: Limit = 200
    cursor: Cursor | None = None


class StaffPageQuery(PageQuery, frozen=True):
    """The same of a branch's or house's list."""

    branch_id: Key | None = None


class Named(Struct, frozen=True):
    """A thing by its id and its name."""

    id: str
    name: str


class House(Struct, frozen=True):
    """The organization, as guests may know it."""

    name: str
