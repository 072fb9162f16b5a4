"""Ids inside bodies and queries: every field the contract calls an id, with the neighbours' and with nobody's."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import inspect

from comanda.app import API
from comanda.engine.http.endpoint import Endpoint
from comanda.kernel.scope import RIGHTS, Right
from tests.api.bodies import NOWHERE, body_for
from tests.api.stage import Caller, Stage, Where, has_right, segment_of
from tests.api.things import PLATFORM, SHARED
from tests.served import Server, line

Path = tuple[str | int, ...]
NAMES = {
    "area_id": "areas",
    "branch_id": "branches",
    "line_id": "order-lines",
    "opens_group_id": "option-groups",
    "option_group_ids": "option-groups",
    "option_id": "options",
    "order_ids": "orders",
    "organization_id": "organizations",
    "product_id": "products",
    "product_type_id": "product-types",
    "qr_session_id": "qr-sessions",
    "table_id": "tables",
    "takeaway_tax_rate_id": "tax-rates",
    "tax_rate_id": "tax-rates",
    "window_id": "availability-windows",
}
"""What a field's id is of."""
PLAIN = {
    ("put_order_of_product_types", "ids"): "product-types",
    ("put_order_of_products", "ids"): "products",
    ("post_option_group", "id"): "options",
    ("patch_option_group", "id"): "options",
    ("put_layout", "id"): "tables",
}
"""The same, where the field's name alone does not say it."""
CREDENTIALS = {"qr_session_token", "session"}
"""Not ids: whoever holds such a text may come in."""
FREE_CHOICE = {("add_manager", "organization_id"), ("announce", "device")}
"""The admin makes managers for every organization; a till makes its own id."""


def ids_in(kind: inspect.Type, at: Path = ()) -> Iterator[Path]:
    """Where in a body or query the contract says `an id`."""
    match kind:
        case inspect.Metadata(extra_json_schema={"description": "an id"}):
            yield at
        case inspect.Metadata():
            yield from ids_in(kind.type, at)
        case inspect.CollectionType():
            yield from ids_in(kind.item_type, (*at, 0))
        case inspect.UnionType():
            for option in kind.types:
                yield from ids_in(option, at)
        case inspect.StructType():
            for field in kind.fields:
                yield from ids_in(field.type, (*at, field.encode_name))
        case _:
            pass


def word_of(path: Path) -> str:
    return next(word for word in reversed(path) if isinstance(word, str))


def fields_of(shape: str) -> list[tuple[Endpoint, Path]]:
    """Every id in the bodies (`takes`) or queries (`query`) of guarded routes."""
    return [
        (one, path)
        for one in API
        if one.right is not None and (struct := getattr(one, shape)) is not None
        for path in ids_in(inspect.type_info(struct))
        if word_of(path) not in CREDENTIALS and (one.operation, word_of(path)) not in FREE_CHOICE
    ]


def kind_of(endpoint: Endpoint, path: Path) -> str:
    word = word_of(path)
    return PLAIN.get((endpoint.operation, word)) or NAMES[word]


IN_BODIES, IN_QUERIES = fields_of("takes"), fields_of("query")
name_of = lambda one: one.operation if isinstance(one, Endpoint) else ".".join(map(str, one))  # noqa: E731


@pytest.fixture(scope="module")
def stage(shared_server: Server) -> Stage:
    return Stage(shared_server)


def whole_body(stage: Stage, endpoint: Endpoint) -> Any:
    """A body that would be accepted, with every list in it that an id can stand in."""
    ours, maker = stage.server.ours, stage.makers[Where.OWN]
    match endpoint.operation:
        case "patch_option_group":
            return {"options": [{"name": "Rice"}, {"name": "Beans"}]}
        case "confirm":
            return {"reject_lines": [{"reason": "sold out"}]}
        case "place" | "price_cart":
            return {
                "qr_session_id": maker.visit(empty=True),
                "lines": [line(ours, "Kids Rice", "Egg")],
            }
        case _:
            return body_for(endpoint, ours)


def filled(body: Any, path: Path, value: str) -> Any:
    """The body with the value at that place."""
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        items: list[Any] = list(body or [None])
        items[first] = filled(items[first], rest, value) if rest else value
        return items
    return {**(body or {}), first: filled((body or {}).get(first), rest, value) if rest else value}


def refusal_of(endpoint: Endpoint, path: Path) -> int:
    """A menu's faults are told at their fields, a cart's line by line; anything else is not there."""
    word = word_of(path)
    if word in ("product_id", "option_id"):
        return 409 if word == "product_id" else 422
    of_the_menu = endpoint.right is Right.EDIT_CATALOG
    return 422 if of_the_menu and (endpoint.operation, word) != ("put_order_of_products", "product_type_id") else 404


def asker(endpoint: Endpoint) -> Caller:
    """Whoever has the right and works in as few places as possible."""
    return next(one for one in (Caller.KEEPER, Caller.ADMIN) if has_right(one, endpoint, RIGHTS))


def strangers(stage: Stage, endpoint: Endpoint, kind: str) -> list[str]:
    """Ids that are not the caller's to name; the sister's branch is the admin's to put a manager in."""
    shared = kind in SHARED | PLATFORM or asker(endpoint) is Caller.ADMIN
    return [stage.thing(kind, where) for where in ([Where.RIVAL] if shared else [Where.SISTER, Where.RIVAL])]


@pytest.mark.parametrize(("endpoint", "path"), IN_BODIES, ids=name_of)
def test_a_foreign_id_in_a_body_is_an_unknown_one(stage: Stage, endpoint: Endpoint, path: Path):
    caller = asker(endpoint)
    thing = stage.thing(segment_of(endpoint), Where.OWN) if "{id:str}" in endpoint.path else ""
    body, foreign = whole_body(stage, endpoint), strangers(stage, endpoint, kind_of(endpoint, path))
    with stage.server.ours.nothing_written():
        answers = [(one, stage.ask(caller, endpoint, thing, filled(body, path, one))) for one in (NOWHERE, *foreign)]

    told = {(answer.status_code, answer.text.replace(one, "…")) for one, answer in answers}
    assert [status for status, _ in told] == [refusal_of(endpoint, path)]


@pytest.mark.parametrize(("endpoint", "path"), IN_QUERIES, ids=name_of)
def test_a_foreign_id_in_a_query_finds_what_an_unknown_one_finds(stage: Stage, endpoint: Endpoint, path: Path):
    foreign = strangers(stage, endpoint, kind_of(endpoint, path))
    with stage.server.ours.nothing_written():
        answers = [stage.ask(asker(endpoint), endpoint, NOWHERE, **{str(path[0]): one}) for one in (NOWHERE, *foreign)]

    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
