"""The log: numbered without gaps, chained, and found out when somebody touches it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, select, update

from comanda.engine.log import Fault, digest_body, verify_stream
from comanda.engine.tables import log, streams
from comanda.engine.tx import Tx
from tests.cast import House, StoppedClock
from tests.world import World

Tamper = Callable[[Tx, str], None]
THIS = (log.c.stream_id == bindparam("stream"), log.c.seq == bindparam("number"))
EDIT_BODY = update(log).where(*THIS).values(body=bindparam("text"))
EMPTY_BODY = update(log).where(*THIS).values(body=bindparam("text"), salt=bindparam("none"))
EDIT_ACTOR = update(log).where(*THIS).values(actor=bindparam("text"))
EDIT_TIME = update(log).where(*THIS).values(at=bindparam("moment"))
RENUMBER = update(log).where(*THIS).values(seq=bindparam("to"))
DELETE = delete(log).where(*THIS)
CUT = delete(log).where(log.c.stream_id == bindparam("stream"), log.c.seq > bindparam("number"))
HEAD = select(streams.c.seq, streams.c.hash, streams.c.at).where(streams.c.stream_id == bindparam("stream"))


@pytest.fixture
def evening(ours: House, clock: StoppedClock) -> House:
    """A branch with some history: two tables, one of them paid."""
    first, second = ours.open_table("5"), ours.open_table("1")
    guest = ours.join(first)
    clock.advance(minutes=3)
    ours.confirm(ours.order(first, "Duck", by=guest))
    ours.order(second, "Green Tea")
    ours.pay(first, tendered=2000)
    return ours


def faults(house: House) -> list[Fault]:
    def verify(tx: Tx) -> list[Fault]:
        head = tx.one(HEAD, stream=house.branch_id)
        return list(verify_stream(tx, house.branch_id, head.seq, bytes(head.hash)))

    return house.database.look_now(verify)


def tamper(house: House, change: Tamper) -> None:
    house.database.submit(lambda tx: change(tx, house.branch_id)).result()


def test_every_branch_numbers_its_facts_from_one_without_gaps(evening: House, world: World):
    world.sister.open_table("5")
    for house in (world.ours, world.sister, world.rival):
        numbers = [fact.seq for fact in house.log()]
        head = house.database.look_now(lambda tx, house=house: tx.one(HEAD, stream=house.branch_id))
        assert numbers == list(range(1, head.seq + 1))
        assert house.hashes()[-1] == bytes(head.hash)


def test_a_branch_hears_nothing_of_its_neighbours(evening: House, sister: House, rival: House):
    before = sister.log(), rival.log()
    evening.close(evening.open_table("2"))

    assert (sister.log(), rival.log()) == before


def test_what_guests_may_see_is_numbered_for_each_visit_alone(evening: House):
    numbered: dict[str, list[int]] = {}
    for fact in evening.log():
        assert (fact.session_seq is not None) == (fact.session_id is not None and fact.audience.endswith("table"))
        if fact.session_id is not None and fact.session_seq is not None:
            numbered.setdefault(fact.session_id, []).append(fact.session_seq)

    assert [len(numbers) for numbers in numbered.values()] == [8, 2]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in numbered.values())


def test_time_never_runs_backwards_in_the_log(evening: House, clock: StoppedClock):
    last = evening.log()[-1].at
    clock.advance(days=-1)
    session = evening.open_table("2")

    assert session.opened_at == last == evening.log()[-1].at


def test_a_refusal_leaves_no_trace(evening: House, sister: House):
    with evening.nothing_written(), pytest.raises(LookupError):
        evening.database.submit(lambda tx: tx.lock("no such stream", "nobody")).result()


def test_an_untouched_log_verifies(evening: House, world: World):
    assert [faults(house) for house in (evening, world.sister, world.rival)] == [[], [], []]


def swap(tx: Tx, stream: str) -> None:
    for number, to in ((10, 1000), (11, 10), (1000, 11)):
        tx.run(RENUMBER, stream=stream, number=number, to=to)


MISCHIEF: dict[str, tuple[Tamper, list[tuple[int, str]]]] = {
    "a body is edited": (
        lambda tx, stream: tx.run(EDIT_BODY, stream=stream, number=10, text='{"total":1}'),
        [(10, "body differs from its digest")],
    ),
    "a body is emptied": (
        lambda tx, stream: tx.run(EMPTY_BODY, stream=stream, number=10, text=None, none=None),
        [(10, "body differs from its digest")],
    ),
    "an actor is exchanged": (
        lambda tx, stream: tx.run(EDIT_ACTOR, stream=stream, number=10, text="staff:somebody else"),
        [(10, "columns differ from the header")],
    ),
    "a moment is moved": (
        lambda tx, stream: tx.run(EDIT_TIME, stream=stream, number=10, moment=1),
        [(10, "columns differ from the header")],
    ),
    "a fact is deleted": (
        lambda tx, stream: tx.run(DELETE, stream=stream, number=10),
        [(10, "missing"), (11, "does not follow its predecessor")],
    ),
    "two facts are swapped": (
        swap,
        [
            (10, "columns differ from the header"),
            (10, "does not follow its predecessor"),
            (11, "columns differ from the header"),
            (11, "does not follow its predecessor"),
            (12, "does not follow its predecessor"),
        ],
    ),
}


@pytest.mark.parametrize("mischief", MISCHIEF)
def test_whoever_touches_the_log_is_found_out(evening: House, mischief: str):
    change, found = MISCHIEF[mischief]
    tamper(evening, change)

    assert [(fault.seq, fault.what) for fault in faults(evening)] == found


def test_a_cut_tail_is_found_out(evening: House):
    length = evening.log_head()
    tamper(evening, lambda tx, stream: tx.run(CUT, stream=stream, number=length - 3))

    assert [(fault.seq, fault.what) for fault in faults(evening)] == [(length, "head differs")]


def test_a_body_forged_with_its_digest_breaks_the_chain(evening: House):
    """Whoever edits a body and its digest must go on and forge every hash behind it, up to heads kept elsewhere."""
    row: Any = evening.database.look_now(
        lambda tx: tx.one(select(log).where(*THIS), stream=evening.branch_id, number=10)
    )
    forge = update(log).where(*THIS).values(body=bindparam("text"), body_digest=bindparam("digest"))
    digest = digest_body(bytes(row.salt), b"{}")
    tamper(evening, lambda tx, stream: tx.run(forge, stream=stream, number=10, text="{}", digest=digest))

    assert [(fault.seq, fault.what) for fault in faults(evening)] == [(10, "hash differs")]
