"""Every header a route reads is declared, odd ones are refused, and no page of another site changes anything."""

import pytest

from comanda.app import API, ENDPOINTS
from comanda.engine.http.call import Call
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.engine.http.openapi import openapi_document
from comanda.kernel.scope import Right
from tests.api.bodies import NOWHERE, body_for
from tests.cast import PASSWORD
from tests.served import Device, Server, new_key

pytestmark = pytest.mark.slow

IN_THEIR_OWN_PLACES = {"cookie", "content-type"}
"""Of the document: the security schemes, and the media type of the body."""
OF_HTTP_ITSELF = {"host", "content-length"}
DOCUMENT = openapi_document(ENDPOINTS, "0")
PATCHES = [one for one in API if one.method == "PATCH"]
PUBLIC_WRITES = [one for one in API if one.method in WRITING and (one.right is None or one.credential_inside)]


def path_of(endpoint: Endpoint) -> str:
    return endpoint.path.replace("{id:str}", NOWHERE)


def name_of(endpoint: Endpoint) -> str:
    return endpoint.operation


def declared_headers(endpoint: Endpoint) -> set[str]:
    operation = DOCUMENT["paths"][endpoint.path.replace(":str}", "}")][endpoint.method.lower()]
    return {one["name"].lower() for one in operation["parameters"] if one["in"] == "header"}


