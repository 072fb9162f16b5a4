"""Reads: proving a sign-in, a branch's settings, a person's workplaces."""

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, func, or_, select

from comanda.engine.statements import among
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.identity.errors import (
    BranchRequired,
    CatalogRestricted,
    InvitationOver,
    NoSuchBranch,
    NoSuchOrganization,
    NoSuchPerson,
    UnknownInvitation,
)
from comanda.identity.rules import INVITATION_LASTS, life
from comanda.identity.tables import branches, invitations, memberships, organizations, sign_ins, staff
from comanda.identity.values import (
    Branch,
    BranchManagers,
    Lateness,
    OrderLimits,
    Organization,
    StaffAccount,
    StaffMember,
    StaffRole,
    Workplace,
)
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
    sign_ins.c.expires_at < bindparam("latest"),
    staff.c.active == 1,
)
PERSON = select(staff.c.id, staff.c.name).select_from(_PEOPLE).where(*_LIVE)
ANY_SIGN_IN = select(sign_ins.c.staff_id).where(sign_ins.c.secret_hash == bindparam("secret_hash"))
"""Also one that was closed or has run out."""
WORKPLACE = (
    select(staff.c.id, staff.c.name, memberships.c.role, branches.c.id.label("branch_id"), branches.c.organization_id)
    .select_from(_PEOPLE.join(memberships, memberships.c.staff_id == staff.c.id).join(branches, _WORKS_AT))
    .where(*_LIVE, branches.c.id == bindparam("branch"))
    .limit(1)
)
ONLY_WORKPLACE = (
    select(
        staff.c.id, staff.c.name, memberships.c.role, branches.c.id.label("branch_id"), memberships.c.organization_id
    )
    .select_from(_PEOPLE.join(memberships, memberships.c.staff_id == staff.c.id).outerjoin(branches, _WORKS_AT))
    .where(*_LIVE)
    .limit(2)
)
_BRANCH_COLUMNS = (
    branches.c.id, branches.c.organization_id, organizations.c.name.label("organization_name"), branches.c.code,
    branches.c.name, branches.c.timezone, branches.c.country, organizations.c.currency, organizations.c.language,
    branches.c.cutoff, branches.c.tax_included, branches.c.tax_rounding, branches.c.cash_step,
    branches.c.confirm_automatically, branches.c.lateness, branches.c.order_limits, branches.c.version,
)  # fmt: skip
_BRANCH_AND_HOUSE = branches.join(organizations, organizations.c.id == branches.c.organization_id)
BRANCH = select(*_BRANCH_COLUMNS).select_from(_BRANCH_AND_HOUSE).where(branches.c.id == bindparam("branch_id"))
BRANCHES_OF = (
    select(*_BRANCH_COLUMNS)
    .select_from(_BRANCH_AND_HOUSE)
    .where(branches.c.organization_id == bindparam("organization_id"))
    .order_by(branches.c.created_at, branches.c.id)
)
EVERY_BRANCH = select(*_BRANCH_COLUMNS).select_from(_BRANCH_AND_HOUSE).order_by(branches.c.created_at, branches.c.id)
_COUNTED = (
    organizations.c.id, organizations.c.name, organizations.c.currency, organizations.c.country,
    organizations.c.language, organizations.c.branch_managers, organizations.c.created_at, organizations.c.version,
    select(func.count()).where(branches.c.organization_id == organizations.c.id).scalar_subquery().label("branches"),
    select(func.count())
    .where(memberships.c.organization_id == organizations.c.id, memberships.c.role == "manager")
    .scalar_subquery()
    .label("managers"),
)  # fmt: skip
ORGANIZATION = select(*_COUNTED).where(organizations.c.id == bindparam("organization_id"))
EVERY_ORGANIZATION = select(*_COUNTED).order_by(organizations.c.created_at, organizations.c.id)
_ACCOUNTS = (
    select(
        staff.c.id, staff.c.email, staff.c.name, memberships.c.role, memberships.c.organization_id,
        organizations.c.name.label("organization_name"), memberships.c.branch_id, branches.c.name.label("branch_name"),
        staff.c.active, staff.c.password_hash, staff.c.last_login_at, staff.c.version,
    )
    .select_from(
        staff.join(memberships, memberships.c.staff_id == staff.c.id)
        .join(organizations, organizations.c.id == memberships.c.organization_id)
        .outerjoin(branches, branches.c.id == memberships.c.branch_id)
    )
    .order_by(staff.c.created_at, staff.c.id)
)  # fmt: skip
ANYBODY = select(staff.c.id).limit(1)
EVERY_MANAGER = _ACCOUNTS.where(memberships.c.role == "manager")
STAFF_OF = _ACCOUNTS.where(
    memberships.c.organization_id == bindparam("organization_id"), memberships.c.role != "manager"
)
ACCOUNT = _ACCOUNTS.where(staff.c.id == bindparam("staff_id"))
INVITATION = (
    select(invitations.c.staff_id, invitations.c.expires_at, invitations.c.used_at, staff.c.email, staff.c.active)
    .select_from(invitations.join(staff, staff.c.id == invitations.c.staff_id))
    .where(invitations.c.token_hash == bindparam("token_hash"))
)
BRANCH_BY_CODE = select(branches.c.id).where(branches.c.code == bindparam("code"))
STAFF_BY_EMAIL = select(staff.c.id, staff.c.password_hash, staff.c.active).where(staff.c.email == bindparam("email"))
STAFF_BY_ID = select(staff.c.id, staff.c.name, staff.c.email).where(staff.c.id == bindparam("staff_id"))
NAMES_OF = select(staff.c.id, staff.c.name).where(among(staff.c.id, "ids"))
WORKPLACES = (
    select(
        memberships.c.role, memberships.c.organization_id, organizations.c.name.label("organization_name"),
        organizations.c.branch_managers, memberships.c.branch_id.label("only_branch_id"),
        branches.c.id, branches.c.name, organizations.c.currency, branches.c.timezone, branches.c.country,
        branches.c.cutoff, branches.c.lateness,
    )
    .select_from(
        memberships.outerjoin(organizations, organizations.c.id == memberships.c.organization_id).outerjoin(
            branches, _WORKS_AT
        )
    )
    .where(memberships.c.staff_id == bindparam("staff_id"))
    .order_by(branches.c.created_at, branches.c.id)
)  # fmt: skip
MANAGERS = (
    select(staff.c.name, memberships.c.branch_id)
    .select_from(memberships.join(staff, staff.c.id == memberships.c.staff_id))
    .where(
        memberships.c.organization_id == bindparam("organization_id"),
        memberships.c.role == "manager",
        staff.c.active == 1,
    )
    .order_by(staff.c.name, staff.c.id)
)
HOUSES = select(func.count().label("count")).select_from(organizations)
_lateness = cache(msgspec.json.Decoder(Lateness).decode)
_order_limits = cache(msgspec.json.Decoder(OrderLimits).decode)


