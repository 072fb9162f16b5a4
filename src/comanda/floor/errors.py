"""What the floor refuses."""

from comanda.kernel.errors import Conflict, Gone, NotFound


class NoSuchTable(NotFound):
    """There is no such table here."""

    slug = "no-such-table"


class NoSuchSession(NotFound):
    """There is no such table session here."""

    slug = "no-such-session"


class UnknownCode(NotFound):
    """This code belongs to no table."""

    slug = "unknown-code"


class TableOccupied(Conflict):
    """This table is already open."""

    slug = "table-occupied"
    qr_session_id: str


class SessionClosed(Gone):
    """This visit is over.

    `closed_because` is the visit's, or `code-replaced` where only the code is: then the new one is asked for.
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
