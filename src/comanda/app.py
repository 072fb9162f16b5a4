"""The composition root: the only module that knows every room."""

import asyncio
import contextlib
import logging
import shutil
from collections.abc import AsyncGenerator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from litestar import Litestar, Response
from litestar.exceptions import HTTPException
from msgspec.structs import replace

import comanda.billing.api
import comanda.catalog.api.groups
import comanda.catalog.api.hours_and_rates
import comanda.catalog.api.menu
import comanda.catalog.api.products
import comanda.catalog.api.types
import comanda.floor.api.layout
import comanda.floor.api.requests
import comanda.floor.api.visits
import comanda.identity.api.houses
import comanda.identity.api.people
import comanda.identity.api.sign_ins
import comanda.kitchen.api
import comanda.orders.api.devices
import comanda.orders.api.rounds
import comanda.payments.api
import comanda.realtime.api
import comanda.reports.api
from comanda.billing.timers import HANDLERS as BILLING_REMINDERS
from comanda.catalog.api.menu import menus_of
from comanda.catalog.api.publishing import resume_publishing
from comanda.catalog.timers import HANDLERS as CATALOG_REMINDERS
from comanda.engine.database import Database, stored_something
from comanda.engine.drivers import driver_for
from comanda.engine.ending import supervise
from comanda.engine.http.address import address_of
from comanda.engine.http.bounds import Bounded
from comanda.engine.http.call import Call, Edge, found
from comanda.engine.http.endpoint import Endpoint, endpoint, to_route
from comanda.engine.http.openapi import openapi_document
from comanda.engine.http.pages import Client, Inside
from comanda.engine.http.problems import plain_problem, problem
from comanda.engine.http.security import Guarded
from comanda.engine.http.sockets import Sockets
from comanda.engine.hub import Hub
from comanda.engine.sweep import OLD_KEYS, drop_old_keys
from comanda.engine.throttled import FaultLog
from comanda.engine.timer import Timer
from comanda.engine.tx import Tx
from comanda.floor.queries import GuestProof
from comanda.floor.timers import HANDLERS as FLOOR_REMINDERS
from comanda.identity.actions.sign_ins import SIGN_IN_OVER, drop_sign_ins
from comanda.identity.api.sign_ins import person_proof
from comanda.identity.errors import BranchRequired, NoSuchBranch
from comanda.identity.queries import PersonProof, StaffProof, branch_by_code, branch_of
from comanda.identity.rules import HOMES
from comanda.identity.values import StaffRole
from comanda.kernel.clock import Clock, monotonic_clock, system_clock
from comanda.kernel.errors import NotSignedIn, OutcomeUnknown, Refusal, TooMany, Unavailable
from comanda.kernel.scope import Right
from comanda.orders.rules import CONFIRM
from comanda.orders.timers import confirm_by_itself
from comanda.realtime.api import follow_events, menu_aside
from comanda.settings import Settings

STATIC = Path(__file__).parent / "static"
LEAST_FREE = 0.02
"""Share of the disk below which the server says it is not ready to take orders."""
READY_WITHIN = 4.0
"""Seconds the database has to answer `/readyz`."""
logger = logging.getLogger(__name__)
faults = FaultLog(logger)


@endpoint("GET", "/healthz", None)
async def healthz(call: Call) -> Response[Any]:
    """The process is up."""
    return found({"status": "up"})


@endpoint("GET", "/readyz", None, refuses=(Unavailable,))
async def readyz(call: Call) -> Response[Any]:
    """The house can write and read, and the disk has room; `warnings` says what somebody should look at all the same.

    So far that is a clock that is, or was, wrong: last events lie in the future, or it stepped back.
    """
    await call.edge.database.check(READY_WITHIN)
    try:
        usage = await asyncio.to_thread(shutil.disk_usage, call.edge.settings.data_dir)
    except OSError:
        raise Unavailable("The data folder is gone.") from None
    if usage.free < LEAST_FREE * usage.total:
        raise Unavailable("The disk of the data folder is nearly full.")
    warnings = await call.edge.database.look(lambda tx: call.edge.database.clock_watch.warnings(tx, tx.now))
    return found({"status": "ready", **({"warnings": warnings} if warnings else {})})


