"""PostgreSQL goes away and comes back: everybody is told so, and nothing has to be started again."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from comanda.engine.drivers import PostgresDriver
from comanda.ops.schema import migrate
from tests.faults.process import Answer, Process, Till, running, tills_at
from tests.postgres import OTHERS, Cluster, NoPostgres, throwaway_cluster
from tests.served import new_key
from tests.world import build_world

pytestmark = pytest.mark.slow
SLACK = 3.0
"""Seconds that a busy machine may add."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """One that may be stopped and killed."""
    try:
        with throwaway_cluster() as made:
            yield made
    except NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module")
def url(cluster: Cluster) -> str:
    url = cluster.new_database()
    driver = PostgresDriver(url)
    migrate(driver)
    build_world(driver)
    return url


@pytest.fixture
def till(url: str) -> Iterator[Till]:
    with tills_at(PostgresDriver(url)) as (ours, *_):
        yield ours


@pytest.fixture
def server(url: str, tmp_path: Path) -> Iterator[Process]:
    with running(Process(tmp_path, url)) as process:
        yield process


def all_asked(server: Process, till: Till) -> list[Answer]:
    return [server.order(till), server.orders(till), server.ask("GET", "/readyz")]


def hold_refusals(answers: list[Answer], within: float = 30) -> None:
    assert {answer.status for answer in answers} <= {503}, answers
    assert {answer.slug for answer in answers} <= {"temporarily-unavailable", "outcome-unknown"}
    assert all(int(answer.retry_after) >= 1 for answer in answers)
    assert max((answer.seconds for answer in answers), default=0) < within


def while_it_recovers(cluster: Cluster, ask: Callable[[], Answer]) -> list[Answer]:
    """What is answered until the database takes connections."""
    answers: list[Answer] = []
    deadline = time.monotonic() + 60
    while True:
        answers.append(ask())
        try:
            psycopg.connect(cluster.url("postgres")).close()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return answers


def terminate(cluster: Cluster) -> None:
    assert cluster.cut_off() >= 2


def kill_a_backend(cluster: Cluster) -> None:
    """PostgreSQL then ends all others, and recovers."""
    os.kill(cluster.backends()[0], signal.SIGKILL)


def restart(cluster: Cluster) -> None:
    cluster.control("-m", "immediate", "restart")


def stop_and_start(cluster: Cluster) -> None:
    cluster.control("-m", "fast", "stop")
    cluster.control("start")


@pytest.mark.parametrize("event", [terminate, kill_a_backend, restart, stop_and_start])
def test_the_database_is_used_again_once_it_is_back(
    cluster: Cluster, server: Process, till: Till, event: Callable[[Cluster], None]
):
    assert server.order(till).status == 201
    assert server.orders(till).status == 200

    event(cluster)
    meanwhile = while_it_recovers(cluster, lambda: server.order(till))
    back = time.monotonic()
    took, before = server.until_it_works(till)
    assert took < 2 + SLACK
    hold_refusals([answer for answer in meanwhile if answer.status != 201] + before)
    while time.monotonic() - back < 2 + SLACK and server.ask("GET", "/readyz").status != 200:
        time.sleep(0.05)
    ready = [server.ask("GET", "/readyz") for _ in range(4)]
    read = [server.orders(till) for _ in range(4)]
    assert [answer.status for answer in ready + read] == [200] * 8


@contextmanager
def a_table_gone(url: str) -> Generator[None]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE orders RENAME TO elsewhere")
        try:
            yield
        finally:
            connection.execute("ALTER TABLE elsewhere RENAME TO orders")


@contextmanager
def read_only(url: str) -> Generator[None]:
    """As after a fail-over: the server we are connected to takes no writes."""
    with psycopg.connect(url, autocommit=True) as connection:
        everybody = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OTHERS}".encode()
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        connection.execute(everybody)
        try:
            yield
        finally:
            connection.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())
            connection.execute(everybody)


def test_a_table_that_cannot_be_used_is_a_trouble_of_the_database(server: Process, till: Till, url: str):
    assert server.order(till).status == 201
    with a_table_gone(url):
        hold_refusals([server.order(till), server.orders(till)])
    assert server.until_it_works(till)[0] < 2 + SLACK


def test_who_cannot_write_is_not_ready(server: Process, till: Till, url: str):
    assert server.ask("GET", "/readyz").status == 200
    with read_only(url):
        hold_refusals([server.order(till), server.ask("GET", "/readyz"), server.ask("GET", "/readyz")])
    assert server.until_it_works(till)[0] < 2 + SLACK
    assert server.ask("GET", "/readyz").status == 200


def test_while_it_is_stopped_everybody_is_told_to_come_back(cluster: Cluster, server: Process, till: Till):
    assert server.order(till).status == 201
    cluster.control("-m", "fast", "stop")
    try:
        first = all_asked(server, till)
        size, since = server.log.stat().st_size, time.monotonic()
        later = [answer for _ in range(40) for answer in all_asked(server, till)]
        logged, took = server.log.read_text()[size:], time.monotonic() - since
        assert server.ask("GET", "/healthz").status == 200
    finally:
        cluster.control("start")

    hold_refusals(first + later, within=5)
    assert "Traceback" not in logged
    assert len(logged.splitlines()) <= 6 * (took + 2)
    took, before = server.until_it_works(till)
    hold_refusals(before)
    assert took < 2 + SLACK
    assert {server.ask("GET", "/readyz").status for _ in range(4)} == {200}


def test_a_frozen_database_keeps_nobody_waiting(cluster: Cluster, server: Process, till: Till):
    assert server.order(till).status == 201
    assert server.orders(till).status == 200
    answers: list[Answer] = []
    with cluster.frozen(cluster.processes()):
        for _ in range(2):
            asked = [
                threading.Thread(target=lambda ask=ask: answers.append(ask()))
                for ask in (
                    lambda: server.order(till),
                    lambda: server.orders(till),
                    lambda: server.ask("GET", "/readyz"),
                )
                for _ in range(3)
            ]
            for thread in asked:
                thread.start()
            assert server.ask("GET", "/healthz").seconds < SLACK
            for thread in asked:
                thread.join()

    assert len(answers) == 18
    hold_refusals(answers, within=5 + SLACK)
    took, before = server.until_it_works(till)
    hold_refusals(before)
    assert took < 2 + SLACK
    assert {server.ask("GET", "/readyz").status for _ in range(4)} == {200}


def test_a_server_whose_readers_get_no_answer_is_not_ready(cluster: Cluster, url: str, till: Till, tmp_path: Path):
    mine = cluster.backends()
    with running(Process(tmp_path, url)) as server:
        assert {server.orders(till).status for _ in range(6)} == {200}
        readers = sorted(set(cluster.backends("query = 'ROLLBACK'")) - set(mine))
        assert len(readers) == 2
        with cluster.frozen(readers):
            refused = [server.ask("GET", "/readyz")]
            deadline = time.monotonic() + 10 + SLACK
            while server.ask("GET", "/readyz").status != 200:  # until new connections have taken their place
                assert time.monotonic() < deadline

        assert refused[0].status == 503
        hold_refusals(refused, within=5 + SLACK)
        assert server.orders(till).status == 200


def test_a_server_that_has_become_a_standby_is_left(cluster: Cluster, url: str, server: Process, till: Till):
    """New connections reach one that takes writes, the old ones do not."""
    name = url.partition("?")[0].rpartition("/")[2]

    def tell(setting: str) -> None:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {name} {setting}".encode())

    assert server.order(till).status == 201
    tell("SET default_transaction_read_only = on")
    try:
        cluster.cut_off()
        refused = [server.order(till) for _ in range(3)]
        assert server.orders(till).status == 200
    finally:
        tell("RESET default_transaction_read_only")
    hold_refusals(refused)
    took, before = server.until_it_works(till)
    hold_refusals(before)
    assert took < 2 + SLACK


def test_connections_cut_in_the_middle_lose_nothing_and_double_nothing(cluster: Cluster, server: Process, till: Till):
    over, wrong, acknowledged = threading.Event(), list[Answer](), dict[str, str]()
    before = set(till.placed())

    def insist() -> None:
        """Each order until it is acknowledged, under one key."""
        while not over.is_set():
            key = new_key()
            while (answer := server.order(till, key)).status != 201:
                if answer.status != 503 or not answer.retry_after:
                    wrong.append(answer)
            acknowledged[key] = answer.body["id"]

    clients = [threading.Thread(target=insist) for _ in range(4)]
    for client in clients:
        client.start()
    cut = 0
    for _ in range(15):
        time.sleep(0.2)
        cut += cluster.cut_off()
    over.set()
    for client in clients:
        client.join(30)

    assert cut > 15
    assert wrong == []
    assert len(acknowledged) > 10
    assert sorted(acknowledged.values()) == sorted(set(till.placed()) - before)


def test_a_held_row_stops_its_own_branch_alone(url: str, server: Process):
    with tills_at(PostgresDriver(url)) as (ours, sister, rival), psycopg.connect(url) as other:
        assert [server.order(till).status for till in (ours, sister, rival)] == [201] * 3
        other.execute("SELECT * FROM streams WHERE stream_id = %s FOR UPDATE", (ours.house.branch_id,))
        held: list[Answer] = []
        waiting = [threading.Thread(target=lambda: held.append(server.order(ours))) for _ in range(12)]
        for thread in waiting:
            thread.start()
        free = [server.order(till) for _ in range(10) for till in (sister, rival)]
        for thread in waiting:
            thread.join()
        other.rollback()

        assert [answer.status for answer in free] == [201] * 20
        assert max(answer.seconds for answer in free) < 2.0
        assert len(held) == 12
        hold_refusals(held, within=5 + SLACK)
        took, before = server.until_it_works(ours)
        hold_refusals(before)
        assert took < 2 + SLACK


def test_two_servers_write_the_same_branches_without_a_deadlock(cluster: Cluster, url: str, tmp_path: Path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = Process(tmp_path / "one", url), Process(tmp_path / "two", url)
    with running(one), running(two), tills_at(PostgresDriver(url)) as tills:

        def load(servers: list[Process], seconds: float) -> list[Answer]:
            answers: list[Answer] = []
            until = time.monotonic() + seconds

            def client(number: int) -> None:
                turn = number
                while time.monotonic() < until:
                    answers.append(servers[turn % len(servers)].order(tills[turn % 3]))
                    turn += 1

            clients = [threading.Thread(target=client, args=(number,)) for number in range(12)]
            for thread in clients:
                thread.start()
            for thread in clients:
                thread.join()
            return answers

        load([one, two], 1)
        alone, mixed = load([one], 4), load([one, two], 4)
        with psycopg.connect(cluster.url("postgres")) as connection:
            name = url.partition("?")[0].rpartition("/")[2]
            found = connection.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = %s", (name,)).fetchone()

    sys.stdout.write(f"\none server {len(alone) / 4:.0f} orders/s, two mixed {len(mixed) / 4:.0f}\n")
    assert {answer.status for answer in alone + mixed} == {201}
    assert found == (0,)
    assert len(mixed) > 0.5 * len(alone)
