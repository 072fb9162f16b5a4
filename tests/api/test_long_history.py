"""A list costs what its page costs, however long a branch's past is: by plan on both databases, counted on SQLite."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from comanda.app import API, create_app
from comanda.settings import Settings
from tests.architecture.test_statements import PARTIAL_INDEXES
from tests.architecture.test_wire import is_a_list
from tests.cast import SECRET, House, StoppedClock, Visitor
from tests.history import AGE, ORDERS, WatchedPostgres, WatchedSqlite, fill, id_of, past_of, reads, watching
from tests.world import World, restore

MOST_STEPS = 50_000
"""Of SQLite's machine for a page of 50; going through the past takes a million and more."""
GROWING = {
    "orders",
    "order_lines",
    "order_line_options",
    "qr_sessions",
    "guests",
    "requests",
    "log",
    "bills",
    "payments",
}
"""Tables that grow with every guest."""
MANY = 5_000

STATUSES = (
    "OPEN",
    "CONFIRMED",
    "PAID",
    "CANCELLED",
    "OPEN,CONFIRMED",
    "PAID,CANCELLED",
    "OPEN,CONFIRMED,PAID,CANCELLED",
)
LISTS = {
    "list_orders": [
        "",
        *(f"status={one}" for one in STATUSES),
        *(f"status={one}&since={{since}}" for one in STATUSES),
        *(f"status={one}&cursor={{deep}}" for one in STATUSES),
        *(f"status={one}&cursor={{deep}}&since={{long_since}}" for one in STATUSES),
        "since={since}",
        "since={long_since}&cursor={deep}",
        "qr_session_id={visit}",
        "qr_session_id=old-visit-020000",
        "qr_session_id={visit}&status=CANCELLED",
        "table_id={table}",
    ],
    "list_qr_sessions": ["", "status=OPEN", "status=CLOSED", "status=CLOSED&cursor={deep_visit}"],
    "read_guest_orders": [""],
    "list_own_requests": [""],
    "list_guests": [""],
    "list_requests": [""],
}
"""Every list of what grows with the days, and each way it can be asked."""
OF_THE_HOUSE = {
    "list_organizations", "list_branches_of", "list_branches", "list_managers", "list_staff", "list_tax_rates",
    "list_windows", "list_product_types", "list_products", "list_option_groups", "list_tables", "list_areas",
}  # fmt: skip
"""Lists of what people set up by hand; they are read whole."""
BESIDE = ["/api/kitchen/board", "/api/events?after=0", "/api/events", "/api/reports/day?date={old_day}", "/api/menu"]
"""Other reads whose answer does not depend on the past."""


class Place(NamedTuple):
    driver: WatchedSqlite | WatchedPostgres
    house: House
    guest: Visitor
    app: Any
    facts: dict[str, str]

    def get(self, path: str, *, guest: bool = False) -> httpx.Response:
        name, secret = ("guest", self.guest.credential) if guest else ("staff", self.house.cashier.secret)
        if "/reports/" in path or "/kitchen/" in path:
            secret, path = self.house.manager.secret, f"{path}{'&' if '?' in path else '?'}branch_id={{branch}}"

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            cookies = {f"comanda_{name}": secret}
            here = "http://127.0.0.1:8000"
            async with httpx.AsyncClient(transport=transport, base_url=here, cookies=cookies) as client:
                return await client.get(path.format(**self.facts))

        return asyncio.run(ask())


