"""Phones as a dining room has them: one connection each, a request now and then, and one phone that never stops."""

import asyncio
import contextlib
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from comanda.kernel.ids import new_id
from trial.house import House

PATIENCE = 20.0
"""Seconds that an answer may take before the measurement is given up."""


class Phone:
    """One keep-alive connection that asks and waits for the answer; made anew when the server has closed it."""

    def __init__(self, house: House, credential: str) -> None:
        self.house, self.credential = house, credential
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def order(self, body: bytes) -> int:
        return await self.ask("POST", "/api/orders", body)

    async def ask(self, method: str, path: str, body: bytes = b"", credential: str = "") -> int:
        """The status. Raises TimeoutError."""
        settings = self.house.settings
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {settings.host}:{settings.port}\r\nOrigin: {settings.base_url}\r\n"
            f"Cookie: comanda_guest={credential or self.credential}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: {new_id()}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        async with asyncio.timeout(PATIENCE):
            return await self._answer(head.encode() + body)

    async def _answer(self, request: bytes) -> int:
        while True:
            reader, writer = self._streams or await self._connect()
            writer.write(request)
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                length = head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
                await reader.readexactly(int(length or b"0"))
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()
            else:
                return int(head[9:12])

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        settings = self.house.settings
        self._streams = await asyncio.open_connection(settings.host, settings.port)
        return self._streams

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def listening(house: House, credential: str, query: str = "") -> connect:
    """A guest's WebSocket."""
    settings = house.settings
    return connect(
        f"ws://{settings.host}:{settings.port}/api/events{query}",
        additional_headers={"Cookie": f"comanda_guest={credential}"},
        compression=None,
        open_timeout=PATIENCE,
        close_timeout=1,
    )


class Idle:
    """Phones on their tables, from entering to leaving: a socket and a keep-alive connection each."""

    def __init__(self, house: House, credentials: list[str]) -> None:
        self.house, self.credentials = house, credentials
        self._phones: list[Phone] = []
        self._sockets: list[ClientConnection] = []

    async def __aenter__(self) -> Self:
        for credential in self.credentials:
            phone = Phone(self.house, credential)
            self._phones.append(phone)
            if await phone.ask("GET", "/healthz") != 200:
                raise RuntimeError("a phone that only looks was refused")
            self._sockets.append(await listening(self.house, credential))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for phone in self._phones:
            phone.close()
        await asyncio.gather(*(socket.close() for socket in self._sockets), return_exceptions=True)


class Honest(Struct):
    """What honest guests met: seconds from when each order was due to its answer."""

    latencies: list[float] = []

    def latency(self, share: float) -> float:
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))]


async def honest_orders(
    house: House, guests: Iterator[str], bodies: Iterator[bytes], rate: float, seconds: float
) -> Honest:
    """Orders of different guests at a steady pace, whatever the answers take. Raises RuntimeError for a refusal."""
    result, start = Honest([]), time.perf_counter()
    free = [Phone(house, "") for _ in range(8)]

    async def place(due: float) -> None:
        phone = free.pop() if free else Phone(house, "")
        status = await phone.ask("POST", "/api/orders", next(bodies), next(guests))
        if status != 201:
            raise RuntimeError(f"an honest order was answered with {status}")
        result.latencies.append(time.perf_counter() - due)
        free.append(phone)

    async with asyncio.TaskGroup() as orders:
        for number in range(int(rate * seconds)):
            due = start + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            orders.create_task(place(due))
    for phone in free:
        phone.close()
    return result


class Flood:
    """One phone that sends what it can, from entering to leaving; `answers` counts what it was told."""

    CONNECTIONS = 4

    def __init__(self, house: House, credential: str) -> None:
        self.house, self.credential = house, credential
        self.answers: Counter[str] = Counter()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._tasks = [asyncio.create_task(self._orders()) for _ in range(self.CONNECTIONS)]
        self._tasks += [asyncio.create_task(self._replays())]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _orders(self) -> None:
        phone = Phone(self.house, self.credential)
        for body in itertools.cycle([_largest(self.house.orders[0]), b'{"lines":[' + b"{}," * 5000 + b"{}]}"]):
            try:
                self.answers[str(await phone.order(body))] += 1
            except OSError:
                self.answers["no answer"] += 1
                await asyncio.sleep(0.1)

    async def _replays(self) -> None:
        """Sockets from the beginning of the visit, given up as soon as they are open."""
        while True:
            with contextlib.suppress(OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                async with listening(self.house, self.credential, "?after=0") as socket:
                    await socket.recv()
                    self.answers["replays"] += 1


def _largest(order: bytes) -> bytes:
    """Sixty lines of fifty."""
    line = {**json.loads(order)["lines"][0], "quantity": 50}
    return json.dumps({"lines": [line] * 60}).encode()
