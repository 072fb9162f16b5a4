"""One case for each way somebody may doctor a restaurant's books, and what `verify` says to it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from comanda.engine.log import digest_rows, link
from comanda.ops.proof.heads import BadHead, Head, heads_of, read_head, read_heads
from tests.cast import StoppedClock, known_id
from tests.tampering import Copy, live_through_an_evening

pytestmark = pytest.mark.slow

OURS = known_id("ours", "ours")
MINE = f"branch_id = '{OURS}'"
FIRST_BILL = f"(SELECT id FROM bills WHERE {MINE} AND number = 1)"
FIRST_VISIT = f"(SELECT qr_session_id FROM bills WHERE {MINE} AND number = 1)"
OPEN_BILL = f"(SELECT id FROM bills WHERE {MINE} AND status = 'OPEN')"
ITS_ORDERS = f"(SELECT id FROM orders WHERE {MINE} AND qr_session_id = {FIRST_VISIT})"
UNPAID = (
    f"(SELECT id FROM qr_sessions WHERE {MINE} AND status = 'OPEN' AND table_id = '{known_id(OURS, 'table', '2')}')"
)
UNPAID_ORDERS = f"(SELECT id FROM orders WHERE qr_session_id = {UNPAID})"
ITS_LINES = f"order_id IN {ITS_ORDERS} AND status <> 'VOIDED'"
NO_ROW = "stands in the log, but not in the table"

KINDS: dict[str, tuple[list[str], list[str]]] = {
    "a bill's time of settlement": (
        [f"UPDATE bills SET settled_at = settled_at + 3600000000 WHERE id = {FIRST_BILL}"],
        ["settled_at: the log says 2026-11-23T11:00:00"],
    ),
    "the person who settled a bill": (
        [f"UPDATE bills SET settled_by = 'staff:nobody' WHERE id = {FIRST_BILL}"],
        ["settled_by: the log says staff:", "the table says staff:nobody"],
    ),
    "an open bill made away with, with its part payment": (
        [f"DELETE FROM payments WHERE bill_id = {OPEN_BILL}", f"DELETE FROM bills WHERE id = {OPEN_BILL}"],
        [NO_ROW],
    ),
    "a settled bill set back": (
        [f"UPDATE bills SET status = 'OPEN' WHERE id = {FIRST_BILL}"],
        ["status: the log says SETTLED, the table says OPEN"],
    ),
    "numbers of two bills swapped": (
        [
            f"UPDATE bills SET number = 1001 WHERE {MINE} AND number = 1",
            f"UPDATE bills SET number = 1 WHERE {MINE} AND number = 2",
            f"UPDATE bills SET number = 2 WHERE {MINE} AND number = 1001",
        ],
        ["number: the log says 1, the table says 2", "number: the log says 2, the table says 1"],
    ),
    "cash turned into card": (
        [f"UPDATE payments SET method = 'card' WHERE bill_id = {FIRST_BILL} AND method = 'cash'"],
        ["method: the log says cash, the table says card"],
    ),
    "a tip taken": (
        [f"UPDATE payments SET tip = 0 WHERE bill_id = {FIRST_BILL} AND method = 'card'"],
        ["tip: the log says 80, the table says 0"],
    ),
    "a payment's rounding": (
        [f"UPDATE payments SET rounding = 2 WHERE bill_id = {FIRST_BILL} AND method = 'cash'"],
        ["rounding: the log says 0, the table says 2"],
    ),
    "what was tendered and given back": (
        [f"UPDATE payments SET tendered = 9000, change = change - 11000 WHERE bill_id = {FIRST_BILL} AND tip = 120"],
        ["tendered: the log says 20000, the table says 9000", "change: the log says"],
    ),
    "a payment taken by somebody else": (
        [f"UPDATE payments SET taken_by = 'staff:nobody' WHERE bill_id = {FIRST_BILL} AND method = 'card'"],
        ["taken_by: the log says staff:"],
    ),
    "a part payment of an open bill gone": (
        [
            f"DELETE FROM payments WHERE bill_id = {OPEN_BILL}",
            f"UPDATE bills SET captured = 0 WHERE id = {OPEN_BILL}",
        ],
        [NO_ROW, "captured: the log says 500, the table says 0"],
    ),
    "less cash in the drawer": (
        [f"UPDATE cash_entries SET amount = amount - 100 WHERE {MINE}"],
        ["amount: the log says"],
    ),
    "starting cash": (
        [f"UPDATE shifts SET starting_cash = 5000 WHERE {MINE}"],
        ["starting_cash: the log says 0, the table says 5000"],
    ),
    "two lines of a settled bill that trade money": (
        [
            f"UPDATE order_lines SET unit_price = 310, line_total = 310 WHERE {ITS_LINES} AND line_total = 1750",
            f"UPDATE order_lines SET unit_price = 875, line_total = 1750 WHERE {ITS_LINES} AND line_total = 620",
        ],
        ["line_total: the log says 1750, the table says 310", "line_total: the log says 620, the table says 1750"],
    ),
    "unit price and quantity": (
        [f"UPDATE order_lines SET unit_price = 620, quantity = 1 WHERE {ITS_LINES} AND line_total = 620"],
        ["unit_price: the log says 310, the table says 620", "quantity: the log says 2, the table says 1"],
    ),
    "a product renamed on a settled line": (
        [f"UPDATE order_lines SET name = 'Soup' WHERE {ITS_LINES} AND line_total = 1750"],
        ["name: the log says Duck, the table says Soup"],
    ),
    "the price of an option": (
        [f"UPDATE order_line_options SET price_delta = 1 WHERE {MINE} AND name = 'Large'"],
        ["price_delta: the log says 150, the table says 1"],
    ),
    "a voided line deleted": (
        [f"DELETE FROM order_lines WHERE order_id IN {ITS_ORDERS} AND status = 'VOIDED'"],
        [NO_ROW],
    ),
    "the reason of a void": (
        [f"UPDATE order_lines SET void_reason = 'spilled' WHERE order_id IN {ITS_ORDERS} AND void_reason IS NOT NULL"],
        ["void_reason is not what the log recorded"],
    ),
    "a confirmed line of an unpaid table deleted": (
        [f"DELETE FROM order_lines WHERE line_total = 1750 AND order_id IN {UNPAID_ORDERS}"],
        [NO_ROW],
    ),
    "a waiting order deleted": (
        [
            f"DELETE FROM order_lines WHERE {MINE} AND order_id IN (SELECT id FROM orders WHERE status = 'OPEN')",
            f"DELETE FROM orders WHERE {MINE} AND status = 'OPEN'",
        ],
        [NO_ROW],
    ),
    "an unpaid table session deleted with its orders": (
        [
            f"DELETE FROM order_lines WHERE order_id IN {UNPAID_ORDERS}",
            f"DELETE FROM orders WHERE qr_session_id = {UNPAID}",
            f"DELETE FROM qr_sessions WHERE id = {UNPAID}",
        ],
        [NO_ROW],
    ),
    "a closed table session opened again": (
        [f"UPDATE qr_sessions SET status = 'OPEN', closed_because = NULL, table_id = NULL WHERE id = {FIRST_VISIT}"],
        ["status: the log says CLOSED, the table says OPEN", "closed_because: the log says settled"],
    ),
    "a role raised": (
        ["UPDATE memberships SET role = 'manager' WHERE role = 'cashier'"],
        ["role: the log says cashier, the table says manager"],
    ),
    "a person back at work": (["UPDATE staff SET active = 0"], ["active: the log says 1, the table says 0"]),
    "a password of one's own": (
        ["UPDATE staff SET password_hash = '$argon2id$mine'"],
        ["password_hash is not what the log recorded"],
    ),
    "a sign-in that nobody opened": (
        ["INSERT INTO sign_ins SELECT x'00', staff_id, opened_at, expires_at, NULL FROM sign_ins LIMIT 1"],
        ["stands in the table, but not in the log"],
    ),
    "the tax mode of a branch": (
        [f"UPDATE branches SET tax_included = 0 WHERE id = '{OURS}'"],
        ["tax_included: the log says 1, the table says 0"],
    ),
    "the currency of an organization": (
        ["UPDATE organizations SET currency = 'CHF'"],
        ["currency: the log says EUR, the table says CHF"],
    ),
    "a cheaper offer": (
        [f"UPDATE offers SET price = 1 WHERE {MINE} AND name = 'Duck'"],
        ["price: the log says 1750, the table says 1"],
    ),
    "a number series turned back": (
        [f"UPDATE series SET value = 1 WHERE stream_id = '{OURS}' AND name = 'bill'"],
        ["value: the log says 9, the table says 1"],
    ),
    "the platform's stream deleted": (
        ["DELETE FROM log WHERE stream_id = 'platform'", "DELETE FROM streams WHERE stream_id = 'platform'"],
        ["is missing with its log"],
    ),
    "a branch's stream deleted with its log": (
        [f"DELETE FROM log WHERE stream_id = '{OURS}'", f"DELETE FROM streams WHERE stream_id = '{OURS}'"],
        ["is missing with its log"],
    ),
    "a stream's head deleted": (
        [f"DELETE FROM streams WHERE stream_id = '{OURS}'"],
        ["is missing with its log", "is gone, 1"],
    ),
    "a stream of nobody": (
        ["INSERT INTO streams (stream_id, epoch, seq, hash, at) VALUES ('nobody', 1, 0, zeroblob(32), 0)"],
        ["belongs to no branch and no organization"],
    ),
    "a whole branch deleted, with everything of it": (
        [
            f"DELETE FROM branches WHERE id = '{OURS}'",
            *(
                f"DELETE FROM {name} WHERE {key} = '{OURS}'"
                for name, key in (("bills", "branch_id"), ("log", "stream_id"), ("streams", "stream_id"))
            ),
        ],
        [NO_ROW],
    ),
}


@pytest.fixture(scope="module")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all: each tampering is undone."""
    file = tmp_path_factory.mktemp("kinds") / "comanda.db"
    shutil.copy(template, file)
    live_through_an_evening(file)
    clock = StoppedClock()
    clock.advance(days=1)
    return Copy(file, clock.now)


