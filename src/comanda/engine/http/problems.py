"""Refusals as RFC 9457 problem details."""

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


def problem(refusal: Refusal) -> Response[bytes]:
    headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooMany) else {}
    if isinstance(refusal, Unavailable):
        headers["Retry-After"] = "2"
    return Response(problem_text(refusal), status_code=status_of(type(refusal)), media_type=MEDIUM, headers=headers)


def plain_problem(status: int, slug: str, title: str) -> Response[bytes]:
    """For what the framework refuses before any rule is asked: unknown path, wrong method, a bug."""
    body = encode({"type": f"/problems/{slug}", "title": title, "status": status})
    return Response(body, status_code=status, media_type=MEDIUM)
