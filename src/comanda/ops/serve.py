"""Serving: one process, one event loop, granian in front of the application."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable
from typing import Any

from comanda.app import create_app
from comanda.engine.http import tcp
from comanda.engine.http.bounds import Bounded
from comanda.kernel.clock import Clock, monotonic_clock, system_clock
from comanda.ops.data_folder import sole_server
from comanda.ops.listening import OwnSocketServer, connections_at_once, listen
from comanda.ops.schema import look_before_touching, prepare
from comanda.settings import Settings

READY_WITHIN = 10.0
ARRIVE_WITHIN = 1.0
"""Seconds that requests still being sent, and after them answers still being read, have once the server is to stop."""
ANSWER_WITHIN = 10.0
"""Seconds that requests which are there in full have to be answered; a statement may take five."""
logger = logging.getLogger(__name__)


def serve(settings: Settings, on_ready: Callable[[], None] = lambda: None, clock: Clock = system_clock) -> None:
    """Runs until SIGTERM or SIGINT. `on_ready` is called once the port answers.

    Raises OSError for a taken port, or a folder that another server has open, and OtherData.
    """
    look_before_touching(settings.database_url, settings.data_dir)
    alone = contextlib.nullcontext() if settings.database_url else sole_server(settings.data_dir)
    with _listening(settings) as listener, alone:
        prepare(settings)
        if not settings.secure and settings.host not in ("127.0.0.1", "localhost", "::1"):
            logger.warning("serving plain http on %s: guests' cookies can be read on this network", settings.host)
        run(serve_until(settings, clock, on_ready, asyncio.Event(), listener))


def _listening(settings: Settings) -> socket.socket:
    """Raises OSError with the address in its text."""
    try:
        return listen(settings)
    except OSError as error:
        why = str(error.strerror).partition(" (while ")[0]  # what Python adds says the address again
        raise OSError(f"cannot listen on {settings.host}:{settings.port}: {why}") from error


def run(main: Any) -> None:
    """On uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


async def serve_until(
    settings: Settings,
    clock: Clock,
    on_ready: Callable[[], None],
    stop: asyncio.Event,
    listener: socket.socket | None = None,
    ticks: Clock = monotonic_clock,
) -> None:
    """Serves on the running loop until `stop` is set, or a signal asks for it; `listener` is used up."""
    app = create_app(settings, clock, ticks)
    bounds: Bounded = app.app
    server = OwnSocketServer(app, listener or _listening(settings), connections_at_once())
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(name, stop.set)
        except (NotImplementedError, RuntimeError, ValueError):
            break  # not the main thread: whoever runs us sets `stop`
    serving = asyncio.create_task(server.serve())
    await _answering(settings, serving)
    on_ready()
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    server.stop()
    await _finish(serving, bounds, settings.port)
    await serving


async def _finish(serving: asyncio.Task[Any], bounds: Bounded, port: int) -> None:
    """Answers what is there in full, gives up what is still being sent, then cuts what nobody reads or ends."""
    await asyncio.wait({serving}, timeout=ARRIVE_WITHIN)
    bounds.drain()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(bounds.quiet.wait(), ANSWER_WITHIN)
    await asyncio.wait({serving}, timeout=ARRIVE_WITHIN)
    if not serving.done():
        logger.info("cut %s connections that did not end", tcp.end_all(port))


async def _answering(settings: Settings, serving: asyncio.Task[Any]) -> None:
    """Waits for the first answer. Raises what made the server end, or TimeoutError."""
    answer = asyncio.create_task(_first_answer(settings))
    await asyncio.wait({serving, answer}, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        answer.cancel()
        serving.result()
        raise OSError(f"the server could not listen on {settings.host}:{settings.port}")
    if not answer.done():
        answer.cancel()
        raise TimeoutError(f"the server did not answer on {settings.host}:{settings.port}")
    answer.result()


async def _first_answer(settings: Settings) -> None:
    reader, writer = await asyncio.open_connection(settings.host, settings.port)
    try:
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        await reader.readexactly(len("HTTP/1.1 200"))
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
