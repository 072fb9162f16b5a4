"""The log: numbered without gaps, chained, and found out when somebody touches it."""

from collections.abc import Callable

import pytest
from sqlalchemy import bindparam, delete, select, update

from comanda.engine.log import Fault, digest_body, link, verify_stream
from comanda.engine.tables import log, streams
from comanda.engine.tx import Tx
from comanda.kernel.clock import DAY
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


def test_a_clock_that_steps_back_leaves_its_own_time_in_the_log(evening: House, clock: StoppedClock):
    last = evening.log()[-1]
    clock.advance(days=-1)
    session = evening.open_table("2")

    opened = evening.log()[-1]
    assert session.opened_at == opened.at == clock.now == last.at - DAY
    assert opened.seq == last.seq + 1
    assert faults(evening) == []


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


def forge(tx: Tx, stream: str, number: int, *, mend: int) -> None:
    """Somebody rewrites a body, its digest and its hash, and then the hashes of the next `mend` facts."""
    row = tx.one(select(log).where(*THIS), stream=stream, number=number)
    digest = digest_body(bytes(row.salt), b"{}")
    tx.run(FORGE, stream=stream, number=number, text="{}", digest=digest)
    previous = bytes(row.prev_hash)
    for place in range(number, number + mend + 1):
        row = tx.one(select(log).where(*THIS), stream=stream, number=place)
        made = link(previous, row.header, bytes(row.body_digest))
        tx.run(REHASH, stream=stream, number=place, previous=previous, made=made)
        previous = made


FORGE = update(log).where(*THIS).values(body=bindparam("text"), body_digest=bindparam("digest"))
REHASH = update(log).where(*THIS).values(prev_hash=bindparam("previous"), hash=bindparam("made"))


@pytest.mark.parametrize("mend", [0, 1, 2])
def test_whoever_forges_one_fact_must_forge_all_behind_it(evening: House, mend: int):
    tamper(evening, lambda tx, stream: forge(tx, stream, 10, mend=mend))

    assert [(fault.seq, fault.what) for fault in faults(evening)] == [(11 + mend, "does not follow its predecessor")]


def test_a_link_hung_onto_another_chain_is_found_out(evening: House):
    """The hash covers the one before it, not only the column that names it."""
    other = b"x" * 32
    tamper(evening, lambda tx, stream: tx.run(HANG, stream=stream, number=10, previous=other))
    tamper(evening, lambda tx, stream: tx.run(HASH, stream=stream, number=9, made=other))

    assert [(fault.seq, fault.what) for fault in faults(evening)] == [(9, "hash differs"), (10, "hash differs")]


HANG = update(log).where(*THIS).values(prev_hash=bindparam("previous"))
HASH = update(log).where(*THIS).values(hash=bindparam("made"))


def test_even_a_chain_forged_to_its_end_does_not_reach_the_heads_kept_elsewhere(evening: House):
    length = evening.log_head()
    tamper(evening, lambda tx, stream: forge(tx, stream, 10, mend=length - 10))

    assert [(fault.seq, fault.what) for fault in faults(evening)] == [(length, "head differs")]
