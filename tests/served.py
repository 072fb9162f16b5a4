"""The three branches behind a real server: HTTP and WebSocket on a port, with a clock that tests move.

Every answer is held against the contract on its way: its struct, its declared refusals, its headers.
"""

import asyncio
import re
import shutil
import socket
import threading
import uuid
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from websockets.sync.client import ClientConnection, connect

from comanda.app import ENDPOINTS, PAGES
from comanda.engine.drivers import SqliteDriver
from comanda.engine.http.endpoint import Endpoint
from comanda.engine.http.openapi import openapi_document
from comanda.floor.rules import Links
from comanda.kernel.clock import Clock
from comanda.ops.serve import serve_until
from comanda.settings import Settings
from tests.cast import SECRET, House, Person, StoppedClock, Visitor
from tests.world import World

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_PATHS = [(one, re.compile(re.sub(r"{\w+:str}", "[^/]+", one.path) + "$")) for one in [*ENDPOINTS, *PAGES]]
_DOCUMENT = openapi_document(ENDPOINTS, "0")


def endpoint_of(method: str, path: str) -> Endpoint | None:
    """The route that answers it."""
    return next((one for one, pattern in _PATHS if one.method == method and pattern.match(path)), None)


def hold_to_contract(response: httpx.Response) -> None:
    """A success is exactly its struct, a refusal a declared problem, and both carry the security headers."""
    response.read()
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "content-security-policy" in response.headers
    declared = endpoint_of(response.request.method, response.request.url.path)
    if response.status_code >= 400:
        _hold_problem(response, declared)
    elif declared is not None and response.status_code != 304:
        assert response.status_code == declared.status
        if declared.gives is not None:
            value = msgspec.json.decode(response.content, type=declared.gives, strict=True)
            assert msgspec.json.decode(msgspec.json.encode(value)) == response.json()


def _hold_problem(response: httpx.Response, declared: Endpoint | None) -> None:
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["title"]
    slug = problem["type"].removeprefix("/problems/")
    if declared is None:
        assert slug in ("not-found", "method-not-allowed")
    elif declared in ENDPOINTS:
        path = re.sub(r"{(\w+):str}", r"{\1}", declared.path)
        listed = _DOCUMENT["paths"][path][declared.method.lower()]["responses"]
        assert slug in listed[str(response.status_code)]["description"].split(", ")


class Device:
    """A browser, or a script: one cookie jar at one address."""

    def __init__(self, server: "Server", cookies: dict[str, str] | None = None, **headers: str) -> None:
        self.server = server
        self.http = httpx.Client(
            base_url=server.address,
            headers={"Origin": server.settings.base_url, **headers},
            cookies=cookies,
            event_hooks={"response": [hold_to_contract]},
            transport=server.wires,
            timeout=30,
        )

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers=headers)

    def post(self, path: str, body: Any = None, key: str | None = None, **headers: str) -> httpx.Response:
        named = headers if key is None else {"Idempotency-Key": key, **headers}
        return self.http.post(path, json={} if body is None else body, headers=named)

    def put(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.http.put(path, json={} if body is None else body, headers=headers)

    def send(self, method: str, path: str, content: bytes, **headers: str) -> httpx.Response:
        """Raw bytes."""
        return self.http.request(method, path, content=content, headers={"Content-Type": "application/json", **headers})

    def order(self, *lines: dict[str, Any], key: str | None = None, **more: Any) -> httpx.Response:
        return self.post("/api/orders", {"lines": list(lines), **more}, key or new_key())

    @contextmanager
    def listening(self, query: str = "") -> Generator["Ear"]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        address = self.server.address.replace("http", "ws", 1) + "/api/events" + query
        headers = {name: value for name, value in self.http.headers.items() if name == "x-forwarded-for"}
        headers |= {"Cookie": cookies, "Origin": self.server.address}
        with connect(address, additional_headers=headers) as socket_:
            yield Ear(socket_)


class Ear:
    """An open WebSocket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def frame(self, within: float = 3) -> Any:
        """The next frame."""
        return msgspec.json.decode(self.connection.recv(timeout=within))

    def frames(self, number: int) -> list[Any]:
        return [self.frame() for _ in range(number)]

    def events(self, number: int) -> list[Any]:
        """The next events, without the menu frames between them."""
        found: list[Any] = []
        while len(found) < number:
            frame = self.frame()
            if frame["type"] != "menu":
                found.append(frame)
        return found


class Server:
    """A running server over a world of its own."""

    def __init__(self, world: World, settings: Settings) -> None:
        self.world, self.settings, self.clock = world, settings, world.clock
        self.address = f"http://{settings.host}:{settings.port}"
        self.wires = httpx.HTTPTransport(limits=httpx.Limits(max_keepalive_connections=8))
        self.ours, self.sister, self.rival = world.ours, world.sister, world.rival
        for house in (self.ours, self.sister, self.rival):
            house.links = Links(SECRET, settings.base_url)

    @property
    def cookie(self) -> str:
        return "__Host-" if self.settings.secure else "comanda_"

    def staff(self, person: Person | None = None) -> Device:
        """Somebody's browser, signed in; ours is the cashier's."""
        return Device(self, {f"{self.cookie}staff": (person or self.ours.cashier).secret})

    def guest(self, visitor: Visitor) -> Device:
        return Device(self, {f"{self.cookie}guest": visitor.credential})

    def stranger(self, **headers: str) -> Device:
        return Device(self, None, **headers)


def new_key() -> str:
    return str(uuid.uuid4())


def line(house: House, dish: str, *options: str, quantity: int = 1, **more: Any) -> dict[str, Any]:
    """A line as clients send it."""
    chosen = [{"option_id": house.option(name)} for name in options]
    return {"product_id": house.dish(dish), "quantity": quantity, "options": chosen, **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(template: Path, folder: Path, public_url: str = "", ticks: Clock | None = None) -> Generator[Server]:
    """A server on a copy of the template, stopped at the end; `ticks` refills its limits, or else its clock does."""
    shutil.copy(template, folder / "comanda.db")
    settings = Settings(data_dir=folder, secret=SECRET, port=free_port(), public_url=public_url)
    world = World(SqliteDriver(folder / "comanda.db"), StoppedClock())
    ready, stops = threading.Event(), []

    async def main() -> None:
        stop = asyncio.Event()
        stops.append((asyncio.get_running_loop(), stop))
        await serve_until(settings, world.clock, ready.set, stop, ticks=ticks or world.clock)

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    try:
        assert ready.wait(10)
        server = Server(world, settings)
        yield server
        server.wires.close()
    finally:
        for loop, stop in stops:
            loop.call_soon_threadsafe(stop.set)
        thread.join()
        world.database.close()


@pytest.fixture
def server(template: Path, tmp_path: Path) -> Iterator[Server]:
    """Plain http, as in a café's own network."""
    with serving(template, tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def shared_server(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same, shared by the tests of a page that leave nothing behind."""
    with serving(template, tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture
def secure_server(template: Path, tmp_path: Path) -> Iterator[Server]:
    """As behind a proxy that speaks https."""
    with serving(template, tmp_path, "https://pos.house.test") as running:
        yield running
