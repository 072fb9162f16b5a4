"""The line between a browser and the restaurant: a proxy that can be taken away and given back.

A browser speaks to it as to any http proxy. Requests arrive as they are, which the server understands; what asks for
a tunnel, as a WebSocket does, gets one.
"""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Line:
    """On a loop of its own; `port` is where the browser finds it."""

    def __init__(self, server_port: int) -> None:
        self._server_port, self._there, self._slow = server_port, True, 0.0
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self._listening = self._do(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port: int = self._listening.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Everything that is open breaks off, and nothing new comes through."""
        self._there = False
        self._do(self._hang_up())

    def mend(self) -> None:
        self._there, self._slow = True, 0.0

    def slow_down(self, seconds: float) -> None:
        """What is sent from now on arrives this much later."""
        self._slow = seconds

    def close(self) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _do(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(10)

    async def _end(self) -> None:
        self._listening.close()
        self._there = False
        await self._hang_up()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _hang_up(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if self._there:
                await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        there, back = await asyncio.open_connection("127.0.0.1", self._server_port)
        try:
            if head.startswith(b"CONNECT "):
                writer.write(TUNNEL)
            else:
                await asyncio.sleep(self._slow)
                back.write(head)
            ways = [
                asyncio.ensure_future(self._pass_on(reader, back)),
                asyncio.ensure_future(self._pass_on(there, writer, self._slow)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        finally:
            back.transport.abort()

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, late: float = 0.0) -> None:
        while piece := await source.read(65536):
            await asyncio.sleep(max(late, self._slow))
            target.write(piece)
            await target.drain()
