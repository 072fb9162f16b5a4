"""A menu file from bytes to a checked value, or every fault in it at once."""

import types
import typing
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct, UnsetType

from comanda.engine.strict import Faults, Misshapen, fault, faults_in, parse
from comanda.ops.import_menu.rules import faults_of
from comanda.ops.import_menu.shapes import FORMAT, MenuFile

LARGEST_FILE = 10 * 1024 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class BadMenu(Exception):
    """The file cannot be taken; nothing was written."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(faults)
        self.faults = faults


def read_menu(path: Path) -> MenuFile:
    """Raises BadMenu with every fault, OSError when the file cannot be opened."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise BadMenu([fault("", "too-large", f"larger than {LARGEST_FILE // 1024 // 1024} MiB")])
    return menu_from(content)


def menu_from(content: bytes) -> MenuFile:
    """Raises BadMenu."""
    try:
        content = content.removeprefix(BYTE_ORDER_MARK)
        value = parse(content)
    except Misshapen as misshapen:
        raise BadMenu(misshapen.faults) from None
    if not isinstance(value, dict) or typing.cast("dict[str, Any]", value).get("format") != FORMAT:
        raise BadMenu([fault("/format", "unknown-value", f"this is not a file of the form {FORMAT}")])

    shape_faults = list(faults_in(content, MenuFile))
    menu: MenuFile = mended(value, MenuFile)
    known = {one["pointer"] for one in shape_faults}
    faults = shape_faults + [one for one in faults_of(menu) if one["pointer"] not in known]
    if faults:
        raise BadMenu(sorted(faults, key=_in_file_order))
    return menu


def mended(value: Any, kind: Any, usual: Any = msgspec.NODEFAULT) -> Any:
    """The value as its kind, with a stand-in for what does not fit (the usual value, or an empty one).

    So the rules can be asked about the rest of a file whose shape is at fault.
    """
    kind = _without_unset(kind)
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _mended_struct(value, kind)
    bare = typing.cast("Any", get_args(kind)[0] if origin is typing.Annotated else kind)
    if get_origin(bare) is list and isinstance(value, list):
        inner = get_args(bare)[0]
        return [mended(item, inner) for item in typing.cast("list[Any]", value)]
    try:
        return msgspec.convert(value, typing.cast("Any", kind), strict=True)
    except msgspec.ValidationError:
        return _empty(bare) if usual is msgspec.NODEFAULT else usual


def _without_unset(kind: Any) -> Any:
    """What the value is to be where there is one."""
    left = [one for one in get_args(kind) if one is not UnsetType]
    if get_origin(kind) not in (Union, types.UnionType) or len(left) == len(get_args(kind)):
        return kind
    return Union[tuple(left)]  # noqa: UP007  made of what is left


def _mended_struct(value: Any, kind: type[Struct]) -> Any:
    given = typing.cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    made: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name in given:
            made[field.name] = mended(given[field.encode_name], field.type, field.default)
        elif field.required:
            made[field.name] = mended(None, field.type)
    return kind(**made)


def _empty(kind: Any) -> Any:
    origin = get_origin(kind)
    if origin is Union or type(None) in get_args(kind):
        return None
    if origin is typing.Literal:
        return get_args(kind)[0]
    return (origin or kind)() if (origin or kind) in (str, int, bool, list, dict) else next(iter(kind))


def _in_file_order(one: dict[str, str]) -> list[tuple[int, str]]:
    """List indices by number, so that the tenth product comes after the second."""
    return [(int(part) if part.isascii() and part.isdigit() else -1, part) for part in one["pointer"].split("/")]
