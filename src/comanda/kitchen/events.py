"""What the kitchen says."""

from typing import ClassVar

from comanda.kernel.events import EVERYONE, STAFF_AND_KITCHEN, Event


class LineFlagged(Event, frozen=True):
    """`flagged` False: it can be made after all."""

    kind: ClassVar[str] = "line.flagged"
    entity: ClassVar[str] = "line"
    audience: ClassVar[str] = STAFF_AND_KITCHEN
    qr_session_id: str
    order_id: str
    flagged: bool


class LineAcknowledged(Event, frozen=True):
    """The kitchen saw an allergy, or that an item is cancelled; the table is told as well."""

    kind: ClassVar[str] = "line.acknowledged"
    entity: ClassVar[str] = "line"
    audience: ClassVar[str] = EVERYONE
    qr_session_id: str
    order_id: str
