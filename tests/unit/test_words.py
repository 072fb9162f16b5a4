"""A wrong word where only certain words are taken is answered with those words, never with a pattern."""

import re
import types
import typing
from enum import Enum
from typing import Any

import msgspec
import pytest
from msgspec import Meta, Struct

from comanda.app import ENDPOINTS
from comanda.engine.http.decoding import convert_query
from comanda.engine.http.problems import InvalidBody
from comanda.engine.strict import faults_in


def structs_in(kind: Any, seen: dict[str, type[Struct]]) -> None:
    if isinstance(kind, type) and issubclass(kind, Struct):
        if kind.__qualname__ not in seen:
            seen[kind.__qualname__] = kind
            for field in msgspec.structs.fields(kind):
                structs_in(field.type, seen)
        return
    for inner in typing.get_args(kind):
        structs_in(inner, seen)


def words_of(kind: Any) -> list[str]:
    """Read from the type itself, another way than the code does."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return [str(one) for one in inner]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(one.value) for one in kind]
    for bound in inner[1:] if origin is typing.Annotated else ():
        choice = isinstance(bound, Meta) and re.match(r"\^\(([a-z|]+)\)", bound.pattern or "")
        if choice:
            return choice[1].split("|")
    if origin in (typing.Union, types.UnionType):
        return next((words for one in inner if (words := words_of(one))), [])
    return []


def choices(shapes: list[type[Struct] | None]) -> list[tuple[type[Struct], str, list[str]]]:
    seen: dict[str, type[Struct]] = {}
    for shape in shapes:
        structs_in(shape, seen)
    return [
        (shape, field.encode_name, words)
        for shape in seen.values()
        for field in msgspec.structs.fields(shape)
        if (words := words_of(field.type))
    ]


IN_BODIES = choices([one.takes for one in ENDPOINTS])
IN_QUERIES = choices([one.query for one in ENDPOINTS])


def named(words: list[str]) -> str:
    return "must be " + (f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0])


def test_there_are_such_words():
    assert len(IN_BODIES) >= 12
    assert {name for _, name, _ in IN_BODIES} >= {"role", "channel", "method", "kind", "service"}
    assert {name for _, name, _ in IN_QUERIES} >= {"as", "status", "decimal"}


@pytest.mark.parametrize(("shape", "name", "words"), IN_BODIES, ids=lambda one: getattr(one, "__name__", None))
def test_a_body_is_told_which_words_there_are(shape: type[Struct], name: str, words: list[str]):
    found = [one for one in faults_in(msgspec.json.encode({name: "NONSENSE"}), shape) if one["pointer"] == f"/{name}"]
    assert found == [{"pointer": f"/{name}", "code": "unknown-value", "detail": named(words)}]


@pytest.mark.parametrize(("shape", "name", "words"), IN_QUERIES, ids=lambda one: getattr(one, "__name__", None))
def test_a_query_is_told_which_words_there_are(shape: type[Struct], name: str, words: list[str]):
    with pytest.raises(InvalidBody) as caught:
        convert_query({name: "NONSENSE"}, shape)
    assert caught.value.errors == [{"pointer": f"?{name}", "code": "unknown-value", "detail": named(words)}]
