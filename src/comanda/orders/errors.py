"""What orders refuse."""

from comanda.kernel.errors import Conflict, Invalid, NotFound, TooMany


class NoSuchOrder(NotFound):
    """There is no such order here."""

    slug = "no-such-order"


class NoSuchLine(NotFound):
    """There is no such item here."""

    slug = "no-such-line"


class InvalidTransition(Conflict):
    """This has already moved on."""

    slug = "invalid-transition"
    current: str
    wanted: str


class ApprovalNeeded(Conflict):
    """The kitchen has begun; a manager must cancel this."""

    slug = "approval-needed"
    current: str


class NotYours(Conflict):
    """Somebody else at the table ordered this."""

    slug = "not-your-order"


class TooManyWaitingOrders(TooMany):
    """Many orders wait already: staff look at those first. Nothing was sent; send it again later."""

    slug = "too-many-waiting-orders"
    limit: int


class WrongService(Invalid):
    """Whether this is eaten here or taken away is for our staff to change."""

    slug = "wrong-service"
    service: str


class UnknownStatus(Invalid):
    """A status is OPEN, CONFIRMED, PAID or CANCELLED."""

    slug = "unknown-status"


class SessionNeeded(Invalid):
    """Name the table's session, or scan its code first."""

    slug = "session-needed"
