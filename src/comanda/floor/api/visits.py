"""Tables, opening and rotating visits, and the guest's door."""

from collections.abc import Awaitable
from typing import Any

import msgspec
import segno
from litestar import Response

from comanda.engine.commands import Answer, Caller
from comanda.engine.http.call import Call, Edge, completed, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tokens import random_secret
from comanda.engine.tx import Tx
from comanda.floor.actions.care import turn_away
from comanda.floor.actions.visits import JoinTable, OpenTable, join_table, keep_visit, open_table, rotate
from comanda.floor.errors import (
    NoSuchSession,
    NoSuchTable,
    SessionClosed,
    TableMismatch,
    TableOccupied,
    TooManyDevices,
    UnknownCode,
)
from comanda.floor.queries import (
    GuestProof,
    TokenProof,
    itself,
    own_session,
    session_of,
)
from comanda.floor.rules import Links, is_called
from comanda.floor.schemas import GuestSession, Join, NewSession, SessionOut
from comanda.identity.queries import branch_of
from comanda.kernel.clock import DAY, SECOND
from comanda.kernel.errors import NotSignedIn
from comanda.kernel.scope import Right, Scope

CREDENTIAL_LASTS = 2 * DAY
decode_id = msgspec.json.Decoder(str).decode


def links_of(call: Call) -> Links:
    """Links on the public address; where none is set, on the one this person has reached us by."""
    return Links(call.edge.settings.secret, call.reached_at)


@endpoint(
    "POST",
    "/api/qr-sessions",
    Right.RUN_SESSIONS,
    takes=NewSession,
    gives=SessionOut,
    status=201,
    refuses=(NoSuchTable, TableOccupied),
)
async def open_qr_session(call: Call) -> Response[Any]:
    """Open a table (or, without one, a counter sale) and get its link; tried again, the same visit as it is now."""
    wish, links = await call.command(NewSession), links_of(call)
    command = OpenTable(wish.table_id, wish.guests, wish.service, wish.name, links)
    answer = await call.write(open_table, call.staff(), command, answer=lambda session, _: session.id)
    session = answer.value or await call.read(session_of, call.staff(), decode_id(answer.body))
    return reply(completed(answer, SessionOut.of(session, links)))


@endpoint(
    "POST",
    "/api/qr-sessions/{id:str}/rotate",
    Right.RUN_SESSIONS,
    gives=SessionOut,
    refuses=(NoSuchSession, SessionClosed),
)
async def rotate_qr_session(call: Call) -> Response[Any]:
    """A new code; the old one stops. Guests who joined stay."""
    links = links_of(call)
    command = (call.path_params["id"], links)
    return reply(
        await call.write(rotate, call.staff(), command, answer=lambda session, _: SessionOut.of(session, links))
    )


@endpoint(
    "POST",
    "/api/qr-sessions/{id:str}/keep",
    Right.RUN_SESSIONS,
    gives=SessionOut,
    refuses=(NoSuchSession, SessionClosed),
)
async def keep_qr_session(call: Call) -> Response[Any]:
    """The party of a visit that seems forgotten is still there."""
    links = links_of(call)
    return reply(
        await call.write(
            keep_visit, call.staff(), call.path_params["id"], answer=lambda session, _: SessionOut.of(session, links)
        )
    )


@endpoint(
    "GET",
    "/api/qr-sessions/{id:str}/qr.svg",
    Right.RUN_SESSIONS,
    medium="image/svg+xml",
    refuses=(NoSuchSession, SessionClosed),
)
async def draw_qr(call: Call) -> Response[Any]:
    """The link as a QR code."""
    session = await call.read(session_of, call.staff(), call.path_params["id"])
    if session.closed_at is not None:
        raise SessionClosed(closed_because=session.closed_because)
    drawing = segno.make(links_of(call).url(session), error="m").svg_inline(scale=8, border=2, omitsize=True)
    picture = (
        drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1) if "xmlns" not in drawing else drawing
    )
    return Response(picture.encode(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@endpoint(
    "POST",
    "/api/guest/join",
    None,
    takes=Join,
    gives=GuestSession,
    refuses=(UnknownCode, SessionClosed, TableMismatch, TooManyDevices),
    headers=("Idempotency-Key",),
)
async def join(call: Call) -> Response[Any]:
    """A phone joins the visit of its link and gets a cookie; one that joined before is known, also after closing."""
    wish = await call.command(Join)
    if (known := await _recognise(call, wish)) is not None:
        return known
    call.right = Right.VISIT
    credential = links_of(call).credential(wish.session, call.own_key() or random_secret())
    command = JoinTable(wish.session, credential, wish.table)
    proof = TokenProof(wish.session)
    await noting_turned_away(call, proof, call.write(join_table, proof, command))
    visit = await call.read(_visit, GuestProof(credential))
    return found(visit, headers={"Set-Cookie": guest_cookie(call.edge, credential)})


@endpoint("GET", "/api/guest/session", Right.VISIT, gives=GuestSession)
async def read_guest_session(call: Call) -> Response[Any]:
    """The guest's own visit, open or closed."""
    return found(await call.read(_visit, call.guest()))


async def noting_turned_away(call: Call, proof: TokenProof, joining: Awaitable[Answer]) -> Answer:
    """The answer; when the session is full, staff are told first. Raises TooManyDevices and what the verb raises."""
    try:
        return await joining
    except TooManyDevices:
        await call.edge.database.write(turn_away, Caller(proof, call.right))
        raise


def guest_cookie(edge: Edge, credential: str) -> str:
    """For whoever joins, here or with a first order."""
    return edge.cookies.set(edge.cookies.guest, credential, CREDENTIAL_LASTS // SECOND)


def _visit(tx: Tx, scope: Scope) -> GuestSession:
    return GuestSession.of(own_session(tx, scope), itself(scope), branch_of(tx, scope.branch_id))


async def _recognise(call: Call, wish: Join) -> Response[Any] | None:
    """The visit of a device that already belongs to it."""
    credential = call.cookie(call.edge.cookies.guest)
    if not credential:
        return None

    def same_visit(tx: Tx) -> GuestSession | None:
        named = TokenProof(wish.session).prove(tx)
        try:
            scope = GuestProof(credential).prove(tx)
        except NotSignedIn:
            return None
        visit = _visit(tx, scope)
        if scope.qr_session_id != named.qr_session_id:
            return None
        if wish.table is not None and not is_called(own_session(tx, scope), wish.table):
            raise TableMismatch()
        return visit

    visit = await call.edge.database.look(same_visit)
    return None if visit is None else found(visit)


endpoints: list[Endpoint] = [
    open_qr_session,
    rotate_qr_session,
    keep_qr_session,
    draw_qr,
    join,
    read_guest_session,
]
