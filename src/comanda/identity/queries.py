"""Reads: proving a sign-in, a branch's settings, a person's workplaces."""

from typing import Any

from msgspec import Struct
from sqlalchemy import bindparam, func, or_, select

from comanda.engine.statements import among
from comanda.engine.tx import Tx
from comanda.identity.errors import BranchRequired, NoSuchBranch, NoSuchOrganization
from comanda.identity.tables import branches, memberships, organizations, sign_ins, staff
from comanda.identity.values import Branch, Organization, StaffMember, StaffRole, Workplace
from comanda.kernel.errors import NotSignedIn
from comanda.kernel.scope import Role, Scope
from comanda.pricing.tax import TaxRounding

_PEOPLE = sign_ins.join(staff, staff.c.id == sign_ins.c.staff_id)
_WORKS_AT = (branches.c.organization_id == memberships.c.organization_id) & or_(
    memberships.c.branch_id.is_(None), memberships.c.branch_id == branches.c.id
)
_LIVE = (
    sign_ins.c.secret_hash == bindparam("secret_hash"),
    sign_ins.c.closed_at.is_(None),
    sign_ins.c.expires_at > bindparam("now"),
    staff.c.active == 1,
)
PERSON = select(staff.c.id, staff.c.name).select_from(_PEOPLE).where(*_LIVE)
WORKPLACE = (
    select(staff.c.id, staff.c.name, memberships.c.role, branches.c.id.label("branch_id"), branches.c.organization_id)
    .select_from(_PEOPLE.join(memberships, memberships.c.staff_id == staff.c.id).join(branches, _WORKS_AT))
    .where(*_LIVE, branches.c.id == bindparam("branch"))
    .limit(1)
)
ONLY_WORKPLACE = (
    select(staff.c.id, staff.c.name, memberships.c.role, branches.c.id.label("branch_id"), branches.c.organization_id)
    .select_from(_PEOPLE.join(memberships, memberships.c.staff_id == staff.c.id).outerjoin(branches, _WORKS_AT))
    .where(*_LIVE)
    .limit(2)
)
BRANCH = (
    select(
        branches.c.id, branches.c.organization_id, organizations.c.name.label("organization_name"), branches.c.code,
        branches.c.name, branches.c.timezone, branches.c.country, organizations.c.currency, organizations.c.language,
        branches.c.cutoff, branches.c.tax_included, branches.c.tax_rounding, branches.c.cash_step,
    )
    .select_from(branches.join(organizations, organizations.c.id == branches.c.organization_id))
    .where(branches.c.id == bindparam("branch_id"))
)  # fmt: skip
ORGANIZATION = select(
    organizations.c.id, organizations.c.name, organizations.c.currency, organizations.c.language
).where(organizations.c.id == bindparam("organization_id"))
BRANCHES_OF = (
    select(branches.c.id)
    .where(branches.c.organization_id == bindparam("organization_id"))
    .order_by(branches.c.created_at, branches.c.id)
)
BRANCH_BY_CODE = select(branches.c.id).where(branches.c.code == bindparam("code"))
STAFF_BY_EMAIL = select(staff.c.id, staff.c.password_hash, staff.c.active).where(staff.c.email == bindparam("email"))
STAFF_BY_ID = select(staff.c.id, staff.c.name, staff.c.email).where(staff.c.id == bindparam("staff_id"))
NAMES_OF = select(staff.c.id, staff.c.name).where(among(staff.c.id, "ids"))
WORKPLACES = (
    select(
        memberships.c.role, memberships.c.organization_id, organizations.c.name.label("organization_name"),
        branches.c.id, branches.c.name, organizations.c.currency, branches.c.timezone, branches.c.country,
    )
    .select_from(
        memberships.outerjoin(organizations, organizations.c.id == memberships.c.organization_id).outerjoin(
            branches, _WORKS_AT
        )
    )
    .where(memberships.c.staff_id == bindparam("staff_id"))
    .order_by(branches.c.created_at, branches.c.id)
)  # fmt: skip
HOUSES = select(func.count().label("count")).select_from(organizations)


