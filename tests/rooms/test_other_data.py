"""Data of another version: one line that says where they are and what to do, and nothing of them is touched."""

import hashlib
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from comanda.cli import main
from comanda.engine.drivers import PostgresDriver, SqliteDriver
from comanda.migrations.shape import SHAPE
from comanda.ops.schema import migrate
from tests.chain import MENUS
from tests.postgres import Cluster

EARLIER = ["DROP TABLE schema_mark", "DROP INDEX due_by_asking", "ALTER TABLE due DROP COLUMN asked_at"]
"""As the first migration made them before a mark was left."""
MADE_BY = {
    "an earlier tree without a mark": (EARLIER, "an earlier development version"),
    "an earlier tree": (
        [f"UPDATE schema_mark SET shape = {SHAPE - 1}, fingerprint = 'before'"],
        "an earlier development version",
    ),
    "a tree beside": (["UPDATE schema_mark SET fingerprint = 'beside'"], "another development version"),
    "a later tree": ([f"UPDATE schema_mark SET shape = {SHAPE + 1}, fingerprint = 'after'"], "a later version"),
}
BISTRO = str(MENUS / "de-asia-bistro.json")
COMMANDS = {
    "serve": (["serve", "--port", "0"], 1),
    "demo": (["demo", "--port", "0"], 1),
    "verify": (["verify"], 2),
    "heads": (["heads"], 2),
    "migrate": (["migrate"], 1),
    "create-admin": (["create-admin", "--email", "ada@platform.test"], 1),
    "new-secret": (["new-secret"], 1),
    "import": (["import-menu", BISTRO], 1),
    "import into": (["import-menu", BISTRO, "--organization", "019ab3c0-5a00-7000-8000-00000000de30"], 2),
}


def content(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Every file by name: what is in it, its mode, when it changed."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mode, path.stat().st_mtime_ns)
        for path in folder.iterdir()
    }


def folder_made_by(tmp_path: Path, statements: list[str]) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    driver = SqliteDriver(folder / "comanda.db")
    migrate(driver)
    connection = driver.connect()
    for statement in statements:
        connection.execute(statement)
    connection.close()
    (folder / "secret").write_text("the secret of the tests: 32 bytes or more")
    (folder / "secret").chmod(0o600)
    (folder / "comanda.db").chmod(0o644)
    return folder


@pytest.mark.parametrize("maker", MADE_BY)
@pytest.mark.parametrize("command", COMMANDS)
def test_data_of_another_version_are_left_alone(tmp_path: Path, maker: str, command: str):
    statements, which = MADE_BY[maker]
    folder = folder_made_by(tmp_path, statements)
    arguments, code = COMMANDS[command]
    before = content(folder)

    result = CliRunner(env={"COMANDA_DATA_DIR": str(folder)}).invoke(main, arguments, input="a long password\n")

    (line,) = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, content(folder)) == (code, "", before)
    assert line.startswith(f"Error: the data in {folder} are of {which} of Comanda")
    assert line.endswith("nothing was touched")
    assert ("update the program" in line) is (maker == "a later tree")
    assert ("make demo NEW=1" in line) is (maker != "a later tree")


@pytest.mark.parametrize("maker", MADE_BY)
@pytest.mark.parametrize("command", ["migrate", "verify"])
def test_a_postgresql_of_another_version_is_left_alone(tmp_path: Path, postgres: Cluster, maker: str, command: str):
    url = postgres.new_database()
    migrate(PostgresDriver(url))
    statements, which = MADE_BY[maker]
    with psycopg.connect(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    arguments, code = COMMANDS[command]
    variables = {"COMANDA_DATA_DIR": str(tmp_path), "COMANDA_DATABASE_URL": url}

    result = CliRunner(env=variables).invoke(main, arguments)

    (line,) = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (code, "")
    assert line.startswith("Error: the data in the database ")
    assert f" are of {which} of Comanda" in line
    assert line.endswith("nothing was touched")


def test_a_new_demo_begins_beside_the_one_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from comanda.ops.places import folder_of_demo

    def again_and_new(data: Path | None = None, *, empty: bool = False) -> list[str]:
        return [str(folder_of_demo(data, empty=empty, new=new)) for new in (False, True)]

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMANDA_DATA_DIR", raising=False)
    assert again_and_new() == ["data/demo", "data/demo"]
    Path("data/demo").mkdir(parents=True)
    assert again_and_new() == ["data/demo", "data/demo-2"]
    Path("data/demo-2").mkdir()
    assert again_and_new() == ["data/demo-2", "data/demo-3"]
    assert again_and_new(empty=True) == ["data/demo-empty", "data/demo-empty"]
    named = Path("elsewhere")
    named.mkdir()
    assert again_and_new(named) == ["elsewhere", "elsewhere-2"]
