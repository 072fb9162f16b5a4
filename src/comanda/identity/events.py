"""What happened to houses and people."""

from typing import ClassVar

from comanda.kernel.events import Event


class SignedIn(Event, frozen=True):
    kind: ClassVar[str] = "sign_in.opened"
    entity: ClassVar[str] = "staff"


class SignedOut(Event, frozen=True):
    kind: ClassVar[str] = "sign_in.closed"
    entity: ClassVar[str] = "staff"


class OrganizationCreated(Event, frozen=True):
    kind: ClassVar[str] = "organization.created"
    entity: ClassVar[str] = "organization"
    name: str
    currency: str
    country: str


class BranchCreated(Event, frozen=True):
    kind: ClassVar[str] = "branch.created"
    entity: ClassVar[str] = "branch"
    organization_id: str
    name: str


class StaffAdded(Event, frozen=True):
    """The name and the e-mail stay out: a fact outlives a person's wish to be forgotten."""

    kind: ClassVar[str] = "staff.added"
    entity: ClassVar[str] = "staff"
    role: str
    branch_id: str | None


class OrganizationChanged(Event, frozen=True):
    kind: ClassVar[str] = "organization.changed"
    entity: ClassVar[str] = "organization"
    name: str
    branch_managers: str
    version: int


class BranchChanged(Event, frozen=True):
    """`fields` names what changed; the row has the rest."""

    kind: ClassVar[str] = "branch.changed"
    entity: ClassVar[str] = "branch"
    fields: list[str]
    version: int


class StaffChanged(Event, frozen=True):
    kind: ClassVar[str] = "staff.changed"
    entity: ClassVar[str] = "staff"
    fields: list[str]
    version: int


class StaffInvited(Event, frozen=True):
    kind: ClassVar[str] = "staff.invited"
    entity: ClassVar[str] = "staff"


class SignedOutEverywhere(Event, frozen=True):
    kind: ClassVar[str] = "sign_in.closed_everywhere"
    entity: ClassVar[str] = "staff"
