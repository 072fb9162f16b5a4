"""The WebSocket and its polling twin."""

import asyncio
import contextlib
import logging
from typing import Any

import msgspec
from litestar import Response, WebSocket, websocket

from comanda.engine.commands import Caller, Proof, prove
from comanda.engine.http.call import Call, Edge, found, same_origin
from comanda.engine.http.decoding import convert_query
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.hub import Hub, Listener
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.kernel.errors import NotSignedIn, Refusal
from comanda.kernel.events import LogEvent
from comanda.kernel.scope import Right, Role, Scope
from comanda.realtime.queries import page_after
from comanda.realtime.rules import MENU_KINDS, concerns, guest_frame, menu_frame, staff_frame
from comanda.realtime.schemas import EventPage, EventsQuery
from comanda.realtime.values import Page

LARGEST_FRAME = 64 * 1024
HEARTBEAT = 25.0
PROVE_AGAIN = 1.0
"""Seconds between two looks at a credential: who is signed out hears nothing two seconds later."""
SIGNED_OUT, TOO_SLOW, TOO_BIG = 4401, 4408, 1009
logger = logging.getLogger(__name__)
_version = msgspec.json.Decoder(dict[str, Any]).decode


@endpoint("GET", "/api/events", Right.READ_EVENTS, query=EventsQuery, gives=EventPage)
async def read_events(call: Call) -> Response[Any]:
    """What happened after a cursor; without one, where the stream stands."""
    query = call.query(EventsQuery)

    def page(tx: Tx, scope: Scope) -> EventPage:
        return EventPage.of(page_after(tx, scope, query.after, query.epoch), scope.role, query.limit)

    return found(await call.read(page, call.either()), headers={"Cache-Control": "no-store"})


def menu_aside(event: LogEvent) -> str | None:
    """Menu changes concern every listener, also those who may not read the event."""
    return menu_frame(_version(event.body)["version"]) if event.kind in MENU_KINDS and event.body else None


@websocket("/api/events")
async def follow_events(socket: WebSocket[Any, Any, Any]) -> None:
    """Hello, what was missed, then what happens, each once and in order."""
    edge: Edge = socket.app.state.edge
    hub: Hub = edge.state["hub"]
    origin = socket.headers.get("origin")
    if origin is not None and not same_origin(origin, socket.headers.get("host", ""), edge.settings):
        await socket.close(code=4403)
        return
    try:
        query = convert_query(dict(socket.query_params), EventsQuery)
        caller = Caller(_proof(socket, edge, query), Right.READ_EVENTS)
        scope = await edge.database.look(lambda tx: prove(tx, caller))
    except Refusal:
        await socket.close(code=SIGNED_OUT)
        return
    await socket.accept()
    frame = guest_frame if scope.role is Role.GUEST else staff_frame
    listener = Listener(scope.branch_id, lambda event: concerns(scope, event), frame)
    await hub.join(listener)
    try:
        await _follow(socket, edge, caller, scope, query, listener)
    finally:
        hub.leave(listener)


def _proof(socket: WebSocket[Any, Any, Any], edge: Edge, query: EventsQuery) -> Proof:
    staff, guest = socket.cookies.get(edge.cookies.staff), socket.cookies.get(edge.cookies.guest)
    if guest and (query.as_ == "guest" or not staff):
        return edge.guest_proof(guest)
    if staff and query.as_ != "guest":
        return edge.staff_proof(fingerprint(staff), query.branch_id)
    raise NotSignedIn()


async def _follow(
    socket: WebSocket[Any, Any, Any], edge: Edge, caller: Caller, scope: Scope, query: EventsQuery, listener: Listener
) -> None:
    """Replays what the cursor missed, then hands on what the listener hears, until either side ends it."""
    sent, menu = await _catch_up(socket, edge, scope, query)
    tasks = [
        asyncio.create_task(_send(socket, listener, sent, menu)),
        asyncio.create_task(_receive(socket)),
        asyncio.create_task(_watch_credential(edge, caller, scope)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        code = next((task.result() for task in done if task.exception() is None), None)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if code is not None:  # only now: the server under us does not close a socket that somebody still receives from
        with contextlib.suppress(Exception):
            await socket.close(code=code)


async def _catch_up(socket: WebSocket[Any, Any, Any], edge: Edge, scope: Scope, query: EventsQuery) -> tuple[int, str]:
    """Sends hello, the menu's version and every missed event; returns the last seq and the menu frame sent."""

    def read(after: int | None, epoch: str | None) -> Any:
        return edge.database.look(lambda tx: page_after(tx, scope, after, epoch))

    page: Page = await read(query.after, query.epoch)
    position = page.position
    hello = {"type": "hello", "epoch": position.epoch, "seq": position.seq}
    await socket.send_text(msgspec.json.encode(hello).decode())
    menu = menu_frame(position.menu_version)
    await socket.send_text(menu)
    if page.start_over:
        await socket.send_text('{"type":"resync"}')
    frame = guest_frame if scope.role is Role.GUEST else staff_frame
    upto = page.upto
    while page.events or (query.after is not None and page.upto < page.position.seq):
        for event in page.events:
            await socket.send_text(frame(event))
        page = await read(page.upto, None)
        upto = page.upto
    return upto, menu


async def _send(socket: WebSocket[Any, Any, Any], listener: Listener, sent: int, menu: str) -> int:
    """Frames up to `sent` went out before and are left out."""
    while not listener.cut_off:
        heard = await listener.take(HEARTBEAT)
        for text in heard or [menu]:  # a last-value frame again changes nothing, and keeps proxies from hanging up
            if text.startswith('{"type":"menu"'):
                menu = text
            elif (seq := _seq(text)) <= sent:
                continue
            else:
                sent = seq
            await socket.send_text(text)
    return TOO_SLOW


def _seq(text: str) -> int:
    """The number in a frame of ours: `{"type":"event","seq":12,…`."""
    return int(text[22 : text.index(",", 22)])


async def _receive(socket: WebSocket[Any, Any, Any]) -> int | None:
    """Listeners have nothing to say; this notices when they go, or talk too much."""
    while True:
        message: Any = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        if len(message.get("text") or message.get("bytes") or "") > LARGEST_FRAME:
            return TOO_BIG


async def _watch_credential(edge: Edge, caller: Caller, scope: Scope) -> int:
    """Ends when the credential no longer holds, or stands for another role: who comes back is looked at anew."""
    while True:
        await asyncio.sleep(PROVE_AGAIN)
        try:
            now = await edge.database.look(lambda tx: prove(tx, caller))
        except Refusal:
            return SIGNED_OUT
        if (now.role, now.branch_id) != (scope.role, scope.branch_id):
            return SIGNED_OUT


endpoints: list[Endpoint] = [read_events]
