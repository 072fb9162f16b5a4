"""Signing in and out, and what a sign-in opens."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select
from websockets.exceptions import ConnectionClosed

from comanda.engine import passwords
from comanda.engine.tables import log
from tests.api.test_houses import patch
from tests.cast import PASSWORD
from tests.served import Device, Server, line, new_key

WEEK = 7 * 24 * 60 * 60
YEAR = 365 * 24 * 60 * 60


def sign_in(server: Server, email: str = "cashier@ours.test", password: str = PASSWORD):
    return server.stranger().post("/api/auth/sign-in", {"email": email, "password": password})


def test_a_cashier_signs_in_and_reads_where_there_is_work(server: Server):
    device = server.stranger()
    answer = device.post("/api/auth/sign-in", {"email": "Cashier@Ours.test", "password": PASSWORD})
    ours = server.ours

    assert answer.status_code == 200
    assert answer.json() == {
        "staff": {"id": ours.cashier.id, "name": "Cashier", "email": "cashier@ours.test"},
        "role": "cashier",
        "home": "/cashier",
        "organization": {"id": ours.organization_id, "name": "Ours"},
        "branch": {"id": ours.branch_id, "name": "Ours"},
        "branches": [
            {
                "id": ours.branch_id, "name": "Ours", "currency": "EUR", "timezone": "Europe/Berlin",
                "country": "DE", "role": "cashier", "cutoff": "04:00",
                "lateness": {"new": [2, 5], "bill_asked": [3, 6], "ready": [2, 4]}, "managers": ["Manager"],
            }
        ],
        "edits_catalog": False,
    }  # fmt: skip
    assert device.get("/api/auth/me").json() == answer.json()


def test_a_manager_works_in_every_branch_of_the_house(server: Server):
    me = server.staff(server.ours.manager).get("/api/auth/me").json()

    assert me["branch"] is None
    assert sorted(branch["id"] for branch in me["branches"]) == sorted([server.ours.branch_id, server.sister.branch_id])


def test_over_plain_http_the_cookie_is_hidden_from_scripts(server: Server):
    staff, device = sign_in(server).headers.get_list("set-cookie")

    name, _, rest = staff.partition("=")
    assert (name, rest[43:]) == ("comanda_staff", f"; Path=/; HttpOnly; SameSite=Lax; Max-Age={WEEK}")
    name, _, rest = device.partition("=")
    assert (name, rest[66:]) == ("comanda_device", f"; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR}")


def test_over_https_the_cookie_stays_on_its_host_and_on_https(secure_server: Server):
    staff, device = sign_in(secure_server).headers.get_list("set-cookie")

    name, _, rest = staff.partition("=")
    assert (name, rest[43:]) == ("__Host-staff", f"; Path=/; HttpOnly; SameSite=Lax; Max-Age={WEEK}; Secure")
    name, _, rest = device.partition("=")
    assert (name, rest[66:]) == ("__Host-device", f"; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR}; Secure")


def test_a_wrong_password_and_an_unknown_person_look_alike(server: Server):
    with server.ours.nothing_written():
        wrong, unknown = sign_in(server, password="guess"), sign_in(server, email="nobody@ours.test")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.content == unknown.content
    assert wrong.json()["type"] == "/problems/wrong-credentials"
    assert "set-cookie" not in wrong.headers


def test_after_ten_wrong_passwords_even_the_right_one_must_wait(server: Server):
    for _ in range(10):
        assert sign_in(server, password="guess").status_code == 401

    limited = sign_in(server)
    assert (limited.status_code, limited.json()["type"]) == (429, "/problems/too-many-requests")
    assert int(limited.headers["retry-after"]) == limited.json()["retry_after"] == 61
    assert sign_in(server, email="cashier@sister.test").status_code == 200
    server.clock.advance(minutes=1)
    assert sign_in(server).status_code == 200
    assert sign_in(server, password="guess").status_code == 401


@pytest.mark.parametrize("wish", [{"active": False}, {"password": "set by the manager"}], ids=["suspended", "reset"])
def test_who_is_kept_out_while_the_password_is_checked_is_not_let_in(
    server: Server, monkeypatch: pytest.MonkeyPatch, wish: dict[str, Any]
):
    manager, check = server.staff(server.ours.manager), passwords.matches

    def check_slowly(password: str, password_hash: str | None) -> bool:
        assert patch(manager, f"/api/staff/{server.ours.cashier.id}", 1, **wish).status_code == 200
        return check(password, password_hash)

    monkeypatch.setattr(passwords, "matches", check_slowly)
    answer = sign_in(server)

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/wrong-credentials")
    assert "set-cookie" not in answer.headers


def test_signing_out_everywhere_stops_nobody_who_has_the_password(server: Server, monkeypatch: pytest.MonkeyPatch):
    manager, check = server.staff(server.ours.manager), passwords.matches

    def check_slowly(password: str, password_hash: str | None) -> bool:
        out = manager.post(f"/api/staff/{server.ours.cashier.id}/sign-out-everywhere")
        return out.status_code == 204 and check(password, password_hash)

    monkeypatch.setattr(passwords, "matches", check_slowly)
    assert sign_in(server).status_code == 200


def test_thirty_guesses_at_once_are_no_more_than_ten(server: Server):
    with ThreadPoolExecutor(30) as guessers:
        answers = list(guessers.map(lambda number: sign_in(server, password=f"guess {number}"), range(30)))

    assert Counter(answer.status_code for answer in answers) == {401: 10, 429: 20}


def test_nobody_signed_in_is_told_so(server: Server):
    for device in (server.stranger(), server.staff(server.ours.cashier)):
        device.http.cookies.set("comanda_staff", "made-up")
        answer = device.get("/api/auth/me")
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


def test_a_sign_in_lasts_a_week(server: Server):
    device = server.staff()
    server.clock.set("2026-11-30 05:59:59")
    assert device.get("/api/auth/me").status_code == 200
    server.clock.set("2026-11-30 06:00")
    assert device.get("/api/auth/me").status_code == 401


def test_after_signing_out_the_cookie_is_worth_nothing(server: Server):
    session = server.ours.open_table("5")
    device = server.staff()
    assert device.order(line(server.ours, "Duck"), qr_session_id=session.id).status_code == 201
    out = device.post("/api/auth/sign-out")

    assert (out.status_code, out.content) == (204, b"")
    assert out.headers["set-cookie"] == "comanda_staff=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    thief = server.staff()
    with server.ours.nothing_written():
        answers = [
            thief.get("/api/menu"),
            thief.get("/api/tables"),
            thief.order(line(server.ours, "Duck"), qr_session_id=session.id),
            thief.post(f"/api/qr-sessions/{session.id}/payments", {"method": "cash"}, new_key()),
        ]
    assert [answer.status_code for answer in answers] == [401] * 4
    assert server.staff().post("/api/auth/sign-out").status_code == 204


def test_whoever_signs_out_hears_nothing_two_seconds_later(server: Server):
    device = server.staff()
    with device.listening() as ear:
        assert [frame["type"] for frame in ear.frames(2)] == ["hello", "menu"]
        assert server.staff().post("/api/auth/sign-out").status_code == 204
        signed_out = time.monotonic()
        with pytest.raises(ConnectionClosed) as closed:
            ear.frame(within=5)

    assert time.monotonic() - signed_out < 2.2
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


def test_who_works_in_several_branches_names_one(server: Server):
    manager = server.staff(server.ours.manager)
    answer = manager.get("/api/tables")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/branch-required")

    for house in (server.ours, server.sister):
        tables = manager.get(f"/api/tables?branch_id={house.branch_id}").json()["items"]
        assert [table["id"] for table in tables] == [house.table(label) for label in ("1", "2", "3", "5")]


def test_a_foreign_branch_is_an_unknown_branch(server: Server):
    unknown = server.staff().get("/api/tables?branch_id=0192f000-0000-7000-8000-000000000000")
    foreign = [
        server.staff().get(f"/api/tables?branch_id={server.sister.branch_id}"),
        server.staff().get(f"/api/tables?branch_id={server.rival.branch_id}"),
        server.staff(server.ours.manager).get(f"/api/tables?branch_id={server.rival.branch_id}"),
    ]

    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/no-such-branch")
    assert [answer.content for answer in foreign] == [unknown.content] * 3


def test_the_kitchen_is_told_what_it_may_not(server: Server):
    kitchen = server.staff(server.ours.kitchen)

    assert kitchen.get("/api/menu").status_code == 200
    for path in ("/api/tables", "/api/qr-sessions"):
        answer = kitchen.get(path)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")


@pytest.mark.parametrize("next_one", ["cashier@ours.test", "kitchen@ours.test", "admin@platform.test"])
def test_signing_in_again_ends_the_earlier_sign_in_of_that_browser(server: Server, next_one: str):
    device, elsewhere = server.stranger(), server.stranger()
    mine = {"email": "cashier@ours.test", "password": PASSWORD}
    assert [one.post("/api/auth/sign-in", mine).status_code for one in (device, elsewhere)] == [200, 200]
    before = device.http.cookies["comanda_staff"]
    again = device.post("/api/auth/sign-in", {"email": next_one, "password": PASSWORD})

    assert again.status_code == 200
    assert device.get("/api/auth/me").json()["staff"]["email"] == next_one
    assert elsewhere.get("/api/auth/me").status_code == 200
    thief = Device(server, {"comanda_staff": before})
    assert (thief.get("/api/auth/me").status_code, thief.get("/api/tables").status_code) == (401, 401)


def test_the_log_of_the_organization_tells_of_the_sign_in_that_ended(server: Server):
    device, ours = server.stranger(), server.ours
    for email in ("cashier@ours.test", "kitchen@ours.test"):
        device.post("/api/auth/sign-in", {"email": email, "password": PASSWORD})
    told = select(log.c.kind, log.c.entity_id).where(log.c.stream_id == ours.organization_id).order_by(log.c.seq)

    assert [tuple(row) for row in ours.database.look_now(lambda tx: tx.all(told))][-3:] == [
        ("sign_in.opened", ours.cashier.id),
        ("sign_in.closed", ours.cashier.id),
        ("sign_in.opened", ours.kitchen.id),
    ]


def test_a_wrong_password_leaves_the_earlier_sign_in_alone(server: Server):
    device = server.staff()
    assert device.post("/api/auth/sign-in", {"email": "kitchen@ours.test", "password": "guess"}).status_code == 401
    assert device.get("/api/auth/me").json()["staff"]["email"] == "cashier@ours.test"


def test_an_earlier_cookie_that_is_worth_nothing_is_no_hindrance(server: Server):
    device = Device(server, {"comanda_staff": "made-up"})
    answer = device.post("/api/auth/sign-in", {"email": "kitchen@ours.test", "password": PASSWORD})
    assert answer.status_code == 200
    assert Device(server, {"comanda_staff": answer.cookies["comanda_staff"]}).get("/api/auth/me").status_code == 200
