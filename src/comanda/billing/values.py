"""Bills as other rooms hold them."""

from enum import StrEnum

from msgspec import Struct

from comanda.floor.values import Session
from comanda.identity.values import Branch
from comanda.kernel.money import Minor
from comanda.orders.values import Order, OrderStatus, Sums
from comanda.pricing.bill import TaxRow

NONE_WAITING = Sums(0, 0, 0, 0)


class BillStatus(StrEnum):
    OPEN = "OPEN"
    SETTLED = "SETTLED"
    MERGED = "MERGED"


class NamedTax(Struct, frozen=True, gc=False):
    """The tax of one rate, under the name it had when it was sold."""

    name: str
    row: TaxRow


class Amounts(Struct, frozen=True):
    """What a bill comes to; `subtotal` is the sum of its lines as priced."""

    subtotal: Minor
    taxes: tuple[NamedTax, ...]
    total: Minor


class Ledger(Struct, frozen=True):
    """What money did to a bill so far; `number` and `settled_at` only once it is settled."""

    id: str
    status: BillStatus
    captured: Minor
    reserved: Minor
    number: int | None
    settled_at: int | None
    version: int


class Document(Struct, frozen=True):
    """A bill as it is stored; sums, number and head (the log's hash before it) only once it is settled."""

    id: str
    qr_session_id: str
    status: BillStatus
    captured: Minor
    reserved: Minor
    subtotal: Minor | None
    total: Minor | None
    number: int | None
    head: bytes | None
    taxes: tuple[NamedTax, ...]


class Bill(Struct, frozen=True):
    """A visit's bill: confirmed orders count, waiting ones stand beside. Its terms are the session's.

    Once settled, `amounts` are those of the document and nothing is worked out again.
    """

    session: Session
    branch: Branch
    ledger: Ledger | None
    counted: list[Order]
    """Confirmed orders, oldest first. Those that wait are counted in `sums` and never read for a bill."""
    sums: dict[OrderStatus, Sums]
    amounts: Amounts

    @property
    def currency(self) -> str:
        return self.session.terms.currency

    @property
    def captured(self) -> Minor:
        return Minor(0) if self.ledger is None else self.ledger.captured

    @property
    def reserved(self) -> Minor:
        return Minor(0) if self.ledger is None else self.ledger.reserved

    @property
    def outstanding(self) -> Minor:
        """What nobody has paid or begun to pay, in minor units; never below nothing."""
        return Minor(max(0, self.amounts.total - self.captured - self.reserved))

    @property
    def settled(self) -> bool:
        return self.ledger is not None and self.ledger.status is BillStatus.SETTLED

    @property
    def waiting(self) -> Sums:
        """Orders that wait for staff: not on the bill."""
        return self.sums.get(OrderStatus.OPEN, NONE_WAITING)

    @property
    def last_order_at(self) -> int | None:
        """When the latest order was sent that waits or is on the bill, in microseconds."""
        return max((sums.upto for sums in self.sums.values()), default=None)
