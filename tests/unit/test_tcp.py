"""Connections of this process, found among its open files beside everything else that is open."""

import socket
import sys
from collections.abc import Iterator

import pytest

from comanda.engine.http import tcp

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A client and what was accepted for it, beside sockets that are no TCP connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as client:
        accepted, _ = listener.accept()
        one, other = socket.socketpair()
        with accepted, one, other, socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
            yield client, accepted


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_what_a_connection_has_received_is_told_by_its_peer(pair: Pair):
    client, accepted = pair
    before = tcp.received()[client.getsockname()]
    client.sendall(b"x" * 1000)
    accepted.recv(1000, socket.MSG_WAITALL)
    after = tcp.received()[client.getsockname()]

    assert (before.size, after.size) == (0, 1000)
    assert before.inode == after.inode
    assert tcp.received()[accepted.getsockname()].inode != after.inode


def test_a_connection_that_is_reset_ends_and_no_other(pair: Pair):
    client, accepted = pair
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as other:
        tcp.reset(client.getsockname())
        assert client.recv(1) == b""
        other.setblocking(False)
        with pytest.raises(BlockingIOError):
            other.recv(1)
    assert accepted.fileno() >= 0  # still its owner's to close


def test_every_connection_to_a_port_ends_and_no_other(pair: Pair):
    client, accepted = pair
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as one, socket.create_connection(("127.0.0.1", port)) as two:
            served = [listener.accept()[0] for _ in range(2)]
            assert tcp.end_all(port) == 2
            assert [one.recv(1), two.recv(1)] == [b"", b""]
            for own in served:
                own.close()
        client.sendall(b"?")
        assert accepted.recv(1) == b"?"
