"""Houses, people and sign-ins on the wire."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from comanda.identity.rules import HOMES, cutoff_text, usual_value
from comanda.identity.values import (
    Branch,
    BranchManagers,
    Lateness,
    OrderLimits,
    Organization,
    StaffAccount,
    StaffMember,
    Workplace,
)
from comanda.kernel.clock import listed_zone, maybe_text, to_text
from comanda.kernel.wire import END, PASSWORD, Email, Key, Name, Named, Positive, Secret
from comanda.pricing.tax import TaxRounding

Currency = Annotated[str, Meta(max_length=3, pattern=f"^[A-Z]{{3}}{END}")]
Country = Annotated[str, Meta(max_length=2, pattern=f"^[A-Z]{{2}}{END}")]
Language = Annotated[str, Meta(pattern=f"^[a-z]{{2,3}}(-[A-Za-z0-9]{{2,8}})*{END}", max_length=20)]
ZoneName = Annotated[str, Meta(min_length=1, max_length=60, pattern=f"^[A-Za-z0-9_+/-]+{END}")]
TimeOfDay = Annotated[str, Meta(max_length=5, pattern=f"^([01][0-9]|2[0-3]):[0-5][0-9]{END}")]
CashStep = Annotated[int, Meta(ge=1, le=10_000)]
NewPassword = Annotated[str, Meta(min_length=12, max_length=256, extra=PASSWORD)]
Token = Annotated[str, Meta(min_length=1, max_length=100)]
Minutes = Annotated[int, Meta(ge=1, le=600)]
Devices = Annotated[int, Meta(ge=1, le=500)]
OrdersInTenMinutes = Annotated[int, Meta(ge=1, le=200)]
UnseenPortions = Annotated[int, Meta(ge=1, le=10_000)]


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    email: Email
    password: Secret


class Person(Struct, frozen=True):
    id: str
    name: str
    email: str


class BranchOfMine(Struct, frozen=True):
    """`managers` are the names of those whose word is asked where the own role does not reach."""

    id: str
    name: str
    currency: str
    timezone: str
    country: str
    role: str
    cutoff: str
    lateness: Lateness
    managers: list[str]

    @classmethod
    def of(cls, place: Workplace) -> "BranchOfMine":
        return cls(
            place.id, place.name, place.currency, listed_zone(place.timezone), place.country, place.role,
            cutoff_text(place.cutoff), place.lateness, place.managers,
        )  # fmt: skip


class Me(Struct, frozen=True):
    """The signed-in person, with the branches there is work in; `home` is the page of the person's own app.

    `branch` is the only one the person belongs to, null for the whole organization and for the platform.
    `edits_catalog`: the organization's catalog and tax rates are this person's to change.
    """

    staff: Person
    role: str
    home: str
    organization: Named | None
    branch: Named | None
    branches: list[BranchOfMine]
    edits_catalog: bool

    @classmethod
    def of(cls, member: StaffMember) -> "Me":
        house = member.organization_id and Named(member.organization_id, member.organization_name or "")
        only = [Named(place.id, place.name) for place in member.workplaces if place.id == member.only_branch_id]
        return cls(
            Person(member.id, member.name, member.email),
            member.role,
            HOMES[member.role],
            house or None,
            only[0] if only else None,
            [BranchOfMine.of(place) for place in member.workplaces],
            member.edits_catalog,
        )


class NewOrganizationIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `currency` and `language`, those of the country."""

    name: Name
    country: Country = "DE"
    currency: Currency | None = None
    language: Language | None = None


