"""What the engine does when something is missing: time, room, an event loop, a writer that works."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from comanda.engine.backlog import Backlog, Work
from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.engine.drivers import PostgresDriver, SqliteDriver, Trouble
from comanda.engine.log import open_stream
from comanda.engine.throttled import FaultLog
from comanda.engine.tx import Tx
from comanda.floor.queries import session_of
from comanda.kernel.errors import OutcomeUnknown, StorageFull, Unavailable
from comanda.kernel.scope import Right, Role, Scope
from comanda.ops.schema import migrate, revision_of
from comanda.ops.standing import HEAD
from tests.cast import House, StoppedClock
from tests.postgres import Cluster
from tests.world import World, restore

pytestmark = pytest.mark.slow

NOBODY = Caller(SystemProof("", "", Role.ADMIN), Right.KEEP_HOUSE)


@pytest.fixture
def on_sqlite(template: Path, tmp_path: Path) -> Iterator[World]:
    file = tmp_path / "comanda.db"
    file.write_bytes(template.read_bytes())
    world = World(SqliteDriver(file), StoppedClock())
    yield world
    world.database.close()


@pytest.fixture
def on_postgresql(postgres_template: str) -> Iterator[World]:
    restore(postgres_template)
    world = World(PostgresDriver(postgres_template), StoppedClock())
    yield world
    world.database.close()


# room


def test_a_full_database_is_said_and_forgotten_when_there_is_room(on_sqlite: World):
    ours = on_sqlite.ours
    session = ours.open_table("5")

    def limit(pages: int) -> None:
        ours.database.submit(lambda tx: tx._cursor.execute(f"PRAGMA max_page_count={pages}")).result()

    limit(1)
    taken: list[str] = []
    with pytest.raises(StorageFull):
        taken.extend(ours.order(session, "Duck").id for _ in range(500))
    assert [fact.entity_id for fact in ours.log() if fact.kind == "order.placed"] == taken
    assert ours.read(session_of, session.id).id == session.id
    limit(1_000_000)
    taken.append(ours.order(session, "Duck").id)
    assert [fact.entity_id for fact in ours.log() if fact.kind == "order.placed"] == taken


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("40001", Trouble.AGAIN), ("40P01", Trouble.AGAIN), ("55P03", Trouble.AGAIN), ("53100", Trouble.FULL),
        ("57014", Trouble.BUSY), ("53200", Trouble.BUSY), ("25006", Trouble.MOVED), ("23505", Trouble.NONE),
        ("42703", Trouble.NONE), ("42P01", Trouble.BUSY), ("42501", Trouble.BUSY), ("XX001", Trouble.BUSY),
    ],
)  # fmt: skip
def test_postgresql_says_what_is_the_matter(on_postgresql: World, postgres_template: str, state: str, trouble: Trouble):
    ours = on_postgresql.ours
    raises = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    with psycopg.connect(postgres_template) as connection, pytest.raises(psycopg.Error) as raised:
        connection.execute(raises.encode())
    assert ours.database.driver.trouble(raised.value) is trouble

    def command(tx: Tx) -> None:
        tx._cursor.execute(raises)

    expected: Any = {Trouble.FULL: StorageFull, Trouble.NONE: psycopg.Error}.get(trouble, Unavailable)
    began = time.monotonic()
    with ours.nothing_written(), pytest.raises(expected):
        ours.database.submit(command).result()
    assert time.monotonic() - began < 10
    assert ours.open_table("1").table_label == "1"


def test_a_deadlock_on_postgresql_is_nobodys_fault_and_is_tried_again(on_postgresql: World):
    ours = on_postgresql.ours
    tries: list[int] = []

    def command(tx: Tx) -> str:
        tries.append(1)
        if len(tries) < 3:
            tx._cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$")
        return "done"

    assert ours.database.submit(command).result() == "done"
    assert len(tries) == 3


# connections


def test_a_reader_with_a_broken_connection_gets_another(ours: House):
    before = ours.log_head()
    for connection in list(ours.database._readers._open):
        connection.close()
    assert ours.log_head() == before


def test_a_writer_cut_off_from_postgresql_goes_on_with_another(on_postgresql: World, postgres_template: str):
    ours = on_postgresql.ours
    with psycopg.connect(postgres_template, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'comanda' AND datname = current_database()"
        )
    assert ours.open_table("1").table_label == "1"


def test_connections_of_postgresql_are_bounded_in_time(on_postgresql: World, postgres_template: str):
    ours = on_postgresql.ours
    shown: dict[str, str] = {}

    def show(tx: Tx) -> None:
        for name in ("application_name", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            tx._cursor.execute(f"SHOW {name}")
            shown[name] = tx._cursor.fetchone()[0]

    ours.database.submit(show).result()
    assert shown == {
        "application_name": "comanda", "lock_timeout": "500ms", "statement_timeout": "3s",
        "idle_in_transaction_session_timeout": "10s",
    }  # fmt: skip
    connection = PostgresDriver(postgres_template + "&connect_timeout=7&options=-c%20work_mem%3D5MB").connect()
    given = connection.info.get_parameters()
    work_mem = connection.execute("SHOW work_mem").fetchone()[0]
    connection.close()
    assert (given["connect_timeout"], given["tcp_user_timeout"], work_mem) == ("7", "4000", "5MB")


# time


class Impatient(SqliteDriver):
    """Nobody waits longer than half a second."""

    patience = 0.5


@contextmanager
def locked(file: Path) -> Generator[None]:
    """Another program holds the database."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_a_command_that_has_not_begun_in_time_is_taken_back(tmp_path: Path):
    driver = Impatient(tmp_path / "comanda.db")
    migrate(driver)
    database, ran = Database(driver), list[str]()

    async def write(name: str) -> None:
        await database.write(lambda tx, scope, _: ran.append(name), NOBODY)

    with locked(driver.path), pytest.raises(Unavailable) as raised:
        asyncio.run(write("late"))
    assert type(raised.value) is Unavailable
    asyncio.run(write("later"))
    database.close()
    assert ran == ["later"]


