"""What other rooms may know of a house and its people."""

from enum import StrEnum

from msgspec import Struct

from comanda.kernel.scope import Role
from comanda.pricing.tax import TaxRounding
from comanda.pricing.terms import Terms


class StaffRole(StrEnum):
    """The roles a person can hold; a guest is nobody's staff."""

    ADMIN = Role.ADMIN
    MANAGER = Role.MANAGER
    CASHIER = Role.CASHIER
    KITCHEN = Role.KITCHEN


class BranchManagers(StrEnum):
    """What managers of single branches may do to the organization's menu; everything else of their branch is theirs."""

    CATALOG = "catalog"
    """Edit the whole catalog and the tax rates, like a manager of the organization."""
    PRICES = "prices"
    """Set their branch's own prices and availability."""


class Lateness(Struct, frozen=True):
    """When waiting becomes late: `[soon, late]` in whole minutes."""

    new: tuple[int, int] = (2, 5)
    bill_asked: tuple[int, int] = (3, 6)
    ready: tuple[int, int] = (2, 4)


class OrderLimits(Struct, frozen=True):
    """Above these a guest's order is taken and waits for staff, also where the branch confirms automatically.

    `devices`: how many may join a table session (twice the guests where that is more). `device_orders` and
    `table_orders`: orders in ten minutes. `value` (minor units, None: the currency's default) and `portions`: of what
    one table session sent and staff have not seen. Source: ADR 0021.
    """

    devices: int = 12
    device_orders: int = 6
    table_orders: int = 20
    value: int | None = None
    portions: int = 100


class Branch(Struct, frozen=True):
    """One restaurant. `cutoff` in minutes after midnight, `cash_step` in minor units (1: no rounding)."""

    id: str
    organization_id: str
    organization_name: str
    code: str
    name: str
    timezone: str
    country: str
    currency: str
    language: str
    cutoff: int
    tax_included: bool
    tax_rounding: TaxRounding
    cash_step: int
    confirm_automatically: bool
    lateness: Lateness
    order_limits: OrderLimits
    version: int

    @property
    def terms(self) -> Terms:
        """Of what is sold from now on; what was sold keeps its own."""
        return Terms(self.currency, self.tax_included, self.tax_rounding, self.cash_step)


class Workplace(Struct, frozen=True):
    """A branch a person works in, with the role held there."""

    id: str
    name: str
    currency: str
    timezone: str
    country: str
    role: StaffRole
    cutoff: int
    lateness: Lateness
    managers: list[str]
    """Names of those who may do what others need approval for."""


class StaffMember(Struct, frozen=True):
    """`only_branch_id` is None for whoever works in every branch of the organization."""

    id: str
    name: str
    email: str
    role: StaffRole
    organization_id: str | None
    organization_name: str | None
    only_branch_id: str | None
    workplaces: list[Workplace]
    edits_catalog: bool
    """Whether the organization's catalog and tax rates are this person's to change."""


class Organization(Struct, frozen=True):
    """A house. `created_at` in microseconds."""

    id: str
    name: str
    currency: str
    country: str
    language: str
    branch_managers: BranchManagers
    created_at: int
    version: int
    branches: int
    managers: int


class StaffAccount(Struct, frozen=True):
    """A person's account with the one place it works in; `branch_id` None for the whole organization."""

    id: str
    email: str
    name: str
    role: StaffRole
    organization_id: str
    organization_name: str
    branch_id: str | None
    branch_name: str | None
    active: bool
    invited: bool
    last_login_at: int | None
    version: int
