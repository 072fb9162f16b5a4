"""The link by which somebody chooses a password: who it is for, how long, and when it is over."""

import asyncio
from typing import Any

import pytest

from comanda.engine import passwords
from comanda.engine.commands import Answer, Verb
from comanda.engine.database import Database
from comanda.identity.actions.people import take_up_invitation
from tests.api.test_houses import patch, told
from tests.api.test_people import PASSWORD, add_cashier, take_up, token_of
from tests.served import Device, Server


@pytest.fixture
def manager(server: Server) -> Device:
    return server.staff(server.ours.manager)


def test_a_new_link_ends_the_old_one(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    again = manager.post(f"/api/staff/{made['id']}/invitation").json()

    assert told(take_up(server, token_of(made["invitation_url"]))[1]) == (410, "invitation-over")
    assert take_up(server, token_of(again["invitation_url"]))[1].status_code == 200


def test_a_link_lasts_a_week(server: Server, manager: Device):
    first, second = add_cashier(manager, server.ours), add_cashier(manager, server.ours, email="kai@ours.test")
    server.clock.advance(days=7, seconds=-1)
    assert take_up(server, token_of(first["invitation_url"]))[1].status_code == 200
    server.clock.advance(seconds=1)

    assert told(take_up(server, token_of(second["invitation_url"]))[1]) == (410, "invitation-over")


def test_a_password_link_signs_other_devices_out_when_it_is_used(server: Server, manager: Device):
    device, path = server.staff(), f"/api/staff/{server.ours.cashier.id}/invitation"
    link = manager.post(path).json()["invitation_url"]
    assert device.get("/api/auth/me").status_code == 200

    here, _ = take_up(server, token_of(link))

    assert told(device.get("/api/auth/me")) == (401, "not-signed-in")
    assert here.get("/api/auth/me").status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 43, "../../etc"])
def test_an_invented_link_is_unknown(shared_server: Server, token: str):
    before = shared_server.world.everything()

    assert told(take_up(shared_server, token)[1]) == (404, "unknown-invitation")
    assert shared_server.world.everything() == before


def test_a_short_password_uses_no_link_up(server: Server, manager: Device):
    token = token_of(add_cashier(manager, server.ours)["invitation_url"])

    assert told(take_up(server, token, "eleven char")[1]) == (422, "invalid-body")
    assert take_up(server, token)[1].status_code == 200


def test_no_secret_of_a_link_is_kept(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    rows = "".join(row for table in server.world.everything().values() for row in table)

    assert token_of(made["invitation_url"]) not in rows


@pytest.mark.parametrize("wish", [{"active": False}, {"password": "set by the manager"}], ids=["suspended", "reset"])
def test_who_is_kept_out_while_choosing_a_password_is_not_let_in(
    server: Server, manager: Device, monkeypatch: pytest.MonkeyPatch, wish: dict[str, Any]
):
    made = add_cashier(manager, server.ours)

    def hash_slowly(password: str) -> str:
        if password == PASSWORD:
            assert patch(manager, f"/api/staff/{made['id']}", 1, **wish).status_code == 200
        return f"the hash of {password}"

    monkeypatch.setattr(passwords, "hash_password", hash_slowly)
    device, answer = take_up(server, token_of(made["invitation_url"]))

    assert told(answer) == (410, "invitation-over")
    assert told(device.get("/api/auth/me")) == (401, "not-signed-in")


@pytest.mark.parametrize("wish", [{"active": False}, {"password": "set by the manager"}], ids=["suspended", "reset"])
def test_who_is_kept_out_right_after_choosing_a_password_is_out(
    server: Server, manager: Device, monkeypatch: pytest.MonkeyPatch, wish: dict[str, Any]
):
    made, write = add_cashier(manager, server.ours), Database.write

    async def write_and_keep_out(database: Database, verb: Verb, *caller: Any, **more: Any) -> Answer:
        answer = await write(database, verb, *caller, **more)
        if verb is take_up_invitation:
            kept_out = await asyncio.to_thread(patch, manager, f"/api/staff/{made['id']}", 2, **wish)
            assert kept_out.status_code == 200
        return answer

    monkeypatch.setattr(Database, "write", write_and_keep_out)
    device, _ = take_up(server, token_of(made["invitation_url"]))

    assert told(device.get("/api/auth/me")) == (401, "not-signed-in")


def test_signing_out_everywhere_ends_open_links(server: Server, manager: Device):
    path = f"/api/staff/{server.ours.cashier.id}"
    link = manager.post(f"{path}/invitation").json()["invitation_url"]
    assert manager.post(f"{path}/sign-out-everywhere").status_code == 204

    assert told(take_up(server, token_of(link))[1]) == (410, "invitation-over")


def test_following_a_link_ends_the_earlier_sign_in_of_that_browser(server: Server, manager: Device):
    link = add_cashier(manager, server.ours)["invitation_url"]
    device = server.staff()
    taken = device.post("/api/auth/invitation", {"token": token_of(link), "password": PASSWORD})

    assert taken.status_code == 200
    assert told(server.staff().get("/api/auth/me")) == (401, "not-signed-in")
