"""Option groups and options on the web."""

from typing import Any

from litestar import Response

from comanda.catalog.actions.groups import (
    add_option_group,
    archive_option_group,
    change_option,
    change_option_group,
)
from comanda.catalog.api.saving import archived, change_in, read_one, read_page, save, shown_as
from comanda.catalog.errors import InvalidCatalog, NoSuchOption, NoSuchOptionGroup
from comanda.catalog.queries.editing import option_group, option_groups
from comanda.catalog.schemas.editing import (
    Archived,
    ChangeOption,
    ChangeOptionGroup,
    NewOptionGroup,
    OptionGroupItem,
    OptionGroupList,
    OptionGroupSaved,
)
from comanda.engine.http.call import Call
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.identity.errors import CatalogRestricted
from comanda.kernel.errors import VersionConflict, VersionMissing
from comanda.kernel.scope import Right
from comanda.kernel.wire import StaffPageQuery

show = shown_as(OptionGroupSaved, option_group)


@endpoint("GET", "/api/option-groups", Right.EDIT_CATALOG, query=StaffPageQuery, gives=OptionGroupList)
async def list_option_groups(call: Call) -> Response[Any]:
    """The organization's option groups with their options, and who asks them."""
    return await read_page(call, option_groups, OptionGroupList)


@endpoint(
    "POST",
    "/api/option-groups",
    Right.EDIT_CATALOG,
    takes=NewOptionGroup,
    gives=OptionGroupSaved,
    status=201,
    refuses=(CatalogRestricted, InvalidCatalog),
)
async def post_option_group(call: Call) -> Response[Any]:
    """A new option group with its options."""
    return await save(call, add_option_group, await call.command(NewOptionGroup), show)


@endpoint("GET", "/api/option-groups/{id:str}", Right.EDIT_CATALOG, gives=OptionGroupItem, refuses=(NoSuchOptionGroup,))
async def read_option_group(call: Call) -> Response[Any]:
    """One option group."""
    return await read_one(call, option_group)


@endpoint(
    "PATCH",
    "/api/option-groups/{id:str}",
    Right.EDIT_CATALOG,
    takes=ChangeOptionGroup,
    gives=OptionGroupSaved,
    refuses=(CatalogRestricted, NoSuchOptionGroup, InvalidCatalog, VersionMissing, VersionConflict),
)
async def patch_option_group(call: Call) -> Response[Any]:
    """Change an option group; its options are sent whole or not at all."""
    return await save(call, change_option_group, await change_in(call, ChangeOptionGroup), show)


@endpoint(
    "DELETE",
    "/api/option-groups/{id:str}",
    Right.EDIT_CATALOG,
    gives=Archived,
    refuses=(CatalogRestricted, NoSuchOptionGroup),
)
async def delete_option_group(call: Call) -> Response[Any]:
    """Archive an option group; no product asks it any more."""
    return await save(call, archive_option_group, call.path_params["id"], archived)


@endpoint(
    "PATCH",
    "/api/options/{id:str}",
    Right.EDIT_CATALOG,
    takes=ChangeOption,
    gives=OptionGroupSaved,
    refuses=(CatalogRestricted, NoSuchOption, InvalidCatalog, VersionMissing, VersionConflict),
)
async def patch_option(call: Call) -> Response[Any]:
    """Change one option, in the version of its group; the answer is the group."""
    return await save(call, change_option, await change_in(call, ChangeOption), show)


endpoints: list[Endpoint] = [
    list_option_groups,
    post_option_group,
    read_option_group,
    patch_option_group,
    delete_option_group,
    patch_option,
]