def driver_of(request: pytest.FixtureRequest, folder: Path) -> WatchedSqlite | WatchedPostgres:
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_template")
        restore(url)
        return WatchedPostgres(url)
    shutil.copy(request.getfixturevalue("template"), folder / "comanda.db")
    return WatchedSqlite(folder / "comanda.db")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A branch with 200,000 old orders in 20,000 visits, and three tables that are busy now."""
    folder = tmp_path_factory.mktemp("history")
    driver = driver_of(request, folder)
    clock = StoppedClock()
    world = World(driver, clock)
    house = world.ours
    visits = [house.open_table(label) for label in ("1", "2")] + [house.open_table(None)]
    guests = [house.join(visit) for visit in visits]
    for visit, guest in zip(visits, guests, strict=True):
        house.order(visit, house.line("Duck"), by=guest)
        house.order(visit, house.line("Duck"))
    fill(driver, past_of(house, clock(), guests[0]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("comanda.app.driver_for", lambda *_: driver)
        app = create_app(Settings(data_dir=folder, secret=SECRET), clock)
    half = clock() - ORDERS // 2 * AGE
    facts = {
        "branch": house.branch_id, "visit": visits[0].id, "table": house.table("1"), "since": "2026-11-01T00:00:00Z",
        "long_since": "2020-01-01T00:00:00Z", "deep": f"{half}_ffffffff", "deep_visit": f"{half}_ffffffff",
        "old_day": "2026-10-01",
    }  # fmt: skip
    yield Place(driver, house, guests[0], app, facts)
    app.app.app.state.edge.database.close()
    world.database.close()


def asked_of() -> list[tuple[str, bool]]:
    paths = {one.operation: one.path for one in API}
    listed = [
        (f"{paths[operation].replace('{id:str}', '{visit}')}?limit=50&{query}", "/api/guest/" in paths[operation])
        for operation, queries in LISTS.items()
        for query in queries
    ]
    return listed + [(path, False) for path in BESIDE] + [("/api/guest/bill", True), ("/api/events?after=0", True)]


def test_every_list_is_looked_at():
    assert {one.operation for one in API if one.method == "GET" and is_a_list(one)} == LISTS.keys() | OF_THE_HOUSE


@pytest.mark.slow
@pytest.mark.parametrize(("path", "guest"), asked_of())
def test_a_page_costs_the_same_after_years(place: Place, path: str, guest: bool):
    with watching(place.driver) as asked:
        answer = place.get(path, guest=guest)
    statements = list(reads(asked))

    assert answer.status_code == 200, answer.text
    assert statements != [] or path == "/api/menu"
    assert [wrong for one in statements for wrong in slow_steps(place.driver, one)] == []
    assert asked.steps <= MOST_STEPS


def slow_steps(driver: WatchedSqlite | WatchedPostgres, statement: tuple[str, Any]) -> list[str]:
    """Steps of the plan that go through, or sort, more than belongs to the page."""
    if isinstance(driver, WatchedPostgres):
        return [
            f"{node['Node Type']} {node.get('Relation Name', '')}: {statement[0]}"
            for node in driver.plan(statement)
            if (node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING and node["Plan Rows"] > MANY)
            or ("Sort" in node["Node Type"] and node["Plans"][0]["Plan Rows"] > MANY)
        ]
    steps = driver.plan(statement)
    whole = [step for step in steps if (found := re.match(r"SCAN (\w+)", step)) and found[1] in GROWING]
    whole += [
        step
        for step in steps
        if (found := re.search(r"SEARCH (\w+) USING .*\((?:branch_id|stream_id)=\?\)$", step)) and found[1] in GROWING
        if not any(f" {name} (" in step for name in PARTIAL_INDEXES)
    ]
    return [f"{step}: {statement[0]}" for step in whole]


@pytest.mark.slow
def test_the_pages_of_the_cancelled_orders_are_all_of_them_newest_first(place: Place):
    first = place.get("/api/orders?status=CANCELLED,OPEN&limit=200").json()
    ages = [(one["created_at"], one["id"]) for one in first["items"]]
    assert ages == sorted(ages, reverse=True)
    assert [one["status"] for one in first["items"]] == ["OPEN"] * 3 + ["CANCELLED"] * 197

    second = place.get(f"/api/orders?status=CANCELLED,OPEN&limit=200&cursor={first['next']}").json()
    both = [one["id"] for one in [*first["items"], *second["items"]]]
    assert len(both) == 400
    cancelled = [id_of(number) for number in range(800) if number % 4 > 0]
    assert both[3:] == cancelled[: len(both) - 3]
