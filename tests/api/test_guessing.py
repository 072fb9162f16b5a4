"""Strangers who guess passwords, links and cookies: they get nowhere, and nobody else notices them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from comanda.engine import passwords
from comanda.engine.http.call import GUESSES_AT_ONCE
from comanda.engine.passwords import Checker
from tests.api.test_houses import patch
from tests.cast import PASSWORD, StoppedClock
from tests.served import Device, Server, line, new_key, serving

pytestmark = pytest.mark.slow

OWNER = "manager@ours.test"


def at(server: Server, address: str, device: str = "") -> Device:
    """A browser behind the proxy, at an address of its own."""
    return Device(server, {"comanda_device": device} if device else None, **{"X-Forwarded-For": address})


def sign_in(device: Device, email: str = OWNER, password: str = PASSWORD) -> httpx.Response:
    return device.post("/api/auth/sign-in", {"email": email, "password": password})


def known_device(server: Server, email: str = OWNER, address: str = "192.0.2.1") -> str:
    """The cookie of a browser that the account was signed in on before."""
    answer = sign_in(at(server, address), email)
    assert answer.status_code == 200
    return answer.cookies["comanda_device"]


def statuses(answers: Iterator[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


def test_a_stranger_who_guesses_locks_nobody_out(server: Server):
    stranger, mine = at(server, "203.0.113.66"), known_device(server)
    guessed, let_in = Counter[int](), Counter[int]()
    for number in range(75):
        guessed += statuses(sign_in(stranger, password=f"guess {number}") for _ in range(14))
        device = at(server, "203.0.113.66", mine) if number % 2 else at(server, f"192.0.2.{number}")
        let_in += statuses(iter([sign_in(device)]))

    assert let_in == {200: 75}
    assert guessed == {401: 10, 429: 1040}


def test_guesses_from_many_addresses_stop_at_a_hundred_and_known_devices_come_in(server: Server):
    mine, colleague = known_device(server), "cashier@ours.test"
    guessed = statuses(sign_in(at(server, f"203.0.113.{number}"), password=f"guess {number}") for number in range(110))

    assert guessed == {401: 100, 429: 10}
    assert sign_in(at(server, "198.51.100.9")).status_code == 429
    assert sign_in(at(server, "203.0.113.1", mine)).status_code == 200
    assert sign_in(at(server, "198.51.100.9"), colleague).status_code == 200
    server.clock.advance(seconds=36)
    assert sign_in(at(server, "198.51.100.9")).status_code == 200


def test_one_address_tries_fifty_passwords_over_all_accounts(server: Server):
    stranger, mine = at(server, "203.0.113.66"), known_device(server)
    guessed = statuses(sign_in(stranger, f"waiter{number % 30}@ours.test") for number in range(60))

    assert guessed == {401: 50, 429: 10}
    assert sign_in(stranger).status_code == 429
    assert sign_in(at(server, "203.0.113.66", mine)).status_code == 200
    assert sign_in(at(server, "198.51.100.9")).status_code == 200


def test_addresses_of_one_ipv6_network_are_one(server: Server):
    guessed = statuses(sign_in(at(server, f"2001:db8:1:2::{number:x}"), password="guess") for number in range(12))

    assert guessed == {401: 10, 429: 2}
    assert sign_in(at(server, "2001:db8:1:3::1")).status_code == 200


def test_a_known_device_has_ten_tries_of_its_own(server: Server):
    mine, other = known_device(server), known_device(server)
    guessed = statuses(sign_in(at(server, "192.0.2.1", mine), password="guess") for _ in range(11))

    assert guessed == {401: 10, 429: 1}
    assert sign_in(at(server, "192.0.2.1", mine)).status_code == 429
    assert sign_in(at(server, "192.0.2.1", other)).status_code == 200
    assert sign_in(at(server, "192.0.2.1")).status_code == 200


def test_a_device_is_known_to_those_who_signed_in_on_it_and_to_nobody_else(server: Server):
    till, cashier = at(server, "192.0.2.1"), "cashier@ours.test"
    assert [sign_in(till, email).status_code for email in (OWNER, cashier)] == [200, 200]
    shared = till.http.cookies["comanda_device"]
    for email in (OWNER, cashier, "kitchen@ours.test"):
        assert statuses(sign_in(at(server, "203.0.113.66"), email, "guess") for _ in range(10)) == {401: 10}

    came_in = [
        sign_in(at(server, "203.0.113.66", shared), email).status_code
        for email in (OWNER, cashier, "kitchen@ours.test")
    ]
    assert came_in == [200, 200, 429]
    forged = f"{shared.split('.')[0]}.{'A' * 22}"
    assert sign_in(at(server, "203.0.113.66", forged)).status_code == 429


def test_a_new_password_makes_every_device_a_stranger(server: Server):
    cashier = "cashier@ours.test"
    mine = known_device(server, cashier)
    chosen = "another long password"
    changed = patch(server.staff(server.ours.manager), f"/api/staff/{server.ours.cashier.id}", 1, password=chosen)
    assert changed.status_code == 200
    assert statuses(sign_in(at(server, "203.0.113.66"), cashier, "guess") for _ in range(10)) == {401: 10}

    assert sign_in(at(server, "203.0.113.66", mine), cashier, chosen).status_code == 429
    assert sign_in(at(server, "192.0.2.1", mine), cashier, chosen).status_code == 200


def test_whoever_guesses_learns_nothing_of_who_works_here(server: Server, monkeypatch: pytest.MonkeyPatch):
    checked, check = list[bool](), passwords.matches

    def check_and_count(password: str, password_hash: str | None) -> bool:
        checked.append(password_hash is None)
        return check(password, password_hash)

    monkeypatch.setattr(passwords, "matches", check_and_count)
    answers = {
        email: [
            (answer.status_code, answer.content, answer.headers.get("retry-after"))
            for number in range(110)
            for answer in [sign_in(at(server, f"203.0.113.{number}"), email, "guess")]
        ]
        for email in ("cashier@ours.test", "nobody@ours.test")
    }

    assert answers["cashier@ours.test"] == answers["nobody@ours.test"]
    assert Counter(checked) == {True: 100, False: 100}


def test_setting_the_clock_opens_and_closes_nothing(template: Path, tmp_path: Path):
    ticks = StoppedClock()
    with serving(template, tmp_path, ticks=ticks) as server:
        assert statuses(sign_in(at(server, "203.0.113.66"), password="guess") for _ in range(10)) == {401: 10}
        for days in (1, -2):
            server.clock.advance(days=days)
            assert sign_in(at(server, "203.0.113.66")).status_code == 429
        ticks.advance(minutes=1)
        assert sign_in(at(server, "203.0.113.66")).status_code == 200


WITH_STAFF_COOKIE: dict[str, tuple[Any, ...]] = {
    "staff": ("GET", "/api/auth/me"),
    "staff with a body": ("POST", "/api/areas", {"name": "Terrace"}),
    "sign-out": ("POST", "/api/auth/sign-out"),
    "front door": ("GET", "/"),
}
FIRST_ANSWERS = {
    "link": 404, "order": 404, "quote": 404, "invitation": 404, "guest": 401, "staff": 401,
    "staff with a body": 401, "sign-out": 204, "front door": 307,
}  # fmt: skip


@pytest.mark.parametrize("what", FIRST_ANSWERS)
def test_guessed_secrets_are_counted_by_address_and_right_ones_pass(server: Server, what: str):
    ours = server.ours
    session = ours.open_table("5")
    token = ours.links.token(session)
    dish = {"lines": [line(ours, "Duck")]}

    def guess(number: int) -> httpx.Response:
        wrong, device = f"{token[:9]}{number:032d}", at(server, "203.0.113.66")
        match what:
            case "link":
                return device.post("/api/guest/join", {"session": wrong})
            case "order":
                return device.post("/api/orders", {"qr_session_token": wrong, **dish}, new_key())
            case "quote":
                return device.post("/api/quotes", {"qr_session_token": wrong, **dish})
            case "invitation":
                return device.post("/api/auth/invitation", {"token": wrong, "password": PASSWORD})
            case "guest":
                device.http.cookies.set("comanda_guest", f"{token[:8]}.{number}")
                return device.get("/api/guest/orders")
            case _:
                device.http.cookies.set("comanda_staff", f"{token[:8]}.{number}")
                method, path, *body = WITH_STAFF_COOKIE[what]
                return device.http.request(method, path, json=body[0] if body else None)

    with ours.nothing_written():
        guessed = statuses(guess(number) for number in range(GUESSES_AT_ONCE + 40))

    assert guessed == {FIRST_ANSWERS[what]: GUESSES_AT_ONCE, 429: 40}
    assert guess(0).headers["retry-after"] == "2"
    guest = at(server, "203.0.113.66")
    assert guest.post("/api/quotes", {"qr_session_token": token, **dish}).status_code == 200
    assert guest.post("/api/guest/join", {"session": token}).status_code == 200
    assert guest.get("/api/guest/orders").status_code == 200
    assert guest.order(line(ours, "Duck")).status_code == 201
    assert at(server, "203.0.113.66").order(line(ours, "Duck"), qr_session_token=token).status_code == 201
    assert sign_in(at(server, "203.0.113.66")).status_code == 200
    assert at(server, "203.0.113.66").get("/api/auth/me").status_code == 401  # no cookie is no guess


def test_a_credential_that_has_ended_is_no_guess(server: Server):
    guest = server.guest(server.ours.join(server.ours.open_table("5")))
    assert server.staff().post("/api/auth/sign-out").status_code == 204

    left = Device(server, {"comanda_staff": server.ours.cashier.secret})
    assert statuses(left.get("/api/tables") for _ in range(GUESSES_AT_ONCE + 10)) == {401: GUESSES_AT_ONCE + 10}
    assert statuses(left.get("/api/auth/me") for _ in range(10)) == {401: 10}
    assert statuses(guest.get("/api/tables") for _ in range(GUESSES_AT_ONCE + 10)) == {401: GUESSES_AT_ONCE + 10}


def test_secrets_guessed_at_the_socket_are_counted_with_the_others(server: Server):
    def guess(number: int) -> int:
        stranger = at(server, "203.0.113.66")
        stranger.http.cookies.set("comanda_staff", f"guess.{number}")
        with pytest.raises(InvalidStatus) as refused, stranger.listening():
            pass
        return refused.value.response.status_code

    assert Counter(guess(number) for number in range(GUESSES_AT_ONCE + 10)) == {403: GUESSES_AT_ONCE, 429: 10}
    stranger = at(server, "203.0.113.66")
    stranger.http.cookies.set("comanda_staff", "another guess")
    assert stranger.get("/api/auth/me").status_code == 429
    right = at(server, "203.0.113.66")
    right.http.cookies.set("comanda_staff", server.ours.cashier.secret)
    with right.listening() as ear:
        assert ear.frame()["type"] == "hello"


def test_signing_out_without_a_cookie_is_no_guess(server: Server):
    nobody = at(server, "203.0.113.66")
    assert statuses(nobody.post("/api/auth/sign-out") for _ in range(GUESSES_AT_ONCE + 10)) == {
        204: GUESSES_AT_ONCE + 10
    }


def test_one_process_has_one_queue_of_passwords(server: Server, monkeypatch: pytest.MonkeyPatch):
    made = list[Checker]()
    make = Checker.__init__

    def made_once(self: Checker) -> None:
        made.append(self)
        make(self)

    monkeypatch.setattr(Checker, "__init__", made_once)
    assert [sign_in(at(server, "192.0.2.1")).status_code for _ in range(3)] == [200, 200, 200]
    assert len(made) == 1