@cache
def contract() -> dict[str, Any]:
    """The OpenAPI document of this version; it does not change while the process lives."""
    return openapi_document(ENDPOINTS, version("comanda"))


@endpoint("GET", "/api/openapi.json", None)
async def read_openapi(call: Call) -> Response[Any]:
    """This document."""
    return found(contract())


@endpoint("GET", "/user", None, medium="text/html")
async def guest_page(call: Call) -> Response[Any]:
    """The guest's app, with the menu of the link's branch inside it and nothing of the visit."""
    client: Client = call.edge.state["client"]
    code = str(call.query_params.get("session", "")).partition("-")[0]
    cache = menus_of(call.edge)

    def menu(tx: Tx) -> Inside | None:
        branch_id = branch_by_code(tx, code)
        if branch_id is None:
            return None
        bytes_of_menu = cache.menu(tx, branch_id, guest=True)
        return Inside(bytes_of_menu.body, bytes_of_menu.etag, branch_of(tx, branch_id).language)

    return await client.page(call, "guest.html", await call.edge.database.look(menu) if code else None)


@endpoint("GET", "/cashier", None, medium="text/html")
async def cashier_page(call: Call) -> Response[Any]:
    """The cashier's app; it asks for the sign-in itself."""
    client: Client = call.edge.state["client"]
    return await client.page(call, "cashier.html")


@endpoint("GET", "/manager", None, medium="text/html")
async def manager_page(call: Call) -> Response[Any]:
    """The manager's app."""
    client: Client = call.edge.state["client"]
    return await client.page(call, "manager.html")


@endpoint("GET", "/admin", None, medium="text/html")
async def admin_page(call: Call) -> Response[Any]:
    """The platform's app; it links to no kitchen and no register."""
    client: Client = call.edge.state["client"]
    return await client.page(call, "admin.html")


@endpoint("GET", "/kitchen", None, medium="text/html")
async def kitchen_page(call: Call) -> Response[Any]:
    """The kitchen's app."""
    client: Client = call.edge.state["client"]
    return await client.page(call, "kitchen.html")


@endpoint("GET", "/invitation", None, medium="text/html")
async def invitation_page(call: Call) -> Response[Any]:
    """Where an invited person chooses a password."""
    client: Client = call.edge.state["client"]
    return await client.page(call, "invitation.html")


@endpoint("GET", "/", None, medium="text/html", status=307)
async def front_door(call: Call) -> Response[Any]:
    """Whoever is signed in goes to the own app, everybody else to the sign-in of the cashier's."""
    try:
        person = await call.edge.database.look(person_proof(call).prove)
        place = HOMES[StaffRole(person.role)]
    except NotSignedIn as refusal:
        call.edge.count_guess(call.address, refusal)
        place = "/cashier"
    return Response(None, status_code=307, headers={"Location": place, "Cache-Control": "no-store"})


@endpoint("GET", "/assets/{name:str}", None, medium="application/octet-stream")
async def asset(call: Call) -> Response[Any]:
    """A built file, kept for a year by browsers."""
    client: Client = call.edge.state["client"]
    return await client.asset(call, f"assets/{call.path_params['name']}")


BRANCHLESS = {
    Right.VISIT,
    Right.OWN_SIGN_IN,
    Right.KEEP_PLATFORM,
    Right.KEEP_BRANCHES,
    Right.EDIT_CATALOG,
    Right.EDIT_SETTINGS,
    Right.EDIT_STAFF,
    Right.READ_REPORTS,
}
"""Rights of guests, of a person, of a house and of the platform: no branch has to be named for them."""


def of_a_branch(declared: Endpoint) -> Endpoint:
    """What acts in a branch also refuses to guess which one, and to find a foreign one."""
    if declared.right is None or declared.right in BRANCHLESS:
        return declared
    return replace(declared, refuses=(*declared.refuses, BranchRequired, NoSuchBranch))