def test_of_a_command_that_has_begun_nobody_knows_in_time(tmp_path: Path):
    driver = Impatient(tmp_path / "comanda.db")
    migrate(driver)
    database, go_on = Database(driver), threading.Event()

    def slow(tx: Tx, scope: Scope, _: None) -> None:
        open_stream(tx, "slow")
        go_on.wait(10)

    with pytest.raises(OutcomeUnknown):
        asyncio.run(database.write(slow, NOBODY))
    go_on.set()
    assert database.submit(lambda tx: tx.lock("slow", "nobody")).result() is None  # it was stored after all
    database.close()


def test_a_query_that_takes_too_long_is_given_up(tmp_path: Path):
    driver = Impatient(tmp_path / "comanda.db")
    migrate(driver)
    database, go_on = Database(driver), threading.Event()
    with pytest.raises(Unavailable):
        asyncio.run(database.look(lambda tx: go_on.wait(10)))
    go_on.set()
    database.close()


def test_a_loop_that_is_gone_takes_nobody_with_it(on_sqlite: World):
    database, begun, go_on = on_sqlite.database, threading.Event(), threading.Event()

    def hold(tx: Tx) -> None:
        begun.set()
        go_on.wait(10)

    async def leave() -> None:
        asyncio.get_running_loop().create_task(database.write(lambda tx, scope, _: None, NOBODY))
        await asyncio.sleep(0)

    held = database.submit(hold)
    assert begun.wait(5)
    asyncio.run(leave())
    beside = database.submit(lambda tx: "here")
    go_on.set()
    assert (held.result(5), beside.result(5)) == (None, "here")
    assert database.submit(lambda tx: "still here").result(5) == "still here"


# the queue


def work(sender: str | None = None) -> Work:
    return Work(lambda tx: None, Future(), sender=sender)


def test_what_waits_is_bounded():
    backlog = Backlog(by_stream=False, most=3)
    works = [work() for _ in range(3)]
    for one in works:
        backlog.put(one)
    with pytest.raises(Unavailable):
        backlog.put(work())

    batch = backlog.take(64)
    assert batch is not None
    assert batch.works == works
    backlog.put(work())


