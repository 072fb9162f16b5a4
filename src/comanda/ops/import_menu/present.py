"""What the house holds already of what a menu file speaks of."""

from msgspec import Struct

from comanda.catalog.queries.catalog import branch_prices_of, offered_at, whole_catalog
from comanda.catalog.values import CatalogPart
from comanda.engine.tx import Tx
from comanda.floor.queries import dining_tables, floor_areas
from comanda.floor.values import Area, DiningTable
from comanda.identity.queries import branches_of, organization_of
from comanda.identity.values import Branch, Organization
from comanda.kernel.scope import Role, Scope


class PresentBranch(Struct, frozen=True):
    """A branch with its floor, what it offers and its own prices."""

    branch: Branch
    tables: list[DiningTable]
    areas: list[Area]
    offered: frozenset[str]
    prices: dict[str, int]


class Present(Struct, frozen=True):
    """Everything of one organization an import compares with; empty for a new one."""

    organization: Organization | None = None
    catalog: CatalogPart = CatalogPart()
    branches: list[PresentBranch] = []


def present_in(tx: Tx, organization_id: str) -> Present:
    """Raises NoSuchOrganization."""
    return Present(
        organization_of(tx, organization_id),
        whole_catalog(tx, organization_id),
        [_present_branch(tx, branch) for branch in branches_of(tx, organization_id)],
    )


def _present_branch(tx: Tx, branch: Branch) -> PresentBranch:
    scope = Scope(Role.ADMIN, "system", branch.organization_id, branch.id)
    floor = dining_tables(tx, scope), floor_areas(tx, scope)
    return PresentBranch(branch, *floor, offered_at(tx, branch.id), branch_prices_of(tx, branch.id))