@pytest.mark.parametrize(("statements", "expected"), KINDS.values(), ids=KINDS.keys())
def test_a_doctored_book_is_found(shared: Copy, statements: list[str], expected: list[str]):
    with shared.undone():
        for statement in statements:
            shared.sql(statement)
        assert shared.sql("SELECT changes()") != [(0,)]
        found = [one.what for one in shared.verify().findings]

    assert [what for what in expected if not any(what in one for one in found)] == []


def test_a_finding_says_in_words_where_it_is(shared: Copy):
    with shared.undone():
        shared.sql(f"UPDATE payments SET method = 'card' WHERE bill_id = {FIRST_BILL} AND method = 'cash'")
        shared.sql(f"UPDATE order_lines SET name = 'Soup' WHERE {ITS_LINES} AND line_total = 1750")
        payment = shared.sql(f"SELECT id FROM payments WHERE bill_id = {FIRST_BILL} AND tip = 120")[0][0]
        found = [(one.where, one.what) for one in shared.verify().findings]

    assert found == [
        ("item Soup of order 1 at Ours", "name: the log says Duck, the table says Soup"),
        (f"payment {payment} of bill 1 at Ours", "method: the log says cash, the table says card"),
    ]


# heads that were kept elsewhere


def cut_with_its_head(shared: Copy, events: int) -> None:
    """The tail goes, and the stream's row is set back to what is left."""
    seq = shared.sql("SELECT seq FROM streams WHERE stream_id = ?", OURS)[0][0] - events
    shared.sql("DELETE FROM log WHERE stream_id = ? AND seq > ?", OURS, seq)
    shared.sql(
        "UPDATE streams SET (seq, hash, at) = (SELECT seq, hash, at FROM log WHERE stream_id = ? AND seq = ?)"
        " WHERE stream_id = ?",
        OURS, seq, OURS,
    )  # fmt: skip


