"""The wire of sign-ins."""

from msgspec import Struct

from comanda.identity.values import StaffMember
from comanda.kernel.wire import Email, Named, Secret


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    email: Email
    password: Secret


class Person(Struct, frozen=True):
    id: str
    name: str
    email: str


class BranchOfMine(Struct, frozen=True):
    id: str
    name: str
    currency: str
    timezone: str
    country: str
    role: str


class Me(Struct, frozen=True):
    """The signed-in person, with the branches there is work in."""

    staff: Person
    role: str
    organization: Named | None
    branches: list[BranchOfMine]

    @classmethod
    def of(cls, member: StaffMember) -> "Me":
        house = member.organization_id and Named(member.organization_id, member.organization_name or "")
        return cls(
            Person(member.id, member.name, member.email),
            member.role,
            house or None,
            [BranchOfMine(w.id, w.name, w.currency, w.timezone, w.country, w.role) for w in member.workplaces],
        )
