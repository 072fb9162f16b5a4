"""The e-mail somebody signs in with, changed by those who keep the account."""

import pytest

from tests.api.test_houses import ADMIN, patch, told
from tests.api.test_people import add_cashier, at_pointer, sign_in, state, take_up, token_of
from tests.served import Device, Server


@pytest.fixture
def admin(server: Server) -> Device:
    return server.staff(ADMIN)


@pytest.fixture
def manager(server: Server) -> Device:
    return server.staff(server.ours.manager)


def test_a_new_email_is_what_the_person_signs_in_with_and_ends_every_sign_in(server: Server, manager: Device):
    device, path = server.staff(), f"/api/staff/{server.ours.cashier.id}"
    changed = patch(manager, path, 1, email="Nina@Ours.test")

    assert (changed.status_code, changed.json()["email"]) == (200, "nina@ours.test")
    assert told(device.get("/api/auth/me")) == (401, "not-signed-in")
    usual = "correct horse battery staple"
    assert told(sign_in(server, "cashier@ours.test", usual)[1]) == (401, "wrong-credentials")
    assert sign_in(server, "nina@ours.test", usual)[1].status_code == 200


def test_an_email_written_otherwise_is_the_same_and_signs_nobody_out(server: Server, manager: Device):
    device, path = server.staff(), f"/api/staff/{server.ours.cashier.id}"

    assert patch(manager, path, 1, email="CASHIER@ours.test").json()["email"] == "cashier@ours.test"
    assert device.get("/api/auth/me").status_code == 200


@pytest.mark.parametrize("taken", ["kitchen@ours.test", "CASHIER@rival.test"])
def test_nobody_is_given_an_email_that_somebody_has(server: Server, manager: Device, taken: str):
    before = server.world.everything()
    changed = patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, email=taken)

    assert told(changed) == (409, "email-taken")
    assert server.world.everything() == before


def test_an_email_that_is_none_is_refused(server: Server, manager: Device):
    before = server.world.everything()
    assert at_pointer(patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, email="nina")) == "/email"
    assert server.world.everything() == before


def test_a_new_email_ends_links_sent_to_the_old_one(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    patch(manager, f"/api/staff/{made['id']}", 1, email="nina@ours.test")

    assert told(take_up(server, token_of(made["invitation_url"]))[1]) == (410, "invitation-over")
    again = manager.post(f"/api/staff/{made['id']}/invitation").json()
    _, answer = take_up(server, token_of(again["invitation_url"]))
    assert (answer.status_code, answer.json()["staff"]["email"]) == (200, "nina@ours.test")


def test_an_admin_changes_the_email_of_a_manager(server: Server, admin: Device):
    before = state(admin, "/api/managers", server.ours.manager.id)
    path = f"/api/managers/{server.ours.manager.id}"

    changed = patch(admin, path, before["version"], email="mona@ours.test")
    assert (changed.status_code, changed.json()["email"]) == (200, "mona@ours.test")
