"""The data folder is the house: nobody else reads it, one server has it, and its secret belongs to it."""

import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from comanda.engine.drivers import PostgresDriver
from comanda.engine.secret_mark import remember_secret
from comanda.engine.tx import Tx
from comanda.kernel.clock import system_clock
from comanda.ops.data_folder import keep_private, sole_server
from comanda.ops.schema import migrate, prepare
from comanda.ops.secret import WrongSecret, hold_to_secret, set_aside
from comanda.settings import Settings, read_settings
from tests.postgres import Cluster
from tests.served import free_port

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-c", "from comanda.cli import main; main()"]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("COMANDA_")}


def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a shell whose umask hides nothing."""
    return subprocess.run(
        [*COMMAND, *arguments], env={**CLEAN, **environment}, input=stdin, capture_output=True, text=True, check=False,
        timeout=120, umask=0,
    )  # fmt: skip


def settings_in(folder: Path) -> Settings:
    return read_settings({}, data_dir=folder)


def found(folder: Path) -> None:
    """A house, made here and now."""
    before = os.umask(0o077)
    try:
        prepare(read_settings({}, data_dir=folder))
    finally:
        os.umask(before)


@contextmanager
def serving(folder: Path) -> Generator[subprocess.Popen[str]]:
    command = [*COMMAND, "serve", "--port", str(free_port()), "--data", str(folder)]
    with subprocess.Popen(command, env=CLEAN, stdout=subprocess.PIPE, text=True, umask=0) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline().startswith("Comanda serves ")
            yield process
        finally:
            process.terminate()


def modes(folder: Path) -> dict[str, str]:
    """The folder's own mode under `.`."""
    found = {path.name: path for path in folder.iterdir()}
    return {name: f"{stat.S_IMODE(path.stat().st_mode):o}" for name, path in {".": folder, **found}.items()}


# nobody else reads it


def test_whatever_is_made_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path):
    folder = tmp_path / "deep" / "house"
    made = run("create-admin", "--email", "you@house.test", "--data", str(folder), stdin="a password of mine\n")
    assert made.returncode == 0, made.stderr
    with serving(folder):
        while_open = modes(folder)

    assert while_open == {
        ".": "700", "comanda.db": "600", "comanda.db-wal": "600", "comanda.db-shm": "600", "secret": "600",
        "server.lock": "600",
    }  # fmt: skip
    assert modes(folder.parent)["."] == "700"


def test_a_house_that_others_could_read_is_closed_to_them_and_says_so(tmp_path: Path):
    folder = tmp_path / "house"
    found(folder)
    (folder / "comanda.db-backup").write_text("")
    for name, mode in (("comanda.db", 0o644), ("comanda.db-backup", 0o640), (".", 0o755)):
        (folder / name).chmod(mode)

    again = run("migrate", "--data", str(folder))

    assert again.returncode == 0
    assert modes(folder) == {".": "700", "comanda.db": "600", "comanda.db-backup": "600", "secret": "600"}
    assert again.stderr.splitlines() == [
        f"others could read {folder} (mode 755): it is 700 now",
        f"others could read {folder}/comanda.db (mode 644): it is 600 now",
        f"others could read {folder}/comanda.db-backup (mode 640): it is 600 now",
    ]


@pytest.mark.parametrize("how", ["everybody's", "with other folders", "without a house"])
def test_a_folder_that_is_not_the_houses_alone_keeps_its_mode(tmp_path: Path, how: str):
    folder = tmp_path / "folder"
    folder.mkdir()
    if how != "without a house":
        (folder / "comanda.db").touch(0o644)
    if how == "with other folders":
        (folder / "pictures").mkdir()
    (folder / "notes.txt").write_text("")
    (folder / "notes.txt").chmod(0o644)
    mode = 0o1777 if how == "everybody's" else 0o755
    folder.chmod(mode)

    keep_private(Settings(folder, b""))

    assert modes(folder)["."] == f"{mode:o}"
    assert modes(folder)["notes.txt"] == "644"
    assert modes(folder).get("comanda.db", "600") == "600"


# one server has it


def test_a_second_server_stays_out_also_when_the_lock_file_is_deleted(tmp_path: Path):
    with serving(tmp_path):
        for _ in range(2):
            second = run("serve", "--port", str(free_port()), "--data", str(tmp_path))
            assert (second.returncode, second.stdout) == (1, "")
            assert second.stderr == f"Error: another server has {tmp_path} open\n"
            (tmp_path / "server.lock").unlink(missing_ok=True)
    with serving(tmp_path):
        pass


def test_the_lock_says_who_has_it_and_ends_with_the_process(tmp_path: Path):
    with sole_server(tmp_path):
        assert (tmp_path / "server.lock").read_text() == f"{os.getpid()}\n"
        with pytest.raises(OSError, match="another server has"), sole_server(tmp_path):
            pass
    with sole_server(tmp_path):
        pass


def test_a_server_on_a_taken_port_leaves_the_house_alone(tmp_path: Path):
    with serving(tmp_path / "first") as first:
        port = str(first.args[first.args.index("--port") + 1])  # type: ignore[index,union-attr]
        second = run("serve", "--port", port, "--data", str(tmp_path / "second"))

    assert second.returncode == 1
    assert second.stderr == f"Error: cannot listen on 127.0.0.1:{port}: Address already in use\n"
    assert not (tmp_path / "second" / "comanda.db").exists()


