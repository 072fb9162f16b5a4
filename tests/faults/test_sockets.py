"""Sockets that do not read, talk too much or are too many are ended with a reason, and cost the others nothing."""

import contextlib
import gc
import shutil
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from comanda.engine.database import Database
from comanda.engine.drivers import SqliteDriver
from comanda.engine.http.sockets import Sockets
from comanda.engine.tx import Tx
from comanda.kernel.events import STAFF_AND_TABLE, Event
from comanda.kernel.scope import Role, Scope
from comanda.realtime.api import CLOSE_DEADLINE, SEND_DEADLINE
from tests.cast import House, Person, StoppedClock, run
from tests.faults.test_kills import Killed
from tests.served import Device, Ear, Server
from tests.world import World

DEAF = 150
HEAD = (
    "GET /api/events{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n"
)


class Remark(Event, frozen=True):
    """A fact of any size."""

    kind: ClassVar[str] = "test.remark"
    entity: ClassVar[str] = "test"
    words: str


class OfSession(Remark, frozen=True):
    """The same, of one table session."""

    audience: ClassVar[str] = STAFF_AND_TABLE
    qr_session_id: str


def remark(house: House, times: int, size: int, session_id: str = "") -> None:
    """So many facts, `size` bytes each, in one command."""

    def facts(tx: Tx, scope: Scope, _: None) -> None:
        for number in range(times):
            words = f"{number:>{size}}"
            if session_id:
                tx.record(OfSession(id=scope.branch_id, words=words, qr_session_id=session_id))
            else:
                tx.record(Remark(id=scope.branch_id, words=words))

    run(house.database, facts, None, organization_id=house.organization_id, branch_id=house.branch_id)


class Deaf:
    """A WebSocket by hand, which reads nothing until it is told to."""

    def __init__(self, port: int, cookie: str, query: str = "", window: int | None = None) -> None:
        self.connection = socket.socket()
        if window is not None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        self.connection.connect(("127.0.0.1", port))
        self.connection.sendall(HEAD.format(query=query, port=port, cookie=cookie).encode())

    def read_all(self, within: float) -> tuple[list[bytes], int | None]:
        """The texts up to the end, and the close code when there is one. Raises TimeoutError while it stays open."""
        received = bytearray()
        self.connection.settimeout(within)
        with contextlib.suppress(ConnectionResetError):
            while part := self.connection.recv(65536):
                received += part
        self.connection.close()
        return parse(bytes(received.partition(b"\r\n\r\n")[2]))


def parse(received: bytes) -> tuple[list[bytes], int | None]:
    """Whole frames of a server: the texts, and the code of a closing one."""
    texts: list[bytes] = []
    at = 0
    while at + 2 <= len(received):
        size, start = received[at + 1], at + 2
        if size == 126:
            size, start = struct.unpack_from(">H", received, at + 2)[0], at + 4
        elif size == 127:
            size, start = struct.unpack_from(">Q", received, at + 2)[0], at + 10
        payload = received[start : start + size]
        if received[at] & 0x0F == 8:
            return texts, struct.unpack(">H", payload[:2])[0]
        if len(payload) == size:
            texts.append(payload)
        at = start + size
    return texts, None


def frame(first: int, payload: bytes) -> bytes:
    """A frame of a client with a mask of zeros; `first` holds the FIN bit and the opcode."""
    return bytes([first, 0x80 | 127]) + struct.pack(">Q", len(payload)) + bytes(4) + payload


def cookie_of(person: Person) -> str:
    return f"comanda_staff={person.secret}"


def open_sockets() -> int:
    """Sockets that servers of this process follow."""
    return sum(len(one) for one in gc.get_objects() if type(one) is Sockets)


def wait_until_open(number: int, within: float) -> None:
    end = time.monotonic() + within
    while open_sockets() != number:
        assert time.monotonic() < end, f"{open_sockets()} sockets are open"
        time.sleep(0.05)


def closing_code(ear: Ear, within: float = 5) -> int:
    """Reads up to the end."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            ear.frame(within)
    assert ear.connection.close_code is not None
    return ear.connection.close_code


@pytest.fixture
def listeners(server: Server) -> Iterator[contextlib.ExitStack]:
    with contextlib.ExitStack() as stack:
        yield stack


def listen(listeners: contextlib.ExitStack, device: Device, query: str = "") -> Ear:
    ear = listeners.enter_context(device.listening(query))
    assert [one["type"] for one in ear.frames(2)] == ["hello", "menu"]
    return ear


def open_many(sockets: contextlib.ExitStack, device: Device, number: int) -> None:
    for _ in range(number):
        sockets.enter_context(device.listening())


def resident(pid: int) -> int:
    """Megabytes a process has in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


