"""What the floor refuses."""

from comanda.kernel.errors import Conflict, Gone, Invalid, NotFound


class NoSuchTable(NotFound):
    """There is no such table here."""

    slug = "no-such-table"


class NoSuchSession(NotFound):
    """There is no such table session here."""

    slug = "no-such-session"


class UnknownCode(NotFound):
    """This code belongs to no table."""

    slug = "unknown-code"
    unknown_secret = True


class TableOccupied(Conflict):
    """This table is already open."""

    slug = "table-occupied"
    qr_session_id: str


class SessionClosed(Gone):
    """This visit is over.

    `closed_because` is the visit's; or `code-replaced` where only the code is: then the new one is asked for; or
    `device-removed` where staff removed this device.
    """

    slug = "session-closed"
    closed_because: str | None = None


class TableMismatch(Conflict):
    """This link belongs to another table."""

    slug = "table-mismatch"


class TooManyDevices(Conflict):
    """This table has as many phones as it may have; ask a waiter."""

    slug = "too-many-devices"
    limit: int


class OrderingLocked(Conflict):
    """Staff take the orders of this table themselves for now; nothing was sent."""

    slug = "ordering-locked"


class NoSuchGuest(NotFound):
    """There is no such guest here."""

    slug = "no-such-guest"


class NoSuchArea(NotFound):
    """There is no such area here."""

    slug = "no-such-area"


class NoSuchRequest(NotFound):
    """There is no such request here."""

    slug = "no-such-request"


class RequestAnswered(Conflict):
    """Somebody is on the way already."""

    slug = "request-answered"


class LabelTaken(Conflict):
    """Another table of this branch has this label."""

    slug = "label-taken"


class TableInUse(Conflict):
    """A party sits at this table; close it first."""

    slug = "table-in-use"
    qr_session_id: str


class HowOnlyForBill(Invalid):
    """How somebody wants to pay is only asked with the bill."""

    slug = "how-only-for-bill"
