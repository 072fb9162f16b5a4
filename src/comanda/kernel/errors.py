"""Refusals: what the house says no to. A rule raises one, only the edge turns its kind into a status."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(eq_default=False)
class Refusal(Exception):
    """Something was asked that the rules do not allow."""

    slug: ClassVar[str] = "refused"
    unknown_secret = False
    """True where a secret came along that never opened anything: such requests are counted by address."""

    def __init_subclass__(cls) -> None:
        dataclass(eq=False)(cls)

    @classmethod
    def title(cls) -> str:
        """The first line of the docstring, which people read on screen."""
        return (cls.__doc__ or "").strip().splitlines()[0]

    def facts(self) -> dict[str, Any]:
        """The named extras of the problem; None means there is nothing to say."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        return {name: value for name, value in values.items() if value is not None}


class Malformed(Refusal):
    """The request cannot be read."""

    slug = "malformed"


class Invalid(Refusal):
    """The request does not have the right shape."""

    slug = "invalid"


class NotFound(Refusal):
    """There is no such thing here."""

    slug = "not-found"


class NotSignedIn(Refusal):
    """Sign in first."""

    slug = "not-signed-in"

    @classmethod
    def by_guess(cls) -> Self:
        """For a credential that is nobody's and never was; one that has ended is no guess."""
        refusal = cls()
        refusal.unknown_secret = True
        return refusal


class Forbidden(Refusal):
    """This sign-in may not do that."""

    slug = "forbidden"


class Conflict(Refusal):
    """The present state does not allow this."""

    slug = "conflict"


class Gone(Refusal):
    """This existed and is over."""

    slug = "gone"


class VersionMissing(Refusal):
    """Say which version you changed: send it as If-Match."""

    slug = "version-missing"


class VersionConflict(Refusal):
    """Somebody else changed this meanwhile."""

    slug = "version-conflict"
    current: int


class TooMany(Refusal):
    """Too many tries; wait a little."""

    slug = "too-many-requests"
    retry_after: int


class TooLarge(Refusal):
    """The request is larger than we read."""

    slug = "too-large"
    limit: int


class HeadersTooLarge(Refusal):
    """The address and the headers of this request are longer than we read."""

    slug = "headers-too-large"
    limit: int


class UnknownHost(Refusal):
    """This server does not answer to that host; set COMANDA_PUBLIC_URL to the address people use."""

    slug = "unknown-host"
    host: str


class WrongMedium(Refusal):
    """Send JSON with the content type application/json."""

    slug = "json-only"


class Unavailable(Refusal):
    """The server cannot use its database at the moment; nothing was stored, try again."""

    slug = "temporarily-unavailable"
    detail: str | None = None
    """What is the matter, as a sentence."""


class OutcomeUnknown(Unavailable):
    """It is not known whether this was stored; send it again with the same key, or look."""

    slug = "outcome-unknown"


class StorageFull(Unavailable):
    """The disk of the server is full; nothing was stored, reading goes on."""

    slug = "storage-full"
