"""Accounts over HTTP: who is let in, by whom, with which link, and how somebody is kept out."""

import re
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.test_houses import ADMIN, NOBODY, items, patch, told
from tests.cast import House
from tests.menu import known_id
from tests.served import Device, Server

PASSWORD = "a long enough one"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/invitation\?token=([\w-]{43})")


@pytest.fixture
def admin(server: Server) -> Device:
    return server.staff(ADMIN)


@pytest.fixture
def manager(server: Server) -> Device:
    return server.staff(server.ours.manager)


def add(device: Device, path: str, **wish: Any) -> Any:
    answer = device.post(path, wish)
    assert answer.status_code == 201, answer.text
    return answer.json()


def add_cashier(manager: Device, house: House, **more: Any) -> Any:
    wish = {"email": "Carla@Ours.test", "name": "Carla", "role": "cashier", "branch_id": house.branch_id, **more}
    return add(manager, "/api/staff", **wish)


def token_of(url: str) -> str:
    found = LINK.fullmatch(url)
    assert found is not None, url
    return found[1]


def sign_in(server: Server, email: str, password: str = PASSWORD) -> tuple[Device, httpx.Response]:
    device = server.stranger()
    return device, device.post("/api/auth/sign-in", {"email": email, "password": password})


def take_up(server: Server, token: str, password: str = PASSWORD) -> tuple[Device, httpx.Response]:
    device = server.stranger()
    return device, device.post("/api/auth/invitation", {"token": token, "password": password})


def state(device: Device, path: str, person_id: str) -> Any:
    return next(one for one in items(device, path) if one["id"] == person_id)


# managers


def test_a_manager_comes_in_by_an_invitation_that_works_once(server: Server, admin: Device):
    made = add(
        admin, "/api/managers", email="Bea@Ours.test", name="Bea", organization_id=known_id("ours"),
        branch_id=server.ours.branch_id,
    )  # fmt: skip
    token = token_of(made.pop("invitation_url"))
    assert made == {
        "id": made["id"], "email": "bea@ours.test", "name": "Bea", "role": "manager",
        "organization": {"id": known_id("ours"), "name": "Ours"},
        "branch": {"id": server.ours.branch_id, "name": "Ours"}, "active": True, "invited": True,
        "last_login_at": None, "version": 1,
    }  # fmt: skip
    server.clock.advance(minutes=5)

    device, answer = take_up(server, token)
    assert answer.status_code == 200
    assert answer.json()["staff"] == {"id": made["id"], "name": "Bea", "email": "bea@ours.test"}
    assert [branch["id"] for branch in answer.json()["branches"]] == [server.ours.branch_id]
    assert device.get("/api/auth/me").json() == answer.json()
    listed = state(admin, "/api/managers", made["id"])
    assert (listed["invited"], listed["last_login_at"]) == (False, "2026-11-23T11:05:00.000000Z")
    assert listed["invitation_url"] is None
    assert told(take_up(server, token)[1]) == (410, "invitation-over")
    assert sign_in(server, "bea@ours.test")[1].status_code == 200


def test_the_admin_sees_every_manager_with_place_and_last_login(server: Server, admin: Device):
    listed = [(one["email"], one["organization"]["name"], one["branch"]) for one in items(admin, "/api/managers")]

    assert listed == [("manager@ours.test", "Ours", None), ("manager@rival.test", "Rival", None)]


def test_with_a_password_nobody_is_invited(server: Server, admin: Device):
    made = add(
        admin, "/api/managers", email="bea@ours.test", name="Bea", organization_id=known_id("ours"), password=PASSWORD
    )

    assert (made["invitation_url"], made["invited"], made["branch"]) == (None, False, None)
    _, answer = sign_in(server, "BEA@ours.test")
    assert {branch["id"] for branch in answer.json()["branches"]} == {server.ours.branch_id, server.sister.branch_id}


