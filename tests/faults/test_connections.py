"""Connections that say nothing, never end or never read: the house goes on, and stops when it is told to."""

import os
import resource
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from comanda.ops.listening import HEAD_WITHIN, UNREAD_WITHIN
from tests.cast import SECRET
from tests.served import free_port

pytestmark = pytest.mark.slow
SILENT, IDLE = 1000, 300
ANSWERS_WITHIN = 2.0
"""Seconds for one health check on a machine that does much else; without bounds there was no answer for 30."""
STOPS_WITHIN = 8.0
"""Seconds; half of them are the server's own start and end on a busy machine. It was 20 and more, or never."""


class House:
    """`comanda serve` as a process of its own."""

    def __init__(self, folder: Path, *, files: int | None = None) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        secret = folder / "secret"
        secret.write_bytes(SECRET)
        secret.chmod(0o600)
        command = [sys.executable, "-c", "from comanda.cli import main; main()", "serve"]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COMANDA_")}

        def limit() -> None:
            if files is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--data", str(folder)],
            env=clean, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit,  # noqa: PLW1509
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline().startswith("Comanda serves ")

    def wire(self, sent: bytes = b"", receive_buffer: int | None = None) -> socket.socket:
        made = socket.socket()
        if receive_buffer is not None:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        made.settimeout(10)
        made.connect(("127.0.0.1", self.port))
        made.sendall(sent.replace(b"HOST", f"127.0.0.1:{self.port}".encode()))
        return made

    def health(self) -> float:
        """Seconds one check takes, over a connection of its own."""
        began = time.monotonic()
        answer = httpx.get(f"{self.address}/healthz", trust_env=False, timeout=10)
        assert answer.status_code == 200
        return time.monotonic() - began

    def stop(self) -> tuple[int, float]:
        """The exit code after SIGTERM, and the seconds until then."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60), time.monotonic() - began


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    end(made)


def end(house: House) -> None:
    house.process.kill()
    house.process.communicate()


def cut_within(wires: list[socket.socket], seconds: float) -> int:
    """How many the server closed meanwhile."""
    cut, deadline = 0, time.monotonic() + seconds
    with selectors.DefaultSelector() as waiting:
        for wire in wires:
            waiting.register(wire, selectors.EVENT_READ)
        while waiting.get_map() and time.monotonic() < deadline:
            for key, _ in waiting.select(0.5):
                wire = key.fileobj
                assert isinstance(wire, socket.socket)
                try:
                    over = not wire.recv(65536)
                except OSError:
                    over = True
                if over:
                    cut += 1
                    waiting.unregister(wire)
    return cut


def test_silent_and_idle_connections_leave_the_house_its_answers(house: House):
    house.health()
    idle = b"GET /healthz HTTP/1.1\r\nHost: HOST\r\n\r\n"
    with ExitStack() as open_:
        silent = [open_.enter_context(house.wire()) for _ in range(SILENT)]
        began = time.monotonic()
        kept = [open_.enter_context(house.wire(idle)) for _ in range(IDLE)]
        halves = [open_.enter_context(house.wire(b"GET /healthz HTTP/1.1\r\nHo")) for _ in range(50)]
        for wire in kept:
            assert wire.recv(15) == b"HTTP/1.1 200 OK"

        checks = sorted(house.health() for _ in range(20))
        assert checks[-1] < ANSWERS_WITHIN
        assert time.monotonic() - began < HEAD_WITHIN / 1000, "the checks came while the connections stood"

        assert cut_within([*silent, *kept, *halves], 2.5 * HEAD_WITHIN / 1000) == SILENT + IDLE + 50


def test_a_machine_that_allows_few_files_is_told_and_goes_on(tmp_path: Path):
    house = House(tmp_path, files=400)
    try:
        with ExitStack() as open_:
            for _ in range(300):  # more than it may hold: the kernel keeps the rest until the first are cut
                open_.enter_context(house.wire())
            time.sleep(1.3 * HEAD_WITHIN / 1000)
            assert house.health() < ANSWERS_WITHIN
        assert house.stop()[0] == 0
        assert house.process.stderr is not None
        assert "at most 200 connections at once: this process may open 400 files" in house.process.stderr.read()
    finally:
        end(house)


HALF_SENT = {
    "nothing": b"",
    "half a head": b"GET /healthz HTTP/1.1\r\nHo",
    "half a body": b"POST /api/auth/sign-in HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
    b"Content-Length: 100\r\n\r\n{",
    "half a chunk": b"POST /api/auth/sign-in HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n10\r\n{",
    "a body nobody reads": b"POST /nothing HTTP/1.1\r\nHost: HOST\r\nContent-Length: 100000\r\n\r\n{",
    "an idle connection": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "answers nobody reads": b"GET /api/openapi.json HTTP/1.1\r\nHost: HOST\r\n\r\n" * 100,
}


@pytest.mark.parametrize("sent", HALF_SENT.values(), ids=HALF_SENT)
def test_the_house_stops_without_waiting_for_what_may_never_come(house: House, sent: bytes):
    with house.wire(sent, receive_buffer=4096):
        time.sleep(1)
        code, seconds = house.stop()

    assert code == 0
    assert seconds < STOPS_WITHIN


def test_a_half_sent_request_is_told_to_come_again_and_leaves_nothing(house: House):
    with house.wire(HALF_SENT["half a body"]) as wire:
        time.sleep(1)
        code, _ = house.stop()
        answer = wire.recv(65536)

    assert code == 0
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 2" in answer.lower()


def test_a_request_that_arrives_while_the_house_stops_is_answered(house: House):
    with house.wire(HALF_SENT["half a body"]) as wire:
        time.sleep(1)
        house.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        wire.sendall(b" " * 98 + b"}")
        answer = wire.recv(65536)

    assert answer.startswith(b"HTTP/1.1 422 ")
    assert house.process.wait(STOPS_WITHIN) == 0


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux gives up peers that do not read")
def test_a_reader_that_never_reads_is_cut(house: House):
    asks = HALF_SENT["answers nobody reads"]
    with ExitStack() as open_:
        wires = [open_.enter_context(house.wire(asks, receive_buffer=4096)) for _ in range(20)]
        deadline = time.monotonic() + 3 * UNREAD_WITHIN / 1000
        while (left := connections_to(house)) and time.monotonic() < deadline:
            time.sleep(1)
        assert house.health() < ANSWERS_WITHIN

    assert len(wires) == 20
    assert left == 0


def connections_to(house: House) -> int:
    """Of the server's process, as the kernel lists them."""
    ours = {os.readlink(f"/proc/{house.process.pid}/fd/{name}") for name in os.listdir(f"/proc/{house.process.pid}/fd")}
    rows = [line.split() for line in Path(f"/proc/{house.process.pid}/net/tcp").read_text().splitlines()[1:]]
    here = f":{house.port:04X}"
    return sum(row[1].endswith(here) and row[3] == "01" and f"socket:[{row[9]}]" in ours for row in rows)
