"""What happened to cash."""

from typing import ClassVar

from comanda.kernel.events import Event


class ShiftOpened(Event, frozen=True):
    kind: ClassVar[str] = "shift.opened"
    entity: ClassVar[str] = "shift"
    staff_id: str
    shift_kind: str
    starting_cash: int
    implicit: bool
    business_date: str


class CashRecorded(Event, frozen=True):
    """`amount` in minor units, received counts up."""

    kind: ClassVar[str] = "shift.cash"
    entity: ClassVar[str] = "cash_entry"
    shift_id: str
    amount: int
    reason: str
    payment_id: str