def chain_anew(shared: Copy, seq: int) -> None:
    """An event says something else about whom it concerns, and everything behind it is hashed again, to the head."""
    rows = shared.sql("SELECT seq, header, body_digest, prev_hash FROM log WHERE stream_id = ? AND seq >= ?", OURS, seq)
    previous = rows[0][3]
    facts = msgspec.json.decode(rows[0][1])
    facts[6] = "staff:nobody"
    shared.sql("UPDATE log SET actor = 'staff:nobody' WHERE stream_id = ? AND seq = ?", OURS, seq)
    for place, stored, body_digest, _ in rows:
        header = msgspec.json.encode(facts).decode() if place == seq else stored
        made = link(previous, header, body_digest)
        shared.sql(
            "UPDATE log SET header = ?, prev_hash = ?, hash = ? WHERE stream_id = ? AND seq = ?",
            header, previous, made, OURS, place,
        )  # fmt: skip
        previous = made
    shared.sql("UPDATE streams SET hash = ? WHERE stream_id = ?", previous, OURS)


REWRITTEN: dict[str, tuple[Callable[[Copy], None], str]] = {
    "one event cut": (lambda shared: cut_with_its_head(shared, 1), "is gone: a head of it was kept elsewhere"),
    "five events cut": (lambda shared: cut_with_its_head(shared, 5), "is gone: a head of it was kept elsewhere"),
    "chained anew": (
        lambda shared: chain_anew(shared, shared.sql("SELECT seq FROM streams WHERE stream_id = ?", OURS)[0][0]),
        "is not the event whose head was kept elsewhere",
    ),
}


