"""Tax rates and availability windows on the web."""

from typing import Any

from litestar import Response

from comanda.catalog.actions.changes import begin_catalog
from comanda.catalog.actions.hours_and_rates import (
    add_tax_rate,
    add_window,
    archive_window,
    change_tax_rate,
    change_window,
)
from comanda.catalog.api.saving import archived, change_in, read_one, read_page, save, shown_as
from comanda.catalog.errors import InvalidCatalog, NoSuchTaxRate, NoSuchWindow, StillInUse
from comanda.catalog.queries.catalog import catalog_version
from comanda.catalog.queries.editing import tax_rate, tax_rates, window, windows
from comanda.catalog.schemas.editing import (
    Archived,
    ChangeTaxRate,
    ChangeWindow,
    NewTaxRate,
    NewWindow,
    TaxRateItem,
    TaxRateList,
    TaxRateSaved,
    WindowItem,
    WindowList,
    WindowSaved,
)
from comanda.engine.http.call import Call
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.identity.api.sign_ins import person_proof
from comanda.identity.errors import CatalogRestricted
from comanda.kernel.errors import VersionConflict, VersionMissing
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import StaffPageQuery

show_rate, show_window = shown_as(TaxRateSaved, tax_rate), shown_as(WindowSaved, window)


@endpoint("GET", "/api/tax-rates", Right.EDIT_CATALOG, query=StaffPageQuery, gives=TaxRateList)
async def list_tax_rates(call: Call) -> Response[Any]:
    """The organization's tax rates; a new one begins with its country's usual ones."""

    def begun(tx: Tx, scope: Scope) -> bool:
        return catalog_version(tx, scope.organization_id) > 0

    if not await call.read(begun, person_proof(call)):
        await call.write(begin_catalog, person_proof(call))
    return await read_page(call, tax_rates, TaxRateList)


@endpoint(
    "POST",
    "/api/tax-rates",
    Right.EDIT_SETTINGS,
    takes=NewTaxRate,
    gives=TaxRateSaved,
    status=201,
    refuses=(CatalogRestricted, InvalidCatalog),
)
async def post_tax_rate(call: Call) -> Response[Any]:
    """A new tax rate."""
    return await save(call, add_tax_rate, await call.command(NewTaxRate), show_rate)


@endpoint("GET", "/api/tax-rates/{id:str}", Right.EDIT_CATALOG, gives=TaxRateItem, refuses=(NoSuchTaxRate,))
async def read_tax_rate(call: Call) -> Response[Any]:
    """One tax rate."""
    return await read_one(call, tax_rate)


@endpoint(
    "PATCH",
    "/api/tax-rates/{id:str}",
    Right.EDIT_SETTINGS,
    takes=ChangeTaxRate,
    gives=TaxRateSaved,
    refuses=(CatalogRestricted, NoSuchTaxRate, InvalidCatalog, VersionMissing, VersionConflict),
)
async def patch_tax_rate(call: Call) -> Response[Any]:
    """Rename a tax rate or change it for what is sold from now on."""
    return await save(call, change_tax_rate, await change_in(call, ChangeTaxRate), show_rate)


@endpoint("GET", "/api/availability-windows", Right.EDIT_CATALOG, query=StaffPageQuery, gives=WindowList)
async def list_windows(call: Call) -> Response[Any]:
    """The hours in which things are sold."""
    return await read_page(call, windows, WindowList)


@endpoint(
    "POST",
    "/api/availability-windows",
    Right.EDIT_CATALOG,
    takes=NewWindow,
    gives=WindowSaved,
    status=201,
    refuses=(CatalogRestricted, InvalidCatalog),
)
async def post_window(call: Call) -> Response[Any]:
    """New hours."""
    return await save(call, add_window, await call.command(NewWindow), show_window)


@endpoint("GET", "/api/availability-windows/{id:str}", Right.EDIT_CATALOG, gives=WindowItem, refuses=(NoSuchWindow,))
async def read_window(call: Call) -> Response[Any]:
    """One pair of hours with its weekdays."""
    return await read_one(call, window)


@endpoint(
    "PATCH",
    "/api/availability-windows/{id:str}",
    Right.EDIT_CATALOG,
    takes=ChangeWindow,
    gives=WindowSaved,
    refuses=(CatalogRestricted, NoSuchWindow, InvalidCatalog, VersionMissing, VersionConflict),
)
async def patch_window(call: Call) -> Response[Any]:
    """Change hours for everything sold in them."""
    return await save(call, change_window, await change_in(call, ChangeWindow), show_window)


@endpoint(
    "DELETE",
    "/api/availability-windows/{id:str}",
    Right.EDIT_CATALOG,
    gives=Archived,
    refuses=(CatalogRestricted, NoSuchWindow, StillInUse),
)
async def delete_window(call: Call) -> Response[Any]:
    """Archive hours nothing is sold in any more."""
    return await save(call, archive_window, call.path_params["id"], archived)


endpoints: list[Endpoint] = [
    list_tax_rates,
    post_tax_rate,
    read_tax_rate,
    patch_tax_rate,
    list_windows,
    post_window,
    read_window,
    patch_window,
    delete_window,
]
