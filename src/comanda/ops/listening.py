"""The socket, the connections and the deadlines of the server under us (granian, and hyper below it)."""

import logging
import resource
import socket
import sys
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from comanda.settings import Settings

BACKLOG = 2048
"""Connections the kernel keeps until they are accepted; it may keep fewer (net.core.somaxconn)."""
MOST_CONNECTIONS = 8192
"""Sockets of screens and phones, requests, and connections that are idle or silent, together."""
RESERVED_FILES = 256
"""Open files left for the database, its readers and the client's pages."""
HEAD_WITHIN = 10_000
"""Milliseconds a connection may take for a request's head; an idle one is closed after them as well."""
READ_BUFFER = 32 * 1024
"""Bytes; heads that do not fit are refused before the application sees them, with 431."""
SEND_BUFFER = 64 * 1024
"""Bytes the kernel keeps for a peer that does not read; Linux doubles it for its own book-keeping."""
UNREAD_WITHIN = 20_000
"""Milliseconds a peer may leave what we sent unread before its connection is closed."""
logger = logging.getLogger(__name__)


class OwnSocketServer(Server):
    """Granian on a socket of ours: shared with nobody (granian's own asks for SO_REUSEPORT), with our options."""

    def __init__(self, app: Any, listener: socket.socket, connections: int) -> None:
        address, port = listener.getsockname()[:2]
        super().__init__(
            app,
            address=address,
            port=port,
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,  # a browser speaks HTTP/2 over TLS alone, which a proxy ends
            websockets=True,
            backlog=BACKLOG,
            backpressure=connections,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD_WITHIN, max_buffer_size=READ_BUFFER),
            log_enabled=False,
        )
        self._listener = listener

    def _init_shared_socket(self) -> None:
        holder: Any = SocketHolder
        backlog = (BACKLOG,) if sys.platform == "linux" else ()
        self._shd = holder(self._listener.detach(), False, *backlog)
        self._ssp = None


def listen(settings: Settings) -> socket.socket:
    """A socket that takes connections at once. Raises OSError for a taken port or an address that is not ours."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted ones take these over
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_WITHIN)
    return listener


def connections_at_once() -> int:
    """How many the limit of open files allows, once it is raised as far as it goes; says so where they are few."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + RESERVED_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        target = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
            soft = target
        except (OSError, ValueError):
            pass  # macOS caps it below the hard limit it names
    most = wanted if soft == resource.RLIM_INFINITY else min(soft, wanted)
    if most < wanted:
        logger.warning(
            "at most %s connections at once: this process may open %s files; allow it %s (ulimit -n)",
            max(most - RESERVED_FILES, most // 2), most, wanted,
        )  # fmt: skip
    return max(most - RESERVED_FILES, most // 2)