class StaffProof(Struct, frozen=True):
    """A sign-in's cookie, and the branch the person wants to act in (None: the only one)."""

    secret_hash: bytes
    branch_id: str | None = None

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn, BranchRequired, or NoSuchBranch for a branch the person does not work in."""
        if self.branch_id is not None:
            rows = tx.all(WORKPLACE, secret_hash=self.secret_hash, now=tx.now, branch=self.branch_id)
        else:
            rows = tx.all(ONLY_WORKPLACE, secret_hash=self.secret_hash, now=tx.now)
        if len(rows) == 1:
            return _branch_scope(rows[0])
        if rows:
            raise BranchRequired()
        if tx.one(PERSON, secret_hash=self.secret_hash, now=tx.now) is None:
            raise NotSignedIn()
        raise NoSuchBranch()


class PersonProof(Struct, frozen=True):
    """A sign-in's cookie alone, for what concerns the person and no branch."""

    secret_hash: bytes

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn."""
        rows = tx.all(ONLY_WORKPLACE, secret_hash=self.secret_hash, now=tx.now)
        if not rows:
            raise NotSignedIn()
        row = rows[0]
        return Scope(Role(row.role), f"staff:{row.id}", row.organization_id or "", "", row.name)


def _branch_scope(row: Any) -> Scope:
    role = Role(row.role)
    if row.branch_id is None and role is not Role.ADMIN:
        raise NoSuchBranch()
    return Scope(role, f"staff:{row.id}", row.organization_id or "", row.branch_id or "", row.name)


def branch_of(tx: Tx, branch_id: str) -> Branch:
    """Raises NoSuchBranch."""
    row = tx.one(BRANCH, branch_id=branch_id)
    if row is None:
        raise NoSuchBranch()
    return Branch(
        row.id, row.organization_id, row.organization_name, row.code, row.name, row.timezone, row.country, row.currency,
        row.language, row.cutoff, bool(row.tax_included), TaxRounding(row.tax_rounding), row.cash_step,
    )  # fmt: skip


def organization_of(tx: Tx, organization_id: str) -> Organization:
    """Raises NoSuchOrganization."""
    row = tx.one(ORGANIZATION, organization_id=organization_id)
    if row is None:
        raise NoSuchOrganization()
    return Organization(*row)


def branches_of(tx: Tx, organization_id: str) -> list[Branch]:
    """Oldest first."""
    return [branch_of(tx, row.id) for row in tx.all(BRANCHES_OF, organization_id=organization_id)]


def branch_by_code(tx: Tx, code: str) -> str | None:
    """The branch whose public code begins a table link."""
    row = tx.one(BRANCH_BY_CODE, code=code)
    return None if row is None else row.id


class Account(Struct, frozen=True):
    """What a sign-in is checked against; `password_hash` None until the invitation is taken up."""

    staff_id: str
    password_hash: str | None


def account_of(tx: Tx, email: str) -> Account | None:
    """The active account of an e-mail in lower case."""
    row = tx.one(STAFF_BY_EMAIL, email=email)
    return Account(row.id, row.password_hash) if row is not None and row.active else None


def member(tx: Tx, staff_id: str) -> StaffMember:
    """The person with every branch he or she works in."""
    person = tx.one(STAFF_BY_ID, staff_id=staff_id)
    rows = tx.all(WORKPLACES, staff_id=staff_id)
    return StaffMember(
        person.id,
        person.name,
        person.email,
        StaffRole(rows[0].role),
        rows[0].organization_id,
        rows[0].organization_name,
        [
            Workplace(row.id, row.name, row.currency, row.timezone, row.country, StaffRole(row.role))
            for row in rows
            if row.id is not None
        ],
    )


def staff_names(tx: Tx, staff_ids: list[str]) -> dict[str, str]:
    """Names by id, for lists that say who did something."""
    if not staff_ids:
        return {}
    return {row.id: row.name for row in tx.all(NAMES_OF, ids=sorted(set(staff_ids)))}


def is_empty(tx: Tx) -> bool:
    """True before the first organization."""
    return bool(tx.one(HOUSES).count == 0)