@pytest.mark.slow
def test_sockets_that_catch_up_and_read_nothing_cost_little_memory(template: Path, tmp_path: Path):
    shutil.copy(template, tmp_path / "comanda.db")
    clock = StoppedClock()
    clock.now = time.time_ns() // 1000
    world = World(SqliteDriver(tmp_path / "comanda.db"), clock)
    people = [world.ours.cashier]
    for _ in range(8):
        clock.now += 1
        people.append(world.ours.sign_in(world.ours.cashier))
    remark(world.ours, 3000, 8000)
    world.database.close()

    server = Killed(tmp_path)
    server.start()
    assert server.process is not None
    try:
        before = resident(server.process.pid)
        deaf = [Deaf(server.port, cookie_of(people[1 + n % 8]), "?after=0") for n in range(DEAF)]
        most = 0
        for _ in range(40):
            time.sleep(0.1)
            most = max(most, resident(server.process.pid))
        time.sleep(SEND_DEADLINE + CLOSE_DEADLINE + 3)
        told = [one.read_all(within=5) for one in deaf]
    finally:
        server.kill()

    assert most - before < 100
    assert max(len(texts) for texts, _ in told) < 200  # of 3,000: all were cut


def test_a_socket_that_never_reads_is_cut_and_the_others_hear_everything(
    server: Server, listeners: contextlib.ExitStack
):
    port, ours = server.settings.port, server.ours
    deaf = [Deaf(port, cookie_of(ours.cashier), window=16384 if n % 2 else None) for n in range(19)]
    wait_until_open(19, within=10)
    attentive = listen(listeners, server.staff(ours.manager), f"?branch_id={ours.branch_id}")
    start = ours.log_head()
    for _ in range(15):
        remark(ours, 100, 500)
        heard = attentive.events(100)
        start += 100
        assert heard[-1]["seq"] == start
    wait_until_open(1, within=8)

    for texts, _ in [one.read_all(within=5) for one in deaf]:
        assert len(texts) < 1500


