"""Payments as other rooms hold them."""

from enum import StrEnum

from msgspec import Struct

from comanda.kernel.money import Minor
from comanda.pricing.cash import received


class Method(StrEnum):
    CASH = "cash"
    CARD = "card"
    OTHER = "other"


class PaymentStatus(StrEnum):
    INITIATED = "INITIATED"
    PENDING = "PENDING"
    CAPTURED = "CAPTURED"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    REFUNDED = "REFUNDED"


class Payment(Struct, frozen=True):
    """`amount` is the bill's part; received = amount + rounding + tip; change = tendered − received."""

    id: str
    qr_session_id: str
    method: Method
    status: PaymentStatus
    amount: Minor
    tendered: Minor | None
    change: Minor
    rounding: Minor
    tip: Minor
    shift_id: str | None
    taken_by: str
    """The staff member's id."""
    at: int

    @property
    def received(self) -> Minor:
        """What the drawer or the terminal holds of it."""
        return received(self.amount, self.rounding, self.tip)


class Taken(Struct, frozen=True):
    """What taking a payment came to; `because` says why it did not close."""

    payment: Payment
    currency: str
    closed: bool
    because: str | None
    bill_number: int | None
