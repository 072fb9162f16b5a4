"""Bills as other rooms hold them."""

from enum import StrEnum

from msgspec import Struct

from comanda.floor.values import Session
from comanda.identity.values import Branch
from comanda.kernel.money import Minor
from comanda.orders.values import Order
from comanda.pricing.bill import BillTotals, TaxRow


class BillStatus(StrEnum):
    OPEN = "OPEN"
    SETTLED = "SETTLED"
    MERGED = "MERGED"


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
    taxes: tuple[TaxRow, ...]


class Bill(Struct, frozen=True):
    """A visit's bill as of now: confirmed orders count, waiting ones stand beside."""

    session: Session
    branch: Branch
    ledger: Ledger | None
    orders: list[Order]
    totals: BillTotals

    @property
    def captured(self) -> Minor:
        return Minor(0) if self.ledger is None else self.ledger.captured

    @property
    def reserved(self) -> Minor:
        return Minor(0) if self.ledger is None else self.ledger.reserved

    @property
    def outstanding(self) -> Minor:
        """What nobody has paid or begun to pay, in minor units; never below nothing."""
        return Minor(max(0, self.totals.total - self.captured - self.reserved))

    @property
    def settled(self) -> bool:
        return self.ledger is not None and self.ledger.status is BillStatus.SETTLED

    @property
    def waiting(self) -> list[Order]:
        """Orders that wait for staff: not on the bill."""
        return [order for order in self.orders if order.status == "OPEN"]

    @property
    def counted(self) -> list[Order]:
        return [order for order in self.orders if order.status in ("CONFIRMED", "PAID")]
