"""`comanda verify` and `comanda heads` as they are typed: they read what is there, and make nothing."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from comanda.cli import main
from comanda.engine.drivers import SqliteDriver
from comanda.engine.log import stream_heads
from comanda.ops.schema import migrate
from tests.cast import StoppedClock
from tests.world import World

MENU = str(Path(__file__).parents[2] / "src/comanda/data/de-asia-bistro.json")


def run(*typed: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, typed, input=text, env={"COMANDA_DATA_DIR": None, "COMANDA_DATABASE_URL": None})


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A house that was closed properly."""
    made = tmp_path / "house"
    made.mkdir()
    shutil.copy(template, made / "comanda.db")
    return made


def content(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


READING = (
    ("verify",),
    ("heads",),
    ("import-menu", MENU, "--organization", "one", "--dry-run"),
    ("import-menu", MENU, "--organization", "one"),
)


@pytest.mark.parametrize("typed", READING, ids=" ".join)
def test_a_mistyped_folder_is_an_error_and_stays_unmade(tmp_path: Path, typed: tuple[str, ...]):
    missing = tmp_path / "typo"
    result = run(*typed, "--data", str(missing))

    assert result.exit_code == 2
    assert result.stderr == f"Error: there is no database in {missing}; name the data folder with --data\n"
    assert list(tmp_path.iterdir()) == []


def test_a_planned_import_makes_nothing(tmp_path: Path):
    result = run("import-menu", MENU, "--dry-run", "--data", str(tmp_path / "typo"))

    assert result.exit_code == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["verify", "heads"])
def test_a_house_is_read_without_a_trace(folder: Path, command: str):
    before = content(folder)
    result = run(command, "--data", str(folder))

    assert (result.exit_code, result.stderr) == (0, "")
    assert content(folder) == before


def test_a_house_is_read_beside_its_server(folder: Path):
    """As a server does, somebody has the database open, and has written what is not in the file yet."""
    world = World(SqliteDriver(folder / "comanda.db"), StoppedClock())
    world.ours.order(world.ours.open_table("1"), "Duck")
    files = set(content(folder))
    result = run("verify", "--data", str(folder))

    assert result.exit_code == 0
    events = sum(head.seq for head in world.database.look_now(stream_heads))
    assert f"All is well: {events} events in 6 streams" in result.stdout
    assert set(content(folder)) == files
    world.database.close()


def test_heads_find_what_was_cut_off_since(folder: Path, tmp_path: Path):
    world = World(SqliteDriver(folder / "comanda.db"), StoppedClock())
    world.ours.open_table("1")
    world.database.close()
    kept = tmp_path / "heads.txt"
    kept.write_text(run("heads", "--data", str(folder)).stdout)
    whole = run("verify", "--data", str(folder), "--heads", str(kept))
    connection = sqlite3.connect(folder / "comanda.db")
    stream, seq = world.ours.branch_id, len(_log(connection, world.ours.branch_id))
    connection.execute("DELETE FROM log WHERE stream_id = ? AND seq = ?", (stream, seq))
    connection.execute(
        "UPDATE streams SET (seq, hash, at) = (SELECT seq, hash, at FROM log WHERE stream_id = ? AND seq = ?)"
        " WHERE stream_id = ?",
        (stream, seq - 1, stream),
    )
    connection.commit()
    connection.close()
    gone = f"event {seq} of {stream}: is gone: a head of it was kept elsewhere, the stream ends at {seq - 1}"

    assert whole.exit_code == 0
    for given in (("--heads", str(kept)), *(("--head", line) for line in _of(kept, stream))):
        cut = run("verify", "--data", str(folder), *given)
        assert cut.exit_code == 1
        assert gone in cut.stderr.splitlines()
    assert gone in run("verify", "--data", str(folder), "--heads", "-", text=kept.read_text()).stderr.splitlines()


def _log(connection: sqlite3.Connection, stream: str) -> list[object]:
    return connection.execute("SELECT seq FROM log WHERE stream_id = ?", (stream,)).fetchall()


def _of(kept: Path, stream: str) -> list[str]:
    return [line for line in kept.read_text().splitlines() if line.startswith(stream)]


def test_a_head_that_is_none_is_an_error(folder: Path):
    result = run("verify", "--data", str(folder), "--head", "platform:1:abc")

    assert result.exit_code == 2
    assert "is not STREAM:SEQ:HASH, with a hash of 64 hexadecimal digits" in result.stderr


def test_a_finding_ends_with_one(folder: Path):
    connection = sqlite3.connect(folder / "comanda.db")
    connection.execute("UPDATE branches SET cash_step = 5 WHERE name = 'Ours'")
    connection.commit()
    connection.close()
    result = run("verify", "--data", str(folder))

    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "branch Ours: cash_step: the log says 1, the table says 5"
    assert result.stderr.splitlines()[-1].startswith("Error: 1 fault; looked at ")


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("0000", "this database has the older schema 0000: bring it to 0001 with comanda migrate"),
        ("0002", "this database has the schema 0002 of a newer Comanda: update the program"),
    ],
)
def test_another_schema_is_told_apart(folder: Path, revision: str, says: str):
    connection = sqlite3.connect(folder / "comanda.db")
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.commit()
    connection.close()
    before = content(folder)
    result = run("verify", "--data", str(folder))

    assert (result.exit_code, result.stderr) == (2, f"Error: {says}\n")
    assert content(folder) == before


def test_an_empty_database_is_not_called_well(tmp_path: Path):
    (tmp_path / "comanda.db").touch()
    empty = run("verify", "--data", str(tmp_path))
    (tmp_path / "comanda.db").unlink()
    migrate(SqliteDriver(tmp_path / "comanda.db"))
    nobody = run("verify", "--data", str(tmp_path))

    assert (empty.exit_code, empty.stderr) == (
        2,
        "Error: this database is empty: no Comanda has ever written to it\n",
    )
    assert nobody.exit_code == 0
    assert "Nothing is wrong, but there is no branch here: 0 events in 1 streams" in nobody.stdout
    assert "All is well" not in nobody.stdout


def test_the_claim_names_what_lies_outside_of_it():
    result = run("verify", "--claim")
    outside = result.stdout.partition("Outside the claim:\n")[2].splitlines()

    assert result.exit_code == 0
    assert [line.strip().partition(":")[0] for line in outside if line.startswith("  ")] == [
        "drafts",
        "due",
        "idempotency",
        "installation",
        "qr_sessions.touched_at",
        "schema_mark",
        "staff.last_login_at",
        "the schema on PostgreSQL",
    ]