class StaffProof(Struct, frozen=True):
    """A sign-in's cookie, and the branch the person wants to act in (None: the only one)."""

    secret_hash: bytes
    branch_id: str | None = None

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn, BranchRequired, or NoSuchBranch for a branch the person does not work in."""
        if self.branch_id is not None:
            rows = tx.all(WORKPLACE, secret_hash=self.secret_hash, **life(tx.now), branch=self.branch_id)
        else:
            rows = tx.all(ONLY_WORKPLACE, secret_hash=self.secret_hash, **life(tx.now))
        if len(rows) == 1:
            return _branch_scope(rows[0])
        if rows:
            raise BranchRequired()
        if tx.one(PERSON, secret_hash=self.secret_hash, **life(tx.now)) is None:
            raise _not_signed_in(tx, self.secret_hash)
        raise NoSuchBranch()


class KeeperProof(Struct, frozen=True):
    """Whoever may change a branch: the platform's admin, or a manager of it; others are told so, whatever they ask."""

    secret_hash: bytes
    branch_id: str

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn, NoSuchBranch."""
        person = PersonProof(self.secret_hash).prove(tx)
        if person.role is Role.MANAGER:
            return StaffProof(self.secret_hash, self.branch_id).prove(tx)
        if person.role is Role.ADMIN:
            branch_of(tx, self.branch_id)
        return person


class InvitationProof(Struct, frozen=True):
    """The secret of an invitation's link; it lets a person choose a password, and nothing else."""

    token: str

    def prove(self, tx: Tx) -> Scope:
        """Raises UnknownInvitation, InvitationOver."""
        person = account(tx, invited_person(tx, fingerprint(self.token)))
        return Scope(Role(person.role), f"staff:{person.id}", person.organization_id, "", person.name)


