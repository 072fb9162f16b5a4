"""Parts of the engine that need no database: buckets, secrets, statements, strict reading."""

from typing import Annotated

import pytest
from msgspec import Meta, Struct
from sqlalchemy import Boolean, Column, MetaData, Table, Text, bindparam, select

from comanda.engine.ratelimit import Limiter
from comanda.engine.statements import POSTGRESQL, SQLITE, Ready, among
from comanda.engine.strict import Misshapen, read
from comanda.engine.tokens import base32, base64url, derive, fingerprint, random_secret
from comanda.kernel.errors import TooMany


class Hand:
    """A clock moved by hand, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> int:
        return int(self.seconds * 1_000_000)


def test_a_bucket_fills_again_with_time():
    clock = Hand()
    limiter = Limiter(3, 60, clock)
    for _ in range(3):
        limiter.take("a")
    with pytest.raises(TooMany) as refusal:
        limiter.take("a")
    assert refusal.value.retry_after == 61

    limiter.take("b")  # another key has its own
    clock.seconds = 59.9
    with pytest.raises(TooMany):
        limiter.take("a")
    clock.seconds = 60
    limiter.take("a")
    with pytest.raises(TooMany):
        limiter.take("a")


def test_a_bucket_never_holds_more_than_its_burst():
    clock = Hand()
    limiter = Limiter(2, 1, clock)
    limiter.take("a")
    clock.seconds = 3600
    for _ in range(2):
        limiter.take("a")
    with pytest.raises(TooMany):
        limiter.take("a")


def test_a_clock_set_back_gives_nothing():
    clock = Hand()
    limiter = Limiter(1, 60, clock)
    limiter.take("a")
    clock.seconds = -3600
    with pytest.raises(TooMany):
        limiter.take("a")


def test_secrets_are_long_and_each_is_new():
    secrets = {random_secret() for _ in range(1000)}

    assert len(secrets) == 1000
    assert {len(one) for one in secrets} == {43}


def test_a_derived_secret_depends_on_its_key_and_on_where_its_parts_end():
    assert derive(b"k", "a", "b") == derive(b"k", "a", "b")
    assert len({derive(b"k", "a", "b"), derive(b"l", "a", "b"), derive(b"k", "ab"), derive(b"k", "b", "a")}) == 4
    assert len(fingerprint("x")) == 32


def test_secrets_are_written_in_letters_a_link_can_hold():
    assert base32(bytes(range(32)), 32) == "aaaqeayeaudaocajbifqydiob4ibceqt"
    assert base64url(b"\xff\xfe\xfd") == "__79"


THINGS = Table("things", MetaData(), Column("id", Text), Column("flag", Boolean))


def test_a_list_bound_at_run_time_is_compiled_once_for_both_databases():
    statement = select(THINGS.c.id).where(among(THINGS.c.id, "ids"), THINGS.c.id == bindparam("one"))
    sqlite, postgresql = Ready(statement, SQLITE), Ready(statement, POSTGRESQL)

    assert "things.id IN (SELECT value FROM json_each(?)) AND things.id = ?" in sqlite.text
    assert "things.id = ANY(%(ids)s) AND things.id = %(one)s" in postgresql.text
    assert sqlite.parameters({"one": "x", "ids": ["a", "b"]}) == ('["a","b"]', "x")
    assert postgresql.parameters({"one": "x", "ids": ["a", "b"]}) == {"ids": ["a", "b"], "one": "x"}


def test_a_zero_character_finds_nothing_instead_of_breaking_the_question():
    statement = select(THINGS.c.id).where(THINGS.c.id == bindparam("one"))

    assert Ready(statement, POSTGRESQL).parameters({"one": "a\0b"}) == {"one": "a\ufffdb"}
    assert Ready(statement, SQLITE).parameters({"one": "a\0b"}) == ("a\0b",)


def test_a_column_that_drivers_would_translate_is_refused():
    with pytest.raises(TypeError, match="which no driver returns as it is"):
        Ready(select(THINGS.c.flag), SQLITE)


def test_a_list_expanded_at_each_execution_is_refused():
    with pytest.raises(TypeError, match="not compilable once"):
        Ready(select(THINGS.c.id).where(THINGS.c.id.in_(["a"])), SQLITE)


class Inner(Struct, forbid_unknown_fields=True):
    size: Annotated[int, Meta(ge=1)]


class Outer(Struct, forbid_unknown_fields=True):
    inner: Inner | None = None
    many: list[Inner] = []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (b'{"inner":{"size":0}}', [("/inner/size", "out-of-range")]),
        (b'{"inner":{"size":"1","x":1}}', [("/inner/x", "unknown-field"), ("/inner/size", "wrong-type")]),
        (b'{"inner":3}', [("/inner", "wrong-type")]),
        (b'{"many":[{"size":1},{},{"size":0}]}', [("/many/1/size", "missing"), ("/many/2/size", "out-of-range")]),
        (b'{"many":[{"size":1,"size":2}]}', [("", "not-json")]),
    ],
)
def test_strict_reading_names_every_place(text: bytes, faults: list[tuple[str, str]]):
    with pytest.raises(Misshapen) as misshapen:
        read(text, Outer)

    assert [(fault["pointer"], fault["code"]) for fault in misshapen.value.faults] == faults


def test_strict_reading_reads_what_is_right():
    assert read(b'{"inner":null,"many":[{"size":2}]}', Outer) == Outer(None, [Inner(2)])