def test_one_line_for_each_stream_in_the_order_of_arrival():
    backlog = Backlog(by_stream=True)
    first, second, third, other = work("ann"), work("ann"), work("bob"), work("eve")
    backlog.put(first)
    ann = backlog.take(1)
    assert ann is not None
    assert backlog.admits(ann, "our branch")
    backlog.learn(first, "our branch")
    backlog.put(second)
    backlog.put(third)
    backlog.put(other)

    bob = backlog.take(1)
    assert bob is not None
    assert bob.works == [third]
    assert not backlog.admits(bob, "our branch")
    backlog.move(third, "our branch")
    backlog.done(bob, [])
    eve = backlog.take(1)
    assert eve is not None
    assert backlog.admits(eve, "their branch")

    backlog.done(ann, [])
    ours = backlog.take(16)
    assert ours is not None
    assert ours.works == [second, third]
    backlog.done(ours, [second], delay=0.05)
    again = backlog.take(16)
    assert again is not None
    assert again.works == [second]


# the process


def ended(script: str, argument: Path | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(argument)], capture_output=True, text=True, timeout=60, check=False
    )


PREPARED = """
import asyncio, sys
from pathlib import Path
from comanda.engine.database import Database
from comanda.engine.drivers import SqliteDriver
from comanda.engine.log import open_stream
from comanda.ops.schema import migrate
driver = SqliteDriver(Path(sys.argv[1]) / "comanda.db")
migrate(driver)
def ring(streams):
    raise LookupError("no bell")
def move(tx):
    open_stream(tx, "ours")
    tx.lock("ours", "nobody")
    tx._writer.moved = True
"""


def test_a_fault_of_the_writer_itself_ends_the_process(tmp_path: Path):
    done = ended(
        PREPARED + "Database(driver, bell=ring).submit(move).result(); asyncio.run(asyncio.sleep(30))", tmp_path
    )

    assert done.returncode == 70
    assert "a writer broke; the process ends and has to be started again" in done.stderr
    assert "no bell" in done.stderr


def test_a_task_of_the_server_that_ends_ends_the_process(tmp_path: Path):
    script = """
import asyncio
from comanda.engine.ending import supervise
async def breaks():
    raise LookupError("no log")
async def main():
    supervise(asyncio.create_task(breaks()), "the hub")
    await asyncio.sleep(30)
asyncio.run(main())
"""
    done = ended(script, tmp_path)

    assert done.returncode == 70
    assert "the hub stopped; the process ends and has to be started again" in done.stderr
    assert "no log" in done.stderr


def test_a_task_that_is_cancelled_may_end(tmp_path: Path):
    script = """
import asyncio
from comanda.engine.ending import supervise
async def main():
    task = asyncio.create_task(asyncio.sleep(30))
    supervise(task, "the hub")
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0.1)
asyncio.run(main())
"""
    assert ended(script, tmp_path).returncode == 0


def test_a_fault_that_repeats_is_logged_once_with_a_count(caplog: pytest.LogCaptureFixture):
    faults = FaultLog(logging.getLogger("faults"), every=0.2)
    for _ in range(50):
        faults.error("gone", OSError("no route"))
    faults.error("other")
    time.sleep(0.25)
    faults.error("gone", OSError("no route"))

    assert [record.message for record in caplog.records] == [
        "gone: no route", "other", "gone: no route (49 more since the last line)",
    ]  # fmt: skip


# starting


def test_three_that_start_at_once_on_an_empty_postgresql_all_find_it_made(postgres: Cluster):
    url = postgres.new_database()
    script = "import sys; from comanda.ops.schema import migrate; from comanda.engine.drivers import PostgresDriver; "
    script += "migrate(PostgresDriver(sys.argv[1]))"
    with ThreadPoolExecutor(3) as hands:
        done = list(hands.map(lambda _: ended(script, url), range(3)))
    assert [one.returncode for one in done] == [0, 0, 0], [one.stderr[-500:] for one in done]
    assert revision_of(PostgresDriver(url)) == HEAD
    postgres.drop_database(url)
