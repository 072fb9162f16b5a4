"""The TCP connections of this process, found among its open files; the server library does not show them.

Linux alone tells how much a connection has received. Elsewhere `received` finds nothing, and the limits of the
WebSocket protocol itself still hold.
"""

import contextlib
import os
import socket
import struct
import sys
from collections.abc import Callable, Generator

from msgspec import Struct

OPEN_FILES = "/proc/self/fd" if os.path.isdir("/proc/self/fd") else "/dev/fd"
Address = tuple[str, int]
_RECEIVED_AT = 128
"""Offset of `tcpi_bytes_received` in `struct tcp_info` (include/uapi/linux/tcp.h)."""


class Received(Struct, frozen=True):
    """Bytes a connection has received since it was made. `inode` tells it from a later one of the same peer."""

    inode: int
    size: int


def received() -> dict[Address, Received]:
    """What every connection of this process has received so far, by its peer."""
    if sys.platform != "linux":
        return {}
    found: dict[Address, Received] = {}
    for own in _sockets():
        with contextlib.suppress(OSError):  # it listens, or has just been closed
            found[_peer(own)] = Received(os.fstat(own.fileno()).st_ino, _size_received(own))
    return found


def reset(peer: Address) -> None:
    """Ends the connection at once; what waits to be sent is dropped."""
    for own in _copies(lambda own: _peer(own) == peer):
        with contextlib.suppress(OSError):
            own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            own.shutdown(socket.SHUT_RDWR)


def end_all(port: int) -> int:
    """Ends every connection that was made to this port, and returns how many there were."""
    ended = 0
    for own in _copies(lambda own: bool(_peer(own)) and own.getsockname()[1] == port):
        with contextlib.suppress(OSError):
            own.shutdown(socket.SHUT_RDWR)
            ended += 1
    return ended


def _peer(own: socket.socket) -> Address:
    """Raises OSError for a socket that is not connected."""
    host, port = own.getpeername()[:2]
    return host.partition("%")[0], port  # the server library does not tell the zone of a link-local address


def _size_received(own: socket.socket) -> int:
    told = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _RECEIVED_AT + 8)
    size: int = struct.unpack_from("Q", told, _RECEIVED_AT)[0] if len(told) >= _RECEIVED_AT + 8 else 0
    return size


def _copies(wanted: Callable[[socket.socket], bool]) -> Generator[socket.socket]:
    """Sockets to act on, by descriptors of their own: those of the server may be another connection's meanwhile."""

    def is_wanted(own: socket.socket) -> bool:
        try:
            return wanted(own)
        except OSError:
            return False

    for descriptor in [own.fileno() for own in _sockets() if is_wanted(own)]:
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as own:
            if is_wanted(own):
                yield own


def _sockets() -> Generator[socket.socket]:
    """Every TCP socket of this process, only to be looked at; it stays open."""
    for name in os.listdir(OPEN_FILES):
        try:
            own = socket.socket(fileno=int(name))
        except OSError:
            continue
        try:
            if own.family in (socket.AF_INET, socket.AF_INET6) and own.type == socket.SOCK_STREAM:
                yield own
        finally:
            own.detach()
