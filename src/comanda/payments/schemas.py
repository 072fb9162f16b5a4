"""Payments on the wire."""

from msgspec import Struct

from comanda.kernel.clock import to_text
from comanda.kernel.money import Minor
from comanda.kernel.wire import Amount, Positive
from comanda.payments.rules import Offered
from comanda.payments.values import Method, Taken


class TakePayment(Struct, frozen=True, forbid_unknown_fields=True):
    """No `amount`: everything that is left. `tendered` is the cash given."""

    method: Method
    amount: Positive | None = None
    tendered: Amount | None = None
    tip: Amount = 0
    close: bool = True

    def offered(self) -> Offered:
        amount = None if self.amount is None else Minor(self.amount)
        tendered = None if self.tendered is None else Minor(self.tendered)
        return Offered(self.method, amount, tendered, Minor(self.tip))


class PaymentOut(Struct, frozen=True):
    """`closed` says whether this payment settled the bill and freed the table; `because` says why not.

    `received` = amount + rounding + tip: what the drawer or the terminal holds of it.
    """

    id: str
    qr_session_id: str
    method: str
    status: str
    amount: int
    tendered: int | None
    change: int
    rounding: int
    tip: int
    received: int
    currency: str
    closed: bool
    because: str | None
    bill_number: int | None
    at: str

    @classmethod
    def of(cls, taken: Taken) -> "PaymentOut":
        paid = taken.payment
        return cls(
            paid.id, paid.qr_session_id, paid.method, paid.status, paid.amount, paid.tendered, paid.change,
            paid.rounding, paid.tip, paid.received, taken.currency, taken.closed, taken.because, taken.bill_number,
            to_text(paid.at),
        )  # fmt: skip