def test_a_host_nobody_knows_is_named_with_the_reason(tmp_path: Path):
    unknown = run("serve", "--host", "no-such-host.invalid", "--port", "8000", "--data", str(tmp_path))

    assert unknown.returncode == 1
    assert unknown.stderr.startswith("Error: cannot listen on no-such-host.invalid:8000: ")
    assert "Unknown error" not in unknown.stderr
    assert not (tmp_path / "comanda.db").exists()


# its secret belongs to it


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["create-admin", "--email", "a@b.test"]], ids=str)
def test_a_database_without_its_secret_is_refused_and_gets_no_new_one(tmp_path: Path, command: list[str]):
    found(tmp_path)
    (tmp_path / "secret").unlink()
    before = (tmp_path / "comanda.db").read_bytes()

    refused = run(*command, "--data", str(tmp_path), stdin="a password of mine\n")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"Error: the secret of {tmp_path}/comanda.db is missing: put it back at {tmp_path}/secret, "
        "or see `comanda new-secret --help`\n"
    )
    assert not (tmp_path / "secret").exists()
    assert (tmp_path / "comanda.db").read_bytes() == before


def test_a_secret_of_another_house_is_refused(tmp_path: Path):
    for house in ("ours", "theirs"):
        found(tmp_path / house)
    shutil.copy(tmp_path / "theirs/secret", tmp_path / "ours/secret")

    refused = run("serve", "--port", str(free_port()), "--data", str(tmp_path / "ours"))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "Error: This database was made with another secret: put that one back, or see `comanda new-secret --help`.\n"
    )


def test_a_house_can_be_proved_without_its_secret(tmp_path: Path):
    found(tmp_path)
    (tmp_path / "secret").unlink()

    proved = run("verify", "--data", str(tmp_path))

    assert (proved.returncode, proved.stderr) == (0, "")
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize("lost", [True, False])
def test_a_new_secret_is_taken_on_purpose_and_the_old_one_kept(tmp_path: Path, lost: bool):
    found(tmp_path)
    old = (tmp_path / "secret").read_text()
    if lost:
        (tmp_path / "secret").unlink()

    renewed = run("new-secret", "--data", str(tmp_path))

    assert renewed.returncode == 0, renewed.stderr
    kept = [path.read_text() for path in tmp_path.glob("secret.*")]
    assert kept == ([] if lost else [old])
    assert (tmp_path / "secret").read_text() != old
    found(tmp_path)
    assert set(modes(tmp_path).values()) == {"600", "700"}


def test_every_secret_that_is_set_aside_is_kept(tmp_path: Path):
    written = list[str]()
    for _ in range(3):
        set_aside(tmp_path / "secret")
        written.append((tmp_path / "secret").read_text())

    assert {path.read_text() for path in tmp_path.glob("secret*")} == set(written)
    assert len(set(written)) == 3


def test_no_new_secret_for_a_running_house_or_for_none(tmp_path: Path):
    with serving(tmp_path / "house"):
        before = (tmp_path / "house/secret").read_text()
        running = run("new-secret", "--data", str(tmp_path / "house"))
        assert (running.returncode, (tmp_path / "house/secret").read_text()) == (1, before)

    nothing = run("new-secret", "--data", str(tmp_path / "typo"))
    told = f"Error: there is no database in {tmp_path}/typo; name the data folder with --data\n"
    assert (nothing.returncode, nothing.stderr) == (1, told)
    assert not (tmp_path / "typo").exists()


def test_on_postgresql_a_machine_with_another_secret_is_refused(postgres: Cluster, tmp_path: Path):
    url = postgres.new_database()
    first = read_settings({}, data_dir=tmp_path / "first", database_url=url)
    second = read_settings({}, data_dir=tmp_path / "second", database_url=url)
    assert prepare(first)

    with pytest.raises(WrongSecret):
        prepare(second)
    assert not prepare(first)
    shutil.copy(tmp_path / "first/secret", tmp_path / "second/secret")
    assert not prepare(read_settings({}, data_dir=tmp_path / "second", database_url=url))


def test_servers_that_start_at_once_on_postgresql_remember_one_secret(postgres: Cluster, tmp_path: Path):
    driver = PostgresDriver(postgres.new_database())
    migrate(driver)
    first, second = settings_in(tmp_path / "first"), settings_in(tmp_path / "second")
    other = driver.connect()
    cursor = other.cursor()
    with ThreadPoolExecutor(2) as threads:
        cursor.execute("BEGIN")
        remember_secret(Tx(cursor, driver.name, system_clock()), first.secret)
        same = threads.submit(hold_to_secret, first, driver)
        another = threads.submit(hold_to_secret, second, driver)
        waiting = "wait_event_type = 'Lock'"
        while len(postgres.backends(waiting)) < 2 and not (same.done() or another.done()):
            time.sleep(0.02)
        cursor.execute("COMMIT")
        other.close()

        assert same.result(timeout=60) is None
        with pytest.raises(WrongSecret):
            another.result(timeout=60)


def test_the_database_does_not_keep_the_secret_itself(tmp_path: Path):
    settings = read_settings({}, data_dir=tmp_path)
    prepare(settings)

    held = b"".join(path.read_bytes() for path in tmp_path.glob("comanda.db*"))
    assert settings.secret not in held
    assert bytes.fromhex(settings.secret.decode()) not in held