@pytest.mark.parametrize(
    ("wish", "status", "slug"),
    [
        ({"email": "CASHIER@ours.test"}, 409, "email-taken"),
        ({"organization_id": NOBODY}, 404, "no-such-organization"),
        ({"branch_id": NOBODY}, 404, "no-such-branch"),
        ({"branch_id": known_id("rival", "rival")}, 404, "no-such-branch"),
        ({"email": "nobody"}, 422, "invalid-body"),
        ({"password": "eleven char"}, 422, "invalid-body"),
        ({"role": "admin"}, 422, "invalid-body"),
        ({"name": ""}, 422, "invalid-body"),
    ],
)
def test_an_impossible_manager_is_not_added(shared_server: Server, wish: dict[str, Any], status: int, slug: str):
    asked = {"email": "new@ours.test", "name": "New", "organization_id": known_id("ours"), **wish}
    before = shared_server.world.everything()

    assert told(shared_server.staff(ADMIN).post("/api/managers", asked)) == (status, slug)
    assert shared_server.world.everything() == before


def test_the_admin_keeps_managers_and_nobody_else(server: Server, admin: Device):
    for person_id in (server.ours.cashier.id, server.ours.kitchen.id, NOBODY):
        path = f"/api/managers/{person_id}"
        before = server.world.everything()
        assert told(patch(admin, path, 1, active=False)) == (404, "no-such-person")
        assert told(admin.post(f"{path}/invitation")) == (404, "no-such-person")
        assert told(admin.post(f"{path}/sign-out-everywhere")) == (404, "no-such-person")
        assert server.world.everything() == before


def test_a_manager_becomes_nothing_else(server: Server, admin: Device):
    path = f"/api/managers/{server.ours.manager.id}"

    assert at_pointer(patch(admin, path, 1, role="cashier")) == "/role"


def test_a_manager_moves_to_one_branch_and_back(server: Server, admin: Device, manager: Device):
    path = f"/api/managers/{server.ours.manager.id}"
    narrowed = patch(admin, path, 1, branch_id=server.sister.branch_id)
    assert (narrowed.json()["branch"], narrowed.json()["version"]) == (
        {"id": server.sister.branch_id, "name": "Sister"}, 2,
    )  # fmt: skip
    assert told(manager.get(f"/api/tables?branch_id={server.ours.branch_id}")) == (404, "no-such-branch")

    assert patch(admin, path, 2, branch_id=None).json()["branch"] is None
    assert manager.get(f"/api/tables?branch_id={server.ours.branch_id}").status_code == 200
    assert told(patch(admin, path, 3, branch_id=server.rival.branch_id)) == (404, "no-such-branch")


# staff


def test_a_manager_adds_a_cashier_by_a_link(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    assert (made["email"], made["role"], made["branch"]) == (
        "carla@ours.test", "cashier", {"id": server.ours.branch_id, "name": "Ours"},
    )  # fmt: skip

    device, answer = take_up(server, token_of(made["invitation_url"]))

    assert answer.json()["role"] == "cashier"
    assert device.get("/api/tables").status_code == 200
    assert told(device.get(f"/api/tables?branch_id={server.sister.branch_id}")) == (404, "no-such-branch")


def test_a_manager_lists_the_own_house_s_staff(server: Server, manager: Device):
    listed = [(one["email"], one["role"], one["branch"]["name"]) for one in items(manager, "/api/staff")]

    assert listed == [
        ("cashier@ours.test", "cashier", "Ours"), ("kitchen@ours.test", "kitchen", "Ours"),
        ("cashier@sister.test", "cashier", "Sister"), ("kitchen@sister.test", "kitchen", "Sister"),
    ]  # fmt: skip


def test_a_cashier_becomes_a_cook_elsewhere(server: Server, manager: Device):
    path = f"/api/staff/{server.ours.cashier.id}"
    changed = patch(manager, path, 1, role="kitchen", branch_id=server.sister.branch_id, name="Kim")

    assert (changed.json()["role"], changed.json()["branch"]["name"], changed.json()["name"]) == (
        "kitchen", "Sister", "Kim",
    )  # fmt: skip
    device = server.staff()
    assert device.get("/api/kitchen/board").status_code == 200
    assert told(device.get("/api/tables")) == (403, "forbidden")


def test_no_manager_makes_managers(server: Server, manager: Device):
    wish = {"email": "x@ours.test", "name": "X", "role": "manager", "branch_id": server.ours.branch_id}
    before = server.world.everything()
    assert told(manager.post("/api/staff", wish)) == (422, "invalid-body")
    assert at_pointer(patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, role="manager")) == "/role"

    assert server.world.everything() == before


