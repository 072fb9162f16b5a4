"""Organizations and branches over HTTP: the platform's admin makes them, their managers set them up."""

from typing import Any

import httpx
import pytest

from comanda.kernel.scope import Role
from tests.cast import Person
from tests.menu import known_id
from tests.served import Device, Server

NOBODY = "0192f000-0000-7000-8000-00000000dead"
ADMIN = Person("", "admin@platform.test", "secret of admin@platform.test", Role.ADMIN)


@pytest.fixture
def admin(server: Server) -> Device:
    return server.staff(ADMIN)


@pytest.fixture
def manager(server: Server) -> Device:
    return server.staff(server.ours.manager)


def patch(device: Device, path: str, version: int | None, **wish: Any) -> httpx.Response:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return device.http.patch(path, json=wish, headers=headers)


def items(device: Device, path: str) -> list[Any]:
    answer = device.get(path)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert page["next"] is None
    return page["items"]


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status and slug of a refusal."""
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


# organizations


def test_an_organization_takes_its_country_s_currency(admin: Device):
    made = admin.post("/api/organizations", {"name": "Trattoria Ünver", "country": "CH", "language": "it"})

    assert made.status_code == 201
    house = made.json()
    assert house == {
        "id": house["id"], "name": "Trattoria Ünver", "currency": "CHF", "country": "CH", "language": "it",
        "branch_managers": "catalog", "branches": 0, "managers": 0, "created_at": "2026-11-23T11:00:00.000000Z",
        "version": 1,
    }  # fmt: skip
    assert admin.get(f"/api/organizations/{house['id']}").json() == house
    assert [(one["name"], one["branches"], one["managers"]) for one in items(admin, "/api/organizations")] == [
        ("Ours", 2, 1), ("Rival", 1, 1), ("Trattoria Ünver", 0, 0),
    ]  # fmt: skip


def test_an_organization_may_have_another_currency(admin: Device):
    made = admin.post("/api/organizations", {"name": "Grenzland", "country": "DE", "currency": "CHF"})

    assert (made.json()["currency"], made.json()["language"]) == ("CHF", "de")


@pytest.mark.parametrize(
    ("wish", "status", "slug"),
    [
        ({"name": "House", "currency": "XXY"}, 422, "unknown-currency"),
        ({"name": "House", "country": "XA"}, 422, "unknown-currency"),
        ({"name": "House", "currency": "eur"}, 422, "invalid-body"),
        ({"name": "House", "country": "Germany"}, 422, "invalid-body"),
        ({"name": ""}, 422, "invalid-body"),
        ({"name": "a\x07b"}, 422, "invalid-body"),
        ({}, 422, "invalid-body"),
        ({"name": "House", "owner": "me"}, 422, "invalid-body"),
    ],
)
def test_an_impossible_organization_is_not_made(shared_server: Server, wish: dict[str, Any], status: int, slug: str):
    before = shared_server.world.everything()

    assert told(shared_server.staff(ADMIN).post("/api/organizations", wish)) == (status, slug)
    assert shared_server.world.everything() == before


def test_an_organization_is_renamed_by_whoever_has_read_it(server: Server, admin: Device):
    path = f"/api/organizations/{known_id('ours')}"
    version = admin.get(path).json()["version"]

    assert told(patch(admin, path, None, name="Other")) == (428, "version-missing")
    renamed = patch(admin, path, version, name="Other")
    assert (renamed.status_code, renamed.json()["name"], renamed.json()["version"]) == (200, "Other", version + 1)
    stale = patch(admin, path, version, name="Third")
    assert (*told(stale), stale.json()["current"]) == (412, "version-conflict", version + 1)
    assert told(patch(admin, f"/api/organizations/{NOBODY}", 1, name="Other")) == (404, "no-such-organization")


# branches


def test_a_branch_takes_country_and_zone_of_its_house(admin: Device):
    house = admin.post("/api/organizations", {"name": "Kedai", "country": "AT"}).json()
    made = admin.post(f"/api/organizations/{house['id']}/branches", {"name": "Naschmarkt"})

    assert made.status_code == 201
    branch = made.json()
    assert branch == {
        "id": branch["id"], "organization_id": house["id"], "organization": {"id": house["id"], "name": "Kedai"},
        "code": branch["code"], "name": "Naschmarkt", "timezone": "Europe/Vienna", "country": "AT", "currency": "EUR",
        "language": "de", "cutoff": "04:00", "tax_included": True, "tax_rounding": "bill", "cash_step": 1,
        "confirm_automatically": False, "lateness": {"new": [2, 5], "bill_asked": [3, 6], "ready": [2, 4]},
        "order_limits": {"devices": 12, "device_orders": 6, "table_orders": 20, "value": None, "portions": 100},
        "usual_order_value": 50_000,
        "version": 1,
    }  # fmt: skip
    assert items(admin, f"/api/organizations/{house['id']}/branches") == [branch]
    assert admin.get(f"/api/branches/{branch['id']}").json() == branch


def test_a_branch_abroad_has_its_own_zone_and_smallest_coin(admin: Device):
    path = f"/api/organizations/{known_id('ours')}/branches"
    made = admin.post(path, {"name": "Basel", "country": "CH"}).json()
    assert (made["timezone"], made["cash_step"], made["currency"]) == ("Europe/Zurich", 5, "EUR")

    named = admin.post(path, {"name": "Insel", "timezone": "Atlantic/Azores"}).json()
    assert (named["timezone"], named["country"]) == ("Atlantic/Azores", "DE")


@pytest.mark.parametrize(
    ("country", "currency", "language", "step", "included"),
    [
        ("AU", "AUD", "en", 5, True), ("BE", "EUR", "nl", 5, True), ("CA", "CAD", "en", 5, False),
        ("CZ", "CZK", "cs", 100, True), ("HU", "HUF", "hu", 500, True), ("NZ", "NZD", "en", 10, True),
        ("PL", "PLN", "pl", 1, True), ("US", "USD", "en", 1, False),
    ],
)  # fmt: skip
def test_a_new_house_begins_as_is_usual_in_its_country(
    admin: Device, country: str, currency: str, language: str, step: int, included: bool
):
    house = admin.post("/api/organizations", {"name": "Abroad", "country": country}).json()
    assert (house["currency"], house["language"]) == (currency, language)
    made = admin.post(f"/api/organizations/{house['id']}/branches", {"name": "First"}).json()
    assert (made["cash_step"], made["tax_included"], made["currency"]) == (step, included, currency)


@pytest.mark.parametrize("name", ["posix/Europe/Berlin", "right/UTC", "localtime", "Factory", "europe/berlin"])
def test_a_zone_browsers_do_not_know_is_refused(admin: Device, name: str):
    path = f"/api/organizations/{known_id('ours')}/branches"
    assert told(admin.post(path, {"name": "Nowhere", "timezone": name})) == (422, "unknown-zone")
    made = admin.post(path, {"name": "Somewhere"}).json()
    assert told(patch(admin, f"/api/branches/{made['id']}", 1, timezone=name)) == (422, "unknown-zone")


def test_a_zone_that_does_not_exist_is_refused(admin: Device):
    path = f"/api/organizations/{known_id('ours')}/branches"

    assert told(admin.post(path, {"name": "Nowhere", "timezone": "Europe/Atlantis"})) == (422, "unknown-zone")
    assert told(admin.post(path, {"name": "Nowhere", "timezone": "../etc/passwd"})) == (422, "invalid-body")
    nowhere = f"/api/organizations/{NOBODY}/branches"
    assert told(admin.post(nowhere, {"name": "Nowhere"})) == (404, "no-such-organization")
    assert told(admin.get(nowhere)) == (404, "no-such-organization")


def test_each_of_a_branch_s_settings_has_one_owner(server: Server, admin: Device, manager: Device):
    path = f"/api/branches/{server.ours.branch_id}"
    changed = patch(manager, path, 1, cutoff="05:30", tax_rounding="line", cash_step=5, confirm_automatically=True)
    assert changed.status_code == 200
    settings = changed.json()
    assert (settings["cutoff"], settings["tax_rounding"], settings["cash_step"], settings["version"]) == (
        "05:30", "line", 5, 2,
    )  # fmt: skip
    assert settings["confirm_automatically"] is True

    refused = patch(manager, path, 2, timezone="Europe/Paris")
    assert (*told(refused), refused.json()["field"]) == (403, "forbidden-field", "timezone")
    refused = patch(admin, path, 2, cutoff="06:00", name="Other")
    assert (*told(refused), refused.json()["field"]) == (403, "forbidden-field", "cutoff")
    moved = patch(admin, path, 2, timezone="Europe/Paris", country="FR", name="Belleville")
    assert (moved.json()["timezone"], moved.json()["country"], moved.json()["name"]) == (
        "Europe/Paris", "FR", "Belleville",
    )  # fmt: skip


def test_lateness_is_two_minutes_each(server: Server, manager: Device):
    path = f"/api/branches/{server.ours.branch_id}"
    limits = {"new": [1, 3], "bill_asked": [2, 4], "ready": [5, 9]}

    assert patch(manager, path, 1, lateness=limits).json()["lateness"] == limits
    assert manager.get(path).json()["lateness"] == limits
    assert told(patch(manager, path, 2, lateness={"new": [1, 3]})) == (422, "invalid-body")


def test_settings_are_saved_on_what_was_read(server: Server, manager: Device):
    path = f"/api/branches/{server.ours.branch_id}"
    patch(manager, path, 1, cash_step=5)

    assert told(patch(manager, path, None, cash_step=10)) == (428, "version-missing")
    stale = patch(manager, path, 1, cash_step=10)
    assert (*told(stale), stale.json()["current"]) == (412, "version-conflict", 2)
    assert manager.get(path).json()["cash_step"] == 5


# walls


def test_a_manager_sees_the_branches_of_the_own_house_alone(server: Server, admin: Device, manager: Device):
    assert {one["id"] for one in items(manager, "/api/branches")} == {server.ours.branch_id, server.sister.branch_id}
    assert {one["id"] for one in items(admin, "/api/branches")} == {
        server.ours.branch_id, server.sister.branch_id, server.rival.branch_id,
    }  # fmt: skip


@pytest.mark.parametrize("of", ["rival", "nobody"])
def test_a_branch_of_others_is_not_there(server: Server, manager: Device, of: str):
    path = f"/api/branches/{server.rival.branch_id if of == 'rival' else NOBODY}"
    before = server.world.everything()

    assert told(manager.get(path)) == (404, "no-such-branch")
    assert told(patch(manager, path, 1, cash_step=5)) == (404, "no-such-branch")
    assert server.world.everything() == before


def test_a_manager_of_one_branch_keeps_that_one_alone(server: Server, admin: Device):
    device = branch_manager(server, admin)

    assert [one["id"] for one in items(device, "/api/branches")] == [server.ours.branch_id]
    assert device.get(f"/api/branches/{server.ours.branch_id}").status_code == 200
    assert told(device.get(f"/api/branches/{server.sister.branch_id}")) == (404, "no-such-branch")
    page = device.get("/api/reports/day").json()
    assert [day["branch"]["id"] for day in page["branches"]] == [server.ours.branch_id]


def branch_manager(server: Server, admin: Device) -> Device:
    """Somebody who manages our branch and not its sister."""
    wish = {
        "email": "bea@ours.test", "name": "Bea", "organization_id": known_id("ours"),
        "branch_id": server.ours.branch_id, "password": "a long enough one",
    }  # fmt: skip
    assert admin.post("/api/managers", wish).status_code == 201
    device = server.stranger()
    signed = device.post("/api/auth/sign-in", {"email": "bea@ours.test", "password": "a long enough one"})
    assert signed.status_code == 200
    return device


@pytest.mark.parametrize(
    "path",
    [
        "reports/day?date=2026-W47-7", "reports/day?date=20261122", "reports/day.csv?date=2026-W47-7",
        "reports/day?date=2026-11-31", "orders?since=2026-W47-7T10:00:00Z", "orders?since=20261122T100000Z",
    ],
)  # fmt: skip
def test_a_date_that_is_written_otherwise_is_refused(shared_server: Server, path: str):
    query = f"&branch_id={shared_server.ours.branch_id}"
    answer = shared_server.staff(shared_server.ours.manager).get(f"/api/{path}{query}")

    assert told(answer) == (422, "invalid-moment" if "since" in path else "invalid-date")


PLATFORM = [
    ("GET", "/api/organizations"),
    ("POST", "/api/organizations"),
    ("GET", "/api/organizations/{ours}"),
    ("PATCH", "/api/organizations/{ours}"),
    ("GET", "/api/organizations/{ours}/branches"),
    ("POST", "/api/organizations/{ours}/branches"),
    ("GET", "/api/managers"),
    ("POST", "/api/managers"),
    ("PATCH", "/api/managers/{person}"),
    ("POST", "/api/managers/{person}/invitation"),
    ("POST", "/api/managers/{person}/sign-out-everywhere"),
    ("GET", "/api/health"),
]
BODIES: dict[tuple[str, str], dict[str, str]] = {
    ("POST", "/api/managers"): {"email": "x@y.z", "name": "X", "organization_id": NOBODY},
}


@pytest.mark.parametrize(("method", "path"), PLATFORM)
def test_the_platform_is_the_admin_s_alone(shared_server: Server, method: str, path: str):
    server, ours = shared_server, shared_server.ours
    address = path.format(ours=known_id("ours"), person=ours.manager.id)
    body = BODIES.get((method, path), {"name": "Name"}) if method != "GET" else None
    before = server.world.everything()
    for person in (ours.manager, ours.cashier, ours.kitchen):
        answer = server.staff(person).http.request(method, address, json=body, headers={"If-Match": '"1"'})
        assert told(answer) == (403, "forbidden"), person.role
    answer = server.stranger().http.request(method, address, json=body, headers={"If-Match": '"1"'})
    assert told(answer) == (401, "not-signed-in")
    assert server.world.everything() == before


@pytest.mark.parametrize("path", ["/api/menu", "/api/tables", "/api/orders", "/api/kitchen/board", "/api/reports/day"])
def test_the_admin_has_no_work_in_a_restaurant(shared_server: Server, path: str):
    status, _ = told(shared_server.staff(ADMIN).get(f"{path}?branch_id={shared_server.ours.branch_id}"))

    assert status in (403, 404)


# health


def test_health_counts_over_all_branches(server: Server, admin: Device):
    session = server.ours.open_table("5")
    server.ours.order(session, "Duck")
    server.rival.open_table("5")
    server.clock.advance(minutes=3)
    server.sister.open_table(None)

    health = admin.get("/api/health").json()
    assert (health["organizations"], health["branches"]) == (2, 3)
    assert (health["open_tables"], health["orders_today"]) == (3, 1)
    assert health["signed_in"] == signed_in(server)
    assert health["last_event_at"] == "2026-11-23T11:03:00.000000Z"
    assert health["database"]["kind"] == "sqlite"
    assert health["database"]["size_bytes"] % 4096 == 0
    assert health["database"]["size_bytes"] > 0
    assert 0 < health["disk_free_share"] <= 1


def test_orders_of_yesterday_are_not_today_s(server: Server, admin: Device):
    server.ours.order(server.ours.open_table("5"), "Duck")
    server.clock.set("2026-11-24 03:59")
    assert admin.get("/api/health").json()["orders_today"] == 1
    server.clock.set("2026-11-24 04:00")

    assert admin.get("/api/health").json()["orders_today"] == 0


def signed_in(server: Server) -> int:
    """The cast: each of its people has an open sign-in."""
    houses = (server.ours, server.sister, server.rival)
    return len({ADMIN.email} | {p.email for house in houses for p in (house.manager, house.cashier, house.kitchen)})


def test_a_new_branch_sells_the_house_s_menu_at_once(server: Server, admin: Device, manager: Device):
    """And a floor can be drawn in it, and a table be opened."""
    made = admin.post(f"/api/organizations/{known_id('ours')}/branches", {"name": "Harbour Street"}).json()
    here = f"branch_id={made['id']}"

    menu = manager.get(f"/api/menu?{here}").json()
    known = manager.get(f"/api/menu?branch_id={server.ours.branch_id}").json()
    assert [kind["name"] for kind in menu["product_types"]] == [kind["name"] for kind in known["product_types"]]
    area = manager.post(f"/api/areas?{here}", {"name": "Garden"})
    assert area.status_code == 201, area.text
    table = manager.post(f"/api/tables?{here}", {"label": "1", "area_id": area.json()["id"], "seats": 4})
    assert table.status_code == 201, table.text
    opened = manager.post(f"/api/qr-sessions?{here}", {"table_id": table.json()["id"]})
    assert opened.status_code == 201, opened.text
