"""What other rooms may know of a house and its people."""

from enum import StrEnum

from msgspec import Struct

from comanda.kernel.scope import Role
from comanda.pricing.tax import TaxRounding


class StaffRole(StrEnum):
    """The roles a person can hold; a guest is nobody's staff."""

    ADMIN = Role.ADMIN
    MANAGER = Role.MANAGER
    CASHIER = Role.CASHIER
    KITCHEN = Role.KITCHEN


class Organization(Struct, frozen=True):
    """The business that branches belong to; `language` is that of its texts."""

    id: str
    name: str
    currency: str
    language: str


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


class Workplace(Struct, frozen=True):
    """A branch a person works in, with the role held there."""

    id: str
    name: str
    currency: str
    timezone: str
    country: str
    role: StaffRole


class StaffMember(Struct, frozen=True):
    id: str
    name: str
    email: str
    role: StaffRole
    organization_id: str | None
    organization_name: str | None
    workplaces: list[Workplace]
