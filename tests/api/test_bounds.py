"""What a request may cost before any handler sees it, over real sockets: its head, its host, how its body arrives."""

import asyncio
import json
import socket
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from comanda.engine.http.bounds import LARGEST_HEAD, MOST_HELD, Body, Bounded
from comanda.engine.http.hosts import Hosts, is_own_address
from comanda.kernel.errors import Unavailable
from comanda.settings import Settings
from tests.served import Server, new_key

pytestmark = pytest.mark.slow

SIGN_IN = b"POST /api/auth/sign-in HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
HANDSHAKE = (
    "GET /api/events HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
)


def host_of(server: Server) -> bytes:
    return server.address.removeprefix("http://").encode()


def told(server: Server, *pieces: bytes, head_only: bool = False) -> bytes:
    """What comes back for these bytes, up to the end of the head or of the connection, or ten seconds of silence."""
    with closing(socket.create_connection((server.settings.host, server.settings.port))) as wire:
        wire.settimeout(10)
        answer = b""
        try:
            for piece in pieces:
                wire.sendall(piece)
            while part := wire.recv(65536):
                answer += part
                if head_only and b"\r\n\r\n" in answer:
                    break
        except OSError:
            return answer
        return answer


def problem_in(answer: bytes) -> tuple[int, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    return int(head[9:12]), json.loads(body)["type"].removeprefix("/problems/")


# the head


@pytest.mark.parametrize("size", [LARGEST_HEAD + 100, 20_000, 30_000])
@pytest.mark.parametrize("path", ["/healthz", "/api/tables", "/nothing", "/cashier"])
def test_a_long_head_is_refused_whatever_it_asks_for(shared_server: Server, path: str, size: int):
    answer = httpx.get(shared_server.address + path, headers={"X-Long": "x" * size}, trust_env=False)

    assert (answer.status_code, answer.json()["type"]) == (431, "/problems/headers-too-large")
    assert answer.json()["limit"] == LARGEST_HEAD
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("size", [100_000, 500_000, 3_000_000])
def test_a_head_that_fits_no_buffer_is_refused_by_the_server_under_us(shared_server: Server, size: int):
    answer = httpx.get(shared_server.address + "/healthz", headers={"X-Long": "x" * size}, trust_env=False)

    assert answer.status_code == 431


def test_many_small_headers_and_a_long_address_count_as_well(shared_server: Server):
    many = {f"X-{number}": "x" * 200 for number in range(85)}
    long = shared_server.address + "/healthz?" + "q=1&" * (LARGEST_HEAD // 4)

    assert httpx.get(shared_server.address + "/healthz", headers=many, trust_env=False).status_code == 431
    assert httpx.get(long, trust_env=False).status_code == 431
    few = {f"X-{number}": "x" * 200 for number in range(60)}
    assert httpx.get(shared_server.address + "/healthz", headers=few, trust_env=False).status_code == 200


def test_a_long_handshake_is_refused_too(shared_server: Server):
    host = f"Host: {host_of(shared_server).decode()}\r\n"
    answer = told(shared_server, f"{HANDSHAKE}{host}X-Long: {'x' * 17_000}\r\n\r\n".encode(), head_only=True)

    assert answer.startswith(b"HTTP/1.1 431 ")


# the host


FOREIGN = [
    "evil.example",
    "evil.example:{port}",
    "localhost.evil.example:{port}",
    "127.0.0.1.nip.io:{port}",
    "evil@127.0.0.1:{port}",
    "localhost:1",
    "127.0.0.1",
    "127.0.0.1:x",
    "127.0.0.1:{port}/x",
    "127.0.0.1:{port}?x",
    "127.1:{port}",
    "[::1",
    "203.0.113.9:{port}",
    "[2001:db8::1]:{port}",
    "224.0.0.1:{port}",
    "0.0.0.0:{port}",
]
"""Other names, other ports, and addresses that this machine does not have or nobody can have."""


@pytest.mark.parametrize("host", FOREIGN)
def test_a_host_that_is_not_ours_gets_nothing(shared_server: Server, host: str):
    named = host.format(port=shared_server.settings.port)
    device = shared_server.staff()
    device.http.event_hooks["response"] = []
    headers = {"Host": named, "Origin": f"http://{named}"}
    sessions = device.get("/api/qr-sessions").json()

    for method, path in (("GET", "/cashier"), ("GET", "/api/tables"), ("POST", "/api/qr-sessions")):
        answer = device.http.request(method, path, headers={**headers, "Idempotency-Key": new_key()})
        if answer.status_code == 400:  # the server under us could not read it
            continue
        assert (answer.status_code, answer.json()["type"]) == (421, "/problems/unknown-host"), named
        assert "COMANDA_PUBLIC_URL" in answer.json()["title"]
    assert device.get("/api/qr-sessions").json() == sessions


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}", "127.0.0.2:{port}",
                                  "{machine}:{port}", "{label}.local:{port}"])  # fmt: skip
