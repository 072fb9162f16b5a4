"""Secrets that people carry: made or derived here, stored only as hashes."""

import base64
import hashlib
import hmac
import secrets


def random_secret() -> str:
    """256 random bits as 43 URL-safe letters."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> bytes:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def derive(key: bytes, *parts: str) -> bytes:
    """32 bytes that only the holder of the key can make again from the same parts."""
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).digest()


def base32(raw: bytes, letters: int) -> str:
    """Lower-case base32: safe in a link, readable over the phone."""
    return base64.b32encode(raw).decode().lower()[:letters]


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
