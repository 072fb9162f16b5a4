"""The WebSocket and its polling twin."""

import asyncio
import logging
import time
from typing import Any

import msgspec
from litestar import Response, WebSocket, websocket
from litestar.exceptions import WebSocketException

from comanda.engine.commands import Caller, prove
from comanda.engine.http import tcp
from comanda.engine.http.address import address_of
from comanda.engine.http.call import Call, Edge, found, same_origin
from comanda.engine.http.decoding import convert_query
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.http.problems import InvalidBody, send_problem
from comanda.engine.http.sockets import Closing, OpenSocket, Owner, Sockets
from comanda.engine.hub import Hub, Listener
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.kernel.errors import NotSignedIn, Refusal, TooMany, Unavailable
from comanda.kernel.events import LogEvent
from comanda.kernel.scope import Right, Role, Scope
from comanda.realtime.queries import page_after
from comanda.realtime.rules import MENU_KINDS, concerns, guest_frame, menu_frame, staff_frame
from comanda.realtime.schemas import EventPage, EventsQuery
from comanda.realtime.values import Cursor, Page

LARGEST_MESSAGE = 64 * 1024
MOST_MESSAGES = 120
"""Messages a listener may send in a minute; those of ours send none."""
HEARTBEAT = 25.0
MOST_OF_A_GUEST, MOST_OF_A_SIGN_IN = 5, 20
"""Sockets that one device of a guest, and one sign-in, may have open; the oldest gives way to one more."""
SEND_DEADLINE = 10.0
"""Seconds a frame may wait for the peer to take it."""
PAGE_DEADLINE = 60.0
"""Seconds for one page of what was missed: at 128 KiB less than the slowest mobile network needs."""
CLOSE_DEADLINE = 2.0
PEER_IS_GONE = (RuntimeError, OSError, WebSocketException)
"""What the server library and the framework raise for a socket that is closed or speaks no WebSocket."""
logger = logging.getLogger(__name__)
_version = msgspec.json.Decoder(dict[str, Any]).decode


REASONS = {
    Closing.TOO_BIG: "messages of listeners are limited; send none",
    Closing.BROKEN: "something broke on our side; connect again with your cursor",
    Closing.FULL: "too many sockets are open; try again later, or poll",
    Closing.SIGNED_OUT: "signed out, or acting as somebody else now",
    Closing.OTHER_SITE: "not from this site",
    Closing.TOO_SLOW: "too slow; connect again with your cursor",
    Closing.REPLACED: "replaced by a newer socket of the same sign-in or device",
    Closing.TOO_MANY_MESSAGES: "too many messages; listeners need to send none",
}


@endpoint("GET", "/api/events", Right.READ_EVENTS, query=EventsQuery, gives=EventPage)
async def read_events(call: Call) -> Response[Any]:
    """What happened after a cursor; without one, where the stream stands."""
    query = call.query(EventsQuery)

    def page(tx: Tx, scope: Scope) -> EventPage:
        return EventPage.of(page_after(tx, scope, query.place, call.edge.database.run), scope.role, query.limit)

    return found(await call.read(page, call.either()), headers={"Cache-Control": "no-store"})


def menu_aside(event: LogEvent) -> str | None:
    """Menu changes concern every listener, also those who may not read the event."""
    return menu_frame(_version(event.body)["version"]) if event.kind in MENU_KINDS and event.body else None


Socket = WebSocket[Any, Any, Any]


@websocket("/api/events")
async def follow_events(socket: Socket) -> None:
    """Hello, what was missed, then what happens, each once and in order."""
    edge: Edge = socket.app.state.edge
    origin = socket.headers.get("origin")
    if origin is not None and not same_origin(origin, socket.headers.get("host", ""), edge.settings):
        await socket.close(code=Closing.OTHER_SITE)
        return
    try:
        query = convert_query(dict(socket.query_params), EventsQuery)
        owner = await _owner_of(socket, edge, query)
    except Refusal as refusal:
        await _refuse(socket, edge, refusal)
        return
    await socket.accept()
    sockets: Sockets = edge.state["sockets"]
    entered = sockets.enter(owner, guest=owner.scope.role is Role.GUEST)
    if entered is None:
        await _close(socket, Closing.FULL, owner.peer)
        return
    try:
        code = await _follow(Subscription(socket, edge, owner.scope, query), entered)
    finally:
        sockets.leave(entered)
    if code is not None:
        await _close(socket, code, owner.peer)


async def _owner_of(socket: Socket, edge: Edge, query: EventsQuery) -> Owner:
    """Raises NotSignedIn, TooMany, or what else the credential refuses."""
    staff, guest = socket.cookies.get(edge.cookies.staff), socket.cookies.get(edge.cookies.guest)
    if guest and (query.as_ == "guest" or not staff):
        secret, most, proof = guest, MOST_OF_A_GUEST, edge.guest_proof(guest)
    elif staff and query.as_ != "guest":
        secret, most, proof = staff, MOST_OF_A_SIGN_IN, edge.staff_proof(fingerprint(staff), query.branch_id)
    else:
        raise NotSignedIn()
    caller = Caller(proof, Right.READ_EVENTS)
    sockets: Sockets = edge.state["sockets"]
    sockets.count_opening(fingerprint(secret))
    scope = await edge.database.look(lambda tx: prove(tx, caller))
    client = socket.client
    peer = None if client is None else (client.host, int(client.port))  # the server library tells the port as text
    return Owner(fingerprint(secret), most, caller, scope, peer)


async def _refuse(socket: Socket, edge: Edge, refusal: Refusal) -> None:
    """Answers the handshake instead of opening the socket; a credential that does not hold gets a plain 403."""
    try:
        edge.count_guess(address_of(socket.scope, edge.settings.trusted_proxies), refusal)
    except TooMany as too_many:
        refusal = too_many
    if isinstance(refusal, TooMany | Unavailable | InvalidBody):
        await send_problem(refusal, socket.scope, socket.send)
    else:
        await socket.close(code=Closing.SIGNED_OUT)


