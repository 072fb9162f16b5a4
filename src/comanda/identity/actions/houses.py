"""Organizations and branches, and their settings."""

import msgspec
from msgspec import UNSET, Struct
from sqlalchemy import bindparam, insert, update

from comanda.engine.commands import Change
from comanda.engine.log import open_stream
from comanda.engine.sweep import OLD_KEYS
from comanda.engine.timer import remind
from comanda.engine.tx import Tx
from comanda.identity.errors import ForbiddenField
from comanda.identity.events import BranchChanged, BranchCreated, OrganizationChanged, OrganizationCreated
from comanda.identity.queries import branch_of, only_branch, organization_of
from comanda.identity.rules import BRANCH_FIELDS, branch_code, checked_currency, checked_zone
from comanda.identity.schemas import ChangeBranch, ChangeOrganization, ChangeOwnOrganization
from comanda.identity.tables import branches, organizations
from comanda.identity.values import Branch, BranchManagers, Lateness, OrderLimits, Organization
from comanda.kernel.clock import DAY, DEFAULT_CUTOFF
from comanda.kernel.countries import cash_step, shows_prices_with_tax
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Scope
from comanda.pricing.tax import TaxRounding

ADD_ORGANIZATION = insert(organizations)
ADD_BRANCH = insert(branches)
SAVE_ORGANIZATION = (
    update(organizations)
    .where(organizations.c.id == bindparam("house"), organizations.c.version == bindparam("read"))
    .values(
        name=bindparam("new_name"),
        branch_managers=bindparam("new_branch_managers"),
        version=organizations.c.version + 1,
    )
    .returning(organizations.c.version)
)
SAVE_BRANCH = (
    update(branches)
    .where(branches.c.id == bindparam("branch"), branches.c.version == bindparam("read"))
    .values(
        name=bindparam("new_name"),
        timezone=bindparam("new_timezone"),
        country=bindparam("new_country"),
        cutoff=bindparam("new_cutoff"),
        tax_included=bindparam("new_tax_included"),
        tax_rounding=bindparam("new_tax_rounding"),
        cash_step=bindparam("new_cash_step"),
        confirm_automatically=bindparam("new_confirm_automatically"),
        lateness=bindparam("new_lateness"),
        order_limits=bindparam("new_order_limits"),
        version=branches.c.version + 1,
    )
    .returning(branches.c.version)
)
"""The admin and a manager write behind different locks, so the row itself says whether it is still what was read."""
_encode = msgspec.json.Encoder().encode


class NewOrganization(Struct, frozen=True):
    id: str
    name: str
    currency: str
    country: str
    language: str = "en"


class NewBranch(Struct, frozen=True):
    """`tax_included` and `cash_step` None: as is usual in the country."""

    id: str
    organization_id: str
    name: str
    timezone: str
    country: str
    tax_included: bool | None = None
    tax_rounding: TaxRounding = TaxRounding.BILL
    cash_step: int | None = None
    cutoff: int = DEFAULT_CUTOFF


def create_organization(tx: Tx, scope: Scope, new: NewOrganization) -> str:
    """The house and its history begin; written on the platform's stream. Raises UnknownCurrency."""
    tx.run(
        ADD_ORGANIZATION,
        id=new.id,
        name=new.name,
        currency=checked_currency(new.currency),
        country=new.country,
        language=new.language,
        branch_managers=BranchManagers.CATALOG,
        created_at=tx.now,
        version=1,
    )
    open_stream(tx, new.id)
    own = msgspec.structs.replace(scope, organization_id=new.id, branch_id="")
    remind(tx, own, OLD_KEYS, new.id, tx.now + DAY)
    tx.record(OrganizationCreated(id=new.id, name=new.name, currency=new.currency, country=new.country))
    return new.id


