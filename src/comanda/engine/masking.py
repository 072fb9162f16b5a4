"""Card numbers are masked in what people write, as soon as it is decoded: nothing behind the edge ever sees one."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from msgspec import Struct, inspect
from msgspec.structs import force_setattr

from comanda.kernel.text import mask_cards
from comanda.kernel.wire import FREE_TEXT

Shape = TypeVar("Shape", bound=Struct)
Mask = Callable[[Any], Any]
"""Gives the value back, or what stands in its place."""


def mask(value: Shape) -> Shape:
    """The struct itself, just decoded, with its free texts masked."""
    for name, mask_field in _fields(type(value)):
        before = getattr(value, name)
        after = mask_field(before)
        if after is not before:
            force_setattr(value, name, after)
    return value


@cache
def _fields(shape: type[Struct]) -> list[tuple[str, Mask]]:
    """The fields that are free texts, or hold some."""
    kind = inspect.type_info(shape)
    if not isinstance(kind, inspect.StructType):
        return []
    found = [(field.name, _mask_of(field.type, {shape})) for field in kind.fields]
    return [(name, mask_field) for name, mask_field in found if mask_field is not None]


def _mask_of(kind: inspect.Type, within: set[type]) -> Mask | None:
    """None for a type in which there is no free text; `within` are the structs it stands in."""
    match kind:
        case inspect.Metadata():
            extra = cast("dict[str, Any] | None", kind.extra)  # pyright: ignore[reportUnknownMemberType]
            return _mask_text if extra == FREE_TEXT else _mask_of(kind.type, within)
        case inspect.UnionType():
            return next((found for one in kind.types if (found := _mask_of(one, within)) is not None), None)
        case inspect.ListType():
            return None if (inner := _mask_of(kind.item_type, within)) is None else _mask_list(inner)
        case inspect.DictType():
            return None if (inner := _mask_of(kind.value_type, within)) is None else _mask_values(inner)
        case inspect.StructType():
            inside = kind.cls in within or any(_mask_of(field.type, within | {kind.cls}) for field in kind.fields)
            return _mask_struct if inside else None
        case _:
            return None


def _mask_text(value: Any) -> Any:
    return mask_cards(value) if isinstance(value, str) else value


def _mask_struct(value: Any) -> Any:
    return mask(value) if isinstance(value, Struct) else value


def _mask_list(inner: Mask) -> Mask:
    def mask_list(value: Any) -> Any:
        return [inner(one) for one in value] if value else value

    return mask_list


def _mask_values(inner: Mask) -> Mask:
    def mask_values(value: Any) -> Any:
        return {name: inner(one) for name, one in value.items()} if value else value

    return mask_values