class PersonProof(Struct, frozen=True):
    """A sign-in's cookie alone, for what concerns the person and no branch."""

    secret_hash: bytes

    def prove(self, tx: Tx) -> Scope:
        """Raises NotSignedIn."""
        rows = tx.all(ONLY_WORKPLACE, secret_hash=self.secret_hash, **life(tx.now))
        if not rows:
            raise _not_signed_in(tx, self.secret_hash)
        row = rows[0]
        return Scope(Role(row.role), f"staff:{row.id}", row.organization_id or "", "", row.name)


def _not_signed_in(tx: Tx, secret_hash: bytes) -> NotSignedIn:
    return NotSignedIn() if tx.one(ANY_SIGN_IN, secret_hash=secret_hash) else NotSignedIn.by_guess()


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
    return _branch(row)


def branches_of(tx: Tx, organization_id: str) -> list[Branch]:
    """An organization's branches, oldest first."""
    return [_branch(row) for row in tx.all(BRANCHES_OF, organization_id=organization_id)]


def every_branch(tx: Tx) -> list[Branch]:
    """For the platform's admin."""
    return [_branch(row) for row in tx.all(EVERY_BRANCH)]


def only_branch(tx: Tx, scope: Scope) -> str | None:
    """The branch a manager of a single branch keeps; None for whoever keeps all there are."""
    return account(tx, scope.actor_id).branch_id if scope.role is Role.MANAGER else None


def keeps_branch(tx: Tx, scope: Scope, branch_id: str | None) -> bool:
    """`branch_id` None is the whole organization."""
    return only_branch(tx, scope) in (None, branch_id)


def refuse_restricted_manager(tx: Tx, scope: Scope) -> None:
    """Every change of the catalog and the tax rates asks this first; the house itself is never restricted.

    Raises CatalogRestricted for a manager of one branch where the organization keeps its catalog to itself.
    """
    if scope.role is Role.MANAGER and not member(tx, scope.actor_id).edits_catalog:
        raise CatalogRestricted()


def kept_branches(tx: Tx, scope: Scope) -> list[Branch]:
    """Those whose settings, staff and figures are the caller's: every one, the organization's, or a manager's own."""
    if scope.role is Role.ADMIN:
        return every_branch(tx)
    only = only_branch(tx, scope)
    return [branch for branch in branches_of(tx, scope.organization_id) if only in (None, branch.id)]


def organization_of(tx: Tx, organization_id: str) -> Organization:
    """Raises NoSuchOrganization."""
    row = tx.one(ORGANIZATION, organization_id=organization_id)
    if row is None:
        raise NoSuchOrganization()
    return _organization(row)


def every_organization(tx: Tx) -> list[Organization]:
    return [_organization(row) for row in tx.all(EVERY_ORGANIZATION)]


def every_manager(tx: Tx) -> list[StaffAccount]:
    return [_account(row) for row in tx.all(EVERY_MANAGER)]


