"""What every answer and every request has in common: headers, origins, problems, the contract."""

import re
from typing import Any

import httpx
import pytest

from comanda.app import API, ENDPOINTS
from comanda.catalog.values import CatalogPart
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.kernel.scope import Right
from tests.api.bodies import NOWHERE, body_for
from tests.menu import house_menu
from tests.served import Device, Server, line, new_key

PUBLIC = {
    "/api/auth/sign-in", "/api/auth/invitation", "/api/guest/join", "/healthz", "/readyz", "/api/openapi.json",
}  # fmt: skip
GUARDED_WRITES = [one for one in API if one.method in WRITING and one.right is not None]


def address_of(endpoint: Endpoint, thing: str = NOWHERE) -> str:
    return re.sub(r"{\w+:str}", thing, endpoint.path)


def test_only_the_written_list_of_routes_is_public():
    assert {one.path for one in ENDPOINTS if one.right is None} == PUBLIC


def test_the_server_is_up_and_ready(server: Server):
    assert server.stranger().get("/healthz").json() == {"status": "up"}
    assert server.stranger().get("/readyz").json() == {"status": "ready"}


# other sites


@pytest.mark.parametrize("endpoint", GUARDED_WRITES, ids=lambda one: f"{one.method} {one.path}")
def test_another_site_cannot_write_with_our_cookies(shared_server: Server, endpoint: Endpoint):
    body = body_for(endpoint, shared_server.ours) or {}
    device = shared_server.staff()
    if endpoint.right is Right.VISIT:
        device = shared_server.guest(shared_server.ours.join(shared_server.ours.open_table(None)))
    del device.http.headers["origin"]
    foreign = [
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": f"{shared_server.address}.evil.test"},
        {"Origin": shared_server.address.replace("http://", "ftp://")},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ]
    with shared_server.ours.nothing_written():
        for headers in foreign:
            headers |= {"Idempotency-Key": new_key(), "If-Match": '"1"'}
            answer = device.http.request(endpoint.method, address_of(endpoint), json=body, headers=headers)
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/origin-not-allowed")


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}])
def test_our_own_pages_write(server: Server, headers: dict[str, str]):
    device = server.staff()
    del device.http.headers["origin"]

    assert device.post("/api/qr-sessions", {"table_id": None}, **headers).status_code == 201


def test_behind_a_proxy_our_origin_is_the_public_address(secure_server: Server):
    device = secure_server.staff()

    assert device.post("/api/qr-sessions", {"table_id": None}, Origin="https://pos.house.test").status_code == 201
    assert device.post("/api/qr-sessions", {"table_id": None}, Origin="https://evil.test").status_code == 403


# problems


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/nothing", "/api/orders/a/b/c", "/assets/none.js", "/user/x", "/.env"]
)
def test_what_is_not_there_is_a_problem_too(shared_server: Server, path: str):
    answer = shared_server.stranger().get(path)

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_a_wrong_method_names_the_right_ones(shared_server: Server):
    answer = shared_server.staff().http.delete("/api/orders")

    assert (answer.status_code, answer.json()["type"]) == (405, "/problems/method-not-allowed")
    assert set(answer.headers["allow"].replace(" ", "").split(",")) >= {"GET", "POST"}


def test_a_fault_of_ours_is_a_problem_that_says_nothing_of_it(server: Server):
    server.world.database.submit(lambda tx: tx._cursor.execute("DROP TABLE order_line_options")).result()
    session = server.ours.open_table("5")
    device = server.staff()
    device.http.event_hooks["response"] = []
    answer = device.order(line(server.ours, "Fried Noodles", "Egg"), qr_session_id=session.id)

    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.json() == {
        "type": "/problems/internal", "title": "Something broke on our side; nothing was stored.", "status": 500,
    }  # fmt: skip
    assert [fact.kind for fact in server.ours.log()][-1] == "session.opened"


def test_a_fault_after_something_was_stored_does_not_deny_it(server: Server):
    """The type is saved first, then each branch's menu is brought up to it."""
    server.world.database.submit(lambda tx: tx._cursor.execute("DROP TABLE offer_options")).result()
    device = server.staff(server.ours.manager)
    device.http.event_hooks["response"] = []
    answer = device.post("/api/product-types", {"name": "Soups"})

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert answer.json()["title"] == "Something broke on our side; it may have been stored, or a part of it."
    types = device.get("/api/product-types").json()["items"]
    assert "Soups" in [one["name"] for one in types]


# headers


def test_answers_of_the_api_are_for_one_reader_and_for_no_page(shared_server: Server):
    answer = shared_server.staff().get("/api/tables")

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "strict-transport-security" not in answer.headers


def test_over_https_browsers_are_told_to_stay_there(secure_server: Server):
    for path in ("/api/tables", "/nothing"):
        headers = secure_server.staff().get(path).headers
        assert headers["strict-transport-security"] == "max-age=31536000"


def test_the_front_door_leads_to_the_cashier(shared_server: Server):
    answer = shared_server.stranger().get("/")

    assert (answer.status_code, answer.headers["location"]) == (307, "/cashier")


@pytest.mark.parametrize("role", ["manager", "cashier", "kitchen"])
def test_the_front_door_leads_whoever_is_signed_in_to_the_own_app(shared_server: Server, role: str):
    answer = shared_server.staff(getattr(shared_server.ours, role)).get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/{role}")


# the menu


