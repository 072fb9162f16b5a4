"""Strict JSON: no duplicate keys, no unknown fields, no number as text, not too deep; all faults named at once."""

import json
import types
import typing
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct, UnsetType

Shape = TypeVar("Shape", bound=Struct)
Faults = list[dict[str, str]]
_decoders: dict[type, msgspec.json.Decoder[Any]] = {}


class Misshapen(Exception):
    """The text is no JSON, or not of the wanted shape."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults)
        self.faults = faults


def read(text: bytes, shape: type[Shape]) -> Shape:
    """Raises Misshapen with every fault."""
    decoder = _decoders.get(shape) or _decoders.setdefault(shape, msgspec.json.Decoder(shape))
    try:
        _refuse_loose_json(text)
        return decoder.decode(text)
    except (ValueError, RecursionError) as error:
        found = faults_in(parse(text), shape)
        raise Misshapen(found or [fault("", "wrong-type", str(error)[:200])]) from None


def parse(text: bytes) -> Any:
    """The plain values of strict JSON. Raises Misshapen with the one fault, which names its position."""
    try:
        _refuse_loose_json(text)
        return msgspec.json.decode(text)
    except RecursionError:
        raise Misshapen([fault("", "too-deep", "nested too deeply")]) from None
    except ValueError as error:
        raise Misshapen([fault("", "not-json", str(error)[:200])]) from None


def _refuse_loose_json(text: bytes) -> None:
    _STRICT.decode(text.decode())


def fault(pointer: str, code: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": detail}


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_STRICT = json.JSONDecoder(object_pairs_hook=_refuse_duplicates, parse_constant=_refuse_constant)


def faults_in(value: Any, kind: Any, pointer: str = "") -> Faults:
    """Every fault below this value; called only when there is at least one."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _faults_in_union(value, kind, pointer)
    if isinstance(kind, type) and issubclass(kind, Struct) and isinstance(value, dict):
        return _faults_in_struct(typing.cast("dict[str, Any]", value), kind, pointer)
    bare = typing.cast("Any", get_args(kind)[0] if origin is typing.Annotated else kind)
    found: Faults = []
    if get_origin(bare) is list and isinstance(value, list):
        inner = get_args(bare)[0]
        for index, item in enumerate(typing.cast("list[Any]", value)):
            found += faults_in(item, inner, f"{pointer}/{index}")
    if get_origin(bare) is dict and isinstance(value, dict):
        name_kind, inner = get_args(bare)
        for name, item in typing.cast("dict[str, Any]", value).items():
            found += _faults_of_leaf(name, name_kind, f"{pointer}/{name}") or faults_in(
                item, inner, f"{pointer}/{name}"
            )
    return found or _faults_of_leaf(value, kind, pointer)


def _faults_in_union(value: Any, kind: Any, pointer: str) -> Faults:
    members = [member for member in get_args(kind) if member not in (type(None), UnsetType)]
    if value is None and type(None) in get_args(kind):
        return []
    return faults_in(value, members[0], pointer) if len(members) == 1 else _faults_of_leaf(value, kind, pointer)


def _faults_in_struct(value: dict[str, Any], kind: type[Struct], pointer: str) -> Faults:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    found = [
        fault(f"{pointer}/{name}", "unknown-field", "there is no such field") for name in value if name not in fields
    ]
    for name, field in fields.items():
        if name in value:
            found += faults_in(value[name], field.type, f"{pointer}/{name}")
        elif field.required:
            found.append(fault(f"{pointer}/{name}", "missing", "this field is required"))
    return found


def _faults_of_leaf(value: Any, kind: Any, pointer: str) -> Faults:
    try:
        msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError as error:
        message, _, deeper = str(error).partition(" - at `$")
        inner = deeper.rstrip("`").replace("[", "/").replace("]", "").replace(".", "/")
        return [fault(pointer + inner, code_of(message), message)]
    return []


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
