"""`comanda serve` in a process of its own, and what it answers while its database fails."""

import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from comanda.engine.drivers import Driver
from tests.cast import SECRET, House, StoppedClock
from tests.served import free_port, line, new_key
from tests.world import World

SERVE = "from comanda.cli import main; main()"


@dataclass
class Answer:
    """What came back, and when."""

    status: int
    slug: str
    body: Any
    retry_after: str
    seconds: float


@dataclass
class Process:
    """A running server. Its log is kept in `log`."""

    folder: Path
    database_url: str | None = None
    port: int = field(default_factory=free_port)
    code: str = SERVE

    def __post_init__(self) -> None:
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = self.folder.parent / f"server-{self.port}.log"
        secret = self.folder / "secret"
        secret.write_bytes(SECRET)
        secret.chmod(0o600)
        self.process: subprocess.Popen[bytes] | None = None
        self.http = httpx.Client(
            base_url=self.address, headers={"Origin": self.address}, trust_env=False, timeout=30,
            limits=httpx.Limits(max_keepalive_connections=0),
        )  # fmt: skip

    def start(self) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COMANDA_")}
        if self.database_url:
            clean["COMANDA_DATABASE_URL"] = self.database_url
        command = [sys.executable, "-c", self.code, "serve", "--port", str(self.port), "--data", str(self.folder)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=clean, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if self.http.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise TimeoutError(self.log.read_text())

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(30)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.http.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        began = time.monotonic()
        answer = self.http.request(method, path, json=body, headers=headers)
        took = time.monotonic() - began
        content = answer.json() if "json" in answer.headers.get("content-type", "") else None
        slug = str(content.get("type", "")).removeprefix("/problems/") if isinstance(content, dict) else ""
        return Answer(answer.status_code, slug, content, answer.headers.get("retry-after", ""), took)

    def order(self, till: "Till", key: str | None = None) -> Answer:
        body = {"qr_session_id": till.session_id, "lines": [till.line]}
        headers = {"Cookie": till.cookie, "Idempotency-Key": key or new_key()}
        return self.ask("POST", "/api/orders", body, **headers)

    def orders(self, till: "Till") -> Answer:
        return self.ask("GET", f"/api/orders?qr_session_id={till.session_id}", Cookie=till.cookie)

    def until_it_works(self, till: "Till", within: float = 10) -> tuple[float, list[Answer]]:
        """Seconds until an order is taken, orders are read and the server is ready; and the refusals before."""
        began, before = time.monotonic(), list[Answer]()
        while time.monotonic() - began < within:
            answers = [self.order(till), self.orders(till), self.ask("GET", "/readyz")]
            refused = [answer for answer in answers if answer.status not in (200, 201)]
            if not refused:
                return time.monotonic() - began, before
            before += refused
            time.sleep(0.05)
        raise TimeoutError(f"{before[-1]} {self.log.read_text()[-3000:]}")


@dataclass
class Till:
    """A cashier with an open table."""

    house: House
    session_id: str

    def __post_init__(self) -> None:
        self.cookie = f"comanda_staff={self.house.cashier.secret}"
        self.line = line(self.house, "Green Tea")

    def placed(self) -> list[str]:
        """Ids of all orders in the log of the branch."""
        return [fact.entity_id for fact in self.house.log() if fact.kind == "order.placed"]


@contextmanager
def tills_at(driver: Driver) -> Generator[list[Till]]:
    """One at each of the three branches, signed in by today's clock; the world stays open to look into."""
    clock = StoppedClock()
    clock.now = time.time_ns() // 1000
    world = World(driver, clock)
    tills: list[Till] = []
    for house in (world.ours, world.sister, world.rival):
        house.cashier = house.sign_in(house.cashier)
        tills.append(Till(house, house.open_table(None).id))
    yield tills
    world.database.close()


@contextmanager
def running(process: Process) -> Generator[Process]:
    try:
        process.start()
        yield process
    finally:
        process.kill()
