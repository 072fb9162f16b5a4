"""Serving: one process, one event loop, granian in front of the application."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.server.embed import Server

from comanda.app import create_app
from comanda.kernel.clock import Clock, system_clock
from comanda.ops.schema import prepare
from comanda.settings import Settings

READY_WITHIN = 10.0
logger = logging.getLogger(__name__)


def serve(settings: Settings, on_ready: Callable[[], None] = lambda: None, clock: Clock = system_clock) -> None:
    """Runs until SIGTERM or SIGINT. `on_ready` is called once the port answers. Raises OSError for a taken port."""
    refuse_taken_port(settings)
    prepare(settings)
    if not settings.secure and settings.host not in ("127.0.0.1", "localhost", "::1"):
        logger.warning("serving plain http on %s: guests' cookies can be read on this network", settings.host)
    run(serve_until(settings, clock, on_ready, asyncio.Event()))


def refuse_taken_port(settings: Settings) -> None:
    """The server shares its port with whoever asks for it, so two houses would answer in turns. Raises OSError."""
    try:
        socket.create_server((settings.host, settings.port)).close()
    except OSError as error:
        raise OSError(f"cannot listen on {settings.host}:{settings.port}: {os.strerror(error.errno or 0)}") from error


def run(main: Any) -> None:
    """On uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(main)
    else:
        uvloop.run(main)


async def serve_until(settings: Settings, clock: Clock, on_ready: Callable[[], None], stop: asyncio.Event) -> None:
    """Serves on the running loop until `stop` is set, or a signal asks for it."""
    app = create_app(settings, clock)
    server = Server(
        app, address=settings.host, port=settings.port, interface=Interfaces.ASGI, websockets=True, log_enabled=False
    )
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
    server.stop()
    await serving
    stopped.cancel()


async def _answering(settings: Settings, serving: asyncio.Task[Any]) -> None:
    """Waits until the port takes connections. Raises what made the server end, or TimeoutError."""
    deadline = asyncio.get_running_loop().time() + READY_WITHIN
    while True:
        if serving.done():
            serving.result()
            raise OSError(f"the server could not listen on {settings.host}:{settings.port}")
        with socket.socket() as probe:
            probe.setblocking(False)
            try:
                await asyncio.wait_for(
                    asyncio.get_running_loop().sock_connect(probe, (settings.host, settings.port)), 1
                )
                return
            except OSError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
                await asyncio.sleep(0.02)
