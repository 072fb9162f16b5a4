"""Product types on the web."""

from typing import Any

from litestar import Response

from comanda.catalog.actions.types import (
    add_product_type,
    archive_product_type,
    change_product_type,
    order_product_types,
)
from comanda.catalog.api.saving import archived, change_in, read_one, read_page, save, shown_as
from comanda.catalog.errors import InvalidCatalog, NoSuchProductType, StillInUse
from comanda.catalog.queries.editing import product_type, product_types
from comanda.catalog.schemas.editing import (
    Archived,
    ChangeProductType,
    NewProductType,
    Ordered,
    OrderTypes,
    ProductTypeItem,
    ProductTypeList,
    ProductTypeSaved,
    Reach,
)
from comanda.engine.http.call import Call
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.identity.errors import CatalogRestricted
from comanda.kernel.errors import VersionConflict, VersionMissing
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import StaffPageQuery

show = shown_as(ProductTypeSaved, product_type)


@endpoint("GET", "/api/product-types", Right.EDIT_CATALOG, query=StaffPageQuery, gives=ProductTypeList)
async def list_product_types(call: Call) -> Response[Any]:
    """The organization's product types in the menu's order."""
    return await read_page(call, product_types, ProductTypeList)


@endpoint(
    "POST",
    "/api/product-types",
    Right.EDIT_CATALOG,
    takes=NewProductType,
    gives=ProductTypeSaved,
    status=201,
    refuses=(CatalogRestricted, InvalidCatalog),
)
async def post_product_type(call: Call) -> Response[Any]:
    """A new product type."""
    return await save(call, add_product_type, await call.command(NewProductType), show)


@endpoint(
    "PUT",
    "/api/product-types/order",
    Right.EDIT_CATALOG,
    takes=OrderTypes,
    gives=Ordered,
    refuses=(CatalogRestricted, InvalidCatalog),
)
async def put_order_of_product_types(call: Call) -> Response[Any]:
    """The order of the types on every menu."""
    return await save(call, order_product_types, await call.command(OrderTypes), ordered)


@endpoint("GET", "/api/product-types/{id:str}", Right.EDIT_CATALOG, gives=ProductTypeItem, refuses=(NoSuchProductType,))
async def read_product_type(call: Call) -> Response[Any]:
    """One product type."""
    return await read_one(call, product_type)


@endpoint(
    "PATCH",
    "/api/product-types/{id:str}",
    Right.EDIT_CATALOG,
    takes=ChangeProductType,
    gives=ProductTypeSaved,
    refuses=(CatalogRestricted, NoSuchProductType, InvalidCatalog, VersionMissing, VersionConflict),
)
async def patch_product_type(call: Call) -> Response[Any]:
    """Change a product type."""
    return await save(call, change_product_type, await change_in(call, ChangeProductType), show)


@endpoint(
    "DELETE",
    "/api/product-types/{id:str}",
    Right.EDIT_CATALOG,
    gives=Archived,
    refuses=(CatalogRestricted, NoSuchProductType, StillInUse),
)
async def delete_product_type(call: Call) -> Response[Any]:
    """Archive a product type that has no products any more."""
    return await save(call, archive_product_type, call.path_params["id"], archived)


def ordered(tx: Tx, scope: Scope, ids: list[str], reach: Reach) -> Ordered:
    return Ordered(ids, reach)


endpoints: list[Endpoint] = [
    list_product_types,
    post_product_type,
    put_order_of_product_types,
    read_product_type,
    patch_product_type,
    delete_product_type,
]
