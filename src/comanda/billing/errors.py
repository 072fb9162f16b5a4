"""What billing refuses."""

from msgspec import Struct

from comanda.kernel.errors import Conflict


class WaitingOrder(Struct, frozen=True):
    id: str
    number: int


class UnpaidBill(Conflict):
    """There is still something to pay."""

    slug = "unpaid-bill"
    outstanding: int
    currency: str


class OrdersPending(Conflict):
    """Orders still wait for an answer: confirm or cancel them first.

    `count` is how many; `orders` names the first twenty.
    """

    slug = "orders-pending"
    orders: list[WaitingOrder]
    count: int


class PaymentInProgress(Conflict):
    """A payment is under way; wait for it or cancel it first."""

    slug = "payment-in-progress"
    reserved: int


class AlreadyPaid(Conflict):
    """More is paid than would be left on the bill: enter what is taken instead first.

    `excess` is how much more; money cannot be given back on an open bill yet.
    """

    slug = "already-paid"
    captured: int
    excess: int
    currency: str


class BillSettled(Conflict):
    """This bill is settled."""

    slug = "bill-settled"
