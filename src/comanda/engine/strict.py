"""Strict JSON: no duplicate keys, no unknown fields, no number as text, not too deep; the faults named at once.

Whoever sends the text decides what is in it, so looking for faults costs little however many there are: values are
decoded where the shape has a place for them and nowhere else, and the search ends with the fiftieth fault.
"""

import json
import math
import re
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Raw, Struct, UnsetType

Shape = TypeVar("Shape", bound=Struct)
Faults = list[dict[str, str]]

MOST_FAULTS = 50
MOST_BYTES = 24 * 1024
"""Of the faults named together, as JSON: a text of escapes is six times as long there."""
LONGEST_NAME = 64
"""Characters of a sent name that are repeated in a fault."""
LONGEST_DETAIL = 200
MOST_NAMES = 10_000
"""Of fields in one text; the largest order there can be has 7,700."""
_CHOICE = re.compile(r"matching regex '\^\(([\w|-]+)\)\$")
_NAME_END = re.compile(rb'"\s*:')
_SMALL = 16 * 1024
"""Bytes of a text that may be gone through more than once."""


class Misshapen(Exception):
    """The text is no JSON, or not of the wanted shape. `more` when there are faults beside those named."""

    def __init__(self, faults: Faults, *, more: bool = False) -> None:
        super().__init__(faults)
        self.faults, self.more = faults, more


def read(text: bytes, shape: type[Shape]) -> Shape:
    """Raises Misshapen with every fault, or with the first fifty of them."""
    if len(text) > _SMALL and (wrong := _misshapen(text, shape)):
        raise wrong
    try:
        value = _decoder(shape).decode(text)
    except (ValueError, RecursionError) as error:
        raise _misshapen(text, shape) or Misshapen([fault("", "wrong-type", str(error))]) from None
    refuse_loose_json(text)
    return value


def parse(text: bytes) -> Any:
    """The plain values of strict JSON. Raises Misshapen with the one fault, which names its position."""
    refuse_loose_json(text)
    try:
        return msgspec.json.decode(text)
    except ValueError as error:
        raise Misshapen([fault("", "not-json", str(error))]) from None


def refuse_loose_json(text: bytes) -> None:
    """Raises Misshapen for what the decoder lets pass: a key twice in one object, a number no machine holds."""
    objects: list[list[tuple[str, Any]]] = []
    try:
        _scanner(objects).decode(text.decode())
    except RecursionError:
        raise Misshapen([fault("", "too-deep", "nested too deeply")]) from None
    except ValueError as error:
        raise Misshapen([fault("", "not-json", str(error))]) from None
    if any(len(dict(pairs)) != len(pairs) for pairs in objects if len(pairs) > 1):
        raise Misshapen([fault("", "not-json", "a key stands twice in one object")])


def fault(pointer: str, code: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": detail[:LONGEST_DETAIL]}


def faults_in(text: bytes, kind: Any) -> Iterator[dict[str, str]]:
    """Every fault of a well-formed text, found one by one as they are asked for."""
    return _faults(Raw(text.strip()), kind, "")


def _scanner(objects: list[list[tuple[str, Any]]]) -> json.JSONDecoder:
    """Leaves the pairs of every object in the list; a hook in Python would cost ten times as much."""
    return json.JSONDecoder(
        object_pairs_hook=objects.append, parse_constant=_refuse_constant, parse_float=_refuse_infinity
    )


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _refuse_infinity(number: str) -> float:
    if math.isinf(float(number)):
        raise ValueError("a number is out of range")
    return float(number)


@lru_cache(maxsize=2048)
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _misshapen(text: bytes, shape: type[Struct]) -> Misshapen | None:
    """What to say of a text that is not of the shape."""
    try:
        text.decode()
        _decoder(Raw).decode(text)
        if len(text) <= _SMALL:
            refuse_loose_json(text)
    except Misshapen as loose:
        return loose
    except RecursionError:
        return Misshapen([fault("", "too-deep", "nested too deeply")])
    except ValueError as error:
        return Misshapen([fault("", "not-json", str(error))])
    found, more = first_of(faults_in(text, shape))
    if not found and _has_many_names(text):
        found = [fault("", "too-many-fields", f"more than {MOST_NAMES} fields")]
    return Misshapen(found, more=more) if found else None


def _has_many_names(text: bytes) -> bool:
    """A text of the right shape that has so many names says the same again and again."""
    return text.count(b":") > MOST_NAMES and sum(1 for _ in _NAME_END.finditer(text)) > MOST_NAMES


def first_of(faults: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], bool]:
    """As many faults as one answer names, and whether there are more."""
    found: list[dict[str, Any]] = []
    size = 0
    for one in faults:
        size += len(msgspec.json.encode(one)) + 1
        if len(found) == MOST_FAULTS or size > MOST_BYTES:
            return found, True
        found.append(one)
    return found, False


def _faults(raw: Raw, kind: Any, pointer: str) -> Iterator[dict[str, str]]:
    """Every fault of one value. A small one that fits is passed over at the decoder's speed.

    A large one is opened first: the decoder would go through all of a list before it finds it too long.
    """
    below = _faults_below(raw, kind, pointer)
    if below is not None and memoryview(raw).nbytes > _SMALL:
        yield from below
        return
    try:
        _decoder(kind).decode(raw)
    except msgspec.ValidationError as error:
        yield from below or [_leaf_fault(error, pointer, kind)]


