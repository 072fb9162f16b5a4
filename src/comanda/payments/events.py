"""What happened to payments."""

from typing import ClassVar

from comanda.kernel.events import STAFF_AND_TABLE, Event


class PaymentCaptured(Event, frozen=True):
    """Money has arrived; amounts in minor units."""

    kind: ClassVar[str] = "payment.captured"
    entity: ClassVar[str] = "payment"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    bill_id: str
    method: str
    amount: int
    rounding: int
    tip: int
    currency: str
    business_date: str
