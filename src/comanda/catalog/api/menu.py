"""The menu, and the switches of availability."""

from typing import Any

from litestar import Response

from comanda.catalog.actions.availability import Switch, Switched, set_option_availability, set_product_availability
from comanda.catalog.api.publishing import publish_to
from comanda.catalog.errors import InvalidMoment, NoSuchOption, NoSuchProduct, UntilNotAhead
from comanda.catalog.queries.cached import MenuBytes, MenuCache
from comanda.catalog.schemas.menu import AvailabilityOut, Menu, SetAvailability
from comanda.engine.commands import Proof
from comanda.engine.http.call import JSON, Call, Edge, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.http.packed import PACKED_READS, Packed, Shelf
from comanda.engine.tx import Tx
from comanda.kernel.clock import maybe_text
from comanda.kernel.scope import Right, Role, Scope


def menus_of(edge: Edge) -> MenuCache:
    """The process's menus."""
    return edge.kept("menus", MenuCache)


async def menu_reply(call: Call, menu: MenuBytes) -> Response[Any]:
    """The bytes, or 304 when the caller has them already."""
    shelf = call.edge.kept("menu bytes", Shelf)
    return await shelf.get(menu.etag, lambda: Packed(menu.body, JSON, {"Cache-Control": "no-cache"})).reply(call)


@endpoint("GET", "/api/menu", Right.READ_MENU, gives=Menu, headers=PACKED_READS)
async def read_menu(call: Call) -> Response[Any]:
    """What this branch sells now, as its staff may sell it."""
    return await menu_reply(call, await _newest(call, call.staff()))


@endpoint("GET", "/api/guest/menu", Right.VISIT, gives=Menu, headers=PACKED_READS)
async def read_guest_menu(call: Call) -> Response[Any]:
    """What the guest's branch sells now."""
    return await menu_reply(call, await _newest(call, call.guest()))


@endpoint(
    "PUT",
    "/api/products/{id:str}/availability",
    Right.SET_AVAILABILITY,
    takes=SetAvailability,
    gives=AvailabilityOut,
    refuses=(NoSuchProduct, UntilNotAhead, InvalidMoment),
)
async def switch_product(call: Call) -> Response[Any]:
    """Switch a product off or on for this branch, for a while or until switched back, or count its portions."""
    switch = Switch(call.path_params["id"], await call.command(SetAvailability))
    return reply(await call.write(set_product_availability, call.staff(), switch, answer=_out))


@endpoint(
    "PUT",
    "/api/options/{id:str}/availability",
    Right.SET_AVAILABILITY,
    takes=SetAvailability,
    gives=AvailabilityOut,
    refuses=(NoSuchOption, UntilNotAhead, InvalidMoment),
)
async def switch_option(call: Call) -> Response[Any]:
    """The same for an option."""
    switch = Switch(call.path_params["id"], await call.command(SetAvailability))
    return reply(await call.write(set_option_availability, call.staff(), switch, answer=_out))


async def _newest(call: Call, proof: Proof) -> MenuBytes:
    """A new branch publishes the catalog when its menu is first read."""
    menu: MenuBytes = await call.read(_menu, proof, menus_of(call.edge))
    if menu.version == 0:
        scope: Scope = await call.read(_caller, proof)
        await publish_to(call.edge.database, scope.organization_id, scope.branch_id)
        menu = await call.read(_menu, proof, menus_of(call.edge))
    return menu


def _caller(tx: Tx, scope: Scope) -> Scope:
    return scope


def _menu(tx: Tx, scope: Scope, cache: MenuCache) -> MenuBytes:
    return cache.menu(tx, scope.branch_id, guest=scope.role is Role.GUEST)


def _out(switched: Switched, scope: Scope) -> AvailabilityOut:
    overlay = switched.overlay
    return AvailabilityOut(
        switched.id,
        overlay.available,
        maybe_text(overlay.until),
        overlay.channel,
        overlay.remaining,
        switched.menu_version,
    )


endpoints: list[Endpoint] = [read_menu, read_guest_menu, switch_product, switch_option]