def test_a_replay_nobody_takes_ends_at_its_deadline(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("comanda.realtime.api.SEND_DEADLINE", 0.5)
    remark(server.ours, 1000, 2000)
    deaf = Deaf(server.settings.port, cookie_of(server.ours.cashier), "?after=0", window=16384)
    wait_until_open(1, within=10)
    wait_until_open(0, within=5)

    texts, _ = deaf.read_all(within=5)
    assert 10 < len(texts) < 1000


def test_whoever_reads_again_in_time_is_told_why_it_was_cut(server: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("comanda.realtime.api.SEND_DEADLINE", 0.5)
    monkeypatch.setattr("comanda.realtime.api.CLOSE_DEADLINE", 20)
    remark(server.ours, 1000, 2000)
    deaf = Deaf(server.settings.port, cookie_of(server.ours.cashier), "?after=0", window=16384)
    wait_until_open(1, within=10)
    wait_until_open(0, within=5)

    _, code = deaf.read_all(within=5)
    assert code == 4408


def test_a_peer_that_goes_away_while_it_catches_up_is_let_go_at_once(server: Server):
    remark(server.ours, 3000, 2000)
    deaf = Deaf(server.settings.port, cookie_of(server.ours.cashier), "?after=0", window=16384)
    wait_until_open(1, within=10)
    time.sleep(0.5)
    assert open_sockets() == 1  # in the middle: its window is full
    deaf.connection.close()

    wait_until_open(0, within=2)


def test_a_guests_sixth_socket_closes_the_oldest(server: Server, listeners: contextlib.ExitStack):
    table = server.ours.open_table("5")
    guest, neighbour = server.guest(server.ours.join(table)), server.guest(server.ours.join(table, "other"))
    kept = listen(listeners, neighbour)
    ears = [listen(listeners, guest) for _ in range(6)]

    assert closing_code(ears[0]) == 4409
    server.ours.order(table, "Green Tea")
    for ear in [*ears[1:], kept]:
        assert ear.frame()["kind"] == "order.placed"


def test_a_sign_ins_twenty_first_socket_closes_the_oldest(server: Server, listeners: contextlib.ExitStack):
    manager, kitchen = server.staff(server.ours.manager), server.staff(server.ours.kitchen)
    branches = [server.ours.branch_id, server.sister.branch_id]
    other = listen(listeners, kitchen)
    ears = [listen(listeners, manager, f"?branch_id={branches[n % 2]}") for n in range(21)]

    assert closing_code(ears[0]) == 4409
    server.ours.order(server.ours.open_table("5"), "Green Tea")
    assert other.frame()["kind"] == "order.confirmed"
    for ear in ears[2::2]:
        assert ear.frame()["kind"] == "session.opened"


def test_when_there_is_no_room_guests_are_told_so_and_staff_still_come_in(
    server: Server, listeners: contextlib.ExitStack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("comanda.engine.http.sockets.MOST_OF_GUESTS", 1)
    table = server.ours.open_table("5")
    listen(listeners, server.guest(server.ours.join(table)))

    late = listeners.enter_context(server.guest(server.ours.join(table, "other")).listening())
    assert closing_code(late) == 1013
    listen(listeners, server.staff())


def test_a_credential_that_opens_socket_after_socket_is_told_to_wait(server: Server):
    table = server.ours.open_table("5")
    guest, neighbour = server.guest(server.ours.join(table)), server.guest(server.ours.join(table, "other"))
    with contextlib.ExitStack() as many, pytest.raises(InvalidStatus) as refused:
        open_many(many, guest, 80)

    answer = refused.value.response
    assert (answer.status_code, answer.headers["content-type"]) == (429, "application/problem+json")
    assert answer.headers["retry-after"] in ("1", "2", "3")
    assert answer.body is not None
    assert msgspec.json.decode(answer.body)["type"] == "/problems/too-many-requests"
    with neighbour.listening() as ear:
        assert ear.frame()["type"] == "hello"


def test_a_listener_who_keeps_sending_is_cut_off(server: Server, listeners: contextlib.ExitStack):
    ear = listen(listeners, server.staff())
    for _ in range(121):
        ear.connection.send("?")

    assert closing_code(ear) == 4429


def test_a_message_that_never_ends_is_cut_off_while_it_grows(server: Server):
    deaf = Deaf(server.settings.port, cookie_of(server.ours.cashier))
    wait_until_open(1, within=10)
    part = b"x" * (64 * 1024)
    deaf.connection.sendall(b"".join(frame(0x01 if n == 0 else 0x00, part) for n in range(16)))  # 1 MiB, no end

    texts, code = deaf.read_all(within=5)
    assert (len(texts), code) == (2, 1009)


def test_many_sockets_are_proved_together(
    server: Server, listeners: contextlib.ExitStack, monkeypatch: pytest.MonkeyPatch
):
    table = server.ours.open_table("5")
    devices = [server.guest(server.ours.join(table, f"phone {n}")) for n in range(12)]
    for device in devices:
        listen(listeners, device)
    looks: list[Any] = []
    look = Database.look

    async def counted(self: Database, query: Any) -> Any:
        looks.append(query)
        return await look(self, query)

    monkeypatch.setattr(Database, "look", counted)
    time.sleep(3)

    assert 2 <= len(looks) <= 12  # at most four seconds, each with a look of the hub's, the proofs', and the timer's


@pytest.mark.parametrize("role", [Role.CASHIER, Role.GUEST])
def test_a_page_for_pollers_has_a_size_and_no_gap(server: Server, role: Role):
    table = server.ours.open_table("5")
    visitor = server.ours.join(table)
    remark(server.ours, 60, 20_000, table.id)
    reader = server.guest(visitor) if role is Role.GUEST else server.staff()
    seen: list[int] = []
    cursor = 0
    while (answer := reader.get(f"/api/events?after={cursor}"), page := answer.json())[1]["items"]:
        assert len(answer.content) <= 256 * 1024
        seen += [event["seq"] for event in page["items"]]
        cursor = page["seq"]

    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) >= 60


def test_a_replay_in_many_pages_has_no_gap_and_ends_live(server: Server, listeners: contextlib.ExitStack):
    remark(server.ours, 100, 20_000)
    head = server.ours.log_head()
    ear = listen(listeners, server.staff(), "?after=0")
    seen = [event["seq"] for event in ear.events(head)]
    server.ours.open_table("5")

    assert seen == list(range(1, head + 1))
    assert ear.frame()["seq"] == head + 1


def test_a_pollers_cursor_passes_what_does_not_concern_it(server: Server):
    remark(server.ours, 450, 10)
    head = server.ours.log_head()
    kitchen = server.staff(server.ours.kitchen)
    cursor, pages = 0, 0
    while cursor < head:
        page = kitchen.get(f"/api/events?after={cursor}").json()
        assert page["seq"] > cursor
        cursor, pages = page["seq"], pages + 1

    assert pages == 3


def test_frames_by_hand_are_read_as_they_were_written():
    text, closing = b'{"type":"hello"}', struct.pack(">H", 4408)
    sent = bytes([0x81, len(text)]) + text + bytes([0x88, 2]) + closing

    assert parse(sent) == ([text], 4408)
    assert msgspec.json.decode(text) == {"type": "hello"}
