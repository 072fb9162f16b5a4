"""The floor's rows."""

from sqlalchemy import Index, UniqueConstraint

from comanda.engine.schema import (
    Count,
    Hash,
    Id,
    Instant,
    Whole,
    Words,
    at_least,
    belongs_to,
    branch_table,
    check,
    choice,
    column,
    flag,
    index_where,
    primary_key,
    table,
    unique_where,
)
from comanda.floor.values import ClosedBecause, PayingHow, RequestKind, RequestStatus, Service, SessionStatus
from comanda.pricing.tax import TaxRounding

areas = branch_table("areas", column("name", Words), column("position", Whole), at_least("version", 1), clustered=True)

tables = branch_table(
    "tables",
    column("label", Words),
    column("area_id", Id, null=True),
    at_least("seats", 0),
    column("x", Whole),
    column("y", Whole),
    column("shape", Words),
    column("position", Whole),
    column("former_labels", Words),
    flag("archived"),
    at_least("version", 1),
    unique_where("one_table_per_label", "archived = 0", "branch_id", "label"),
    belongs_to("areas", "branch_id", "area_id"),
    Index("tables_of_area", "branch_id", "area_id"),
    clustered=True,
)

qr_sessions = branch_table(
    "qr_sessions",
    column("organization_id", Id),
    column("table_id", Id, null=True),
    choice("status", SessionStatus),
    choice("service", Service),
    column("name", Words, null=True, personal=True),
    column("guests", Count, null=True),
    at_least("rotation", 1),
    column("business_date", Words),
    column("opened_at", Instant),
    column("opened_by", Id),
    column("served_by", Id),
    column("touched_at", Instant, unlogged="when somebody was last seen"),
    column("closed_at", Instant, null=True),
    choice("closed_because", ClosedBecause, null=True),
    flag("ordering_locked"),
    column("limits", Words),
    column("turned_away_at", Instant, null=True),
    column("currency", Words),
    flag("tax_included"),
    choice("tax_rounding", TaxRounding),
    at_least("cash_step", 1),
    at_least("version", 1),
    check("closed_with_reason", "(status = 'OPEN') = (closed_because IS NULL)"),
    belongs_to("tables", "branch_id", "table_id"),
    unique_where("one_open_session_per_table", "status = 'OPEN'", "branch_id", "table_id"),
    Index("sessions_by_status", "branch_id", "status", "opened_at", "id"),
)

session_tokens = table(
    "session_tokens",
    column("branch_id", Id),
    column("token_hash", Hash),
    column("qr_session_id", Id),
    column("rotation", Count),
    primary_key("branch_id", "token_hash"),
    belongs_to("qr_sessions", "branch_id", "qr_session_id"),
    Index("tokens_of_session", "branch_id", "qr_session_id"),
    clustered=True,
)

drafts = table(
    "drafts",
    column("branch_id", Id),
    column("qr_session_id", Id),
    column("device", Id),
    column("staff_id", Id),
    column("quantity", Count),
    column("at", Instant),
    primary_key("branch_id", "qr_session_id", "device"),
    belongs_to("qr_sessions", "branch_id", "qr_session_id"),
    clustered=True,
    unlogged="what a till has not sent yet; closing a table asks, and forgets it",
)

guests = branch_table(
    "guests",
    column("qr_session_id", Id),
    column("name", Words),
    column("credential_hash", Hash),
    column("rotation", Count),
    column("joined_at", Instant),
    column("removed_at", Instant, null=True),
    belongs_to("qr_sessions", "branch_id", "qr_session_id"),
    UniqueConstraint("branch_id", "credential_hash"),
    Index("guests_of_session", "branch_id", "qr_session_id"),
)

requests = branch_table(
    "requests",
    column("qr_session_id", Id),
    column("guest_id", Id),
    choice("kind", RequestKind),
    choice("how", PayingHow, null=True),
    choice("status", RequestStatus),
    column("created_at", Instant),
    column("done_at", Instant, null=True),
    column("done_by", Id, null=True),
    belongs_to("qr_sessions", "branch_id", "qr_session_id"),
    belongs_to("guests", "branch_id", "guest_id"),
    unique_where("one_open_request_of_a_kind", "status = 'OPEN'", "branch_id", "qr_session_id", "kind"),
    Index("requests_of_session", "branch_id", "qr_session_id"),
    index_where("requests_to_do", "status = 'OPEN'", "branch_id", "created_at"),
)
