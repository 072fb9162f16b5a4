"""Whatever makes something new can be tried again under its key: it is made once, and told twice."""

import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from comanda.app import API
from comanda.engine.http.call import Keyed
from comanda.engine.http.endpoint import Endpoint
from comanda.engine.tables import idempotency
from comanda.kernel.scope import RIGHTS
from tests.api.bodies import PASSWORD, body_for
from tests.api.stage import Caller, Stage, has_right, in_a_branch
from tests.served import Device, Server, new_key

CREATING = [one for one in API if one.method == "POST" and one.status == 201 and one.keyed is not Keyed.ALWAYS]


@pytest.fixture(scope="module")
def stage(shared_server: Server) -> Stage:
    return Stage(shared_server)


def asked(stage: Stage, endpoint: Endpoint) -> tuple[Device, str, Any]:
    """Somebody who may, where, and with what."""
    caller = next(one for one in (Caller.ADMIN, Caller.MANAGER, Caller.GUEST) if has_right(one, endpoint, RIGHTS))
    path = endpoint.path.replace("{id:str}", stage.server.ours.organization_id)
    query = f"?branch_id={stage.server.ours.branch_id}" if in_a_branch(endpoint) and caller is Caller.MANAGER else ""
    return stage.device(caller), path + query, body_for(endpoint, stage.server.ours)


def another(body: dict[str, Any]) -> dict[str, Any]:
    """A wish of the same shape."""
    if "kind" in body:
        return {"kind": "water"}
    return {**body, "label" if "label" in body else "name": "Other"}


def test_these_make_something_new_and_the_rest_needs_a_key():
    assert {one.operation for one in CREATING} == {
        "add_organization", "add_branch", "add_manager", "add_staff_member", "post_tax_rate", "post_window",
        "post_product_type", "post_product", "post_option_group", "post_table", "post_area", "open_qr_session",
        "post_request",
    }  # fmt: skip
    assert {one.operation for one in API if one.keyed is Keyed.ALWAYS} == {"place", "pay"}


@pytest.mark.parametrize("endpoint", CREATING, ids=lambda one: one.operation)
def test_the_same_again_is_the_same_answer_and_makes_nothing(stage: Stage, endpoint: Endpoint):
    device, path, body = asked(stage, endpoint)
    key = new_key()
    first = device.post(path, body, key)
    with stage.server.ours.nothing_written():
        again = device.post(path, body, key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert ("idempotent-replayed" in first.headers, again.headers["idempotent-replayed"]) == (False, "true")


@pytest.mark.parametrize("endpoint", CREATING, ids=lambda one: one.operation)
def test_another_wish_under_the_same_key_is_refused(stage: Stage, endpoint: Endpoint):
    device, path, body = asked(stage, endpoint)
    key = new_key()
    device.post(path, body, key)
    with stage.server.ours.nothing_written():
        answer = device.post(path, another(body), key)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/idempotency-key-reused")


def test_a_key_that_is_no_uuid_is_refused_where_one_may_be_left_out(server: Server):
    with server.ours.nothing_written():
        answer = server.staff().post("/api/qr-sessions", {"table_id": None}, "1")

    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-idempotency-key")


def test_without_a_key_each_is_a_new_one(server: Server):
    first, second = (server.staff().post("/api/qr-sessions", {"table_id": None}).json() for _ in range(2))

    assert first["id"] != second["id"]


def test_a_table_opened_twice_is_one_visit_with_the_link_it_has_now(server: Server):
    cashier, key, wish = server.staff(), new_key(), {"table_id": server.ours.table("5")}
    first = cashier.post("/api/qr-sessions", wish, key).json()
    rotated = cashier.post(f"/api/qr-sessions/{first['id']}/rotate").json()
    again = cashier.post("/api/qr-sessions", wish, key)

    assert again.status_code == 201
    assert again.json()["qr_url"] == rotated["qr_url"] != first["qr_url"]


def test_an_invitation_asked_for_twice_is_one_link_that_works(server: Server):
    manager, key = server.staff(server.ours.manager), new_key()
    wish = {"email": "new@ours.test", "name": "Kim", "role": "cashier", "branch_id": server.ours.branch_id}
    manager.post("/api/staff", wish, key)
    later = server.staff(server.ours.sign_in(server.ours.manager))
    url = later.post("/api/staff", wish, key).json()["invitation_url"]
    (token,) = parse_qs(urlsplit(url).query)["token"]

    taken = server.stranger().post("/api/auth/invitation", {"token": token, "password": PASSWORD})
    assert (taken.status_code, taken.json()["staff"]["email"]) == (200, "new@ours.test")


def test_what_is_remembered_of_links_and_passwords_is_neither(server: Server):
    manager, admin = (
        server.staff(server.ours.manager),
        Device(server, {"comanda_staff": "secret of admin@platform.test"}),
    )
    wish = {"email": "new@ours.test", "name": "Kim", "role": "cashier", "branch_id": server.ours.branch_id}
    invited = manager.post("/api/staff", wish, new_key()).json()
    opened = server.staff().post("/api/qr-sessions", {"table_id": None}, new_key()).json()
    house = {"organization_id": server.ours.organization_id, "password": PASSWORD}
    made = admin.post("/api/managers", {"email": "boss@ours.test", "name": "Bo", **house}, new_key())
    rows = server.world.database.look_now(lambda tx: tx.all(select(idempotency)))
    plain = hashlib.sha256(b"/api/managers\n" + made.request.content).digest()

    assert len(rows) == 3
    for row in rows:
        for secret in (opened["qr_code_token"], invited["invitation_url"].partition("=")[2], PASSWORD):
            assert secret not in repr(row)
        assert bytes(row.body_digest) not in (plain, hashlib.sha256(made.request.content).digest())
