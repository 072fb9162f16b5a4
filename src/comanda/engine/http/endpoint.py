"""A route is data: method, path, right, body, answer. The handler and the OpenAPI document come from it."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from comanda.engine.commands import KeyReused
from comanda.engine.http.call import Call, InvalidKey, InvalidVersion, Keyed
from comanda.engine.http.problems import KeyMissing
from comanda.kernel.cursor import InvalidCursor
from comanda.kernel.errors import Refusal, VersionConflict, VersionMissing
from comanda.kernel.scope import Right
from comanda.kernel.wire import PageQuery

Handler = Callable[[Call], Awaitable[Response[Any]]]
WRITING = {"POST", "PUT", "PATCH", "DELETE"}


KEY_REFUSALS: dict[Keyed, tuple[type[Refusal], ...]] = {
    Keyed.NEVER: (),
    Keyed.IF_SENT: (InvalidKey, KeyReused),
    Keyed.ALWAYS: (KeyMissing, InvalidKey, KeyReused),
}


VERSION_REFUSALS = (VersionMissing, InvalidVersion, VersionConflict)
"""Of every PATCH: it says from which version it was made."""


class Endpoint(Struct, frozen=True):
    """`right` is None only for the written list of public routes.

    `credential_inside`: the body itself may say who calls, so it is decoded first. `headers`: those that the route
    reads for itself, besides the ones that its method and its key make it read.
    """

    method: str
    path: str
    handle: Handler
    right: Right | None
    summary: str
    takes: type[Struct] | None = None
    query: type[Struct] | None = None
    gives: Any = None
    status: int = 200
    keyed: Keyed = Keyed.NEVER
    refuses: tuple[type[Refusal], ...] = ()
    medium: str = "application/json"
    credential_inside: bool = False
    headers: tuple[str, ...] = ()

    @property
    def operation(self) -> str:
        """The handler's name, unique in the document."""
        return self.handle.__name__


def endpoint(
    method: str,
    path: str,
    right: Right | None,
    *,
    takes: type[Struct] | None = None,
    query: type[Struct] | None = None,
    gives: Any = None,
    status: int = 200,
    keyed: bool = False,
    refuses: tuple[type[Refusal], ...] = (),
    medium: str = "application/json",
    credential_inside: bool = False,
    headers: tuple[str, ...] = (),
) -> Callable[[Handler], Endpoint]:
    """Declares a route on the function that answers it; its docstring is the summary outsiders read.

    What makes something new can be tried again under its key; with `keyed` it takes no request without one.
    """
    creates = method == "POST" and status == 201
    takes_key = Keyed.ALWAYS if keyed else Keyed.IF_SENT if creates else Keyed.NEVER

    def declare(handle: Handler) -> Endpoint:
        summary = (handle.__doc__ or "").strip()
        named = (*refuses, *KEY_REFUSALS[takes_key])
        if "Idempotency-Key" in headers:
            named = (*named, InvalidKey)
        if method == "PATCH":
            named = (*named, *VERSION_REFUSALS)
        if query is not None and issubclass(query, PageQuery):
            named = (*named, InvalidCursor)
        return Endpoint(
            method, path, handle, right, summary, takes, query, gives, status, takes_key, named, medium,
            credential_inside, headers,
        )  # fmt: skip

    return declare


def to_route(declared: Endpoint) -> HTTPRouteHandler:
    """The framework's handler for it."""
    handle, right, keyed, success = declared.handle, declared.right, declared.keyed, declared.status
    credential_first = right is not None and declared.takes is not None and not declared.credential_inside

    async def answer(request: Call) -> Response[Any]:
        if right is not None:
            request.right = right
        request.keyed, request.success = keyed, success
        request.credential_first = credential_first
        request.refuse_other_pages()
        await request.keep_pace()
        if credential_first:
            await request.refuse_strangers()
        return await handle(request)

    answer.__name__ = declared.operation
    return HTTPRouteHandler(
        declared.path,
        http_method=declared.method,  # type: ignore[arg-type]
        status_code=200,  # the framework's own idea of it; every answer carries its real one
        include_in_schema=False,
    )(answer)
