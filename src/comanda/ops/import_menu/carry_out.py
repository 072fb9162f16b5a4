"""An import, carried out: the file read, the difference planned, the house brought up to it in short commands."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from comanda.catalog.actions.availability import Switch, set_product_availability
from comanda.catalog.actions.publish import publish
from comanda.catalog.actions.save import save_catalog, set_branch_prices
from comanda.catalog.schemas.menu import SetAvailability
from comanda.catalog.values import CatalogPart
from comanda.engine.commands import Caller, SystemProof, Verb
from comanda.engine.database import Database
from comanda.engine.strict import fault
from comanda.engine.tx import Tx
from comanda.floor.actions.layout import lay_out
from comanda.identity.actions.houses import create_branch, create_organization
from comanda.kernel.scope import Right, Role, Scope
from comanda.ops.import_menu.plan import BranchPlan, Plan, plan_import
from comanda.ops.import_menu.present import Present, present_in
from comanda.ops.import_menu.reading import BadMenu, read_menu
from comanda.ops.import_menu.shapes import MenuFile

ROWS_AT_ONCE = 400
"""Keeps each command well under 50 ms, so that a restaurant that is open does not feel the import."""
Item = TypeVar("Item")


class Readable(Protocol):
    """A database that answers queries on one snapshot."""

    def look_now(self, query: Callable[[Tx], Present]) -> Present: ...


def import_menu(database: Database, path: Path, organization_id: str | None = None) -> Plan:
    """Into the organization, or into a new one. Raises BadMenu, NoSuchOrganization, OSError, Unavailable.

    Guests and staff see nothing of it until each branch is published at the end; an import that was cut off is
    finished by doing it again.
    """
    menu = read_menu(path)
    plan = plan_for(menu, present_of(database, organization_id))
    carry_out(database, plan)
    return plan


def present_of(database: Readable, organization_id: str | None) -> Present:
    """What there is to compare with. Raises NoSuchOrganization."""
    if organization_id is None:
        return Present()
    return database.look_now(lambda tx: present_in(tx, organization_id))


def plan_for(menu: MenuFile, present: Present, new_organization_id: str | None = None) -> Plan:
    """Raises BadMenu when the file's currency is not the organization's, or what it means there is not clear."""
    there = present.organization
    if there is not None and there.currency != menu.branches[0].currency:
        detail = f"the organization {there.name} sells in {there.currency}"
        raise BadMenu([fault("/branches/0/currency", "contradiction", detail)])
    plan = plan_import(menu, present, there.id if there is not None else new_organization_id)
    if plan.faults:
        raise BadMenu(plan.faults)
    return plan


def carry_out(database: Database, plan: Plan) -> None:
    """Raises Unavailable when the database cannot be written."""
    house = plan.organization_id
    if plan.organization is not None:
        _write(database, create_organization, plan.organization)
    for part in parts_of(plan.catalog):
        _write(database, save_catalog, part, house)
    for branch in plan.branches:
        _make_branch(database, house, branch)


def _make_branch(database: Database, house: str, branch: BranchPlan) -> None:
    if branch.new is not None:
        _write(database, create_branch, branch.new, house)
    if branch.layout.tables:
        _write(database, lay_out, branch.layout, house, branch.id)
    if branch.prices:
        _write(database, set_branch_prices, branch.prices, house, branch.id)
    _write(database, publish_menu, branch.unavailable, house, branch.id)


def publish_menu(tx: Tx, scope: Scope, unavailable: list[str]) -> None:
    """The branch offers what the catalog holds now; products new to it that the file marks stay switched off."""
    publish(tx, scope)
    for product_id in unavailable:
        set_product_availability(tx, scope, Switch(product_id, SetAvailability(available=False)))


def _write(database: Database, verb: Verb, command: Any, organization_id: str = "", branch_id: str = "") -> Any:
    caller = Caller(SystemProof(organization_id, branch_id, Role.ADMIN), Right.KEEP_HOUSE)
    return database.write_now(verb, caller, command)


def parts_of(catalog: CatalogPart) -> Iterator[CatalogPart]:
    """The catalog in commands of a few hundred rows; what is referred to comes first."""
    few = CatalogPart(
        tax_rates=catalog.tax_rates,
        availability_windows=catalog.availability_windows,
        product_types=catalog.product_types,
    )
    if few.tax_rates or few.availability_windows or few.product_types:
        yield few
    yield from (CatalogPart(option_groups=rows) for rows in _chunks(catalog.option_groups))
    yield from (CatalogPart(options=rows) for rows in _chunks(catalog.options))
    yield from (CatalogPart(products=rows) for rows in _chunks(catalog.products))
    links = list(catalog.product_groups.items())
    yield from (CatalogPart(product_groups=dict(some)) for some in _chunks(links))


def _chunks(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), ROWS_AT_ONCE):
        yield items[start : start + ROWS_AT_ONCE]