@pytest.fixture
def heads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the headers that handlers have asked for."""
    asked, head, listed = set[str](), Call.head, Call.list_in_head

    def noted(call: Call, name: bytes) -> str:
        asked.add(name.decode())
        return head(call, name)

    def noted_list(call: Call, name: bytes) -> str:
        asked.add(name.decode())
        return listed(call, name)

    monkeypatch.setattr(Call, "head", noted)
    monkeypatch.setattr(Call, "list_in_head", noted_list)
    return asked


def callers_of(server: Server, endpoint: Endpoint) -> list[Device]:
    """Whoever may call it, so that its handler goes as far as it can."""
    ours = server.ours
    guest = server.guest(ours.join(ours.open_table(None)))
    if endpoint.operation == "sign_out":
        return [Device(server, {"comanda_staff": "nobody's"})]
    admin = Device(server, {"comanda_staff": "secret of admin@platform.test"})
    return [server.stranger(), admin, server.staff(ours.manager), server.staff(ours.kitchen), guest]


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=name_of)
def test_what_a_route_reads_is_what_is_declared(shared_server: Server, endpoint: Endpoint, heads: set[str]):
    ours = shared_server.ours
    for device in callers_of(shared_server, endpoint):
        headers = {"Idempotency-Key": new_key(), "If-Match": '"1"'}
        body = body_for(endpoint, ours) or {} if endpoint.method in WRITING else None
        if endpoint.operation == "join":
            body = {"session": ours.links.token(ours.open_table(None))}
        query = {"branch_id": ours.branch_id} if endpoint.right is not Right.VISIT and endpoint.query is None else {}
        device.http.request(endpoint.method, path_of(endpoint), json=body, params=query, headers=headers)

    read = heads - IN_THEIR_OWN_PLACES - OF_HTTP_ITSELF
    assert read == declared_headers(endpoint)


def test_a_declared_header_says_what_it_is_for():
    headers = [
        one
        for verbs in DOCUMENT["paths"].values()
        for operation in verbs.values()
        for one in operation["parameters"]
        if one["in"] == "header"
    ]

    assert [one for one in headers if not one["description"] or one["schema"]["type"] != "string"] == []
    assert {one["name"] for one in headers if one["required"]} == {"Idempotency-Key", "If-Match"}


# If-Match

NO_VERSIONS = [
    "²", "\"²\"", "١", "x", "-1", "+1", "1.0", "1e0", "0x1", '"1', '1"', '""', '"', "*", 'W/"1"', '"1", "2"', "1 2",
    '"1"x', "9" * 16, '"' + "9" * 5000 + '"', "\x00", '"1_0"',
]  # fmt: skip


@pytest.mark.parametrize("endpoint", PATCHES, ids=name_of)
def test_what_is_no_version_is_refused(shared_server: Server, endpoint: Endpoint):
    device = shared_server.staff(shared_server.ours.manager)
    if endpoint.right is Right.KEEP_PLATFORM:
        device = Device(shared_server, {"comanda_staff": "secret of admin@platform.test"})
    query = {"branch_id": shared_server.ours.branch_id} if endpoint.right is Right.EDIT_FLOOR else {}
    with shared_server.ours.nothing_written():
        for text in NO_VERSIONS:
            raw = [(b"If-Match", text.encode("utf-8" if max(text) > "ÿ" else "latin-1"))]
            if "\x00" in text:
                continue  # no client can send it
            answer = device.http.request(
                endpoint.method, path_of(endpoint), json=body_for(endpoint, shared_server.ours), params=query,
                headers=raw,
            )  # fmt: skip
            assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-version"), text
        answer = device.http.patch(path_of(endpoint), json=body_for(endpoint, shared_server.ours), params=query)
        assert (answer.status_code, answer.json()["type"]) == (428, "/problems/version-missing")


@pytest.mark.parametrize("version", ['"1"', "1", '"000000000000001"'])
def test_a_version_may_stand_without_its_marks(server: Server, version: str):
    manager = server.staff(server.ours.manager)
    address = f"/api/areas?branch_id={server.ours.branch_id}"
    area = manager.post(address, {"name": "Garden"}).json()
    path = f"/api/areas/{area['id']}?branch_id={server.ours.branch_id}"

    assert manager.http.patch(path, json={"name": "Yard"}, headers={"If-Match": version}).json()["version"] == 2


@pytest.mark.parametrize("header", ["Idempotency-Key", "If-None-Match", "Accept-Encoding", "Accept-Language", "Cookie"])
def test_an_odd_header_breaks_nothing(shared_server: Server, header: str):
    ours = shared_server.ours
    for text in [*NO_VERSIONS, ";", "=", ",", "a;q=²", "a;q=nan, b;q=inf, c;q=-1", "a;q=" + "9" * 400, ";" * 2000]:
        if "\x00" in text:
            continue
        raw = [(header.encode(), text.encode("utf-8" if max(text) > "ÿ" else "latin-1"))]
        for device in (shared_server.stranger(), shared_server.staff()):
            pages = [device.http.get(path, headers=raw) for path in ("/api/menu", "/api/orders", "/cashier", "/user")]
            answers = [
                device.http.post(path, json=body, headers=raw)
                for path, body in {
                    "/api/guest/join": {"session": ours.links.token(ours.open_table(None))},
                    "/api/orders": {"lines": [{"product_id": "x", "quantity": 1}]},
                    "/api/qr-sessions": {"table_id": None},
                }.items()
            ]
            assert [one.status_code for one in (*pages, *answers) if one.status_code >= 500] == []


# pages of other sites


@pytest.mark.parametrize("endpoint", PUBLIC_WRITES, ids=name_of)
def test_no_page_of_another_site_signs_in_joins_or_orders(shared_server: Server, endpoint: Endpoint):
    ours = shared_server.ours
    token = ours.links.token(ours.open_table(None))
    bodies = {
        "sign_in": {"email": "cashier@ours.test", "password": PASSWORD},
        "join": {"session": token},
        "place": {"qr_session_token": token, "lines": [{"product_id": ours.dish("Duck"), "quantity": 1}]},
        "price_cart": {"qr_session_token": token, "lines": [{"product_id": ours.dish("Duck"), "quantity": 1}]},
        "take_up": {"token": "nonsense", "password": PASSWORD},
    }
    stranger = shared_server.stranger()
    del stranger.http.headers["origin"]
    here = shared_server.address
    foreign = [
        {"Origin": "https://evil.test"},
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
        {"Origin": f"{here}.evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": here, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "same-origin"},
    ]

    def ask(headers: dict[str, str]) -> tuple[int, str]:
        headers = {"Idempotency-Key": new_key(), **headers}
        answer = stranger.http.request(
            endpoint.method, path_of(endpoint), json=bodies[endpoint.operation], headers=headers
        )
        stranger.http.cookies.clear()
        return answer.status_code, "" if answer.status_code < 400 else answer.json()["type"]

    with ours.nothing_written():
        assert {ask(headers) for headers in foreign} == {(403, "/problems/origin-not-allowed")}
    right = (404, "/problems/unknown-invitation") if endpoint.operation == "take_up" else (endpoint.status, "")
    ours_or_none = [{}, {"Origin": here}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
    assert {ask(headers) for headers in ours_or_none} == {right}
