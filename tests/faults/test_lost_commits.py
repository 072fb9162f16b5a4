"""The connection breaks while a commit is under way: what is said about it is true, and the same key settles it."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from comanda.engine.drivers import PostgresDriver
from comanda.engine.timer import due_now
from tests.faults.process import Process, Till, running, tills_at
from tests.postgres import Cluster
from tests.served import new_key
from tests.world import restore

pytestmark = pytest.mark.slow
COMMIT = b"COMMIT\0"


@dataclass
class Proxy:
    """Between the server and its database, over TCP; `mode` says what happens to the next commit, and to no other."""

    target: str
    mode: str = ""
    closed: bool = False
    cut: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    sockets: list[socket.socket] = field(default_factory=list[socket.socket])

    def __post_init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sockets.append(self.listener)
        self.start(self.accept)

    def start(self, act: Callable[..., None], *ends: socket.socket) -> None:
        self.sockets.extend(ends)
        self.threads.append(threading.Thread(target=act, args=ends, daemon=True))
        self.threads[-1].start()

    def close(self) -> None:
        end(*self.sockets)
        for thread in self.threads:
            thread.join(5)
        for one in self.sockets:
            one.close()

    def accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                if self.closed:
                    client.close()
                    continue
                database = socket.socket(socket.AF_UNIX)
                database.connect(self.target)
                self.start(self.ask, client, database)
                self.start(self.answer, client, database)

    def ask(self, client: socket.socket, database: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                if COMMIT in data and self.mode:
                    self.spoil(data, client, database)
                    break
                database.sendall(data)
        end(client, database)

    def answer(self, client: socket.socket, database: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := database.recv(65536):
                client.sendall(data)
        end(client, database)

    def spoil(self, data: bytes, client: socket.socket, database: socket.socket) -> None:
        mode, self.mode = self.mode, ""
        self.closed = mode == "answer lost, database gone"
        client.shutdown(socket.SHUT_RDWR)  # whatever the database answers does not get through
        if mode == "held back":
            time.sleep(1.2)
        if mode != "request lost":
            database.sendall(data)
            time.sleep(0.5)
        if self.closed:
            end(*self.sockets[1:])
        self.cut.set()


def end(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def till(postgres_template: str) -> Iterator[Till]:
    restore(postgres_template)
    with tills_at(PostgresDriver(postgres_template)) as (ours, *_):
        yield ours


@pytest.fixture
def proxy(postgres: Cluster) -> Iterator[Proxy]:
    made = Proxy(str(postgres.socket_folder / ".s.PGSQL.5432"))
    yield made
    made.close()


@pytest.fixture
def server(postgres_template: str, proxy: Proxy, till: Till, tmp_path: Path) -> Iterator[Process]:
    name = postgres_template.partition("?")[0].rpartition("/")[2]
    url = f"postgresql://comanda@127.0.0.1:{proxy.port}/{name}?sslmode=disable&gssencmode=disable"
    with running(Process(tmp_path, url)) as process:
        deadline = time.monotonic() + 30
        while till.house.database.look_now(due_now):  # the commits of the timer are not the ones to spoil
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield process


@pytest.mark.parametrize("mode", ["answer lost", "request lost", "held back"])
def test_a_commit_whose_answer_is_lost_is_looked_up(server: Process, proxy: Proxy, till: Till, mode: str):
    assert server.order(till).status == 201
    before, key = till.placed(), new_key()
    proxy.mode = mode
    answer = server.order(till, key)

    assert proxy.cut.wait(5)
    assert answer.status == 201
    assert till.placed() == [*before, answer.body["id"]]
    again = server.order(till, key)
    assert (again.status, again.body) == (201, answer.body)
    assert till.placed() == [*before, answer.body["id"]]


def test_when_nobody_can_be_asked_it_is_said_to_be_unknown(server: Process, proxy: Proxy, till: Till):
    assert server.order(till).status == 201
    before, key = till.placed(), new_key()
    proxy.mode = "answer lost, database gone"
    answer = server.order(till, key)

    assert (answer.status, answer.slug) == (503, "outcome-unknown")
    assert int(answer.retry_after) >= 1
    assert "nothing was stored" not in str(answer.body)
    assert "same key" in answer.body["title"]
    assert proxy.cut.wait(5)
    while_gone = server.order(till, new_key())
    assert (while_gone.status, while_gone.slug) == (503, "temporarily-unavailable")

    proxy.closed = False
    (stored,) = till.placed()[len(before) :]
    deadline = time.monotonic() + 10
    while (again := server.order(till, key)).status == 503:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert (again.status, again.body["id"]) == (201, stored)
    assert till.placed() == [*before, stored]


def test_a_change_without_a_key_is_looked_up_by_its_event(server: Process, proxy: Proxy, till: Till):
    """Opening and closing a table: the answer that was lost is given all the same."""
    opened = server.ask("POST", "/api/qr-sessions", {"table_id": None}, Cookie=till.cookie)
    assert opened.status == 201
    proxy.mode = "answer lost"
    closed = server.ask("PUT", f"/api/qr-sessions/{opened.body['id']}/close", {}, Cookie=till.cookie)

    assert proxy.cut.wait(5)
    assert (closed.status, closed.body["status"]) == (200, "CLOSED")
    assert [fact.kind for fact in till.house.log()][-1] == "session.closed"
    again = server.ask("PUT", f"/api/qr-sessions/{opened.body['id']}/close", {}, Cookie=till.cookie)
    assert again.status in (200, 409, 410)