class Subscription:
    """What one socket is sent. Raises TimeoutError when the peer takes nothing, and PeerGone."""

    def __init__(self, socket: Socket, edge: Edge, scope: Scope, query: EventsQuery) -> None:
        self.socket, self.edge, self.scope, self.query = socket, edge, scope, query
        self.frame = guest_frame if scope.role is Role.GUEST else staff_frame
        self.listener = Listener(scope.branch_id, lambda event: concerns(scope, event), self.frame)
        self.sent, self.menu = 0, ""
        """The number of the last event, and the last menu frame, that went out."""

    async def run(self) -> Closing:
        """Until it is cancelled or has to end."""
        hub: Hub = self.edge.state["hub"]
        try:
            await hub.join(self.listener)
            await self._catch_up()
            await self._go_on()
        except TimeoutError:
            pass
        finally:
            hub.leave(self.listener)
        return Closing.TOO_SLOW

    async def _catch_up(self) -> None:
        """Sends hello, the menu's version and every missed event, page by page; ends with nothing missed."""
        page = await self._page(self.query.place)
        position = page.position
        hello = {"type": "hello", "epoch": position.epoch, "seq": position.seq, "mark": position.mark}
        await self._send(msgspec.json.encode(hello).decode())
        await self._send_menu(page)
        while True:
            await self._send_page(page)
            behind = page.upto < page.position.seq
            if not behind and not self.listener.paused:
                break
            self.listener.paused = behind  # one page more after listening again, for what came in between
            page = await self._page(Cursor(page.upto))
        await self._send_menu(page)

    async def _page(self, cursor: Cursor) -> Page:
        sockets: Sockets = self.edge.state["sockets"]
        database = self.edge.database
        async with sockets.replays:
            return await database.look(lambda tx: page_after(tx, self.scope, cursor, database.run))

    async def _send_page(self, page: Page) -> None:
        async with asyncio.timeout(PAGE_DEADLINE):
            if page.start_over:
                await self._send('{"type":"resync"}')
            for event in page.events:
                await self._send(self.frame(event))
        self.sent = page.upto

    async def _send_menu(self, page: Page) -> None:
        frame = menu_frame(page.position.menu_version)
        if frame != self.menu:
            self.menu = frame
            await self._send(frame)

    async def _go_on(self) -> None:
        """What is heard; frames up to `sent` went out before and are left out."""
        while not self.listener.cut_off:
            heard = await self.listener.take(HEARTBEAT)
            for text in heard or [self.menu]:  # a last-value frame again: proxies do not hang up, dead peers are found
                if text.startswith('{"type":"menu"'):
                    self.menu = text
                elif (seq := _seq(text)) <= self.sent:
                    continue
                else:
                    self.sent = seq
                await self._send(text)

    async def _send(self, text: str) -> None:
        try:
            async with asyncio.timeout(SEND_DEADLINE):
                await self.socket.send_text(text)
        except TimeoutError:
            raise
        except PEER_IS_GONE as error:
            raise PeerGone() from error


class PeerGone(Exception):
    """The peer hung up while something was sent to it."""


def _seq(text: str) -> int:
    """The number in a frame of ours: `{"type":"event","seq":12,…`."""
    return int(text[22 : text.index(",", 22)])


async def _follow(subscription: Subscription, entered: OpenSocket) -> Closing | None:
    """Sends and receives until either side ends it; returns why we do, None when the peer is gone."""
    tasks = [
        asyncio.create_task(_receive(subscription.socket)),
        asyncio.create_task(subscription.run()),
        asyncio.create_task(_until_cut(subscription.listener)),
        asyncio.create_task(_until_ended(entered)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:  # the server under us does not close a socket that somebody still receives from
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return _outcome(next(task for task in tasks if task in done))


def _outcome(task: asyncio.Task[Closing | None]) -> Closing | None:
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, PeerGone):
        return None
    if isinstance(error, Refusal):  # the database is away; whoever has to know says so
        return Closing.BROKEN
    logger.error("a listener's socket broke: %r", error, exc_info=error)
    return Closing.BROKEN


async def _receive(socket: Socket) -> Closing | None:
    """Drops what listeners send. Returns None when they are gone, or why they are ended when they send too much."""
    minute, messages = time.monotonic(), 0
    while True:
        try:
            message: Any = await socket.receive()
        except PEER_IS_GONE:
            return None
        if message["type"] == "websocket.disconnect":
            return None
        if len(message.get("text") or message.get("bytes") or "") > LARGEST_MESSAGE:
            return Closing.TOO_BIG
        if time.monotonic() - minute > 60:
            minute, messages = time.monotonic(), 0
        messages += 1
        if messages > MOST_MESSAGES:
            return Closing.TOO_MANY_MESSAGES


async def _until_cut(listener: Listener) -> Closing:
    await listener.until_cut()
    return Closing.TOO_SLOW


async def _until_ended(entered: OpenSocket) -> Closing:
    return await entered.ended


async def _close(socket: Socket, code: Closing, peer: tcp.Address | None) -> None:
    """Sends the code and its reason; the connection of a peer that does not take even those is reset."""
    try:
        async with asyncio.timeout(CLOSE_DEADLINE):
            await socket.close(code=code, reason=REASONS[code])
    except TimeoutError:
        if peer is not None:
            await asyncio.to_thread(tcp.reset, peer)
    except PEER_IS_GONE as error:
        logger.debug("a socket was gone before it was closed: %r", error)


endpoints: list[Endpoint] = [read_events]
