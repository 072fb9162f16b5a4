"""Bills and the taxes they were settled with."""

from sqlalchemy import Index, UniqueConstraint

from comanda.billing.values import BillStatus
from comanda.engine.schema import (
    Count,
    Hash,
    Id,
    Instant,
    Minor,
    Whole,
    Words,
    at_least,
    belongs_to,
    branch_table,
    check,
    choice,
    column,
    primary_key,
    table,
)

bills = branch_table(
    "bills",
    column("qr_session_id", Id),
    choice("status", BillStatus),
    at_least("captured", 0),
    at_least("reserved", 0),
    column("currency", Words),
    column("subtotal", Minor, null=True),
    column("total", Minor, null=True),
    column("number", Count, null=True),
    column("business_date", Words, null=True),
    column("head", Hash, null=True),
    column("settled_at", Instant, null=True),
    column("settled_by", Words, null=True),
    at_least("version", 1),
    UniqueConstraint("branch_id", "qr_session_id"),
    UniqueConstraint("branch_id", "number"),
    Index("bills_of_a_day", "branch_id", "business_date"),
    check("numbered_when_settled", "(status = 'SETTLED') = (number IS NOT NULL)"),
    check("paid_when_settled", "status <> 'SETTLED' OR (captured = total AND reserved = 0)"),
    belongs_to("qr_sessions", "branch_id", "qr_session_id"),
)

bill_taxes = table(
    "bill_taxes",
    column("branch_id", Id),
    column("bill_id", Id),
    column("position", Whole),
    column("tax_id", Id),
    column("tax_name", Words),
    column("rate", Whole),
    column("net", Minor),
    column("tax", Minor),
    column("gross", Minor),
    primary_key("branch_id", "bill_id", "position"),
    belongs_to("bills", "branch_id", "bill_id"),
    clustered=True,
)
