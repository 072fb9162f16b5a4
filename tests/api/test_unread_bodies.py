"""Whoever is answered before the body has come gets the answer, not a line that was cut."""

import socket
import time

import pytest

from tests.served import Server, new_key

pytestmark = pytest.mark.slow

FULL = b"[" + b"1," * 131_000 + b"1]"
TOO_LARGE = b" " * 1_000_000
IN_PIECES = b"".join(b"3E8\r\n" + b" " * 1000 + b"\r\n" for _ in range(400)) + b"0\r\n\r\n"

EARLY = {
    "a verb that takes no body": ("POST /api/auth/sign-out", FULL, {}, 204),
    "a read": ("GET /healthz", FULL, {}, 200),
    "no such route": ("POST /api/nothing", FULL, {}, 404),
    "no such method": ("PUT /api/orders", FULL, {}, 405),
    "another host": ("POST /api/orders", FULL, {"Host": "evil.example"}, 421),
    "another site": ("POST /api/auth/sign-in", FULL, {"Origin": "http://evil.example"}, 403),
    "a body that is too large": ("POST /api/orders", TOO_LARGE, {}, 413),
    "a body that is too large, in pieces": ("POST /api/orders", IN_PIECES, {"Transfer-Encoding": "chunked"}, 413),
}


def head(server: Server, request: str, size: int, headers: dict[str, str]) -> bytes:
    said = {
        "Host": server.address.removeprefix("http://"),
        "Origin": server.address,
        "Content-Type": "application/json",
        "Idempotency-Key": new_key(),
        **({} if "Transfer-Encoding" in headers else {"Content-Length": str(size)}),
        **headers,
    }
    return "\r\n".join([f"{request} HTTP/1.1", *(f"{name}: {text}" for name, text in said.items()), "", ""]).encode()


def answer_to(server: Server, *pieces: bytes) -> bytes:
    """The status line, read once everything is sent; a quarter of a second lies between the pieces."""
    with socket.create_connection((server.settings.host, server.settings.port), timeout=8) as line:
        for piece in pieces:
            line.sendall(piece)
            time.sleep(0.25)
        return line.recv(1000).partition(b"\r\n")[0]


@pytest.mark.parametrize("what", EARLY)
def test_an_early_answer_arrives(server: Server, what: str):
    request, body, headers, status = EARLY[what]
    first = head(server, request, len(body), headers)
    half = len(body) // 2
    assert answer_to(server, first + body[:half], body[half:]).startswith(b"HTTP/1.1 %d " % status)


def test_a_body_that_never_comes_does_not_hold_the_answer_back(server: Server):
    first = head(server, "POST /api/nothing", 9, {})
    assert answer_to(server, first + b"[").startswith(b"HTTP/1.1 404 ")
