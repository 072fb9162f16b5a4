"""A restaurant to walk into: the real menu, two branches, a server of its own, a clock that says Monday, 12:30."""

import asyncio
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from comanda.engine.database import Database
from comanda.engine.drivers import driver_for
from comanda.engine.passwords import hash_password
from comanda.engine.tokens import random_secret
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.values import StaffRole
from comanda.kernel.clock import Instant, from_datetime, system_clock
from comanda.migrations.tables import metadata
from comanda.ops.import_menu.carry_out import import_menu
from comanda.ops.schema import migrate
from comanda.ops.serve import run as run_loop
from comanda.ops.serve import serve_until
from comanda.settings import Settings
from tests.browser.card import Card, Line
from tests.cast import run

MONDAY_LUNCH = "2026-11-23 12:30"
PASSWORD = "correct horse battery staple"
STAFF_COOKIE = "comanda_staff"
PLAIN: dict[str, Any] = {"verify": False}
"""The server speaks plain http: reading the machine's certificates would take longer than most requests."""
CASHIER, CASHIER_WEST, KITCHEN = "anna@mitte.test", "willi@west.test", "kim@mitte.test"
MANAGER, MANAGER_WEST, ADMIN = "mona@house.test", "mia@west.test", "ada@platform.test"
PEOPLE: dict[str, tuple[str, StaffRole, str | None]] = {
    CASHIER: ("Anna Berg", StaffRole.CASHIER, "mitte"),
    CASHIER_WEST: ("Willi Thal", StaffRole.CASHIER, "west"),
    KITCHEN: ("Kim Lauer", StaffRole.KITCHEN, "mitte"),
    MANAGER: ("Mona Feld", StaffRole.MANAGER, None),
    MANAGER_WEST: ("Mia Moor", StaffRole.MANAGER, "west"),
    ADMIN: ("Ada Stern", StaffRole.ADMIN, None),
}
"""Name, role and branch: of the whole house for Mona, of the platform for Ada."""


