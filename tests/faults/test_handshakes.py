"""What a refused handshake is told, and which bytes of a connection count as the socket's."""

import asyncio
import socket
import threading
import time
from typing import Any

import msgspec
import pytest
from websockets.exceptions import InvalidStatus

from comanda.engine.database import Database
from comanda.engine.http.sockets import CHECK_EVERY
from tests.faults.test_sockets import HEAD, Deaf, cookie_of, frame, open_sockets, wait_until_open
from tests.served import Server


def test_a_handshake_with_a_wrong_query_says_what_is_wrong(server: Server):
    with pytest.raises(InvalidStatus) as refused, server.staff().listening("?after=yesterday"):
        pass

    answer = refused.value.response
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.body is not None
    assert msgspec.json.decode(answer.body)["errors"][0]["pointer"] == "?after"


def test_what_a_connection_sent_before_it_became_a_socket_does_not_count(server: Server):
    """A proxy keeps its connections to us, and hands over one that has carried many requests."""
    request = f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Padding: {'x' * 15_000}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.settings.port)) as connection:
        connection.settimeout(5)
        for _ in range(20):
            connection.sendall(request)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        time.sleep(2 * CHECK_EVERY)
        connection.sendall(
            HEAD.format(query="", port=server.settings.port, cookie=cookie_of(server.ours.cashier)).encode()
        )
        wait_until_open(1, within=10)
        time.sleep(3 * CHECK_EVERY)

        assert open_sockets() == 1
        part = b"x" * (64 * 1024)
        connection.sendall(b"".join(frame(0x01 if n == 0 else 0x00, part) for n in range(4)))
        wait_until_open(0, within=5)


def test_bytes_are_counted_also_while_the_database_is_awaited(server: Server, monkeypatch: pytest.MonkeyPatch):
    stalled = Deaf(server.settings.port, cookie_of(server.ours.cashier))
    wait_until_open(1, within=10)
    awaited = threading.Event()

    async def wait(self: Database, query: Any) -> Any:
        awaited.set()
        await asyncio.sleep(30)

    monkeypatch.setattr(Database, "look", wait)
    assert awaited.wait(10)
    part = b"x" * (64 * 1024)
    stalled.connection.sendall(b"".join(frame(0x01 if n == 0 else 0x00, part) for n in range(16)))

    wait_until_open(0, within=10)
    stalled.connection.close()
