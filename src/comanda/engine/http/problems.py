"""Refusals as RFC 9457 problem details."""

from typing import Any

import msgspec
from litestar import Response

from comanda.kernel.errors import (
    Conflict,
    Forbidden,
    Gone,
    HeadersTooLarge,
    Invalid,
    Malformed,
    NotFound,
    NotSignedIn,
    Refusal,
    StorageFull,
    TooLarge,
    TooMany,
    Unavailable,
    UnknownHost,
    VersionConflict,
    VersionMissing,
    WrongMedium,
)

encode = msgspec.json.Encoder().encode
MEDIUM = "application/problem+json"

STATUS: dict[type[Refusal], int] = {
    Malformed: 400,
    NotSignedIn: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Gone: 410,
    VersionConflict: 412,
    TooLarge: 413,
    WrongMedium: 415,
    UnknownHost: 421,
    Invalid: 422,
    VersionMissing: 428,
    TooMany: 429,
    HeadersTooLarge: 431,
    Unavailable: 503,
    StorageFull: 507,
}


class OriginNotAllowed(Forbidden):
    """This request comes from another site."""

    slug = "origin-not-allowed"


class KeyMissing(Malformed):
    """Send an Idempotency-Key header with a UUID made by the client."""

    slug = "idempotency-key-missing"


class InvalidBody(Invalid):
    """The request has fields we cannot accept."""

    slug = "invalid-body"
    errors: list[dict[str, str]]
    truncated: bool | None = None
    """True when there are more faults than are named."""


def status_of(refusal: type[Refusal]) -> int:
    return next(STATUS[kind] for kind in refusal.__mro__ if kind in STATUS)


def problem_text(refusal: Refusal) -> bytes:
    return encode(
        {
            "type": f"/problems/{refusal.slug}",
            "title": refusal.title(),
            "status": status_of(type(refusal)),
            **refusal.facts(),
        }
    )


def _retry_after(refusal: Refusal) -> str | None:
    """Seconds, where waiting helps."""
    if isinstance(refusal, TooMany):
        return str(refusal.retry_after)
    return "2" if isinstance(refusal, Unavailable) else None


def problem(refusal: Refusal) -> Response[bytes]:
    after = _retry_after(refusal)
    headers = {} if after is None else {"Retry-After": after}
    return Response(problem_text(refusal), status_code=status_of(type(refusal)), media_type=MEDIUM, headers=headers)


async def send_problem(refusal: Refusal, scope: Any, send: Any) -> None:
    """The same over plain ASGI, also to the handshake of a WebSocket (ASGI's extension `websocket.http.response`)."""
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    text, after = problem_text(refusal), _retry_after(refusal)
    headers = [(b"content-type", MEDIUM.encode()), (b"content-length", str(len(text)).encode())]
    if after is not None:
        headers.append((b"retry-after", after.encode()))
    await send({"type": f"{kind}.start", "status": status_of(type(refusal)), "headers": headers})
    await send({"type": f"{kind}.body", "body": b"" if scope.get("method") == "HEAD" else text})


def plain_problem(status: int, slug: str, title: str) -> Response[bytes]:
    """For what the framework refuses before any rule is asked: unknown path, wrong method, a bug."""
    body = encode({"type": f"/problems/{slug}", "title": title, "status": status})
    return Response(body, status_code=status, media_type=MEDIUM)
