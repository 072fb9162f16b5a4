"""A fact as rooms record it: a frozen struct whose fields are the body, with its kind and audience on the class."""

from typing import Any, ClassVar

from msgspec import Struct

TABLE = "table"
STAFF = "staff"
STAFF_AND_TABLE = "staff+table"
STAFF_AND_KITCHEN = "staff+kitchen"
EVERYONE = "staff+kitchen+table"


class Event(Struct, frozen=True, kw_only=True):
    """The first field `id` is the entity's id; `qr_session_id`, where there is one, names the visit concerned."""

    id: str

    kind: ClassVar[str]
    entity: ClassVar[str]
    audience: ClassVar[str] = STAFF
    personal: ClassVar[bool] = False
    """Personal bodies are emptied when a person asks; amounts never stand in them."""

    @property
    def session_id(self) -> str | None:
        return getattr(self, "qr_session_id", None)


class LogEvent(Struct, frozen=True):
    """An event as it stands in the log; `at` in microseconds, `body` as JSON text (None when purged)."""

    seq: int
    session_id: str | None
    session_seq: int | None
    at: int
    kind: str
    entity: str
    entity_id: str
    audience: str
    body: str | None
    hash: bytes = b""
    """Of the chain up to it."""


EventType = type[Event]
Body = dict[str, Any]
