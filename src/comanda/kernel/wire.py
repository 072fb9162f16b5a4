"""Building blocks of the wire. What comes in is bounded: every whole number has a range, every text a length."""

from typing import Annotated

from msgspec import Meta, Struct

_HIDDEN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
END = r"$(?!\n)"
"""The very end, in Python too, where `$` alone would let a last line break through."""
ONE_LINE = rf"^[^{_HIDDEN}\n\t]*{END}"
"""Of words that programs give each other."""
TYPED = r"^[^\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]*$"
"""Of what people type or paste: no character a keyboard lacks. What nobody can see is taken out, not refused."""

LARGEST = 10**12
"""No amount, count or id on the wire lies beyond ±10^12."""

PASSWORD = {"typed": "password"}
"""Marks a password to be set: it is brought into its one form (RFC 8265), and its length is that of this form."""


def typed(how: str, most: int, *, least: int = 0, masked: bool = False, description: str | None = None) -> Meta:
    """A text that people type or paste, cleaned as soon as it is decoded: one `line`, several `lines`, an `address`.

    Its length is that of what is left; `masked`: they write what they like, and card numbers in it are masked.
    """
    return Meta(
        min_length=least,
        max_length=4 * most + 16,
        pattern=TYPED,
        description=description,
        extra={"typed": how, "most": most, "masked": masked},
        extra_json_schema={"maxLength": most},
    )


Key = Annotated[str, Meta(min_length=1, max_length=64, pattern=ONE_LINE, description="an id")]
Name = Annotated[str, typed("line", 120, least=1, masked=True)]
Reason = Annotated[str, typed("line", 200, least=1, masked=True)]
Note = Annotated[str, typed("lines", 300, masked=True)]
Secret = Annotated[str, Meta(min_length=1, max_length=256)]
Email = Annotated[str, typed("address", 254, least=3)]
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