def change_organization(tx: Tx, scope: Scope, change: Change) -> Organization:
    """Raises NoSuchOrganization, VersionConflict, ForbiddenField for a manager of a single branch."""
    wish: ChangeOrganization | ChangeOwnOrganization = change.wish
    before = organization_of(tx, change.id)
    if before.version != change.version:
        raise VersionConflict(current=before.version)
    wanted = {name: value for name, value in msgspec.structs.asdict(wish).items() if value is not UNSET}
    if not wanted:
        return before
    if only_branch(tx, scope) is not None:
        raise ForbiddenField(field=min(wanted))
    after = msgspec.structs.replace(before, **wanted)
    saved = tx.one(
        SAVE_ORGANIZATION,
        house=change.id,
        read=before.version,
        new_name=after.name,
        new_branch_managers=after.branch_managers,
    )
    after = organization_of(tx, change.id)
    if saved is None:
        raise VersionConflict(current=after.version)
    tx.record(
        OrganizationChanged(id=after.id, name=after.name, branch_managers=after.branch_managers, version=after.version)
    )
    return after


def create_branch(tx: Tx, scope: Scope, new: NewBranch) -> str:
    """A restaurant of the organization, with a log of its own. Raises NoSuchOrganization, UnknownZone."""
    house = organization_of(tx, new.organization_id)
    tax_included = shows_prices_with_tax(new.country) if new.tax_included is None else new.tax_included
    tx.run(
        ADD_BRANCH,
        id=new.id,
        organization_id=new.organization_id,
        code=branch_code(new.id),
        name=new.name,
        timezone=checked_zone(new.timezone),
        country=new.country,
        cutoff=new.cutoff,
        tax_included=int(tax_included),
        tax_rounding=new.tax_rounding,
        cash_step=cash_step(new.country, house.currency) if new.cash_step is None else new.cash_step,
        confirm_automatically=0,
        lateness=_encode(Lateness()).decode(),
        order_limits=_encode(OrderLimits()).decode(),
        created_at=tx.now,
        version=1,
    )
    open_stream(tx, new.id)
    own = msgspec.structs.replace(scope, organization_id=new.organization_id, branch_id=new.id)
    remind(tx, own, OLD_KEYS, new.id, tx.now + DAY)
    tx.record(BranchCreated(id=new.id, organization_id=new.organization_id, name=new.name))
    return new.id


def change_branch(tx: Tx, scope: Scope, change: Change) -> Branch:
    """Raises NoSuchBranch, VersionConflict, ForbiddenField for what is somebody else's, UnknownZone."""
    before = branch_of(tx, change.id)
    if before.version != change.version:
        raise VersionConflict(current=before.version)
    wish: ChangeBranch = change.wish
    wanted = {name: value for name, value in msgspec.structs.asdict(wish).items() if value is not UNSET}
    if strange := sorted(wanted.keys() - BRANCH_FIELDS[scope.role]):
        raise ForbiddenField(field=strange[0])
    if "timezone" in wanted:
        checked_zone(wanted["timezone"])
    if "cutoff" in wanted:
        hours, minutes = wanted["cutoff"].split(":")
        wanted["cutoff"] = int(hours) * 60 + int(minutes)
    after = msgspec.structs.replace(before, **wanted)
    saved = tx.one(
        SAVE_BRANCH, branch=change.id, read=before.version, new_name=after.name, new_timezone=after.timezone,
        new_country=after.country, new_cutoff=after.cutoff, new_tax_included=int(after.tax_included),
        new_tax_rounding=after.tax_rounding, new_cash_step=after.cash_step,
        new_confirm_automatically=int(after.confirm_automatically), new_lateness=_encode(after.lateness).decode(),
        new_order_limits=_encode(after.order_limits).decode(),
    )  # fmt: skip
    after = branch_of(tx, change.id)
    if saved is None:
        raise VersionConflict(current=after.version)
    tx.record(BranchChanged(id=after.id, fields=sorted(wanted), version=after.version))
    return after
