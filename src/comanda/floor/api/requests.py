"""Guests call somebody; staff see who, and come."""

from typing import Any

from litestar import Response

from comanda.engine.commands import Verb
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.ratelimit import Limiter
from comanda.engine.tx import Tx
from comanda.floor.actions.requests import ask, finish, withdraw
from comanda.floor.errors import HowOnlyForBill, NoSuchRequest, RequestAnswered, SessionClosed
from comanda.floor.queries import open_requests, requests_of
from comanda.floor.schemas import RequestIn, RequestList, RequestOut
from comanda.floor.values import GuestRequest
from comanda.kernel.cursor import page_of
from comanda.kernel.errors import TooMany
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import PageQuery, StaffPageQuery

REQUESTS_AT_ONCE, SECONDS_EACH = 20, 30
"""How often one phone may ask or take back: so many at once, then one more each time."""


@endpoint(
    "POST",
    "/api/guest/requests",
    Right.VISIT,
    takes=RequestIn,
    gives=RequestOut,
    status=201,
    refuses=(SessionClosed, HowOnlyForBill, TooMany),
)
async def post_request(call: Call) -> Response[Any]:
    """Call a waiter, ask for water or the bill; the same wish twice is one request."""
    wish = await call.command(RequestIn)
    return reply(await call.write(_counted(call, ask), call.guest(), wish, answer=_out))


@endpoint("GET", "/api/guest/requests", Right.VISIT, query=PageQuery, gives=RequestList)
async def list_own_requests(call: Call) -> Response[Any]:
    """What this table asked for."""

    def own(tx: Tx, scope: Scope) -> list[GuestRequest]:
        return requests_of(tx, scope, scope.qr_session_id or "")

    return found(_page(await call.read(own, call.guest()), call.query(PageQuery)))


@endpoint(
    "POST",
    "/api/guest/requests/{id:str}/withdraw",
    Right.VISIT,
    gives=RequestOut,
    refuses=(NoSuchRequest, RequestAnswered, TooMany),
)
async def withdraw_request(call: Call) -> Response[Any]:
    """Nobody needs to come after all."""
    return reply(await call.write(_counted(call, withdraw), call.guest(), call.path_params["id"], answer=_out))


@endpoint("GET", "/api/requests", Right.RUN_SESSIONS, query=StaffPageQuery, gives=RequestList)
async def list_requests(call: Call) -> Response[Any]:
    """What the guests of the branch wait for, oldest first."""
    return found(_page(await call.read(open_requests, call.staff()), call.query(StaffPageQuery)))


@endpoint("POST", "/api/requests/{id:str}/done", Right.RUN_SESSIONS, gives=RequestOut, refuses=(NoSuchRequest,))
async def finish_request(call: Call) -> Response[Any]:
    """Somebody came."""
    return reply(await call.write(finish, call.staff(), call.path_params["id"], answer=_out))


def _page(requests: list[GuestRequest], asked: PageQuery) -> RequestList:
    page, more = page_of(requests, asked)
    return RequestList([RequestOut.of(one) for one in page], more)


def _counted(call: Call, verb: Verb) -> Verb:
    """Asking and taking back rings in the whole room; what is so already, or was answered before, rings nowhere.

    The verb raises TooMany besides its own refusals.
    """
    limiter = call.edge.kept("requests", lambda: Limiter(REQUESTS_AT_ONCE, SECONDS_EACH, call.edge.ticks))

    def act(tx: Tx, scope: Scope, command: Any) -> GuestRequest:
        request: GuestRequest = verb(tx, scope, command)
        if tx.moved_stream is not None:
            limiter.take(scope.actor)
        return request

    return act


def _out(request: GuestRequest, scope: Scope) -> RequestOut:
    return RequestOut.of(request)


endpoints: list[Endpoint] = [post_request, list_own_requests, withdraw_request, list_requests, finish_request]