def kept_staff(tx: Tx, scope: Scope) -> list[StaffAccount]:
    """The cashiers and kitchen staff of the caller's branches."""
    only = only_branch(tx, scope)
    people = [_account(row) for row in tx.all(STAFF_OF, organization_id=scope.organization_id)]
    return [person for person in people if only in (None, person.branch_id)]


def account(tx: Tx, staff_id: str) -> StaffAccount:
    """Raises NoSuchPerson, also for the platform's own admins."""
    row = tx.one(ACCOUNT, staff_id=staff_id)
    if row is None:
        raise NoSuchPerson()
    return _account(row)


def invited_person(tx: Tx, token_hash: bytes) -> str:
    """Whom the invitation is for. Raises UnknownInvitation, InvitationOver."""
    row = tx.one(INVITATION, token_hash=token_hash)
    if row is None:
        raise UnknownInvitation()
    ends = life(tx.now, INVITATION_LASTS)
    if row.used_at is not None or not ends["now"] < row.expires_at < ends["latest"] or not row.active:
        raise InvitationOver()
    staff_id: str = row.staff_id
    return staff_id


def _organization(row: Any) -> Organization:
    return Organization(
        row.id, row.name, row.currency, row.country, row.language, BranchManagers(row.branch_managers),
        row.created_at, row.version, row.branches, row.managers,
    )  # fmt: skip


def _branch(row: Any) -> Branch:
    return Branch(
        row.id, row.organization_id, row.organization_name, row.code, row.name, row.timezone, row.country, row.currency,
        row.language, row.cutoff, bool(row.tax_included), TaxRounding(row.tax_rounding), row.cash_step,
        bool(row.confirm_automatically), _lateness(row.lateness), _order_limits(row.order_limits), row.version,
    )  # fmt: skip


def _account(row: Any) -> StaffAccount:
    return StaffAccount(
        row.id, row.email, row.name, StaffRole(row.role), row.organization_id, row.organization_name, row.branch_id,
        row.branch_name, bool(row.active), row.password_hash is None, row.last_login_at, row.version,
    )  # fmt: skip


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


def has_account(tx: Tx, email: str) -> bool:
    """True when somebody, active or not and in whichever house, signs in with this e-mail in lower case."""
    return tx.one(STAFF_BY_EMAIL, email=email) is not None


def member(tx: Tx, staff_id: str) -> StaffMember:
    """The person with every branch he or she works in."""
    person = tx.one(STAFF_BY_ID, staff_id=staff_id)
    rows = tx.all(WORKPLACES, staff_id=staff_id)
    managers = tx.all(MANAGERS, organization_id=rows[0].organization_id or "")
    return StaffMember(
        person.id,
        person.name,
        person.email,
        StaffRole(rows[0].role),
        rows[0].organization_id,
        rows[0].organization_name,
        rows[0].only_branch_id,
        [
            Workplace(
                row.id, row.name, row.currency, row.timezone, row.country, StaffRole(row.role), row.cutoff,
                _lateness(row.lateness), [one.name for one in managers if one.branch_id in (None, row.id)],
            )
            for row in rows
            if row.id is not None
        ],
        rows[0].role == StaffRole.MANAGER
        and (rows[0].only_branch_id is None or rows[0].branch_managers == BranchManagers.CATALOG),
    )  # fmt: skip


def staff_names(tx: Tx, staff_ids: list[str]) -> dict[str, str]:
    """Names by id, for lists that say who did something."""
    if not staff_ids:
        return {}
    return {row.id: row.name for row in tx.all(NAMES_OF, ids=sorted(set(staff_ids)))}


def nobody_signs_in(tx: Tx) -> bool:
    """True before the first account."""
    return tx.one(ANYBODY) is None


def is_empty(tx: Tx) -> bool:
    """True before the first organization."""
    return bool(tx.one(HOUSES).count == 0)