class MovedClock:
    """Runs like any clock, from a moment of ours on."""

    def __init__(self, moment: str = MONDAY_LUNCH) -> None:
        begin = from_datetime(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Berlin")))
        self.ahead = begin - system_clock()

    def __call__(self) -> Instant:
        return Instant(system_clock() + self.ahead)

    @property
    def ahead_ms(self) -> int:
        """How far a browser's own clock has to be moved to agree."""
        return self.ahead // 1000


class Restaurant:
    """Asia-Bistro Sonnenhof with its branches Mitte and West, served on a free port of this machine."""

    def __init__(self, folder: Path, moment: str = MONDAY_LUNCH, port: int = 0, card: Card | None = None) -> None:
        self.card, self.clock = card or Card(), MovedClock(moment)
        self.settings = Settings(folder, random_secret().encode(), port=port or free_port())
        self.base_url = self.settings.base_url
        self._secrets: dict[str, str] = {}
        self._found()
        self._server = ServerThread(self.settings, self.clock)
        self._staff = {email: self._client(secret) for email, secret in self._secrets.items()}

    def _found(self) -> None:
        """Import the menu and take the people on, through the same verbs as any house."""
        driver = driver_for(None, self.settings.data_dir)
        migrate(driver)
        database = Database(driver, self.clock)
        plan = import_menu(database, self.card.write(self.settings.data_dir / "menu.json"))
        self.organization_id, self.ids = plan.organization_id, plan.ids
        password = hash_password(PASSWORD)
        for email, (name, role, branch) in PEOPLE.items():
            branch_id = None if branch is None else self.branch_id(branch)
            house_id = None if role is StaffRole.ADMIN else self.organization_id
            new = NewStaff(email, name, role, password, house_id, branch_id)
            staff_id = run(database, add_staff, new, organization_id=house_id or "")
            self._secrets[email] = random_secret()
            opened = OpenSignIn(staff_id, self._secrets[email], password)
            run(database, open_sign_in, opened, organization_id=house_id or "")
        database.close()

    def _client(self, secret: str) -> httpx.Client:
        headers = {"Origin": self.base_url, "Cookie": f"{STAFF_COOKIE}={secret}"}
        return httpx.Client(base_url=self.base_url, headers=headers, timeout=30, **PLAIN)

    def close(self) -> None:
        for client in self._staff.values():
            client.close()
        self._server.stop()

    # what things are called

    def branch_id(self, branch: str = "mitte") -> str:
        return self.ids.branches[branch]

    def table_id(self, label: str, branch: str = "mitte") -> str:
        return self.ids.tables[f"{branch}/{label.lower()}"]

    # what staff do elsewhere, at another till

    def staff(self, branch: str = "mitte", by: str | None = None) -> httpx.Client:
        """This person elsewhere; nobody named is the branch's cashier."""
        return self._staff[by or {"mitte": CASHIER, "west": CASHIER_WEST}[branch]]

    def do(
        self,
        method: str,
        path: str,
        body: Any = None,
        branch: str = "mitte",
        *,
        by: str | None = None,
        version: int | None = None,
    ) -> Any:
        """One request that has to succeed, by this person or the branch's cashier; `version` is what is changed."""
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = self.staff(branch, by).request(method, path, json=body, headers=headers)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    def sign_in(self, email: str, password: str = PASSWORD) -> str:
        """The secret a browser of this person keeps; a new one each time, so that signing out ends no other's."""
        headers = {"Origin": self.base_url}
        body = {"email": email, "password": password}
        answer = httpx.post(f"{self.base_url}/api/auth/sign-in", json=body, headers=headers, **PLAIN)
        assert answer.is_success, answer.text
        return answer.cookies[STAFF_COOKIE]

    def knows(self, secret: str) -> bool:
        """Whether a sign-in is still good."""
        headers = {"Cookie": f"{STAFF_COOKIE}={secret}"}
        return httpx.get(f"{self.base_url}/api/auth/me", headers=headers, **PLAIN).status_code == 200

    def join(self, session: dict[str, Any]) -> httpx.Client:
        """One more phone at this table, which has opened its link."""
        phone = httpx.Client(base_url=self.base_url, headers={"Origin": self.base_url}, timeout=30, **PLAIN)
        answer = phone.post("/api/guest/join", json={"session": session["qr_code_token"]})
        assert answer.is_success, answer.text
        return phone

    def open_table(self, label: str | None = "5", branch: str = "mitte", **more: Any) -> dict[str, Any]:
        table_id = None if label is None else self.table_id(label, branch)
        return self.do("POST", "/api/qr-sessions", {"table_id": table_id, **more}, branch)

    def wanted(self, lines: Sequence[Line]) -> list[dict[str, Any]]:
        """As a request names them."""
        return [
            {
                "product_id": self.ids.products[product_id],
                "quantity": quantity,
                "options": [{"option_id": self.ids.options[option]} for option in self.card.answers(options)],
            }
            for product_id, quantity, options in lines
        ]

    def order(self, session: dict[str, Any], *lines: Line, branch: str = "mitte") -> dict[str, Any]:
        """Taken by staff, so it is confirmed at once."""
        return self.do("POST", "/api/orders", {"qr_session_id": session["id"], "lines": self.wanted(lines)}, branch)

    def guest_order(
        self, session: dict[str, Any], *lines: Line, note: str = "", allergies: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Sent from some guest's phone, so it waits for staff."""
        wanted = [{**line, "allergies": list(allergies)} for line in self.wanted(lines)]
        body = {"qr_session_token": session["qr_code_token"], "lines": wanted, "note": note}
        headers = {"Origin": self.base_url, "Idempotency-Key": str(uuid.uuid4())}
        answer = httpx.post(f"{self.base_url}/api/orders", json=body, headers=headers, **PLAIN)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def switch_product(self, product_id: str, available: bool, **more: Any) -> None:
        self.do("PUT", f"/api/products/{self.ids.products[product_id]}/availability", {"available": available, **more})

    def switch_option(self, option: str, available: bool) -> None:
        self.do("PUT", f"/api/options/{self.ids.options[option]}/availability", {"available": available})

    # what is stored

    def rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        """Read beside the server, from its file."""
        file = sqlite3.connect(f"file:{self.settings.data_dir / 'comanda.db'}?mode=ro", uri=True)
        try:
            return file.execute(statement, values).fetchall()
        finally:
            file.close()

    def everything_of(self, branch: str) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that carries the branch's id, by table."""
        names = [table.name for table in metadata.sorted_tables if "branch_id" in table.columns]
        return {name: self.rows(f"SELECT * FROM {name} WHERE branch_id = ?", self.branch_id(branch)) for name in names}

    # between two tests

    def clear_tables(self) -> None:
        """Everybody goes home and everything is sold again, as on the card."""
        for branch in ("mitte", "west"):
            for session in self.do("GET", "/api/qr-sessions?status=OPEN&limit=200", branch=branch)["items"]:
                self._clear_table(session["id"], branch)
            self._clear_kitchen(branch)
            self._sell_again(branch)

    def _clear_table(self, session_id: str, branch: str) -> None:
        for order in self.do("GET", f"/api/orders?qr_session_id={session_id}", branch=branch)["items"]:
            if order["status"] == "OPEN":
                self.do("POST", f"/api/orders/{order['id']}/cancel", {"reason": "closing"}, branch)
        owed = self.do("GET", f"/api/qr-sessions/{session_id}", branch=branch)["outstanding"]
        if owed:
            self.do("POST", f"/api/qr-sessions/{session_id}/payments", {"method": "card"}, branch)
        else:
            self.do("PUT", f"/api/qr-sessions/{session_id}/close", {}, branch)

    def _clear_kitchen(self, branch: str) -> None:
        """Everything was carried out, and what was cancelled has been seen."""
        board = self.do("GET", f"/api/kitchen/board?branch_id={self.branch_id(branch)}", by=MANAGER)
        at = f"?branch_id={self.branch_id(branch)}"
        for line in [line for ticket in board["items"] for line in ticket["lines"]]:
            self.do("POST", f"/api/order-lines/{line['id']}/status{at}", {"status": "SERVED"}, by=MANAGER)
        for cancelled in board["cancelled"]:
            self.do("POST", f"/api/order-lines/{cancelled['line']['id']}/acknowledge{at}", {}, by=MANAGER)

    def _sell_again(self, branch: str) -> None:
        away = next(one for one in self.card.menu["branches"] if one["id"] == branch)["unavailable_product_ids"]
        never = {self.ids.products[product_id] for product_id in away}
        menu = self.do("GET", "/api/menu", branch=branch)
        products = [product for kind in menu["product_types"] for product in kind["products"]]
        on = {"available": True, "remaining": None}
        for option in {option["id"]: option for one in products for option in options_of(one)}.values():
            if not option["available"]:
                self.do("PUT", f"/api/options/{option['id']}/availability", {"available": True}, branch)
        for product in products:
            if product["id"] not in never and (not product["available"] or product["remaining"] is not None):
                self.do("PUT", f"/api/products/{product['id']}/availability", on, branch)


def options_of(product: dict[str, Any]) -> list[dict[str, Any]]:
    return [option for group in product["option_groups"] for option in group["options"]]


class ServerThread:
    """The real server on a loop of its own."""

    def __init__(self, settings: Settings, clock: MovedClock) -> None:
        self._settings, self._clock = settings, clock
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: run_loop(self._serve()), name="restaurant", daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 15
        while not self._ready.wait(0.1):
            assert self._thread.is_alive(), "the server ended before it was ready"
            assert time.monotonic() < deadline, "the server did not get ready"

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        await serve_until(self._settings, self._clock, self._ready.set, self._stop)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(15)
        assert not self._thread.is_alive(), "the server did not stop"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
