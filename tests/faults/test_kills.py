"""The server is killed in the middle of the evening, again and again; nothing that was acknowledged is lost."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from comanda.engine.drivers import SqliteDriver
from comanda.ops.verify import verify
from tests.cast import SECRET, House, StoppedClock
from tests.served import free_port, line, new_key
from tests.world import World

KILLS = 20
CLIENTS = 4
SEED = 20261122
START_WITHIN = 5.0


@dataclass
class Wish:
    """One write that somebody wants, with its key and the answer, once there was one."""

    path: str
    body: Any
    key: str = field(default_factory=new_key)
    answer: bytes = b""


class Killed:
    """`comanda serve` as a process of its own, to be killed without warning."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        secret = folder / "secret"
        secret.write_bytes(SECRET)
        secret.chmod(0o600)
        self.command = [sys.executable, "-c", "from comanda.cli import main; main()", "serve"]
        self.command += ["--port", str(self.port), "--data", str(folder)]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Returns the seconds until it took its first write."""
        began = time.monotonic()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COMANDA_")}
        self.process = subprocess.Popen(
            self.command, env=clean, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while time.monotonic() - began < 30:
            try:
                if httpx.get(f"{self.address}/readyz", timeout=1, trust_env=False).status_code == 200:
                    return time.monotonic() - began
            except httpx.TransportError:
                time.sleep(0.05)
        raise TimeoutError("the server did not come back")

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Client(threading.Thread):
    """A cashier at one counter: orders and pays, and after a lost answer sends the same again under the same key."""

    def __init__(self, server: Killed, house: House, session_id: str, number: int) -> None:
        super().__init__(daemon=True)
        self.server, self.house, self.session_id = server, house, session_id
        self.chance = random.Random(SEED + number)
        self.acknowledged: list[Wish] = []
        self.retried = 0
        self.over = threading.Event()

    def run(self) -> None:
        cookies = {"comanda_staff": self.house.cashier.secret}
        with httpx.Client(
            base_url=self.server.address, cookies=cookies, headers={"Origin": self.server.address}, trust_env=False
        ) as http:
            while not self.over.is_set():
                order = Wish(
                    "/api/orders",
                    {"qr_session_id": self.session_id, "lines": [line(self.house, "Green Tea")]},
                )
                self.insist(http, order)
                if self.chance.random() < 0.5:
                    pay = {"method": "cash", "amount": 320, "close": False}
                    self.insist(http, Wish(f"/api/qr-sessions/{self.session_id}/payments", pay))

    def insist(self, http: httpx.Client, wish: Wish) -> None:
        """Until there is an answer."""
        tries = 0
        while not wish.answer:
            tries += 1
            try:
                answer = http.post(wish.path, json=wish.body, headers={"Idempotency-Key": wish.key}, timeout=5)
            except httpx.TransportError:
                time.sleep(0.2)
                continue
            if answer.status_code == 503:
                continue
            assert answer.status_code == 201, answer.text
            wish.answer = answer.content
        self.retried += tries > 1
        self.acknowledged.append(wish)


@pytest.mark.slow
def test_killing_the_server_at_any_moment_loses_no_acknowledged_write(template: Path, tmp_path: Path):
    shutil.copy(template, tmp_path / "comanda.db")
    clock = StoppedClock()
    clock.now = time.time_ns() // 1000
    world = World(SqliteDriver(tmp_path / "comanda.db"), clock)
    house = world.ours
    house.cashier = house.sign_in(house.cashier)
    sessions = [house.open_table(None) for _ in range(CLIENTS)]
    world.database.close()

    server, chance = Killed(tmp_path), random.Random(SEED)
    clients = [Client(server, house, session.id, number) for number, session in enumerate(sessions)]
    starts = [server.start()]
    for client in clients:
        client.start()
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.05, 0.5))
            server.kill()
            starts.append(server.start())
        for client in clients:
            client.over.set()
        for client in clients:
            client.join(30)
    finally:
        server.kill()
    assert not any(client.is_alive() for client in clients)

    assert max(starts) < START_WITHIN
    wishes = [wish for client in clients for wish in client.acknowledged]
    orders = [wish for wish in wishes if wish.path == "/api/orders"]
    payments = [wish for wish in wishes if wish.path != "/api/orders"]
    assert sum(client.retried for client in clients) > 0
    assert len(payments) > 0

    world = World(SqliteDriver(tmp_path / "comanda.db"), clock)
    house = world.ours
    kinds = [fact.kind for fact in house.log()]
    placed = [fact for fact in house.log() if fact.kind == "order.placed"]
    assert sorted(fact.entity_id for fact in placed) == sorted(id_of(wish) for wish in orders)
    assert [fact.body["number"] for fact in placed] == list(range(1, len(orders) + 1))
    taken = [fact.entity_id for fact in house.log() if fact.kind == "payment.captured"]
    assert sorted(taken) == sorted(id_of(wish) for wish in payments)
    assert kinds.count("shift.opened") == 1
    assert verify(world.database).findings == []
    world.database.close()


def id_of(wish: Wish) -> str:
    return httpx.Response(200, content=wish.answer).json()["id"]
