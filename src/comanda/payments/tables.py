"""Payments. Rows are added and move forward; none is ever taken away."""

from sqlalchemy import Index

from comanda.engine.schema import (
    Id,
    Instant,
    Minor,
    Words,
    at_least,
    belongs_to,
    branch_table,
    check,
    choice,
    column,
)
from comanda.payments.values import Method, PaymentStatus

payments = branch_table(
    "payments",
    column("qr_session_id", Id),
    column("bill_id", Id),
    choice("method", Method),
    choice("status", PaymentStatus),
    at_least("amount", 0),
    column("currency", Words),
    at_least("tendered", 0, null=True),
    at_least("change", 0),
    column("rounding", Minor),
    at_least("tip", 0),
    column("shift_id", Id, null=True),
    column("taken_by", Words),
    column("business_date", Words),
    column("at", Instant),
    check("cash_adds_up", "tendered IS NULL OR tendered - change = amount + rounding + tip"),
    belongs_to("qr_sessions", "branch_id", "qr_session_id"),
    belongs_to("bills", "branch_id", "bill_id"),
    belongs_to("shifts", "branch_id", "shift_id"),
    Index("payments_of_a_day", "branch_id", "business_date"),
    Index("payments_of_session", "branch_id", "qr_session_id"),
)
