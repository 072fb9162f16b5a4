"""The writer's batch: one command's misfortune is nobody else's, and what was acknowledged is there."""

import sqlite3
from typing import Any

import pytest
from sqlalchemy import select

from comanda.engine.commands import Caller, KeyReused, execute
from comanda.engine.tables import idempotency
from comanda.engine.tx import Tx
from comanda.engine.writer import Outcome
from comanda.floor.actions.visits import OpenTable, open_table
from comanda.floor.errors import TableOccupied
from comanda.floor.values import Service
from comanda.kernel.errors import Forbidden, Unavailable
from comanda.kernel.scope import Right, Scope
from tests.cast import House
from tests.world import World


def command(house: House, verb: Any, value: Any = None, key: str = "", digest: bytes = b"d" * 32) -> Any:
    """One command as the writer gets it."""
    caller = Caller(house.cashier.at(house.branch_id), Right.RUN_SESSIONS, key, digest)
    return lambda tx: execute(tx, caller, verb, value, None, 201)


def opening(house: House, label: str, **key: Any) -> Any:
    return command(house, open_table, OpenTable(house.table(label), 2, Service.DINE_IN, None, house.links), **key)


def run_batch(house: House, *commands: Any) -> list[Outcome]:
    """All in one transaction, in the place of the writer's thread."""
    return house.database.run_batch(list(commands))


def breaks(tx: Tx, scope: Scope, _: Any) -> None:
    """Writes, records, and then hits a bug."""
    open_table(tx, scope, _)
    raise ZeroDivisionError


def bad_statement(tx: Tx, scope: Scope, _: Any) -> None:
    open_table(tx, scope, _)
    tx._cursor.execute("SELECT * FROM no_such_table")


def twice(tx: Tx, scope: Scope, wish: Any) -> None:
    """Breaks a constraint of the database itself."""
    session = open_table(tx, scope, wish)
    tx._cursor.execute(f"UPDATE qr_sessions SET version = 0 WHERE id = '{session.id}'")


def wish(house: House, label: str) -> OpenTable:
    return OpenTable(house.table(label), 2, Service.DINE_IN, None, house.links)


@pytest.mark.parametrize("broken", [breaks, bad_statement, twice])
def test_a_broken_command_hurts_no_neighbour_of_its_batch(ours: House, broken: Any):
    before = ours.log_head()
    first, second, third, fourth = run_batch(
        ours, opening(ours, "1"), command(ours, broken, wish(ours, "2")), opening(ours, "1"), opening(ours, "3")
    )

    assert (first.error, fourth.error) == (None, None)
    assert second.error is not None
    assert type(third.error) is TableOccupied
    assert (first.stream_id, second.stream_id, third.stream_id) == (ours.branch_id, None, None)
    facts = ours.log_since(before)
    assert [fact.body["table_label"] for fact in facts] == ["1", "3"]
    assert [fact.seq for fact in facts] == [before + 1, before + 2]
    assert ours.open_table("2").table_label == "2"


def test_a_command_of_another_branch_shares_the_commit_not_the_numbers(ours: House, rival: House):
    heads = ours.log_head(), rival.log_head()
    outcomes = run_batch(ours, opening(ours, "1"), opening(rival, "1"), opening(ours, "2"), opening(rival, "2"))

    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert [fact.seq for fact in ours.log_since(heads[0])] == [heads[0] + 1, heads[0] + 2]
    assert [fact.seq for fact in rival.log_since(heads[1])] == [heads[1] + 1, heads[1] + 2]


def test_when_the_transaction_is_lost_nobody_is_told_it_worked(ours: House):
    def loses_it(tx: Tx) -> None:
        tx._cursor.execute("ROLLBACK")
        raise sqlite3.OperationalError("database or disk is full")

    with ours.nothing_written():
        outcomes = run_batch(ours, opening(ours, "1"), loses_it, opening(ours, "2"))
    assert [type(outcome.error) for outcome in outcomes] == [Unavailable] * 3
    assert ours.open_table("1").table_label == "1"


def test_the_bell_rings_for_streams_that_moved(ours: House, rival: House):
    rung: list[set[str]] = []
    ours.database.bell = rung.append
    ours.open_table("1")
    with pytest.raises(TableOccupied):
        ours.open_table("1")
    rival.open_table("1")

    assert rung == [{ours.branch_id}, {rival.branch_id}]


# keys


def test_under_one_key_a_verb_runs_once_and_answers_the_same(ours: House):
    first, again = run_batch(ours, opening(ours, "1", key="k"), opening(ours, "1", key="k"))

    assert (first.value.replayed, again.value.replayed) == (False, True)
    assert (first.value.status, first.value.body) == (again.value.status, again.value.body)
    assert again.stream_id is None


def test_a_key_belongs_to_its_body_and_to_its_person(ours: House):
    first, other = run_batch(
        ours, opening(ours, "1", key="k"), opening(ours, "2", key="k", digest=b"another body".ljust(32))
    )
    assert (first.error, type(other.error)) == (None, KeyReused)

    ours.cashier = ours.manager
    (third,) = run_batch(ours, opening(ours, "2", key="k"))
    assert (third.error, third.value.replayed) == (None, False)


def test_a_refusal_is_not_kept_under_its_key(ours: House, world: World):
    (refused,) = run_batch(ours, command(ours, breaks, wish(ours, "1"), key="k"))
    assert isinstance(refused.error, ZeroDivisionError)
    assert world.database.look_now(lambda tx: tx.all(select(idempotency))) == []

    (later,) = run_batch(ours, opening(ours, "1", key="k"))
    assert (later.error, later.value.replayed) == (None, False)


def test_rights_are_asked_before_anything_is_written(ours: House):
    ours.cashier = ours.kitchen
    with ours.nothing_written():
        (outcome,) = run_batch(ours, opening(ours, "1", key="k"))
    assert type(outcome.error) is Forbidden