@pytest.mark.parametrize("role", ["cashier", "kitchen"])
def test_whoever_works_in_a_branch_cannot_be_without_one(shared_server: Server, role: str):
    manager = shared_server.staff(shared_server.ours.manager)
    path, before = f"/api/staff/{getattr(shared_server.ours, role).id}", shared_server.world.everything()

    assert at_pointer(patch(manager, path, 1, branch_id=None)) == "/branch_id"
    assert shared_server.world.everything() == before


def at_pointer(answer: httpx.Response) -> str:
    """Where the one fault of a body is."""
    assert told(answer) == (422, "invalid-body")
    (fault,) = answer.json()["errors"]
    return fault["pointer"]


@pytest.mark.parametrize("who", ["rival's cashier", "rival's manager", "own manager", "admin", "nobody"])
def test_others_accounts_are_not_there(shared_server: Server, who: str):
    server = shared_server
    people = {
        "rival's cashier": server.rival.cashier.id, "rival's manager": server.rival.manager.id,
        "own manager": server.ours.manager.id, "admin": admin_id(server), "nobody": NOBODY,
    }  # fmt: skip
    path, manager, before = f"/api/staff/{people[who]}", server.staff(server.ours.manager), server.world.everything()

    assert told(patch(manager, path, 1, active=False)) == (404, "no-such-person")
    assert told(manager.post(f"{path}/invitation")) == (404, "no-such-person")
    assert told(manager.post(f"{path}/sign-out-everywhere")) == (404, "no-such-person")
    assert server.world.everything() == before


def test_nobody_is_placed_in_a_branch_of_others(server: Server, manager: Device):
    before = server.world.everything()
    wish = {"email": "x@ours.test", "name": "X", "role": "cashier", "branch_id": server.rival.branch_id}
    assert told(manager.post("/api/staff", wish)) == (404, "no-such-branch")
    moved = patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, branch_id=server.rival.branch_id)
    assert told(moved) == (404, "no-such-branch")

    assert server.world.everything() == before


def test_a_manager_of_one_branch_keeps_its_staff_alone(server: Server, admin: Device):
    add(
        admin, "/api/managers", email="bea@ours.test", name="Bea", organization_id=known_id("ours"),
        branch_id=server.ours.branch_id, password=PASSWORD,
    )  # fmt: skip
    bea, _ = sign_in(server, "bea@ours.test")
    assert [one["email"] for one in items(bea, "/api/staff")] == ["cashier@ours.test", "kitchen@ours.test"]

    before = server.world.everything()
    wish = {"email": "x@ours.test", "name": "X", "role": "cashier", "branch_id": server.sister.branch_id}
    assert told(bea.post("/api/staff", wish)) == (404, "no-such-branch")
    assert told(patch(bea, f"/api/staff/{server.sister.cashier.id}", 1, active=False)) == (404, "no-such-person")
    path = f"/api/staff/{server.ours.cashier.id}"
    assert told(patch(bea, path, 1, branch_id=server.sister.branch_id)) == (404, "no-such-branch")
    assert at_pointer(patch(bea, path, 1, branch_id=None)) == "/branch_id"
    assert server.world.everything() == before
    assert patch(bea, path, 1, name="Carla").json()["name"] == "Carla"


@pytest.mark.parametrize("role", ["cashier", "kitchen"])
def test_staff_keep_no_staff(shared_server: Server, role: str):
    device = shared_server.staff(getattr(shared_server.ours, role))
    wish = {"email": "x@ours.test", "name": "X", "role": "cashier", "branch_id": shared_server.ours.branch_id}
    before = shared_server.world.everything()

    assert told(device.get("/api/staff")) == (403, "forbidden")
    assert told(device.post("/api/staff", wish)) == (403, "forbidden")
    assert told(patch(device, f"/api/staff/{shared_server.ours.kitchen.id}", 1, active=False)) == (403, "forbidden")
    assert shared_server.world.everything() == before


