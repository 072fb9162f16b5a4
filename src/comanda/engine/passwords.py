"""Passwords: argon2id with 19 MiB, two passes, one lane (OWASP's floor), at most four at once, never on the writer."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 4
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_workers = ThreadPoolExecutor(AT_ONCE, "passwords")


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


async def matches_soon(password: str, password_hash: str | None) -> bool:
    return await asyncio.get_running_loop().run_in_executor(_workers, matches, password, password_hash)
