"""Passwords: argon2id with 19 MiB, two passes, one lane (OWASP's floor), at most four at once, never on the writer."""

import asyncio
import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from comanda.kernel.errors import TooMany
from comanda.kernel.text import opaque

STRANGERS_AT_ONCE, KNOWN_AT_ONCE = 2, 2
"""Together the four checks that may use a processor at the same time."""
MOST_WAITING = 40
"""Of strangers, and as many again of known devices."""
MOST_OF_ONE_ADDRESS = 20
Value = TypeVar("Value")
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def hash_password(password: str) -> str:
    """About 30 ms."""
    return _hasher.hash(opaque(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Takes the same time for a person who does not exist (None).

    Older hashes are of a password as it was typed: composed, decomposed or mixed. Those forms are tried as well.
    """
    forms = dict.fromkeys([opaque(password), password, unicodedata.normalize("NFD", password)])
    tried = [_matches(form, password_hash or _decoy()) for form in forms]
    return any(tried) and password_hash is not None


def _matches(form: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, form)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    return _hasher.hash("nobody")


class Checker:
    """Checks and hashes passwords beside the event loop, in two lanes: strangers never delay a known device.

    Every way in raises TooMany when its lane is full.
    """

    def __init__(self) -> None:
        self._strangers = ThreadPoolExecutor(STRANGERS_AT_ONCE, "passwords")
        self._known = ThreadPoolExecutor(KNOWN_AT_ONCE, "known-passwords")
        self._waiting: Counter[str] = Counter()
        self._known_waiting = 0
        self._strangers.submit(_decoy)  # or the first check of an unknown person would take twice the time

    async def matches(self, password: str, password_hash: str | None) -> bool:
        """For a device that this account was signed in on before."""
        return await self._as_known(matches, password, password_hash)

    async def matches_of_stranger(self, password: str, password_hash: str | None, address: str) -> bool:
        """For a device nobody knows, at this address; one address holds at most half of the places."""
        if self._waiting.total() >= MOST_WAITING or self._waiting[address] >= MOST_OF_ONE_ADDRESS:
            raise TooMany(retry_after=2)
        self._waiting[address] += 1
        try:
            return await _beside(self._strangers, matches, password, password_hash)
        finally:
            self._waiting[address] -= 1
            if not self._waiting[address]:
                del self._waiting[address]

    async def hash(self, password: str) -> str:
        """For those who may set one."""
        return await self._as_known(hash_password, password)

    async def _as_known(self, work: Callable[..., Value], *arguments: Any) -> Value:
        if self._known_waiting >= MOST_WAITING:
            raise TooMany(retry_after=2)
        self._known_waiting += 1
        try:
            return await _beside(self._known, work, *arguments)
        finally:
            self._known_waiting -= 1


async def _beside(workers: Executor, work: Callable[..., Value], *arguments: Any) -> Value:
    return await asyncio.get_running_loop().run_in_executor(workers, work, *arguments)