def test_an_account_is_saved_on_what_was_read(server: Server, manager: Device):
    path = f"/api/staff/{server.ours.cashier.id}"
    assert told(patch(manager, path, None, name="Carla")) == (428, "version-missing")
    assert patch(manager, path, 1, name="Carla").json()["version"] == 2

    stale = patch(manager, path, 1, active=False)
    assert (*told(stale), stale.json()["current"]) == (412, "version-conflict", 2)
    assert server.staff().get("/api/auth/me").status_code == 200


# keeping somebody out


def test_a_suspended_person_is_out_at_once(server: Server, manager: Device):
    path, device = f"/api/staff/{server.ours.cashier.id}", server.staff()
    assert device.get("/api/tables").status_code == 200

    assert patch(manager, path, 1, active=False).json()["active"] is False

    assert told(device.get("/api/tables")) == (401, "not-signed-in")
    assert told(sign_in(server, "cashier@ours.test", "correct horse battery staple")[1]) == (401, "wrong-credentials")
    assert patch(manager, path, 2, active=True).json()["active"] is True
    assert told(device.get("/api/tables")) == (401, "not-signed-in")
    assert sign_in(server, "cashier@ours.test", "correct horse battery staple")[1].status_code == 200


def test_a_suspended_person_hears_nothing_more(server: Server, manager: Device):
    with server.staff().listening() as ear:
        assert [frame["type"] for frame in ear.frames(2)] == ["hello", "menu"]
        patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, active=False)
        server.ours.open_table("5", by=server.ours.manager)
        closed = hang_up(ear)

    assert closed == 4401


def hang_up(ear: Any) -> int:
    """The code with which the server ends it, whatever is still said before."""
    with pytest.raises(ConnectionClosed) as ended:
        list(iter(lambda: ear.frame(within=5), None))
    assert ended.value.rcvd is not None
    return ended.value.rcvd.code


def test_an_invitation_of_a_suspended_person_opens_nothing(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    patch(manager, f"/api/staff/{made['id']}", 1, active=False)

    assert told(take_up(server, token_of(made["invitation_url"]))[1]) == (410, "invitation-over")


def test_a_new_password_ends_every_sign_in(server: Server, manager: Device):
    device = server.staff()
    patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, password=PASSWORD)

    assert told(device.get("/api/auth/me")) == (401, "not-signed-in")
    assert told(sign_in(server, "cashier@ours.test", "correct horse battery staple")[1]) == (401, "wrong-credentials")
    assert sign_in(server, "cashier@ours.test")[1].status_code == 200


def test_a_password_somebody_else_set_ends_links_sent_before(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    patch(manager, f"/api/staff/{made['id']}", 1, password=PASSWORD)

    assert told(take_up(server, token_of(made["invitation_url"]), "another long one")[1]) == (410, "invitation-over")
    assert sign_in(server, "carla@ours.test")[1].status_code == 200


def test_who_is_let_in_again_needs_a_new_link(server: Server, manager: Device):
    made = add_cashier(manager, server.ours)
    patch(manager, f"/api/staff/{made['id']}", 1, active=False)
    assert patch(manager, f"/api/staff/{made['id']}", 2, active=True).status_code == 200

    assert told(take_up(server, token_of(made["invitation_url"]))[1]) == (410, "invitation-over")
    again = manager.post(f"/api/staff/{made['id']}/invitation").json()
    assert take_up(server, token_of(again["invitation_url"]))[1].status_code == 200


def test_somebody_is_signed_out_everywhere_and_may_come_back(server: Server, manager: Device):
    first = server.staff()
    second, _ = sign_in(server, "cashier@ours.test", "correct horse battery staple")
    assert manager.post(f"/api/staff/{server.ours.cashier.id}/sign-out-everywhere").status_code == 204

    for device in (first, second):
        assert told(device.get("/api/auth/me")) == (401, "not-signed-in")
    assert manager.get("/api/auth/me").status_code == 200
    assert sign_in(server, "cashier@ours.test", "correct horse battery staple")[1].status_code == 200


def admin_id(server: Server) -> str:
    return server.staff(ADMIN).get("/api/auth/me").json()["staff"]["id"]
