"""What payments refuse."""

from comanda.kernel.errors import Conflict, Invalid


class NothingToPay(Conflict):
    """There is nothing to pay here."""

    slug = "nothing-to-pay"


class Overpayment(Invalid):
    """This is more than is still to pay."""

    slug = "overpayment"
    outstanding: int
    currency: str


class TenderedTooSmall(Invalid):
    """The money given does not cover the amount."""

    slug = "tendered-too-small"
    due: int
    currency: str


class TenderedForCashOnly(Invalid):
    """Only cash is given and changed."""

    slug = "tendered-for-cash-only"
