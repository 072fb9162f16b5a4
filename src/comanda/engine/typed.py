"""What people type is cleaned as soon as it is decoded, and card numbers in it are masked: nothing sees it before."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from msgspec import Struct, inspect
from msgspec.structs import force_setattr

from comanda.engine.strict import Faults, Misshapen, fault, first_of
from comanda.kernel.text import clean, mask_cards, opaque

Shape = TypeVar("Shape", bound=Struct)
Tidy = Callable[[Any, str, Faults], Any]
"""Gives the value back, or what stands in its place; adds what is wrong with it, at the pointer."""
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")


def tidy(value: Shape) -> Shape:
    """The struct itself, just decoded, with its texts as they are kept. Raises Misshapen where one is left empty."""
    faults: Faults = []
    _tidy_struct(value, "", faults)
    if faults:
        named, more = first_of(faults)
        raise Misshapen(named, more=more)
    return value


@cache
def _fields(shape: type[Struct]) -> list[tuple[str, str, Tidy]]:
    """The fields that are typed, or hold something that is, with their names on the wire."""
    kind = inspect.type_info(shape)
    if not isinstance(kind, inspect.StructType):
        return []
    found = [(field.name, field.encode_name, _tidy_of(field.type, {shape})) for field in kind.fields]
    return [(name, wire, tidy_field) for name, wire, tidy_field in found if tidy_field is not None]


def _tidy_of(kind: inspect.Type, within: set[type]) -> Tidy | None:
    """None for a type in which nothing is typed; `within` are the structs it stands in."""
    match kind:
        case inspect.Metadata():
            extra = cast("dict[str, Any] | None", kind.extra)  # pyright: ignore[reportUnknownMemberType]
            return _tidy_text(extra, kind.type) if extra and "typed" in extra else _tidy_of(kind.type, within)
        case inspect.UnionType():
            return next((found for one in kind.types if (found := _tidy_of(one, within)) is not None), None)
        case inspect.ListType():
            return None if (inner := _tidy_of(kind.item_type, within)) is None else _tidy_list(inner)
        case inspect.DictType():
            return None if (inner := _tidy_of(kind.value_type, within)) is None else _tidy_values(inner)
        case inspect.StructType():
            inside = kind.cls in within or any(_tidy_of(field.type, within | {kind.cls}) for field in kind.fields)
            return _tidy_struct if inside else None
        case _:
            return None


def _tidy_text(extra: dict[str, Any], kind: inspect.Type) -> Tidy:
    if extra["typed"] == "password" and isinstance(kind, inspect.StrType):
        return _tidy_password(kind.min_length or 0)
    breaks, masked, address = extra["typed"] == "lines", bool(extra.get("masked")), extra["typed"] == "address"
    most: int | None = extra.get("most")
    needed = isinstance(kind, inspect.StrType) and bool(kind.min_length)

    def tidy_text(value: Any, at: str, faults: Faults) -> Any:
        if not isinstance(value, str):
            return value
        kept = clean(value, breaks=breaks)
        if needed and not kept:
            faults.append(fault(at, "empty", "nothing can be seen in it"))
        elif most is not None and len(kept) > most:
            faults.append(fault(at, "wrong-length", f"Expected `str` of length <= {most}"))
        elif address and not _ADDRESS.fullmatch(kept):
            faults.append(fault(at, "not-allowed-characters", "this is no e-mail address"))
        return mask_cards(kept) if masked else kept

    return tidy_text


def _tidy_password(least: int) -> Tidy:
    def tidy_password(value: Any, at: str, faults: Faults) -> Any:
        kept = opaque(value) if isinstance(value, str) else value
        if isinstance(kept, str) and len(kept) < least:
            faults.append(fault(at, "wrong-length", f"Expected `str` of length >= {least}"))
        return kept

    return tidy_password


def _tidy_struct(value: Any, at: str, faults: Faults) -> Any:
    if isinstance(value, Struct):
        for name, wire, tidy_field in _fields(type(value)):
            before = getattr(value, name)
            after = tidy_field(before, f"{at}/{wire}", faults)
            if after is not before:
                force_setattr(value, name, after)
    return value


def _tidy_list(inner: Tidy) -> Tidy:
    def tidy_list(value: Any, at: str, faults: Faults) -> Any:
        if not isinstance(value, list):
            return value
        return [inner(one, f"{at}/{place}", faults) for place, one in enumerate(cast("list[Any]", value))]

    return tidy_list


def _tidy_values(inner: Tidy) -> Tidy:
    def tidy_values(value: Any, at: str, faults: Faults) -> Any:
        if not isinstance(value, dict):
            return value
        return {name: inner(one, f"{at}/{name}", faults) for name, one in cast("dict[str, Any]", value).items()}

    return tidy_values
