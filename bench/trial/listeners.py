"""Signed-in staff at their WebSockets, who notice when a frame is missing, doubled or out of order."""

import asyncio
import contextlib
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect

from trial.house import Branch, House

CATCH_UP = 10.0
"""Seconds after the last answer within which its event must have been heard."""


class MissingFrame(AssertionError):
    """The bench measures nothing when listeners were not told everything."""


class Frame(Struct):
    """The part of an event that is looked at."""

    type: str
    seq: int = 0
    kind: str = ""
    entity_id: str = ""


_read = msgspec.json.Decoder(Frame).decode


class Listener:
    """One person in one branch: what was heard since the last look, in order."""

    def __init__(self, branch: Branch) -> None:
        self.branch, self.heard = branch, list[str | bytes]()
        self.seq = 0

    async def listen(self, socket: ClientConnection) -> None:
        async for message in socket:
            self.heard.append(message)

    def take_orders(self) -> list[str]:
        """The orders heard of. Raises MissingFrame unless every seq is the one after the last."""
        frames, self.heard = [_read(message) for message in self.heard], []
        for frame in frames:
            if frame.type == "event":
                if frame.seq != self.seq + 1:
                    raise MissingFrame(f"branch {self.branch.id}: {frame.seq} came after {self.seq}")
                self.seq = frame.seq
        return [frame.entity_id for frame in frames if frame.kind == "order.placed"]


class Listeners:
    """`how_many` sockets, spread evenly over the branches, from entering to leaving."""

    def __init__(self, house: House, how_many: int) -> None:
        self.house = house
        self.all = [Listener(house.branches[n % len(house.branches)]) for n in range(how_many)]
        self._tasks: list[asyncio.Task[None]] = []
        self._open = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        settings = self.house.settings
        for listener in self.all:
            socket = await self._open.enter_async_context(
                connect(
                    f"ws://{settings.host}:{settings.port}/api/events",
                    additional_headers={"Cookie": f"comanda_staff={listener.branch.waiter}"},
                    compression=None,
                    max_queue=None,
                )
            )
            listener.seq = _read(await socket.recv()).seq
            self._tasks.append(asyncio.create_task(listener.listen(socket)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._open.aclose()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def must_have_heard(self, placed: dict[str, list[str]]) -> None:
        """Every listener heard of exactly the orders placed in the branch. Raises MissingFrame."""
        heard: dict[Listener, list[str]] = {listener: [] for listener in self.all}
        for _ in range(int(CATCH_UP / 0.1)):
            for listener in self.all:
                heard[listener] += listener.take_orders()
            if all(len(heard[listener]) >= len(placed[listener.branch.id]) for listener in self.all):
                break
            await asyncio.sleep(0.1)
        for listener, orders in heard.items():
            wanted = placed[listener.branch.id]
            if sorted(orders) != sorted(wanted):
                raise MissingFrame(f"branch {listener.branch.id}: heard of {len(orders)} of {len(wanted)} orders")
