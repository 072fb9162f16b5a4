"""Limits that cannot be washed away, the queue of passwords, and whose request it is."""

import asyncio
import threading
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from comanda.engine import passwords, ratelimit
from comanda.engine.http.address import client_address
from comanda.engine.passwords import MOST_OF_ONE_ADDRESS, MOST_WAITING, Checker
from comanda.engine.ratelimit import KEYS, SHARED, Limiter
from comanda.kernel.clock import monotonic_clock
from comanda.kernel.errors import TooMany
from comanda.settings import LOOPBACK, read_settings
from tests.unit.test_engine_parts import Hand


def emptied(limiter: Limiter, key: str) -> bool:
    try:
        limiter.take(key)
    except TooMany:
        return True
    limiter.give_back(key)
    return False


def test_no_number_of_other_keys_gives_a_key_its_tries_back():
    clock = Hand()
    limiter = Limiter(2, 60, clock)
    for _ in range(2):
        limiter.take("owner@ours.test")

    for number in range(KEYS + 20_000):
        try:
            limiter.take(f"{number}@elsewhere.test")
        except TooMany:
            pass  # the shared buckets are empty by now

    assert emptied(limiter, "owner@ours.test")
    assert len(limiter) == KEYS + SHARED
    clock.seconds = 60
    assert not emptied(limiter, "owner@ours.test")


def test_full_buckets_make_room_for_others():
    clock = Hand()
    limiter = Limiter(1, 60, clock)
    for number in range(KEYS):
        limiter.take(str(number))
    clock.seconds = 60
    limiter.take("one more")

    assert len(limiter) == 1
    assert emptied(limiter, "one more")


def test_a_try_given_back_was_never_taken():
    limiter = Limiter(2, 60, Hand())
    limiter.take("a")
    limiter.take("a")
    limiter.give_back("a")
    limiter.take("a")
    assert emptied(limiter, "a")


def test_what_is_asked_too_quickly_is_due_later_and_never_refused():
    clock = Hand()
    limiter = Limiter(2, 0.5, clock)

    assert [limiter.due_in("phone", 1.2) for _ in range(6)] == [0, 0, 0.5, 1.0, 1.2, 1.2]
    assert limiter.due_in("another phone", 1.2) == 0
    clock.seconds += 0.7
    assert limiter.due_in("phone", 1.2) == 1.0
    clock.seconds += 10
    assert limiter.due_in("phone", 1.2) == 0


def test_limits_do_not_look_at_the_wall_clock():
    assert Limiter.__init__.__defaults__ == (monotonic_clock,)
    assert ratelimit.monotonic_clock() <= ratelimit.monotonic_clock()


def test_strangers_in_the_queue_never_delay_a_known_device(monkeypatch: pytest.MonkeyPatch):
    held = threading.Event()

    def check(password: str, password_hash: str | None) -> bool:
        return held.wait(30) if password == "guess" else True

    monkeypatch.setattr(passwords, "matches", check)

    async def main() -> list[bool | BaseException]:
        checker = Checker()
        addresses = [f"203.0.113.{number % 3}" for number in range(MOST_WAITING + 5)]
        guesses = [asyncio.create_task(checker.matches_of_stranger("guess", "hash", address)) for address in addresses]
        await asyncio.sleep(0)
        assert [await asyncio.wait_for(checker.matches("right", "hash"), 10) for _ in range(10)] == [True] * 10
        held.set()
        return await asyncio.gather(*guesses, return_exceptions=True)

    ended = asyncio.run(main())
    assert ended[:MOST_WAITING] == [True] * MOST_WAITING
    assert [type(one) for one in ended[MOST_WAITING:]] == [TooMany] * 5


def test_one_address_holds_at_most_half_of_the_places(monkeypatch: pytest.MonkeyPatch):
    held = threading.Event()

    def check(password: str, password_hash: str | None) -> bool:
        return held.wait(30)

    monkeypatch.setattr(passwords, "matches", check)

    async def main() -> list[bool | BaseException]:
        checker = Checker()
        places = [*["203.0.113.1"] * (MOST_OF_ONE_ADDRESS + 1), "203.0.113.2"]
        guesses = [asyncio.create_task(checker.matches_of_stranger("guess", "hash", place)) for place in places]
        await asyncio.sleep(0)
        held.set()
        return await asyncio.gather(*guesses, return_exceptions=True)

    *taken, refused, other = asyncio.run(main())
    assert taken == [True] * MOST_OF_ONE_ADDRESS
    assert isinstance(refused, TooMany)
    assert other is True


PROXY = (*LOOPBACK, IPv4Network("172.18.0.0/16"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),  # no proxy of ours: what it says of others is not believed
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # the first was written by the client
        ("127.0.0.1", "203.0.113.9, 172.18.0.4", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 172.19.0.4", "172.19.0.4"),
        ("127.0.0.1", "made up", "127.0.0.1"),
        ("127.0.0.1", "made up, 172.18.0.4", "172.18.0.4"),
        ("127.0.0.3", "", "127.0.0.3"),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "", "198.51.100.7"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_address_is_the_nearest_that_is_no_proxy_of_ours(peer: str, forwarded: str, address: str):
    assert client_address(peer, forwarded, PROXY) == address


def test_proxies_are_named_by_address_or_network(tmp_path: Path):
    named = {"COMANDA_DATA_DIR": str(tmp_path), "COMANDA_TRUSTED_PROXIES": "10.0.0.2, 172.18.0.0/16"}

    expected = (*LOOPBACK, IPv4Network("10.0.0.2/32"), IPv4Network("172.18.0.0/16"))
    assert read_settings(named).trusted_proxies == expected
    with pytest.raises(ValueError, match="COMANDA_TRUSTED_PROXIES must be addresses or networks like"):
        read_settings({**named, "COMANDA_TRUSTED_PROXIES": "caddy"})