class ChangeOrganization(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    branch_managers: BranchManagers | UnsetType = UNSET


class ChangeOwnOrganization(Struct, frozen=True, forbid_unknown_fields=True):
    """What managers of the whole organization decide for those of single branches."""

    branch_managers: BranchManagers | UnsetType = UNSET


class OwnOrganizationOut(Struct, frozen=True):
    """`branch_managers`: whether managers of single branches edit the `catalog`, or their own `prices` alone."""

    id: str
    name: str
    branch_managers: BranchManagers
    version: int

    @classmethod
    def of(cls, house: Organization) -> "OwnOrganizationOut":
        return cls(house.id, house.name, house.branch_managers, house.version)


class OrganizationOut(Struct, frozen=True):
    id: str
    name: str
    currency: str
    country: str
    language: str
    branch_managers: BranchManagers
    branches: int
    managers: int
    created_at: str
    version: int

    @classmethod
    def of(cls, house: Organization) -> "OrganizationOut":
        return cls(
            house.id, house.name, house.currency, house.country, house.language, house.branch_managers,
            house.branches, house.managers, to_text(house.created_at), house.version,
        )  # fmt: skip


class OrganizationList(Struct, frozen=True):
    items: list[OrganizationOut]
    next: str | None = None


class NewBranchIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `country` and `timezone`, those of the organization and its country."""

    name: Name
    timezone: ZoneName | None = None
    country: Country | None = None


class LatenessIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes after which waiting is late soon, and late."""

    new: tuple[Minutes, Minutes]
    bill_asked: tuple[Minutes, Minutes]
    ready: tuple[Minutes, Minutes]


class OrderLimitsIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Above these an order waits for staff. `value` in minor units; null for the usual one of the currency."""

    devices: Devices
    device_orders: OrdersInTenMinutes
    table_orders: OrdersInTenMinutes
    value: Positive | None
    portions: UnseenPortions


class ChangeBranch(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    timezone: ZoneName | UnsetType = UNSET
    country: Country | UnsetType = UNSET
    cutoff: TimeOfDay | UnsetType = UNSET
    tax_included: bool | UnsetType = UNSET
    tax_rounding: TaxRounding | UnsetType = UNSET
    cash_step: CashStep | UnsetType = UNSET
    confirm_automatically: bool | UnsetType = UNSET
    lateness: LatenessIn | UnsetType = UNSET
    order_limits: OrderLimitsIn | UnsetType = UNSET


class BranchOut(Struct, frozen=True):
    """`usual_order_value`: what `order_limits.value` is where it is null, in minor units."""

    id: str
    organization_id: str
    organization: Named
    code: str
    name: str
    timezone: str
    country: str
    currency: str
    language: str
    cutoff: str
    tax_included: bool
    tax_rounding: str
    cash_step: int
    confirm_automatically: bool
    lateness: Lateness
    order_limits: OrderLimits
    usual_order_value: int
    version: int

    @classmethod
    def of(cls, branch: Branch) -> "BranchOut":
        return cls(
            branch.id, branch.organization_id, Named(branch.organization_id, branch.organization_name), branch.code,
            branch.name, listed_zone(branch.timezone), branch.country, branch.currency, branch.language,
            cutoff_text(branch.cutoff), branch.tax_included, branch.tax_rounding, branch.cash_step,
            branch.confirm_automatically, branch.lateness, branch.order_limits, usual_value(branch.currency),
            branch.version,
        )  # fmt: skip


class BranchList(Struct, frozen=True):
    items: list[BranchOut]
    next: str | None = None


class NewManager(Struct, frozen=True, forbid_unknown_fields=True):
    """Without a password the answer carries an invitation."""

    email: Email
    name: Name
    organization_id: Key
    branch_id: Key | None = None
    password: NewPassword | None = None


class NewStaffIn(Struct, frozen=True, forbid_unknown_fields=True):
    email: Email
    name: Name
    role: Annotated[str, Meta(pattern=f"^(cashier|kitchen){END}")]
    branch_id: Key
    password: NewPassword | None = None


class ChangeManager(Struct, frozen=True, forbid_unknown_fields=True):
    """A suspended person (`active` false), or one with a new password or e-mail, is signed out everywhere at once, and
    links sent before end: whoever read the old mailbox may be somebody else.

    Without a branch (`null`) a manager keeps the whole organization.
    """

    name: Name | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    role: Annotated[str, Meta(pattern=f"^(manager){END}")] | UnsetType = UNSET
    branch_id: Key | UnsetType | None = UNSET
    active: bool | UnsetType = UNSET
    password: NewPassword | UnsetType = UNSET


class ChangeStaff(Struct, frozen=True, forbid_unknown_fields=True):
    """The same of a cashier or a cook, who always work in one branch."""

    name: Name | UnsetType = UNSET
    email: Email | UnsetType = UNSET
    role: Annotated[str, Meta(pattern=f"^(cashier|kitchen){END}")] | UnsetType = UNSET
    branch_id: Key | UnsetType = UNSET
    active: bool | UnsetType = UNSET
    password: NewPassword | UnsetType = UNSET


class AccountOut(Struct, frozen=True):
    """`invited`: no password chosen yet. `invitation_url` stands only in the answer that made it."""

    id: str
    email: str
    name: str
    role: str
    organization: Named
    branch: Named | None
    active: bool
    invited: bool
    last_login_at: str | None
    version: int
    invitation_url: str | None = None

    @classmethod
    def of(cls, person: StaffAccount, invitation_url: str | None = None) -> "AccountOut":
        branch = None if person.branch_id is None else Named(person.branch_id, person.branch_name or "")
        return cls(
            person.id, person.email, person.name, person.role,
            Named(person.organization_id, person.organization_name), branch, person.active, person.invited,
            maybe_text(person.last_login_at), person.version, invitation_url,
        )  # fmt: skip


class AccountList(Struct, frozen=True):
    items: list[AccountOut]
    next: str | None = None


class Invitation(Struct, frozen=True):
    invitation_url: str


class TakeUpInvitation(Struct, frozen=True, forbid_unknown_fields=True):
    token: Token
    password: NewPassword
