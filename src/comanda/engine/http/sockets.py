"""The open WebSockets of this process: how many there may be, and that each one's credential still holds."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from enum import IntEnum

from msgspec import Struct

from comanda.engine.commands import Caller, prove
from comanda.engine.database import Database
from comanda.engine.http import tcp
from comanda.engine.ratelimit import Limiter
from comanda.engine.throttled import FaultLog
from comanda.engine.tx import Tx
from comanda.kernel.clock import Clock
from comanda.kernel.errors import Refusal, Unavailable
from comanda.kernel.scope import Scope

CHECK_EVERY = 1.0
"""Seconds between two checks of every socket: a revoked credential is told nothing after two seconds (ADR 0013)."""
PROVED_AT_ONCE = 64
"""Credentials proved in one read, so that nobody else waits long for the reader."""
MOST_SOCKETS = 4096
MOST_OF_GUESTS = MOST_SOCKETS * 3 // 4
"""Sockets of the whole process; a quarter of them is kept for staff."""
MOST_RECEIVED = 128 * 1024
"""Bytes a peer may send between two checks. Listeners need to send nothing, and the server library puts a message of up
to 64 MiB together before it shows any of it."""
OPENED_AT_ONCE, OPENED_EVERY = 60, 1.0
"""Sockets a credential may open at once, and the seconds after which it may open one more: each costs three reads."""
logger = logging.getLogger(__name__)
faults = FaultLog(logger)


class Closing(IntEnum):
    """Why the server ends a WebSocket: RFC 6455 codes, and our own from 4000 on."""

    TOO_BIG = 1009
    BROKEN = 1011
    FULL = 1013
    SIGNED_OUT = 4401
    OTHER_SITE = 4403
    TOO_SLOW = 4408
    REPLACED = 4409
    TOO_MANY_MESSAGES = 4429


class Owner(Struct, frozen=True):
    """Whose socket it is: `credential` tells sign-ins and devices apart, and may have `most` sockets open."""

    credential: bytes
    most: int
    caller: Caller
    scope: Scope
    peer: tcp.Address | None


class OpenSocket:
    """One of the open WebSockets."""

    def __init__(self, owner: Owner) -> None:
        self.owner = owner
        self.ended: asyncio.Future[Closing] = asyncio.get_running_loop().create_future()
        """Settled when the server wants it closed."""
        self.received: tcp.Received | None = None
        """As of the last check; a proxy may have sent requests on this connection before it became a socket."""

    def end(self, because: Closing) -> None:
        if not self.ended.done():
            self.ended.set_result(because)


class Sockets:
    """Lives on the event loop."""

    def __init__(self, database: Database, ticks: Clock) -> None:
        self._database = database
        self._open: dict[bytes, list[OpenSocket]] = defaultdict(list)
        self._received: dict[tcp.Address, tcp.Received] = {}
        self._openings = Limiter(OPENED_AT_ONCE, OPENED_EVERY, ticks)
        self.replays = asyncio.Semaphore(1)
        """Held while a socket reads what it missed, so that other requests find a reader free."""

    def __len__(self) -> int:
        return sum(map(len, self._open.values()))

    def count_opening(self, credential: bytes) -> None:
        """Raises TooMany for a credential that opens sockets faster than anybody loses them."""
        self._openings.take(credential.hex())

    def enter(self, owner: Owner, *, guest: bool) -> OpenSocket | None:
        """None when the process has no room. The oldest socket of a credential gives way to a new one: a phone that
        changes networks leaves dead ones behind."""
        if len(self) >= (MOST_OF_GUESTS if guest else MOST_SOCKETS):
            return None
        own = self._open[owner.credential]
        for oldest in own[: max(0, len(own) + 1 - owner.most)]:
            oldest.end(Closing.REPLACED)
            own.remove(oldest)
        entered = OpenSocket(owner)
        entered.received = self._received.get(owner.peer) if owner.peer else None
        own.append(entered)
        return entered

    def leave(self, socket: OpenSocket) -> None:
        own = self._open.get(socket.owner.credential, [])
        if socket in own:
            own.remove(socket)
        if not own:
            self._open.pop(socket.owner.credential, None)

    async def run(self) -> None:
        """Until cancelled. Each check goes on by itself: bytes are counted also while the database is awaited."""
        await asyncio.gather(self._repeat(self.end_revoked), self._repeat(self.end_flooding))

    async def _repeat(self, check: Callable[[], Awaitable[None]]) -> None:
        """A check that fails is logged and repeated: without the database nothing is told anyway."""
        while True:
            await asyncio.sleep(CHECK_EVERY)
            try:
                await check()
            except Unavailable as refusal:
                faults.error("the open sockets wait for the database", refusal)
            except Exception:
                logger.exception("the open sockets could not be checked")

    async def end_revoked(self) -> None:
        """Ends sockets whose credential ended, or stands for another role or visit: it may come back as that."""
        by_caller: dict[Caller, list[OpenSocket]] = defaultdict(list)
        for socket in self._all():
            by_caller[socket.owner.caller].append(socket)
        everyone = list(by_caller)
        for start in range(0, len(everyone), PROVED_AT_ONCE):
            callers = everyone[start : start + PROVED_AT_ONCE]
            scopes = await self._database.look(_proving(callers))
            for caller, scope in zip(callers, scopes, strict=True):
                for socket in by_caller[caller]:
                    if scope is None or _place(scope) != _place(socket.owner.scope):
                        socket.end(Closing.SIGNED_OUT)

    async def end_flooding(self) -> None:
        """Ends sockets whose peers send more than a listener needs to."""
        self._received = await asyncio.to_thread(tcp.received)
        for socket in self._all():
            now = self._received.get(socket.owner.peer) if socket.owner.peer else None
            if now is None:
                continue
            before, socket.received = socket.received, now
            known = before.size if before is not None and before.inode == now.inode else 0
            if now.size - known > MOST_RECEIVED:
                socket.end(Closing.TOO_BIG)

    def _all(self) -> list[OpenSocket]:
        return [socket for own in self._open.values() for socket in own]


def _proving(callers: list[Caller]) -> Callable[[Tx], list[Scope | None]]:
    """A query: what each credential stands for now, None where it holds no more."""

    def scope_of(tx: Tx, caller: Caller) -> Scope | None:
        try:
            return prove(tx, caller)
        except Refusal:
            return None

    return lambda tx: [scope_of(tx, caller) for caller in callers]


def _place(scope: Scope) -> tuple[object, ...]:
    return scope.role, scope.branch_id, scope.qr_session_id
