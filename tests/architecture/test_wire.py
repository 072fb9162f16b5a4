"""Whatever comes in over the wire is bounded, and every route says who may use it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta, Struct, inspect

from comanda.engine.http.call import Keyed
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.kernel.wire import END, TYPED
from tests.architecture.house import room_modules

PUBLIC = {
    "sign_in": "this is how one gets in",
    "sign_out": "works without a valid sign-in, so that it cannot fail",
    "join": "the code of the table is the credential",
    "take_up": "the secret of the invitation is the credential",
}
"""Operations without a right, and why."""


CLOSED_LIST = re.compile(r"\^\([\w|-]+\)" + re.escape(END))
"""A pattern like ^(OPEN|CLOSED)$ bounds a text by itself."""


def endpoints() -> list[Endpoint]:
    """What the rooms put on the web."""
    return [endpoint for module in room_modules("api") for endpoint in getattr(module.load(), "endpoints", [])]


ALL = endpoints()
STRUCTS = sorted({struct for each in ALL for struct in (each.takes, each.query) if struct}, key=lambda s: s.__name__)


def boundless(kind: inspect.Type, at: str) -> Iterator[str]:
    """Places in a type that accept a number, text or list of any size, or fields nobody asked for."""
    if fault := fault_of(kind):
        yield f"{at}: {fault}"
    match kind:
        case inspect.Metadata():
            yield from boundless(kind.type, at)
        case inspect.CollectionType():
            yield from boundless(kind.item_type, f"{at}[]")
        case inspect.DictType():
            yield from boundless(kind.key_type, f"{at} names")
            yield from boundless(kind.value_type, f"{at}{{}}")
        case inspect.UnionType():
            for option in kind.types:
                yield from boundless(option, at)
        case inspect.StructType():
            for field in kind.fields:
                yield from boundless(field.type, f"{at}.{field.name}")
        case _:
            pass


def fault_of(kind: inspect.Type) -> str | None:
    """What is wrong with the type itself, whatever it is made of."""
    match kind:
        case inspect.IntType() if (kind.ge is None and kind.gt is None) or (kind.le is None and kind.lt is None):
            return "a number without bounds"
        case inspect.FloatType() | inspect.DecimalType():
            return "a number that is not whole"
        case inspect.StrType() if kind.max_length is None and not CLOSED_LIST.fullmatch(kind.pattern or ""):
            return "a text without a length"
        case inspect.StrType() if kind.pattern not in (None, TYPED) and not kind.pattern.endswith(END):
            return "a text with a last line break"
        case inspect.CollectionType() if kind.max_length is None:
            return "a list without a length"
        case inspect.StructType() if not kind.forbid_unknown_fields:
            return "unknown fields are let in"
        case inspect.DictType() if kind.max_length is None:
            return "a dictionary without a size"
        case inspect.AnyType() | inspect.RawType():
            return "anything at all"
        case _:
            return None


def test_what_is_not_bounded_is_noticed():
    class Loose(Struct, forbid_unknown_fields=True):
        number: int
        half: Annotated[int, Meta(ge=0)]
        text: str
        closed: Annotated[str, Meta(pattern=f"^(OPEN|CLOSED){END}")]
        broken: Annotated[str, Meta(max_length=9, pattern="^[A-Z]+$")]
        open: Annotated[str, Meta(pattern="^[A-Z]+$")]
        items: list[Annotated[str, Meta(max_length=3)]]
        anything: Any
        named: dict[str, Annotated[str, Meta(max_length=3)]]
        bounded: Annotated[int, Meta(ge=0, le=9)] | None = None
        described: Annotated[int, Meta(ge=0, description="minor units")] = 0

    assert list(boundless(inspect.type_info(Loose), "Loose")) == [
        "Loose.number: a number without bounds",
        "Loose.half: a number without bounds",
        "Loose.text: a text without a length",
        "Loose.broken: a text with a last line break",
        "Loose.open: a text without a length",
        "Loose.items: a list without a length",
        "Loose.anything: anything at all",
        "Loose.named: a dictionary without a size",
        "Loose.named names: a text without a length",
        "Loose.described: a number without bounds",
    ]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_what_comes_in_is_bounded(struct: type[Struct]):
    assert list(boundless(msgspec.inspect.type_info(struct), struct.__name__)) == []


def test_what_people_write_as_they_like_is_marked():
    """Card numbers are masked in marked texts alone; descriptions and skus of a menu are public, and may be an EAN."""
    written = [
        (struct.__name__, field.name, str(field.type))
        for struct in STRUCTS
        for field in msgspec.structs.fields(struct)
        if field.name in ("name", "note", "reason")
    ]

    assert len(written) > 20
    assert [place for *place, kind in written if "'masked': True" not in kind] == []


def test_no_list_gives_more_than_two_hundred_at_once():
    asked = {(each.operation, field.name): field for each in ALL if each.query for field in fields_of(each.query)}
    limits = {operation: bounds(field.type) for (operation, name), field in asked.items() if name == "limit"}

    assert {operation: most for operation, (_, most) in limits.items() if most != 200} == {}
    assert {operation for operation, (least, _) in limits.items() if least != 1} == set()
    assert limits.keys() == {each.operation for each in ALL if each.method == "GET" and is_a_list(each)} | {
        "read_events"
    }


def is_a_list(endpoint: Endpoint) -> bool:
    """Its answer says how to go on."""
    given = endpoint.gives and {field.name for field in msgspec.structs.fields(endpoint.gives)}
    return bool(given) and {"items", "next"} <= given


def fields_of(query: type[Struct]) -> tuple[inspect.Field, ...]:
    kind = inspect.type_info(query)
    assert isinstance(kind, inspect.StructType)
    return kind.fields


def bounds(kind: inspect.Type) -> tuple[int | None, int | None]:
    """The least and the most of a whole number."""
    assert isinstance(kind, inspect.IntType)
    return kind.ge, kind.le


def test_a_route_without_a_right_is_on_the_public_list():
    assert {each.operation for each in ALL if each.right is None} <= set(PUBLIC)


def test_a_right_to_read_lets_nobody_write():
    guarded = [each for each in ALL if each.right is not None and each.right.name.startswith("READ_")]

    assert {each.right.name for each in guarded if each.right} >= {"READ_KITCHEN", "READ_MENU", "READ_ORDERS"}
    assert [each.operation for each in guarded if each.method in WRITING] == []


def test_operations_and_routes_are_unique():
    names = Counter(each.operation for each in ALL)
    routes = Counter((each.method, each.path) for each in ALL)

    assert [name for name, uses in names.items() if uses > 1] == []
    assert [route for route, uses in routes.items() if uses > 1] == []


def test_every_operation_says_what_it_is_for():
    assert [each.operation for each in ALL if not each.summary] == []


def test_only_writing_routes_take_a_body_or_a_key():
    assert [
        each.operation for each in ALL if each.method not in WRITING and (each.takes or each.keyed is not Keyed.NEVER)
    ] == []
