"""The database's files are deleted, moved or replaced under the running server, or the disk is full."""

import contextlib
import ctypes
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from comanda.engine.drivers import SqliteDriver, Trouble
from comanda.engine.files import CUT, GONE, LOG_GONE, REPLACED
from tests.faults.process import Answer, Process, Till, running, tills_at
from tests.served import new_key

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "house").mkdir()
    return tmp_path / "house"


@pytest.fixture
def till(template: Path, folder: Path) -> Till:
    """Seen through connections that are closed before anything happens to the files."""
    shutil.copy(template, folder / "comanda.db")
    with tills_at(SqliteDriver(folder / "comanda.db")) as (ours, *_):
        return ours


@pytest.fixture
def server(folder: Path, till: Till) -> Iterator[Process]:
    with running(Process(folder)) as process:
        yield process


def placed(folder: Path, till: Till) -> list[str]:
    """What the file under its name holds."""
    with tills_at(SqliteDriver(folder / "comanda.db")) as (ours, *_):
        return ours.placed()


def hold_refused(server: Process, till: Till, why: str) -> None:
    """Nothing is taken, nothing is read from a file that is not there, and it is said why."""
    orders = [server.order(till) for _ in range(5)]
    reads = [server.orders(till), server.ask("GET", "/readyz")]
    for answer in orders + reads:
        assert (answer.status, answer.slug, answer.body["detail"]) == (503, "temporarily-unavailable", why)
        assert int(answer.retry_after) >= 1
    assert server.ask("GET", "/healthz").status == 200
    assert why in server.log.read_text()


def unlink(folder: Path) -> None:
    (folder / "comanda.db").unlink()


def unlink_all(folder: Path) -> None:
    for name in ("comanda.db", "comanda.db-wal", "comanda.db-shm"):
        (folder / name).unlink()


def unlink_log(folder: Path) -> None:
    (folder / "comanda.db-wal").unlink()


def unlink_index(folder: Path) -> None:
    (folder / "comanda.db-shm").unlink()


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


def rename(folder: Path) -> None:
    (folder / "comanda.db").rename(folder / "elsewhere.db")


def move_folder(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (unlink, GONE), (unlink_all, GONE), (remove_folder, GONE), (rename, GONE), (move_folder, GONE),
        (unlink_log, LOG_GONE), (unlink_index, LOG_GONE),
    ],
)  # fmt: skip
def test_without_its_files_the_server_takes_nothing(
    server: Process, till: Till, folder: Path, event: Callable[[Path], None], why: str
):
    assert server.order(till).status == 201
    assert server.orders(till).status == 200
    event(folder)

    hold_refused(server, till, why)


def test_what_comes_back_is_used_again(server: Process, till: Till, folder: Path):
    first = server.order(till)
    move_folder(folder)
    hold_refused(server, till, GONE)

    folder.with_name("elsewhere").rename(folder)
    again = server.order(till)
    assert (first.status, again.status) == (201, 201)
    assert [server.ask("GET", "/readyz").status, server.orders(till).status] == [200, 200]
    assert server.stop() == 0
    assert placed(folder, till) == [first.body["id"], again.body["id"]]


def replace(folder: Path, template: Path) -> None:
    shutil.copy(template, folder / "new.db")
    (folder / "new.db").rename(folder / "comanda.db")


def test_another_file_in_its_place_is_used_only_after_a_new_start(
    server: Process, till: Till, folder: Path, template: Path
):
    assert server.order(till).status == 201
    replace(folder, template)
    hold_refused(server, till, REPLACED)
    hold_refused(server, till, REPLACED)


@pytest.mark.parametrize("name", ["comanda.db", "comanda.db-wal"])
def test_a_file_cut_in_its_place_is_used_only_after_a_new_start(server: Process, till: Till, folder: Path, name: str):
    """As `cp backup.db comanda.db` does to begin with; what was there before must not be mixed with what comes."""
    assert server.order(till).status == 201
    file = folder / name
    before = file.read_bytes()
    os.truncate(file, 0)
    hold_refused(server, till, CUT)

    with file.open("r+b") as written_over:
        written_over.write(before)
    hold_refused(server, till, CUT)


def test_files_that_sqlite_itself_makes_shorter_are_used_on(server: Process, till: Till, folder: Path):
    """An operator's VACUUM, and a checkpoint that empties the log."""
    with contextlib.closing(sqlite3.connect(folder / "comanda.db", isolation_level=None)) as operator:
        operator.execute("CREATE TABLE ballast AS SELECT randomblob(3000000) AS bytes")
        assert server.order(till).status == 201
        operator.execute("DROP TABLE ballast")
        full = (folder / "comanda.db").stat().st_size
        operator.execute("VACUUM")
        operator.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert ((folder / "comanda.db").stat().st_size < full, (folder / "comanda.db-wal").stat().st_size) == (True, 0)

    for _ in range(3):
        assert (server.order(till).status, server.ask("GET", "/readyz").status) == (201, 200)


def test_a_damaged_file_is_no_fault_of_the_server(tmp_path: Path):
    (tmp_path / "comanda.db").write_bytes(b"no database" * 1000)
    driver = SqliteDriver(tmp_path / "comanda.db")

    with pytest.raises(sqlite3.DatabaseError) as refused:
        driver.connect()
    assert driver.trouble(refused.value) is Trouble.BUSY


def test_orders_of_a_lost_log_are_saved_before_the_server_ends(server: Process, till: Till, folder: Path):
    """What is in the log alone is lost with the log, unless whoever still has it open writes it back."""
    taken = [server.order(till).body["id"] for _ in range(3)]
    unlink_log(folder)
    hold_refused(server, till, LOG_GONE)
    server.kill()

    assert placed(folder, till) == taken


# a full disk


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Generator[None]:
    """A file system of its own, where we may mount one."""
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"size={megabytes}m".encode()
    if libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options) != 0:
        pytest.skip("mounting a small disk takes root")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    ballast = folder / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return ballast


def test_a_full_disk_is_said_and_forgotten_when_there_is_room(template: Path, folder: Path):
    with small_disk(folder, 24):
        shutil.copy(template, folder / "comanda.db")
        with tills_at(SqliteDriver(folder / "comanda.db")) as (till, *_):
            pass
        with running(Process(folder)) as server:
            taken = [server.order(till)]
            ballast = fill(folder)
            refused: list[Answer] = []
            keys: list[str] = []
            for _ in range(400):
                keys.append(new_key())
                answer = server.order(till, keys[-1])
                (taken if answer.status == 201 else refused).append(answer)
                if len(refused) == 5:
                    break

            assert {(answer.status, answer.slug) for answer in refused} == {(507, "storage-full")}
            assert "nothing was stored" in refused[0].body["title"]
            assert server.orders(till).status == 200
            assert server.ask("GET", "/readyz").status == 503
            ballast.unlink()
            again = server.order(till, keys[-1])
            assert again.status == 201
            assert server.ask("GET", "/readyz").status == 200
            assert server.stop() == 0
        assert placed(folder, till) == [answer.body["id"] for answer in [*taken, again]]