def test_a_menu_that_did_not_change_is_not_sent_again(server: Server):
    device, guest = server.staff(), server.guest(server.ours.join(server.ours.open_table("5")))
    for reader, path in ((device, "/api/menu"), (guest, "/api/guest/menu")):
        first = reader.get(path)
        again = reader.get(path, **{"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]

        server.ours.switch("Duck", first.json()["version"] % 2 == 0)
        changed = reader.get(path, **{"If-None-Match": first.headers["etag"]})
        assert changed.status_code == 200
        assert changed.json()["version"] == first.json()["version"] + 1
        assert changed.headers["etag"] != first.headers["etag"]


def test_the_menu_goes_stale_when_its_hours_end(server: Server):
    device = server.staff()
    first = device.get("/api/menu")
    server.clock.set("2026-11-23 14:31")
    second = device.get("/api/menu", **{"If-None-Match": first.headers["etag"]})

    def lunch(menu: httpx.Response) -> bool:
        dishes = [dish for kind in menu.json()["product_types"] for dish in kind["products"]]
        return next(dish["available"] for dish in dishes if dish["name"] == "Lunch Bowl")

    assert (lunch(first), lunch(second), second.status_code) == (True, False, 200)


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_a_menu_travels_packed(shared_server: Server, coding: str):
    plain = shared_server.staff().get("/api/menu", **{"Accept-Encoding": "identity"})
    packed = shared_server.staff().get("/api/menu", **{"Accept-Encoding": coding})

    assert packed.headers.get("content-encoding", "identity") == coding
    assert packed.json() == plain.json()


# the guest's page


def test_the_guests_page_holds_the_menu_and_nothing_of_the_visit(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    page = server.stranger().get(f"/user?session={token}&table=5")
    guest = server.ours.join(session)
    menu = server.guest(guest).get("/api/guest/menu")

    found = re.search(r'<script type="application/json" id="menu">(.*?)</script>', page.text, re.DOTALL)
    assert found is not None
    assert found[1].replace("\\u003c", "<") == menu.text
    for secret in (token, token[9:], session.id, guest.id):
        assert secret not in page.text
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert page.headers["content-type"].startswith("text/html")


def test_a_strangers_link_gets_a_page_without_a_menu(server: Server):
    for query in ("", "?session=", "?session=nonsense", "?session=aaaaaaaa-bbbb", "?session=%00", "?session=<script>"):
        page = server.stranger().get(f"/user{query}")
        assert page.status_code == 200
        assert 'id="menu"' not in page.text


def test_text_in_a_menu_cannot_leave_its_place_in_the_page(server: Server):
    evil = "</script><script>alert(1)</script>"
    (duck,) = (row for row in house_menu("ours").products if row["name"] == "Duck")
    server.ours.change_catalog(CatalogPart(products=[{**duck, "name": evil}]))
    token = server.ours.links.token(server.ours.open_table("5"))
    page = server.stranger().get(f"/user?session={token}").text

    assert evil not in page
    assert "\\u003c/script>\\u003cscript>alert(1)\\u003c/script>" in page


# the contract


def test_the_contract_is_openapi_3_1_and_whole(shared_server: Server):
    document = shared_server.stranger().get("/api/openapi.json").json()

    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"] == "Comanda"
    operations = [(path, method, one) for path, verbs in document["paths"].items() for method, one in verbs.items()]
    assert {(method.upper(), path) for path, method, _ in operations} == {
        (one.method, re.sub(r"{(\w+):str}", r"{\1}", one.path)) for one in ENDPOINTS
    }
    names = [one["operationId"] for _, _, one in operations]
    assert len(set(names)) == len(names)
    for path, method, one in operations:
        assert one["summary"], path
        assert re.findall(r"{(\w+)}", path) == [p["name"] for p in one["parameters"] if p["in"] == "path"]
        assert ("requestBody" in one) <= (method in ("post", "put", "patch"))
        assert any(code.startswith(("2", "3")) for code in one["responses"])


def test_every_reference_in_the_contract_leads_somewhere(shared_server: Server):
    document = shared_server.stranger().get("/api/openapi.json").json()
    schemas = document["components"]["schemas"]
    used: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                used.add(value["$ref"].removeprefix("#/components/schemas/"))
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(document)
    assert used - schemas.keys() == set()


def test_what_the_contract_says_of_a_body_is_what_is_refused(shared_server: Server):
    document = shared_server.stranger().get("/api/openapi.json").json()
    order = document["components"]["schemas"]["PlaceOrder"]

    assert order["additionalProperties"] is False
    assert order["required"] == ["lines"]
    assert (order["properties"]["lines"]["minItems"], order["properties"]["lines"]["maxItems"]) == (1, 60)
    quantity = document["components"]["schemas"]["LineIn"]["properties"]["quantity"]
    assert (quantity["type"], quantity["minimum"], quantity["maximum"]) == ("integer", 1, 50)


def test_a_guest_may_not_use_the_staffs_door(server: Server):
    guest: Device = server.guest(server.ours.join(server.ours.open_table("5")))
    for endpoint in API:
        if endpoint.right in (None, Right.VISIT, Right.PLACE_ORDERS, Right.CANCEL_ORDERS, Right.READ_EVENTS):
            continue
        if endpoint.path.startswith("/api/auth"):
            continue
        headers = {"Idempotency-Key": new_key(), "If-Match": '"1"'}
        body = body_for(endpoint, server.ours) or {} if endpoint.method in WRITING else None
        answer = guest.http.request(endpoint.method, address_of(endpoint), json=body, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in"), endpoint.path
