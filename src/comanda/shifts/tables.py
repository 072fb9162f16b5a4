"""Shifts and what went into and out of them."""

from sqlalchemy import Index

from comanda.engine.schema import (
    Id,
    Instant,
    Minor,
    Words,
    at_least,
    belongs_to,
    branch_table,
    choice,
    column,
    flag,
    unique_where,
)
from comanda.shifts.values import CashReason, ShiftKind, ShiftStatus

shifts = branch_table(
    "shifts",
    column("staff_id", Id),
    choice("kind", ShiftKind),
    choice("status", ShiftStatus),
    at_least("starting_cash", 0),
    flag("implicit"),
    column("business_date", Words),
    column("opened_at", Instant),
    column("closed_at", Instant, null=True),
    unique_where("one_open_purse_per_person", "status <> 'CLOSED' AND kind = 'purse'", "branch_id", "staff_id"),
)

cash_entries = branch_table(
    "cash_entries",
    column("shift_id", Id),
    choice("reason", CashReason),
    column("amount", Minor),
    column("payment_id", Id, null=True),
    column("by_staff_id", Id),
    column("at", Instant),
    belongs_to("shifts", "branch_id", "shift_id"),
    Index("cash_entries_of_shift", "branch_id", "shift_id"),
)
