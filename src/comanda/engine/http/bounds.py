"""What a request may cost before any handler sees it: its head, the host it names, how its body arrives."""

import asyncio
import contextlib
from collections.abc import Iterable
from typing import Any

from comanda.engine.http.hosts import hosts_of
from comanda.engine.http.problems import send_problem
from comanda.kernel.errors import HeadersTooLarge, Malformed, Refusal, Unavailable, UnknownHost
from comanda.settings import Settings

LARGEST_HEAD = 16 * 1024
"""Bytes of the request line and all headers."""
MOST_PARTS = 2000
"""Pieces a body of at most 256 KiB may come in; a piece costs the same however small it is."""
MOST_HELD = 64 * 1024 * 1024
"""Bytes of all the bodies that are being received or answered at one moment."""
MOST_UNREAD, SECONDS_UNREAD = 2 * 1024 * 1024, 1.0
"""What is still read, and thrown away, of a body whose request is answered before it has come."""
ANSWERS_ANY_HOST = ("/healthz", "/readyz")
"""Asked by supervisors, under whatever name; they say nothing of the house."""


class Bounded:
    """An ASGI application behind these bounds. `drain` ends the requests that are still being sent."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self.app = app
        self._hosts = hosts_of(settings)
        self._any_host = bool(settings.public_url)  # a proxy may ask by a name of its own; links name the public one
        self.reading: set[asyncio.Task[Any]] = set()
        self.draining = False
        self.quiet = asyncio.Event()
        """Set while no request is being answered."""
        self.quiet.set()
        self.answering = self.held = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal, sends_body = self._inspect(scope)
        body = Body(self, receive, scope["headers"]) if sends_body and scope["type"] == "http" else None
        if body is not None:
            receive, send = body.receive, body.after_it(send)
        if refusal is not None:
            await send_problem(refusal, scope, send)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        else:
            self.answering += 1
            self.quiet.clear()
            try:
                await self.app(scope, receive, send)
            finally:
                self.answering -= 1
                if not self.answering:
                    self.quiet.set()
                self.held -= body.size if body else 0

    def drain(self) -> None:
        """Gives up every body that is not there yet: its request is answered 503, as are those still to come."""
        self.draining = True
        for task in self.reading:
            task.cancel()

    def _inspect(self, scope: Any) -> tuple[Refusal | None, bool]:
        """What is wrong with the head, and whether a body follows it."""
        target = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
        size, hosts, sends_body = target, list[bytes](), False
        for name, value in scope["headers"]:
            size += len(name) + len(value) + 4  # a colon, a space and the end of the line
            if name == b"host" and value:  # it is empty where HTTP/1.0 sends none
                hosts.append(value)
            elif name in (b"content-length", b"transfer-encoding"):
                sends_body = True
        if size > LARGEST_HEAD:
            return HeadersTooLarge(limit=LARGEST_HEAD), sends_body
        if len(hosts) > 1:  # RFC 9112, 3.2
            return Malformed(), sends_body
        if self._any_host or scope["path"] in ANSWERS_ANY_HOST or not hosts:
            return None, sends_body
        if not self._hosts.own(hosts[0].decode("latin-1")):
            return UnknownHost(host=hosts[0].decode("latin-1")[:255]), sends_body
        return None, sends_body


class Body:
    """One body on its way.

    Raises Malformed for too many pieces, Unavailable when there is no room or no time for it.
    """

    def __init__(self, bounds: Bounded, receive: Any, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        self._bounds, self._receive = bounds, receive
        self._stated = next((value for name, value in headers if name == b"content-length"), b"")
        self._parts = self.size = 0
        self._whole = False

    async def receive(self) -> Any:
        message = await self._next()
        received = len(message.get("body", b""))
        self._parts += 1
        self.size += received
        self._bounds.held += received
        self._whole = not message.get("more_body") or b"%d" % self.size == self._stated
        if self._parts > MOST_PARTS:
            raise Malformed()
        if self._bounds.held > MOST_HELD:
            raise Unavailable()
        return message

    def after_it(self, send: Any) -> Any:
        """Sends an answer once the body is there: one that is on its way would cut the line under it."""

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start" and not self._whole:
                with contextlib.suppress(TimeoutError, Unavailable):
                    async with asyncio.timeout(SECONDS_UNREAD):
                        await self._throw_away()
            await send(message)

        return sending

    async def _throw_away(self) -> None:
        unread = parts = 0
        while not self._whole and unread < MOST_UNREAD and parts < MOST_PARTS:
            message = await self._next()
            unread, parts = unread + len(message.get("body", b"")), parts + 1
            self._whole = not message.get("more_body") or b"%d" % (self.size + unread) == self._stated

    async def _next(self) -> Any:
        task, bounds = asyncio.current_task(), self._bounds
        if bounds.draining:
            raise Unavailable()
        assert task is not None
        bounds.reading.add(task)
        try:
            return await self._receive()
        except asyncio.CancelledError:
            if not bounds.draining:
                raise
            task.uncancel()  # by `drain`
            raise Unavailable() from None
        finally:
            bounds.reading.discard(task)
