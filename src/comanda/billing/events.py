"""What happened to bills."""

from typing import ClassVar

from msgspec import Struct

from comanda.kernel.events import STAFF_AND_TABLE, Event


class TaxFact(Struct, frozen=True):
    tax_rate_id: str
    rate: str
    net: int
    tax: int
    gross: int


class BillChanged(Event, frozen=True):
    """Money was received against the bill. `id` is the bill; amounts in minor units."""

    kind: ClassVar[str] = "bill.changed"
    entity: ClassVar[str] = "bill"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    captured: int
    reserved: int


class BillSettledEvent(Event, frozen=True):
    """The document: its number, what was sold at which tax, and the head of the log before it."""

    kind: ClassVar[str] = "bill.settled"
    entity: ClassVar[str] = "bill"
    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str
    number: int
    currency: str
    subtotal: int
    total: int
    captured: int
    taxes: list[TaxFact]
    business_date: str
    head: str
