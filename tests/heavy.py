"""Bodies of 256 KiB that cost a careless reader dear: for any shape, and for the fields of one shape."""

from collections.abc import Iterator

from msgspec import Struct, inspect

LIMIT = 256 * 1024


def filled(head: str, item: str, tail: str, between: str = ",") -> bytes:
    """As many items as there is room for."""
    times = (LIMIT - len((head + tail).encode()) + len(between)) // len((item + between).encode())
    return (head + between.join([item] * max(1, times)) + tail).encode()


def numbered(head: str, item: str, tail: str) -> bytes:
    """The same with a number in each, so that no two are alike."""
    times = (LIMIT - len(head + tail)) // (len(item.format(99_999)) + 1)
    return (head + ",".join(item.format(10_000 + one) for one in range(times)) + tail).encode()


OF_ANY_SHAPE: dict[str, bytes] = {
    "empty objects": filled("[", "{}", "]"),
    "objects": filled("[", '{"":0,"a":0}', "]"),
    "lists": filled("[", "[]", "]"),
    "numbers": filled("[", "1", "]"),
    "floats that need care": filled("[", "1.7976931348623157e308", "]"),
    "numbers beyond any machine": filled("[", "1e999999", "]"),
    "numbers of 4,300 digits": filled("[", "1" * 4300, "]"),
    "one number": b"1" * LIMIT,
    "one fraction": b"0." + b"1" * (LIMIT - 2),
    "one text": b'"' + b"a" * (LIMIT - 2) + b'"',
    "escapes": filled('"', "\\u0001", '"', ""),
    "pairs of escapes": filled('"', "\\ud83d\\ude00", '"', ""),
    "half characters": filled('"', "\\ud83d", '"', ""),
    "bytes that are no text": b'"' + b"\xff" * (LIMIT - 2) + b'"',
    "blanks": b" " * (LIMIT - 2) + b"{}",
    "line breaks": b"\n" * LIMIT,
    "open lists": b"[" * LIMIT,
    "lists in lists": b"[" * (LIMIT // 2) + b"]" * (LIMIT // 2),
    "objects in objects": b'{"a":' * (LIMIT // 5),
    "many not so deep lists": filled("[", "[" * 900 + "]" * 900, "]"),
    "unknown fields": numbered("{", '"field {}":1', "}"),
    "unknown fields of escapes": numbered("{", '"' + "\\u0001" * 200 + '{}":1', "}"),
    "one long unknown field": b'{"' + b"a" * (LIMIT - 6) + b'":1}',
    "one unknown field, again and again": filled("{", '"a":1', "}"),
    "unknown empty objects": numbered("{", '"{}":{{}}', "}"),
}


def of_shape(shape: type[Struct]) -> Iterator[tuple[str, bytes]]:
    """The monsters above, and some of its own, in the place of each field."""
    kind = inspect.type_info(shape)
    for path, field in _fields(kind, ()):
        head, tail = _around(path)
        for name, item in {"{}": "{}", "[]": "[]", "1": "1", "null": "null", '""': '""', '"a"': '"a"'}.items():
            yield f"{'/'.join(path)}: a list of {name}", filled(f"{head}[", item, f"]{tail}")
        yield f"{'/'.join(path)}: an object of many", numbered(f"{head}{{", '"{}":0', f"}}{tail}")
        yield f"{'/'.join(path)}: a long text", filled(f'{head}"', "ä", f'"{tail}', "")
        yield f"{'/'.join(path)}: a text of escapes", filled(f'{head}"', "\\u0001", f'"{tail}', "")
        yield f"{'/'.join(path)}: again and again", _again(path)
        for members in _objects_in(field):
            inside = ",".join(f'"{member}":1' for member in members)
            yield f"{'/'.join(path)}: a list of wrong ones", filled(f"{head}[", f"{{{inside}}}", f"]{tail}")


def _again(path: tuple[str, ...]) -> bytes:
    head, tail = _around(path[:-1])
    return filled(f"{head}{{", f'"{path[-1].removesuffix("[]")}":""', f"}}{tail}")


def _fields(kind: inspect.Type, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], inspect.Type]]:
    """Every field however deep, with the way there; `[]` at a name's end is a list with one item."""
    if isinstance(kind, inspect.StructType) and len(path) < 5:
        for field in kind.fields:
            inner = (*path, field.encode_name)
            yield inner, field.type
            for struct in _structs_in(field.type):
                yield from _fields(struct, inner)
            for struct in _items_of(field.type):
                yield from _fields(struct, (*path, f"{field.encode_name}[]"))


def _members(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    bare = kind.type if isinstance(kind, inspect.Metadata) else kind
    return bare.types if isinstance(bare, inspect.UnionType) else (bare,)


def _structs_in(kind: inspect.Type) -> list[inspect.StructType]:
    return [member for member in _members(kind) if isinstance(member, inspect.StructType)]


def _items_of(kind: inspect.Type) -> list[inspect.StructType]:
    lists = [member for member in _members(kind) if isinstance(member, inspect.ListType)]
    return [item for one in lists for item in _structs_in(one.item_type)]


def _objects_in(kind: inspect.Type) -> list[list[str]]:
    return [[field.encode_name for field in struct.fields] for struct in _items_of(kind)]


def _around(path: tuple[str, ...]) -> tuple[str, str]:
    """The text before and after the value at this place."""
    head, tail = "", ""
    for name in path:
        listed = name.endswith("[]")
        head += f'{{"{name.removesuffix("[]")}":' + ("[" if listed else "")
        tail = ("]" if listed else "") + "}" + tail
    return head, tail
