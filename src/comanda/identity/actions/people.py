"""Accounts of the people who work somewhere: made, changed, invited, signed out."""

from typing import Any

from msgspec import UNSET, Struct, UnsetType
from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_unless_there

from comanda.engine.commands import Change
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.identity.actions.sign_ins import OpenSignIn, close_every_sign_in, open_sign_in
from comanda.identity.errors import EmailTaken, InvitationOver, NoSuchBranch, NoSuchPerson
from comanda.identity.events import StaffAdded, StaffChanged, StaffInvited
from comanda.identity.queries import (
    account,
    branch_of,
    has_account,
    invited_person,
    keeps_branch,
    organization_of,
)
from comanda.identity.rules import INVITATION_LASTS, KEEPS, kept_email
from comanda.identity.tables import invitations, memberships, staff
from comanda.identity.values import StaffAccount, StaffMember, StaffRole
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Role, Scope

ADD_STAFF = insert_unless_there(staff).on_conflict_do_nothing(index_elements=["email"]).returning(staff.c.id)
"""Nothing comes back for an e-mail that somebody has, in whichever house: houses write behind different locks."""
ADD_MEMBERSHIP = insert(memberships)
ADD_INVITATION = insert(invitations)
SAVE_STAFF = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(
        name=bindparam("new_name"),
        email=bindparam("new_email"),
        active=bindparam("new_active"),
        version=staff.c.version + 1,
    )
)
SAVE_PASSWORD = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(password_hash=bindparam("new_hash"), version=staff.c.version + 1)
)
SAVE_MEMBERSHIP = (
    update(memberships)
    .where(memberships.c.staff_id == bindparam("person"))
    .values(role=bindparam("new_role"), branch_id=bindparam("new_branch"), version=memberships.c.version + 1)
)
CHOOSE_PASSWORD = SAVE_PASSWORD.where(staff.c.active == 1).returning(staff.c.id)
USE_INVITATION = (
    update(invitations)
    .where(invitations.c.token_hash == bindparam("token"), invitations.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
    .returning(invitations.c.staff_id)
)
"""Whoever suspends somebody, or sends another link, may write behind another lock: the rows say who came first."""
END_INVITATIONS = (
    update(invitations)
    .where(invitations.c.staff_id == bindparam("person"), invitations.c.used_at.is_(None))
    .values(used_at=bindparam("at"))
)


class NewStaff(Struct, frozen=True):
    """`organization_id` None for the platform's admin; `branch_id` None for the whole organization."""

    email: str
    name: str
    role: StaffRole
    password_hash: str | None
    organization_id: str | None = None
    branch_id: str | None = None


class ChangedPerson(Struct, frozen=True):
    """The fields to change; a new password comes as its hash."""

    name: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    role: StaffRole | UnsetType = UNSET
    branch_id: str | UnsetType | None = UNSET
    active: bool | UnsetType = UNSET
    password_hash: str | UnsetType = UNSET


class Invite(Struct, frozen=True):
    staff_id: str
    token: str


class TakeUp(Struct, frozen=True):
    """Somebody follows an invitation, chooses a password and is signed in by a secret.

    `earlier` is the hash of the sign-in the browser carried before.
    """

    token: str
    password_hash: str
    secret: str
    earlier: bytes | None = None


def add_staff(tx: Tx, scope: Scope, new: NewStaff) -> str:
    """Raises EmailTaken, NoSuchOrganization, NoSuchBranch."""
    _refuse_strange_place(tx, scope, new.organization_id, new.branch_id)
    staff_id = tx.new_id()
    added = tx.one(
        ADD_STAFF, id=staff_id, email=kept_email(new.email), name=new.name, password_hash=new.password_hash,
        active=1, last_login_at=None, created_at=tx.now, version=1,
    )  # fmt: skip
    if added is None:
        raise EmailTaken()
    tx.run(
        ADD_MEMBERSHIP, id=tx.new_id(), staff_id=staff_id, role=new.role, organization_id=new.organization_id,
        branch_id=new.branch_id, version=1,
    )  # fmt: skip
    tx.record(StaffAdded(id=staff_id, role=new.role, branch_id=new.branch_id))
    return staff_id


def change_staff(tx: Tx, scope: Scope, change: Change) -> StaffAccount:
    """A suspended person, or one with a new password or e-mail, is signed out everywhere, and links sent before end.

    Raises NoSuchPerson, VersionConflict, NoSuchBranch, EmailTaken.
    """
    wish: ChangedPerson = change.wish
    before = kept_account(tx, scope, change.id)
    if before.version != change.version:
        raise VersionConflict(current=before.version)
    branch_id = before.branch_id if wish.branch_id is UNSET else wish.branch_id
    _refuse_strange_place(tx, scope, before.organization_id, branch_id)
    role = before.role if wish.role is UNSET else wish.role
    if role not in KEEPS[scope.role]:
        raise NoSuchPerson()
    email = before.email if wish.email is UNSET else kept_email(wish.email)
    if email != before.email and has_account(tx, email):
        raise EmailTaken()
    tx.run(
        SAVE_STAFF,
        person=change.id,
        new_email=email,
        new_name=before.name if wish.name is UNSET else wish.name,
        new_active=int(before.active if wish.active is UNSET else wish.active),
    )
    tx.run(SAVE_MEMBERSHIP, person=change.id, new_role=role, new_branch=branch_id)
    if wish.password_hash is not UNSET:
        tx.run(SAVE_PASSWORD, person=change.id, new_hash=wish.password_hash)
    if wish.active is False or wish.password_hash is not UNSET or email != before.email:
        tx.run(END_INVITATIONS, person=change.id, at=tx.now)
        close_every_sign_in(tx, change.id)
    after = account(tx, change.id)
    names = [name for name in ("name", "email", "role", "branch_id", "active") if getattr(wish, name) is not UNSET]
    named = [*names, "password"] if wish.password_hash is not UNSET else names
    tx.record(StaffChanged(id=change.id, fields=named, version=after.version))
    return after


def invite(tx: Tx, scope: Scope, command: Invite) -> StaffAccount:
    """A link by which the person chooses a password; earlier links of this person end. Raises NoSuchPerson."""
    person = kept_account(tx, scope, command.staff_id)
    tx.run(END_INVITATIONS, person=command.staff_id, at=tx.now)
    tx.run(
        ADD_INVITATION,
        token_hash=fingerprint(command.token),
        staff_id=command.staff_id,
        expires_at=tx.now + INVITATION_LASTS,
        used_at=None,
    )
    tx.record(StaffInvited(id=command.staff_id))
    return person


def take_up_invitation(tx: Tx, scope: Scope, command: TakeUp) -> StaffMember:
    """The password is set, the link is used up, other devices are signed out and this one is signed in.

    Raises UnknownInvitation, InvitationOver.
    """
    token = fingerprint(command.token)
    staff_id = invited_person(tx, token)
    chosen = tx.one(CHOOSE_PASSWORD, person=staff_id, new_hash=command.password_hash)
    if chosen is None or tx.one(USE_INVITATION, token=token, at=tx.now) is None:
        raise InvitationOver()
    tx.run(END_INVITATIONS, person=staff_id, at=tx.now)
    close_every_sign_in(tx, staff_id)
    return open_sign_in(tx, scope, OpenSignIn(staff_id, command.secret, command.password_hash, command.earlier))


def sign_out_everywhere(tx: Tx, scope: Scope, staff_id: str) -> None:
    """Every sign-in ends, and every link by which somebody else might sign in. Raises NoSuchPerson."""
    kept_account(tx, scope, staff_id)
    tx.run(END_INVITATIONS, person=staff_id, at=tx.now)
    close_every_sign_in(tx, staff_id)


def kept_account(tx: Tx, scope: Scope, staff_id: str) -> StaffAccount:
    """An account the caller keeps: managers for the admin, own staff for a manager. Raises NoSuchPerson."""
    person = account(tx, staff_id)
    foreign = scope.role is not Role.ADMIN and person.organization_id != scope.organization_id
    if (
        foreign
        or not keeps_branch(tx, scope, person.branch_id)
        or person.role not in KEEPS.get(scope.role, frozenset[Any]())
    ):
        raise NoSuchPerson()
    return person


def _refuse_strange_place(tx: Tx, scope: Scope, organization_id: str | None, branch_id: str | None) -> None:
    if organization_id is not None:
        organization_of(tx, organization_id)
    if branch_id is not None and branch_of(tx, branch_id).organization_id != organization_id:
        raise NoSuchBranch()
    if not keeps_branch(tx, scope, branch_id):
        raise NoSuchBranch()
