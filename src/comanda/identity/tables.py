"""Global tables: who there is. Branch data lives in the other rooms."""

from sqlalchemy import Index, UniqueConstraint

from comanda.engine.schema import (
    Hash,
    Id,
    Instant,
    Whole,
    Words,
    at_least,
    belongs_to,
    choice,
    column,
    flag,
    primary_key,
    table,
)
from comanda.identity.values import BranchManagers, StaffRole
from comanda.pricing.tax import TaxRounding

organizations = table(
    "organizations",
    column("id", Id),
    column("name", Words),
    column("currency", Words),
    column("country", Words),
    column("language", Words),
    choice("branch_managers", BranchManagers),
    column("created_at", Instant),
    at_least("version", 1),
    primary_key("id"),
)

branches = table(
    "branches",
    column("id", Id),
    column("organization_id", Id),
    column("code", Words),
    column("name", Words),
    column("timezone", Words),
    column("country", Words),
    column("cutoff", Whole),
    flag("tax_included"),
    choice("tax_rounding", TaxRounding),
    at_least("cash_step", 1),
    flag("confirm_automatically"),
    column("lateness", Words),
    column("order_limits", Words),
    column("created_at", Instant),
    at_least("version", 1),
    primary_key("id"),
    UniqueConstraint("code"),
    UniqueConstraint("organization_id", "id"),
    belongs_to("organizations", "organization_id", key=("id",)),
)

staff = table(
    "staff",
    column("id", Id),
    column("email", Words, personal=True),
    column("name", Words, personal=True),
    column("password_hash", Words, null=True, personal=True),
    flag("active"),
    column("last_login_at", Instant, null=True, unlogged="when somebody was last seen"),
    column("created_at", Instant),
    at_least("version", 1),
    primary_key("id"),
    UniqueConstraint("email"),
)

memberships = table(
    "memberships",
    column("id", Id),
    column("staff_id", Id),
    choice("role", StaffRole),
    column("organization_id", Id, null=True),
    column("branch_id", Id, null=True),
    at_least("version", 1),
    primary_key("id"),
    belongs_to("staff", "staff_id", key=("id",)),
    belongs_to("organizations", "organization_id", key=("id",)),
    belongs_to("branches", "organization_id", "branch_id", key=("organization_id", "id")),
    Index("membership_once", "staff_id", "organization_id", "branch_id", unique=True),
    Index("members_of_organization", "organization_id", "role"),
)

sign_ins = table(
    "sign_ins",
    column("secret_hash", Hash),
    column("staff_id", Id),
    column("opened_at", Instant),
    column("expires_at", Instant),
    column("closed_at", Instant, null=True),
    primary_key("secret_hash"),
    belongs_to("staff", "staff_id", key=("id",)),
    Index("sign_ins_of_staff", "staff_id"),
)

invitations = table(
    "invitations",
    column("token_hash", Hash),
    column("staff_id", Id),
    column("expires_at", Instant),
    column("used_at", Instant, null=True),
    primary_key("token_hash"),
    belongs_to("staff", "staff_id", key=("id",)),
    Index("invitations_of_staff", "staff_id"),
)