def test_links_follow_a_host_of_this_machine(server: Server, host: str):
    machine = socket.gethostname()
    named = host.format(port=server.settings.port, machine=machine, label=machine.partition(".")[0])
    headers = {"Host": named, "Origin": f"http://{named}", "Idempotency-Key": new_key()}
    opened = server.staff().http.post("/api/qr-sessions", json={"table_id": server.ours.table("5")}, headers=headers)

    assert opened.status_code == 201
    assert opened.json()["qr_url"].startswith(f"http://{named}/user?session=")


def test_supervisors_may_ask_by_any_name(shared_server: Server):
    for path in ("/healthz", "/readyz"):
        answer = httpx.get(shared_server.address + path, headers={"Host": "evil.example"}, trust_env=False)
        assert answer.status_code == 200


def test_a_request_without_a_host_gets_links_of_the_configured_one(server: Server):
    cookie = f"comanda_staff={server.ours.cashier.secret}"
    body = json.dumps({"table_id": server.ours.table("5")}).encode()
    head = (
        f"POST /api/qr-sessions HTTP/1.0\r\nOrigin: {server.address}\r\nCookie: {cookie}\r\n"
        f"Idempotency-Key: {new_key()}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    answer = told(server, head.encode() + body)

    assert answer.startswith(b"HTTP/1.0 201 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["qr_url"].startswith(f"{server.address}/user?")


def test_two_hosts_are_one_too_many(shared_server: Server):
    host = host_of(shared_server)
    answer = told(
        shared_server, b"GET /cashier HTTP/1.1\r\nHost: %s\r\nHost: evil.example\r\nConnection: close\r\n\r\n" % host
    )

    assert problem_in(answer) == (400, "malformed")


def test_a_handshake_for_a_foreign_host_is_refused(shared_server: Server):
    answer = told(shared_server, f"{HANDSHAKE}Host: evil.example\r\n\r\n".encode(), head_only=True)

    assert answer.startswith(b"HTTP/1.1 421 ")


def test_behind_a_public_address_the_host_decides_neither_links_nor_origins(secure_server: Server):
    device = secure_server.staff()
    named = {"Host": "backend:8000", "Origin": "https://backend:8000"}
    refused = device.http.post("/api/qr-sessions", json={"table_id": secure_server.ours.table("5")}, headers=named)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/origin-not-allowed")

    ours = {"Host": "backend:8000", "Origin": "https://pos.house.test"}
    opened = device.http.post("/api/qr-sessions", json={"table_id": secure_server.ours.table("5")}, headers=ours)
    assert (opened.status_code, opened.json()["qr_url"].partition("/user?")[0]) == (201, "https://pos.house.test")


def test_an_address_is_ours_when_it_can_be_bound():
    assert is_own_address("127.0.0.1")
    for foreign in ("203.0.113.9", "2001:db8::1", "0.0.0.0", "::", "224.0.0.1", "255.255.255.255", "localhost", ""):
        assert not is_own_address(foreign), foreign


def test_the_public_address_may_be_asked_with_and_without_its_port(tmp_path: Path):
    hosts = Hosts(Settings(tmp_path, b"x" * 32, public_url="https://pos.house.test"))

    assert [hosts.own(host) for host in ("pos.house.test", "POS.house.test:443", "pos.house.test.", "house.test")] == [
        True, True, True, False,
    ]  # fmt: skip


# the body


def test_a_body_in_crumbs_is_refused_before_it_costs_much(shared_server: Server):
    crumbs = b"1\r\na\r\n" * 200_000
    head = SIGN_IN % host_of(shared_server) + b"Transfer-Encoding: chunked\r\n\r\n"
    before = time.process_time()
    answer = told(shared_server, head, crumbs)

    assert problem_in(answer) == (400, "malformed")
    assert time.process_time() - before < 3, "CPU seconds of client and server, which share this process"


def test_bodies_hold_a_bounded_part_of_the_memory(tmp_path: Path):
    class Whole:
        async def receive(self) -> dict[str, Any]:
            return {"type": "http.request", "body": b"x" * 1024 * 1024, "more_body": True}

    bounds = Bounded(None, Settings(tmp_path, secret=b""))
    body = Body(bounds, Whole().receive)

    async def fill() -> int:
        for number in range(MOST_HELD // 1024 // 1024 + 1):
            try:
                await body.receive()
            except Unavailable:
                return number
        return -1

    assert asyncio.run(fill()) == MOST_HELD // 1024 // 1024


@pytest.mark.parametrize(
    ("framing", "status"),
    [
        (b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", b"400"),
        (b"Content-Length: -1\r\n\r\n{}", b"400"),
        (b"Content-Length: 2, 2\r\n\r\n{}", b"400"),
        (b"Content-Length: +2\r\n\r\n{}", b"400"),
        (b"Transfer-Encoding: identity\r\n\r\n{}", b"400"),
        (b"Transfer-Encoding: chunked, gzip\r\n\r\n2\r\n{}\r\n0\r\n\r\n", b"400"),
        (b"Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", b"400"),
        (b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n", b"400"),
        (b"Transfer-Encoding: chunked\r\n\r\n2;" + b"e" * 40_000 + b"\r\n{}\r\n0\r\n\r\n", b"400"),
    ],
    ids=["two lengths", "negative", "list", "plus", "identity", "gzip last", "space", "chunk overflow", "extension"],
)
def test_a_body_without_one_clear_end_is_refused_and_nothing_after_it_is_read(
    shared_server: Server, framing: bytes, status: bytes
):
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n" % host_of(shared_server)
    answer = told(shared_server, SIGN_IN % host_of(shared_server) + framing + smuggled)

    assert answer[9:12] == status
    assert answer.count(b"HTTP/1.1 ") == 1


def test_of_a_length_and_chunks_the_chunks_count_and_the_connection_ends(shared_server: Server):
    both = b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n" % host_of(shared_server)
    answer = told(shared_server, SIGN_IN % host_of(shared_server) + both + smuggled)

    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize("path", [b"/healthz", b"/nothing", b"/api/tables", b"/api/qr-sessions"])
def test_a_body_nobody_reads_ends_the_connection(shared_server: Server, path: bytes):
    head = b"GET %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 100000\r\n\r\n{" % (path, host_of(shared_server))
    began = time.monotonic()
    answer = told(shared_server, head)

    assert answer[9:12] in (b"200", b"404", b"401")
    assert time.monotonic() - began < 5


def test_http_2_is_not_spoken(shared_server: Server):
    assert told(shared_server, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0") == b""


def test_pipelined_requests_are_answered_in_order(shared_server: Server):
    one = b"GET /healthz HTTP/1.1\r\nHost: %s\r\n\r\n" % host_of(shared_server)
    last = b"GET /nothing HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n" % host_of(shared_server)
    answer = told(shared_server, one * 50 + last)

    assert answer.count(b"HTTP/1.1 200 OK") == 50
    assert b"HTTP/1.1 404" in answer[answer.rindex(b"HTTP/1.1 ") :]


def test_a_client_that_waits_to_be_asked_for_its_body_is_asked(shared_server: Server):
    waits = SIGN_IN % host_of(shared_server) + b"Expect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"
    with closing(socket.create_connection((shared_server.settings.host, shared_server.settings.port))) as wire:
        wire.settimeout(10)
        wire.sendall(waits)
        assert wire.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        wire.sendall(b"{}")
        assert wire.recv(100)[9:12] == b"422"


def test_the_server_listens_alone_on_its_port(shared_server: Server):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        with pytest.raises(OSError, match="in use"):
            other.bind((shared_server.settings.host, shared_server.settings.port))