@pytest.mark.parametrize(("rewrite", "what"), REWRITTEN.values(), ids=REWRITTEN.keys())
def test_a_rewritten_log_is_found_by_a_head_kept_elsewhere(shared: Copy, rewrite: Callable[[Copy], None], what: str):
    kept = shared.look_now(heads_of)
    ours = next(head for head in kept if head.stream_id == OURS)
    with shared.undone():
        rewrite(shared)
        alone = [one for one in shared.verify().findings if one.where.startswith(("event", "stream"))]
        found = [one for one in shared.verify(*kept).findings if "kept elsewhere" in one.what]

    assert alone == []
    assert [one.where for one in found] == [f"event {ours.seq} of {OURS}"]
    assert found[0].what.startswith(what)


def test_an_older_file_put_in_place_is_found_by_a_head_kept_elsewhere(template: Path, tmp_path: Path):
    file, older = tmp_path / "comanda.db", tmp_path / "older.db"
    for copy in (file, older):
        shutil.copy(template, copy)
    live_through_an_evening(file)
    now = StoppedClock().now * 2
    kept = Copy(file, now).look_now(heads_of)

    assert Copy(older, now).verify().findings == []
    gone = [one.where for one in Copy(older, now).verify(*kept).findings]
    assert f"event {next(head.seq for head in kept if head.stream_id == OURS)} of {OURS}" in gone


def test_heads_on_the_way_of_a_longer_log_are_in_order(template: Path, tmp_path: Path):
    file = tmp_path / "comanda.db"
    shutil.copy(template, file)
    kept = Copy(file, 0).look_now(heads_of)
    live_through_an_evening(file)
    report = Copy(file, StoppedClock().now * 2).verify(*kept)

    assert (report.findings, report.heads) == ([], 6)


def test_a_missing_stream_is_found_by_a_head_kept_elsewhere(shared: Copy):
    found = shared.verify(Head("a branch of old", 7, b"x" * 32)).findings

    assert [(one.where, one.what) for one in found] == [
        ("event 7 of a branch of old", "its stream is gone: a head of it was kept elsewhere")
    ]


def test_heads_are_read_as_they_are_written(shared: Copy):
    kept = shared.look_now(heads_of)

    assert read_heads(["# a remark", "", *(f"{head}\n" for head in kept)]) == kept


@pytest.mark.parametrize(
    "text", ["", "a:b:c", "a:1", "a:1:00", ":1:" + "0" * 64, "a:\u00b2:" + "0" * 64, "a:-1:" + "0" * 64]
)
def test_a_head_that_is_none_is_refused(text: str):
    with pytest.raises(BadHead, match="is not STREAM:SEQ:HASH"):
        read_head(text)


# the clock is worth a note, and no fault


def test_an_event_far_in_the_future_is_warned_of(shared: Copy):
    latest = shared.sql("SELECT max(at) FROM log")[0][0]
    early = Copy.__new__(Copy)
    early.connection, early.now = shared.connection, latest - 6 * 60_000_000
    report = early.verify()

    assert report.findings == []
    assert report.warnings != []
    assert all("in the future of this machine's clock" in warning.what for warning in report.warnings)


def test_what_an_event_says_of_rows_is_part_of_its_chain():
    assert digest_rows("") == ""
    assert digest_rows("[]") != digest_rows("[ ]")


SCHEMA: dict[str, tuple[str, str, str]] = {
    "a trigger": (
        "CREATE TRIGGER skim AFTER INSERT ON payments BEGIN UPDATE payments SET tip = 0 WHERE id = new.id; END",
        "trigger skim",
        "does not belong to the schema",
    ),
    "a view": ("CREATE VIEW cheap AS SELECT * FROM offers", "view cheap", "does not belong to the schema"),
    "a table": ("CREATE TABLE kept_aside (amount INTEGER)", "table kept_aside", "does not belong to the schema"),
    "a column": (
        "ALTER TABLE payments ADD COLUMN kept INTEGER", "table payments", "is not declared as this version declares it",
    ),
    "a unique index": (
        "DROP INDEX one_open_purse_per_person", "index one_open_purse_per_person", "is not in the schema any more",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SCHEMA)
def test_a_changed_schema_is_found(shared: Copy, kind: str):
    change, where, what = SCHEMA[kind]
    with shared.undone():
        shared.sql(change)
        assert [(one.where, one.what) for one in shared.verify().findings] == [(where, what)]
    assert shared.verify().findings == []
