"""Passwords: argon2id with 19 MiB, two passes, one lane (OWASP's floor), at most four at once, never on the writer."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from comanda.kernel.errors import TooMany

AT_ONCE = 4
MOST_WAITING = 50
Value = TypeVar("Value")
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def hash_password(password: str) -> str:
    """About 30 ms."""
    return _hasher.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Takes the same time for a person who does not exist (None)."""
    try:
        return _hasher.verify(password_hash or _decoy(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    return _hasher.hash("nobody")


class Checker:
    """Checks and hashes passwords beside the event loop. Raises TooMany when too many people wait already."""

    def __init__(self) -> None:
        self._workers = ThreadPoolExecutor(AT_ONCE, "passwords")
        self._waiting = 0

    async def matches(self, password: str, password_hash: str | None) -> bool:
        return await self._soon(matches, password, password_hash)

    async def hash(self, password: str) -> str:
        return await self._soon(hash_password, password)

    async def _soon(self, work: Callable[..., Value], *arguments: Any) -> Value:
        if self._waiting >= MOST_WAITING:
            raise TooMany(retry_after=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._workers, work, *arguments)
        finally:
            self._waiting -= 1
