"""The writer of houses, people and sign-ins."""

from msgspec import Struct
from sqlalchemy import bindparam, insert, update

from comanda.engine.log import open_stream
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.identity.errors import EmailTaken
from comanda.identity.events import BranchCreated, OrganizationCreated, SignedIn, SignedOut, StaffAdded
from comanda.identity.queries import STAFF_BY_EMAIL, member
from comanda.identity.rules import branch_code
from comanda.identity.tables import branches, memberships, organizations, sign_ins, staff
from comanda.identity.values import StaffMember, StaffRole
from comanda.kernel.clock import DAY, DEFAULT_CUTOFF
from comanda.kernel.scope import Scope
from comanda.pricing.tax import TaxRounding

SIGN_IN_LASTS = 7 * DAY

ADD_ORGANIZATION = insert(organizations)
ADD_BRANCH = insert(branches)
ADD_STAFF = insert(staff)
ADD_MEMBERSHIP = insert(memberships)
OPEN_SIGN_IN = insert(sign_ins)
SAW_PERSON = update(staff).where(staff.c.id == bindparam("staff")).values(last_login_at=bindparam("at"))
CLOSE_SIGN_IN = (
    update(sign_ins)
    .where(sign_ins.c.secret_hash == bindparam("secret"), sign_ins.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"))
)


class NewOrganization(Struct, frozen=True):
    id: str
    name: str
    currency: str
    country: str
    language: str = "en"


class NewBranch(Struct, frozen=True):
    id: str
    organization_id: str
    name: str
    timezone: str
    country: str
    tax_included: bool = True
    tax_rounding: TaxRounding = TaxRounding.BILL
    cash_step: int = 1
    cutoff: int = DEFAULT_CUTOFF


class NewStaff(Struct, frozen=True):
    """`organization_id` None for the platform's admin; `branch_id` None for the whole organization."""

    email: str
    name: str
    role: StaffRole
    password_hash: str | None
    organization_id: str | None = None
    branch_id: str | None = None


def create_organization(tx: Tx, scope: Scope, new: NewOrganization) -> str:
    """The house and its history begin; written on the platform's stream."""
    tx.run(
        ADD_ORGANIZATION,
        id=new.id,
        name=new.name,
        currency=new.currency,
        country=new.country,
        language=new.language,
        created_at=tx.now,
    )
    open_stream(tx, new.id)
    tx.record(OrganizationCreated(id=new.id, name=new.name, currency=new.currency, country=new.country))
    return new.id


def create_branch(tx: Tx, scope: Scope, new: NewBranch) -> str:
    """A restaurant of the organization, with a log of its own."""
    tx.run(
        ADD_BRANCH,
        id=new.id,
        organization_id=new.organization_id,
        code=branch_code(new.id),
        name=new.name,
        timezone=new.timezone,
        country=new.country,
        cutoff=new.cutoff,
        tax_included=int(new.tax_included),
        tax_rounding=new.tax_rounding,
        cash_step=new.cash_step,
        created_at=tx.now,
    )
    open_stream(tx, new.id)
    tx.record(BranchCreated(id=new.id, organization_id=new.organization_id, name=new.name))
    return new.id


def add_staff(tx: Tx, scope: Scope, new: NewStaff) -> str:
    """Raises EmailTaken."""
    email = new.email.strip().lower()
    if tx.one(STAFF_BY_EMAIL, email=email) is not None:
        raise EmailTaken()
    staff_id = tx.new_id()
    tx.run(
        ADD_STAFF,
        id=staff_id,
        email=email,
        name=new.name,
        password_hash=new.password_hash,
        active=1,
        last_login_at=None,
        created_at=tx.now,
    )
    tx.run(
        ADD_MEMBERSHIP,
        id=tx.new_id(),
        staff_id=staff_id,
        role=new.role,
        organization_id=new.organization_id,
        branch_id=new.branch_id,
    )
    tx.record(StaffAdded(id=staff_id, role=new.role, branch_id=new.branch_id))
    return staff_id


class OpenSignIn(Struct, frozen=True):
    staff_id: str
    secret: str


def open_sign_in(tx: Tx, scope: Scope, command: OpenSignIn) -> StaffMember:
    """The password has been checked; from now on the secret stands for the person."""
    tx.run(
        OPEN_SIGN_IN,
        secret_hash=fingerprint(command.secret),
        staff_id=command.staff_id,
        opened_at=tx.now,
        expires_at=tx.now + SIGN_IN_LASTS,
        closed_at=None,
    )
    tx.run(SAW_PERSON, staff=command.staff_id, at=tx.now)
    tx.record(SignedIn(id=command.staff_id))
    return member(tx, command.staff_id)


def close_sign_in(tx: Tx, scope: Scope, secret_hash: bytes) -> None:
    """Nothing that comes after this is done in that person's name."""
    tx.run(CLOSE_SIGN_IN, secret=secret_hash, at=tx.now)
    tx.record(SignedOut(id=scope.actor_id))
