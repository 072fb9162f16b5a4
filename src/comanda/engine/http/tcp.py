"""The TCP connections of this process, found among its open files; the server library does not show them.

Linux alone tells how much a connection has received. Elsewhere the functions here find nothing, and the limits of the
WebSocket protocol itself still hold.
"""

import contextlib
import os
import socket
import struct
from collections.abc import Collection, Generator

OPEN_FILES = "/proc/self/fd"
Address = tuple[str, int]
_RECEIVED_AT = 128
"""Offset of `tcpi_bytes_received` in `struct tcp_info` (include/uapi/linux/tcp.h)."""


def received_from(peers: Collection[Address]) -> dict[Address, int]:
    """Bytes received so far from each of these peers that is connected."""
    connected = ((_peer(own), own) for own in _sockets())
    return {peer: _received(own) for peer, own in connected if peer is not None and peer in peers}


def reset(peer: Address) -> None:
    """Ends the connection at once; what waits to be sent is dropped."""
    for descriptor in [own.fileno() for own in _sockets() if _peer(own) == peer]:
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as own:
            if _peer(own) == peer:  # else closed meanwhile, and the number belongs to another connection
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                own.shutdown(socket.SHUT_RDWR)


def _peer(own: socket.socket) -> Address | None:
    try:
        return own.getpeername()[:2]
    except OSError:  # it listens, or has just been closed
        return None


def _received(own: socket.socket) -> int:
    told = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _RECEIVED_AT + 8)
    received: int = struct.unpack_from("Q", told, _RECEIVED_AT)[0] if len(told) >= _RECEIVED_AT + 8 else 0
    return received


def _sockets() -> Generator[socket.socket]:
    """Every socket of this process, borrowed: it is for looking at, and stays open."""
    for name in os.listdir(OPEN_FILES) if os.path.isdir(OPEN_FILES) else ():
        try:
            own = socket.socket(fileno=int(name))
        except OSError:
            continue
        try:
            yield own
        finally:
            own.detach()
