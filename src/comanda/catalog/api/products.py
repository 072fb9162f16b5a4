"""Products and their prices on the web."""

from typing import Any

from litestar import Response

from comanda.catalog.actions.products import (
    PriceHere,
    add_product,
    archive_product,
    change_product,
    order_products,
    set_price_here,
)
from comanda.catalog.api.saving import archived, change_in, read_one, read_page, save, shown_as
from comanda.catalog.api.types import ordered
from comanda.catalog.errors import InvalidCatalog, NoSuchProduct, NoSuchProductType
from comanda.catalog.queries.editing import list_of_products, product
from comanda.catalog.schemas.editing import (
    Archived,
    ChangeProduct,
    NewProduct,
    Ordered,
    OrderProducts,
    ProductItem,
    ProductList,
    ProductSaved,
    Reach,
    SetPrice,
)
from comanda.engine.http.call import Call, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.identity.errors import BranchRequired, CatalogRestricted, NoSuchBranch
from comanda.identity.queries import branch_of
from comanda.kernel.errors import VersionConflict, VersionMissing
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import Named, StaffPageQuery

show = shown_as(ProductSaved, product)


@endpoint("GET", "/api/products", Right.EDIT_CATALOG, query=StaffPageQuery, gives=ProductList)
async def list_products(call: Call) -> Response[Any]:
    """The organization's products in the menu's order."""
    return await read_page(call, list_of_products, ProductList)


@endpoint(
    "POST",
    "/api/products",
    Right.EDIT_CATALOG,
    takes=NewProduct,
    gives=ProductSaved,
    status=201,
    refuses=(CatalogRestricted, InvalidCatalog),
)
async def post_product(call: Call) -> Response[Any]:
    """A new product, sold in every branch."""
    return await save(call, add_product, await call.command(NewProduct), show)


@endpoint(
    "PUT",
    "/api/products/order",
    Right.EDIT_CATALOG,
    takes=OrderProducts,
    gives=Ordered,
    refuses=(CatalogRestricted, NoSuchProductType, InvalidCatalog),
)
async def put_order_of_products(call: Call) -> Response[Any]:
    """The order of a type's products on every menu."""
    return await save(call, order_products, await call.command(OrderProducts), ordered)


@endpoint("GET", "/api/products/{id:str}", Right.EDIT_CATALOG, gives=ProductItem, refuses=(NoSuchProduct,))
async def read_product(call: Call) -> Response[Any]:
    """One product."""
    return await read_one(call, product)


@endpoint(
    "PATCH",
    "/api/products/{id:str}",
    Right.EDIT_CATALOG,
    takes=ChangeProduct,
    gives=ProductSaved,
    refuses=(CatalogRestricted, NoSuchProduct, InvalidCatalog, VersionMissing, VersionConflict),
)
async def patch_product(call: Call) -> Response[Any]:
    """Change a product in every branch."""
    return await save(call, change_product, await change_in(call, ChangeProduct), show)


@endpoint(
    "DELETE",
    "/api/products/{id:str}",
    Right.EDIT_CATALOG,
    gives=Archived,
    refuses=(CatalogRestricted, NoSuchProduct),
)
async def delete_product(call: Call) -> Response[Any]:
    """Archive a product: nobody can order it any more, old orders keep it."""
    return await save(call, archive_product, call.path_params["id"], archived)


@endpoint(
    "PUT",
    "/api/products/{id:str}/price",
    Right.EDIT_CATALOG,
    takes=SetPrice,
    gives=ProductSaved,
    refuses=(NoSuchProduct, BranchRequired, NoSuchBranch),
)
async def put_price(call: Call) -> Response[Any]:
    """The price of this branch alone, or the catalog's again."""
    wish = PriceHere(call.path_params["id"], (await call.command(SetPrice)).price)

    def act(tx: Tx, scope: Scope, command: PriceHere) -> ProductSaved:
        product_id = set_price_here(tx, scope, command)
        branch = branch_of(tx, scope.branch_id)
        return show(tx, scope, product_id, Reach([Named(branch.id, branch.name)]))

    return reply(await call.write(act, call.staff(), wish))


endpoints: list[Endpoint] = [
    list_products,
    post_product,
    put_order_of_products,
    read_product,
    patch_product,
    delete_product,
    put_price,
]