def _faults_below(raw: Raw, kind: Any, pointer: str) -> Iterator[dict[str, str]] | None:
    """Those inside an object or a list that does not fit; None for a value that has no inside."""
    origin, first = get_origin(kind), bytes(memoryview(raw)[:1])
    if origin in (Union, types.UnionType):
        members = [member for member in get_args(kind) if member not in (type(None), UnsetType)]
        return _faults(raw, members[0], pointer) if len(members) == 1 else None
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _faults_in_struct(raw, kind, pointer) if first == b"{" else None
    bare = typing.cast("Any", get_args(kind)[0] if origin is typing.Annotated else kind)
    if get_origin(bare) is list and first == b"[":
        return _faults_in_list(raw, kind, bare, pointer)
    if get_origin(bare) is dict and first == b"{":
        return _faults_in_dict(raw, kind, bare, pointer)
    return None


def _faults_in_struct(raw: Raw, kind: type[Struct], pointer: str) -> Iterator[dict[str, str]]:
    given, fields = _OBJECT.decode(raw), _fields(kind)
    for name in given:
        if name not in fields:
            yield fault(_under(pointer, name), "unknown-field", "there is no such field")
    for name, field in fields.items():
        if name in given:
            yield from _faults(given[name], field.type, _under(pointer, name))
        elif field.required:
            yield fault(_under(pointer, name), "missing", "this field is required")


def _faults_in_list(raw: Raw, kind: Any, bare: Any, pointer: str) -> Iterator[dict[str, str]]:
    items = _LIST.decode(raw)
    if wrong := _wrong_length(len(items), kind, "array"):
        yield fault(pointer, "wrong-length", wrong)
        return
    for index, item in enumerate(items):
        yield from _faults(item, get_args(bare)[0], f"{pointer}/{index}")


def _faults_in_dict(raw: Raw, kind: Any, bare: Any, pointer: str) -> Iterator[dict[str, str]]:
    entries = _OBJECT.decode(raw)
    if wrong := _wrong_length(len(entries), kind, "object"):
        yield fault(pointer, "wrong-length", wrong)
        return
    name_kind, inner = get_args(bare)
    for name, item in entries.items():
        try:
            msgspec.convert(name, name_kind, strict=True)
        except msgspec.ValidationError as error:
            yield _leaf_fault(error, _under(pointer, name), name_kind)
        else:
            yield from _faults(item, inner, _under(pointer, name))


def _wrong_length(length: int, kind: Any, what: str) -> str | None:
    """Looked at before the items: what is too long is one fault, whatever is in it."""
    for bound in get_args(kind)[1:] if get_origin(kind) is typing.Annotated else ():
        if isinstance(bound, Meta) and bound.max_length is not None and length > bound.max_length:
            return f"Expected `{what}` of length <= {bound.max_length}"
        if isinstance(bound, Meta) and bound.min_length is not None and length < bound.min_length:
            return f"Expected `{what}` of length >= {bound.min_length}"
    return None


def _leaf_fault(error: msgspec.ValidationError, pointer: str, kind: Any) -> dict[str, str]:
    message, _, deeper = str(error).partition(" - at `$")
    inner = deeper.rstrip("`").replace("[", "/").replace("]", "").replace(".", "/")
    return fault_of_message(pointer + inner[:LONGEST_NAME], message, None if inner else kind)


def fault_of_message(pointer: str, message: str, kind: Any = None) -> dict[str, str]:
    """Of the decoder's own words; where only certain words are taken, these are named."""
    code = code_of(message)
    if code in ("unknown-value", "not-allowed-characters") and (words := _words_asked_for(message, kind)):
        return fault(pointer, "unknown-value", f"must be {choice_text(words)}")
    return fault(pointer, code, message)


def choice_text(words: Sequence[str]) -> str:
    """`a, b or c`."""
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _words_asked_for(message: str, kind: Any) -> list[str]:
    """The words of an enum, of a Literal, or of a pattern that is nothing but a choice; none where any text will do."""
    if choice := _CHOICE.search(message):
        return choice[1].split("|")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(member.value) for member in kind]
    if get_origin(kind) is typing.Literal:
        return [str(word) for word in get_args(kind)]
    inside = get_args(kind)[:1] if get_origin(kind) is typing.Annotated else ()
    if get_origin(kind) in (Union, types.UnionType):
        inside = get_args(kind)
    for member in inside:
        if words := _words_asked_for("", member):
            return words
    return []


def _under(pointer: str, name: str) -> str:
    """RFC 6901; a name nobody would choose is cut."""
    short = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
    return f"{pointer}/{short.replace('~', '~0').replace('/', '~1')}"


@lru_cache(maxsize=512)
def _fields(kind: type[Struct]) -> dict[str, Any]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


_OBJECT = msgspec.json.Decoder(dict[str, Raw])
_LIST = msgspec.json.Decoder(list[Raw])


def code_of(message: str) -> str:
    """The slug of one of the decoder's own messages."""
    if "unknown field" in message:
        return "unknown-field"
    if "missing required" in message:
        return "missing"
    if "of length" in message:
        return "wrong-length"
    if "matching regex" in message:
        return "not-allowed-characters"
    if ">=" in message or "<=" in message or "out of range" in message:
        return "out-of-range"
    if "enum value" in message:
        return "unknown-value"
    return "wrong-type"
