"""The OpenAPI 3.1 document, from the routes and from the very structs that decode and encode."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from comanda.engine.http.call import Keyed
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.engine.http.problems import InvalidBody, OriginNotAllowed, status_of
from comanda.kernel.errors import (
    Forbidden,
    Malformed,
    NotSignedIn,
    OutcomeUnknown,
    Refusal,
    StorageFull,
    TooLarge,
    TooMany,
    Unavailable,
    WrongMedium,
)
from comanda.kernel.scope import Right, Role, may

HEADERS: dict[str, dict[str, Any]] = {
    "Accept-Encoding": {
        "description": "`br` or `gzip`, with weights: the answer comes packed in what is liked best.",
        "schema": {"type": "string"},
    },
    "Idempotency-Key": {
        "description": "Made by the client; the same request under the same key is answered again, not done again.",
        "schema": {"type": "string", "format": "uuid"},
    },
    "If-Match": {
        "description": "The `version` that was read and is changed here, in quotation marks.",
        "schema": {"type": "string", "pattern": '^"[0-9]{1,15}"$'},
    },
    "If-None-Match": {
        "description": "The `ETag` of an answer one has; 304 when it is still the same.",
        "schema": {"type": "string"},
    },
    "Origin": {
        "description": "Browsers send it by themselves. The page of another site changes nothing; "
        "a program that calls with a cookie sends the server's own address.",
        "schema": {"type": "string"},
    },
    "Sec-Fetch-Site": {
        "description": "Browsers send it by themselves, over https.",
        "schema": {"type": "string", "enum": ["same-origin", "none", "same-site", "cross-site"]},
    },
}
REF = "#/components/schemas/{name}"
_PARAMETER = re.compile(r"{(\w+):str}")


class Problem(Struct, frozen=True):
    """RFC 9457; the named extras stand beside these fields."""

    type: str
    title: str
    status: int


def openapi_document(endpoints: Sequence[Endpoint], version: str) -> dict[str, Any]:
    """The whole contract, sorted by path so that it only differs where something changed."""
    shapes: list[Any] = [Problem, *_shapes(endpoints)]
    schemas, components = msgspec.json.schema_components(shapes, ref_template=REF)
    schema_of = dict(zip([id(shape) for shape in shapes], schemas, strict=True))
    paths: dict[str, Any] = {}
    for declared in sorted(endpoints, key=lambda one: (one.path, one.method)):
        path = _PARAMETER.sub(r"{\1}", declared.path)
        paths.setdefault(path, {})[declared.method.lower()] = _operation(declared, schema_of)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Comanda", "version": version},
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "staff": {"type": "apiKey", "in": "cookie", "name": "__Host-staff"},
                "guest": {"type": "apiKey", "in": "cookie", "name": "__Host-guest"},
            },
        },
    }


def _shapes(endpoints: Sequence[Endpoint]) -> list[Any]:
    found = [shape for one in endpoints for shape in (one.takes, one.gives, one.query) if shape is not None]
    return list(dict.fromkeys(found))


def _operation(declared: Endpoint, schema_of: dict[int, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": declared.operation,
        "summary": declared.summary,
        "parameters": _parameters(declared),
        "responses": _responses(declared, schema_of),
    }
    if declared.takes is not None:
        body = {"application/json": {"schema": schema_of[id(declared.takes)]}}
        operation["requestBody"] = {"required": True, "content": body}
    if declared.right is not None:
        operation["x-right"] = declared.right.value
        staff = any(may(role, declared.right) for role in Role if role is not Role.GUEST)
        guest = may(Role.GUEST, declared.right)
        operation["security"] = [{name: []} for name, holds in (("staff", staff), ("guest", guest)) if holds]
    return operation


def _parameters(declared: Endpoint) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(declared.path)
    ]
    listed += _headers(declared)
    if declared.query is not None:
        listed += _query_parameters(declared.query)
    elif declared.right not in (None, Right.VISIT, Right.OWN_SIGN_IN):
        listed.append({"name": "branch_id", "in": "query", "required": False, "schema": {"type": "string"}})
    return listed


def _headers(declared: Endpoint) -> list[dict[str, Any]]:
    """What the route reads besides the cookie and the media types, which have their own places in the document."""
    required: dict[str, bool] = {}
    if declared.keyed is not Keyed.NEVER:
        required["Idempotency-Key"] = declared.keyed is Keyed.ALWAYS
    if declared.method == "PATCH":
        required["If-Match"] = True
    if declared.method in WRITING:
        required |= {"Origin": False, "Sec-Fetch-Site": False}
    required |= dict.fromkeys(declared.headers, False)
    return [
        {"name": name, "in": "header", "required": must, **HEADERS[name]} for name, must in sorted(required.items())
    ]


def _query_parameters(query: type[Struct]) -> list[dict[str, Any]]:
    (_,), components = msgspec.json.schema_components([query], ref_template=REF)
    fields = components[query.__name__]["properties"]
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in fields.items()]


def _responses(declared: Endpoint, schema_of: dict[int, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if declared.gives is not None:
        content = {"content": {"application/json": {"schema": schema_of[id(declared.gives)]}}}
    elif declared.medium != "application/json":
        content = {"content": {declared.medium: {"schema": {"type": "string"}}}}
    responses: dict[str, Any] = {str(declared.status): {"description": "as asked", **content}}
    if "If-None-Match" in declared.headers:
        responses["304"] = {"description": "not changed"}
    for status, refusals in sorted(_refusals(declared).items()):
        slugs = ", ".join(sorted(refusal.slug for refusal in refusals))
        problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        responses[str(status)] = {"description": slugs, "content": problem}
    return responses


def _refusals(declared: Endpoint) -> dict[int, set[type[Refusal]]]:
    every: set[type[Refusal]] = {*declared.refuses}
    if declared.right is not None:
        every |= {NotSignedIn, Forbidden, Unavailable}
    if any(refusal.unknown_secret or refusal is NotSignedIn for refusal in every):
        every |= {TooMany}
    if declared.method in WRITING:
        every |= {OriginNotAllowed, Unavailable, OutcomeUnknown, StorageFull}
    if declared.takes is not None or declared.query is not None:
        every |= {InvalidBody}
    if declared.takes is not None:
        every |= {Malformed, TooLarge, WrongMedium}
    by_status: dict[int, set[type[Refusal]]] = {}
    for refusal in every:
        by_status.setdefault(status_of(refusal), set()).add(refusal)
    return by_status