ROOMS: list[Endpoint] = [
    *comanda.identity.api.sign_ins.endpoints,
    *comanda.identity.api.houses.endpoints,
    *comanda.identity.api.people.endpoints,
    *comanda.catalog.api.menu.endpoints,
    *comanda.catalog.api.hours_and_rates.endpoints,
    *comanda.catalog.api.types.endpoints,
    *comanda.catalog.api.products.endpoints,
    *comanda.catalog.api.groups.endpoints,
    *comanda.floor.api.visits.endpoints,
    *comanda.floor.api.layout.endpoints,
    *comanda.floor.api.requests.endpoints,
    *comanda.orders.api.rounds.endpoints,
    *comanda.orders.api.devices.endpoints,
    *comanda.kitchen.api.endpoints,
    *comanda.billing.api.endpoints,
    *comanda.payments.api.endpoints,
    *comanda.reports.api.endpoints,
    *comanda.realtime.api.endpoints,
]
API = [of_a_branch(declared) for declared in ROOMS]
HANDLERS = {
    OLD_KEYS: drop_old_keys,
    SIGN_IN_OVER: drop_sign_ins,
    CONFIRM: confirm_by_itself,
    **BILLING_REMINDERS,
    **FLOOR_REMINDERS,
    **CATALOG_REMINDERS,
}
"""What the timer calls for each kind of reminder."""
PAGES: list[Endpoint] = [
    guest_page,
    cashier_page,
    manager_page,
    admin_page,
    kitchen_page,
    invitation_page,
    front_door,
    asset,
]
ENDPOINTS: list[Endpoint] = [*API, healthz, readyz, read_openapi]


def create_app(settings: Settings, clock: Clock = system_clock, ticks: Clock = monotonic_clock) -> Any:
    """An ASGI application over its own database; the schema must be there (see `comanda migrate`).

    `clock` tells the time of day; `ticks`, which never steps back, refills the limits.
    """
    database = Database(driver_for(settings.database_url, settings.data_dir), clock)
    edge = Edge(database, settings, StaffProof, PersonProof, GuestProof, ticks)
    hub, sockets = Hub(database, menu_aside), Sockets(database, ticks)
    timer = Timer(database, HANDLERS)
    database.bell = hub.ring
    edge.state |= {"hub": hub, "sockets": sockets, "client": Client(STATIC)}

    @contextlib.asynccontextmanager
    async def life(app: Litestar) -> AsyncGenerator[None]:
        working = [asyncio.create_task(task.run()) for task in (hub, sockets, timer)]
        for task, name in zip(working, ("the hub", "the sockets' watch", "the timer"), strict=True):
            supervise(task, name)
        try:
            await resume_publishing(database)
        except Unavailable:
            logger.warning("menus that a crash has left behind are published later: the database is busy")
        yield
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        await asyncio.to_thread(database.close)

    app = Litestar(
        [*(to_route(one) for one in [*ENDPOINTS, *PAGES]), follow_events],
        request_class=Call,
        lifespan=[life],
        exception_handlers={Refusal: _refused, HTTPException: _unrouted, Exception: _broken},
        openapi_config=None,
        logging_config=None,
    )
    app.state.edge = edge
    return Guarded(Bounded(app, settings), clock, secure=settings.secure)


def _refused(call: Any, refusal: Refusal) -> Response[bytes]:
    """Answers with the refusal; above the limit a credential that never was one is told to wait, and no more."""
    if isinstance(refusal, Unavailable) and stored_something.get():
        return problem(OutcomeUnknown(refusal.detail))  # a part of what was asked is stored
    edge: Edge = call.app.state.edge
    try:
        edge.count_guess(address_of(call.scope, edge.settings.trusted_proxies), refusal)
    except TooMany as too_many:
        return problem(too_many)
    return problem(refusal)


def _unrouted(_: Any, error: HTTPException) -> Response[bytes]:
    slug = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "refused")
    answer = plain_problem(error.status_code, slug, error.detail)
    answer.headers.update(error.headers or {})  # a 405 says which methods there are
    methods = answer.headers.get("allow", "")
    if "GET" in methods:
        answer.headers["allow"] = f"{methods}, HEAD"
    return answer


def _broken(request: Any, error: Exception) -> Response[bytes]:
    faults.error(f"{request.scope.get('path')} broke", error, traceback=True)
    stored = "it may have been stored, or a part of it" if stored_something.get() else "nothing was stored"
    return plain_problem(500, "internal", f"Something broke on our side; {stored}.")
