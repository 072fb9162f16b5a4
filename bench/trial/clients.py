"""Keep-alive connections that send one request after the other, as fast as the answers come."""

import asyncio
import time
from collections.abc import Callable
from typing import cast

from msgspec import Struct

PATIENCE = 20.0
"""Seconds that an answer may take before the measurement is given up."""
Request = Callable[[], bytes]


class Load(Struct):
    """What came back: answers as they stood in the response, and how long each took in seconds."""

    answers: list[bytes] = []
    latencies: list[float] = []
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.answers) / self.seconds

    def latency(self, share: float) -> float:
        """The latency that this share of the requests stayed within."""
        return sorted(self.latencies)[int(share * (len(self.latencies) - 1))]


async def load(host: str, port: int, clients: int, seconds: float, request: Request, wanted: int) -> Load:
    """`clients` connections for `seconds`. Raises RuntimeError for a status other than the wanted one, TimeoutError."""
    loop = asyncio.get_running_loop()
    result, start = Load([], []), time.perf_counter()
    async with asyncio.timeout(seconds + PATIENCE):
        made = [
            await loop.create_connection(lambda: _Client(result, request, start + seconds, wanted), host, port)
            for _ in range(clients)
        ]
        await asyncio.gather(*(client.done for _, client in made))
    result.seconds = time.perf_counter() - start
    return result


class _Client(asyncio.Protocol):
    def __init__(self, result: Load, request: Request, until: float, wanted: int) -> None:
        self.result, self.request, self.until = result, request, until
        self.status_line = f"HTTP/1.1 {wanted} ".encode()
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found or len(body) < _content_length(head):
            return
        if not head.startswith(self.status_line):
            self._end(RuntimeError(self.received.decode(errors="replace")))
            return
        now = time.perf_counter()
        self.result.answers.append(body)
        self.result.latencies.append(now - self.sent)
        self.received = b""
        if now < self.until:
            self._send()
        else:
            self._end(None)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc or ConnectionError("the server hung up"))

    def _send(self) -> None:
        self.sent = time.perf_counter()
        self.transport.write(self.request())

    def _end(self, error: Exception | None) -> None:
        if not self.done.done():
            if error is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(error)
            self.transport.close()


def _content_length(head: bytes) -> int:
    lines = head.lower().split(b"\r\ncontent-length:", 1)
    return int(lines[1].split(b"\r\n", 1)[0]) if len(lines) == 2 else 0
