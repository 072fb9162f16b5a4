"""The command line as an owner and a script meet it: one line each, the right exit code, never a traceback."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from comanda.cli import end_on_sigterm, main
from comanda.engine.database import Database
from comanda.engine.drivers import driver_for
from comanda.engine.passwords import matches
from comanda.identity.queries import STAFF_BY_EMAIL, member
from comanda.ops.import_menu.reading import LARGEST_FILE
from tests.chain import MENUS, sample

BROKEN = Path(__file__).parents[1] / "data/awkward/10-broken-option-groups.json"
BISTRO = str(MENUS / "de-asia-bistro.json")


class Terminal:
    """Somebody's shell, in a folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def run(self, *arguments: str, stdin: str = "", **environment: str) -> Result:
        variables = {"COMANDA_DATA_DIR": str(self.data), **environment}
        return CliRunner(env=variables).invoke(main, arguments, input=stdin)

    def fails(self, *arguments: str, code: int = 1, stdin: str = "", **environment: str) -> list[str]:
        """What it complains of, line by line."""
        result = self.run(*arguments, stdin=stdin, **environment)
        assert (result.exit_code, result.stdout) == (code, "")
        return result.stderr.splitlines()

    def json(self, *arguments: str) -> Any:
        result = self.run(*arguments, "--json")
        assert (result.exit_code, result.stderr, result.stdout.count("\n")) == (0, "", 1)
        return json.loads(result.stdout)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "data")


def test_an_import_prints_exactly_what_a_script_needs(terminal: Terminal):
    file = sample("de-asia-bistro")

    line = terminal.json("import-menu", BISTRO)

    assert line.keys() == {"organization_id", "ids", "counts"}
    assert line["counts"] == file["counts"]
    assert {name: set(section) for name, section in line["ids"].items()} == {
        "branches": {"mitte", "west"},
        "tables": {f"{branch['id']}/{table['id']}" for branch in file["branches"] for table in branch["tables"]},
        "products": {product["id"] for product in file["products"]},
        "option_groups": {"vorspeise", "dressing"},
        "options": {f"{group['id']}/{one['id']}" for group in file["option_groups"] for one in group["options"]},
    }
    everything = [one for section in line["ids"].values() for one in section.values()]
    assert len(set(everything)) == len(everything)


def test_importing_again_into_the_organization_names_the_same_things(terminal: Terminal):
    line = terminal.json("import-menu", BISTRO)

    assert terminal.json("import-menu", BISTRO, "--organization", line["organization_id"]) == line
    assert terminal.json("import-menu", BISTRO)["organization_id"] != line["organization_id"]


def test_a_dry_run_of_a_new_house_makes_nothing(terminal: Terminal):
    line = terminal.json("import-menu", BISTRO, "--dry-run")

    nothing: dict[str, str] = {}
    assert (line["organization_id"], line["counts"]["products"]) == (None, 247)
    assert list(line["ids"].values()) == [nothing] * 5
    assert not (terminal.data / "comanda.db").exists()


def test_a_dry_run_into_a_house_names_what_is_there_and_adds_nothing(terminal: Terminal, tmp_path: Path):
    line = terminal.json("import-menu", BISTRO)
    file = sample("de-asia-bistro")
    file["products"].append({**file["products"][0], "id": "new", "sku": "M99"})
    del file["counts"]
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(file))
    house = ("--organization", line["organization_id"])

    assert terminal.json("import-menu", str(changed), "--dry-run", *house)["ids"] == line["ids"]
    shown = terminal.run("import-menu", str(changed), "--dry-run", *house).stdout
    assert [words.split() for words in shown.splitlines() if words.split()[:1] == ["products"]] == [
        ["products", "1", "–", "247"]
    ]
    assert "Nothing was written." in shown
    assert "Nothing has changed" in terminal.run("import-menu", BISTRO, *house).stdout


def test_a_broken_file_is_refused_with_one_line_for_each_fault(terminal: Terminal):
    lines = terminal.fails("import-menu", str(BROKEN))

    assert len(lines) == 23
    assert lines[0] == "/availability_windows/0/weekdays/3: Expected `int` <= 7"
    assert lines[-1] == f"Error: {BROKEN.name} cannot be taken (22 faults); nothing was written"
    assert not (terminal.data / "comanda.db").exists()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"[" * 20_000, "nested too deeply"),
        (b"\xe9t\xe9", "'utf-8' codec can't decode byte 0xe9 in position 0"),
        (b"x" * (LARGEST_FILE + 1), "larger than 10 MiB"),
        (b'{"format": "menu-sample/1"}', "this field is required"),
    ],
    ids=["deep", "not UTF-8", "large", "empty"],
)
def test_no_file_makes_a_traceback(terminal: Terminal, tmp_path: Path, content: bytes, complaint: str):
    path = tmp_path / "file.json"
    path.write_bytes(content)

    assert any(complaint in line for line in terminal.fails("import-menu", str(path)))


def test_what_is_not_there_is_said_in_one_line(terminal: Terminal, tmp_path: Path):
    missing = tmp_path / "nothing.json"

    assert terminal.fails("import-menu", str(missing)) == [f"Error: {missing}: No such file or directory"]
    terminal.run("import-menu", BISTRO)
    assert terminal.fails("import-menu", BISTRO, "--organization", "nobody") == [
        "Error: There is no such organization here."
    ]


@pytest.mark.parametrize("command", ["serve", "demo", "verify", "migrate"])
def test_a_misspelt_setting_is_an_error_at_the_start(terminal: Terminal, command: str):
    known = (
        "COMANDA_DATABASE_URL, COMANDA_DATA_DIR, COMANDA_HOST, COMANDA_PORT, COMANDA_PUBLIC_URL, COMANDA_SECRET_FILE, "
        "COMANDA_TRUSTED_PROXIES"
    )

    (line,) = terminal.fails(command, code=2, COMANDA_PROT="8000")

    assert line == f"Error: unknown setting COMANDA_PROT; known are {known}"


def test_a_setting_that_cannot_be_used_is_an_error_at_the_start(terminal: Terminal):
    assert terminal.fails("serve", code=2, COMANDA_PORT="http") == [
        "Error: COMANDA_PORT must be a number up to 65535, not 'http'"
    ]
    assert terminal.fails("verify", code=2, COMANDA_DATABASE_URL="mysql://localhost/x") == [
        "Error: COMANDA_DATABASE_URL must begin with postgresql://; leave it out for SQLite"
    ]


def test_a_secret_that_is_no_text_is_said_in_one_line(terminal: Terminal):
    terminal.data.mkdir()
    secret = terminal.data / "secret"
    secret.write_bytes(b"\xff\xfe" * 40)
    secret.chmod(0o600)

    assert terminal.fails("serve", code=2) == [
        f"Error: the secret in {secret} is not text: put a copy of the right file back"
    ]


def test_a_server_that_is_told_to_stop_before_it_serves_ends_well():
    before = signal.getsignal(signal.SIGTERM)
    try:
        end_on_sigterm()
        with pytest.raises(SystemExit) as ended:
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 0


def test_a_file_that_is_no_database_is_said_in_one_line(terminal: Terminal):
    terminal.data.mkdir()
    (terminal.data / "comanda.db").write_text("something else")

    assert terminal.fails("verify") == ["Error: file is not a database"]


def test_an_admin_is_made_with_a_password_from_standard_input(terminal: Terminal):
    made = terminal.run("create-admin", "--email", "Ada@Platform.test", stdin="correct horse battery\n")
    assert (made.exit_code, made.stdout) == (0, "Ada@Platform.test can sign in as administrator.\n")

    database = Database(driver_for(None, terminal.data))
    row = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email="ada@platform.test"))
    person = database.look_now(lambda tx: member(tx, row.id))
    database.close()
    assert (person.role, person.organization_id, person.workplaces) == ("admin", None, [])
    assert matches("correct horse battery", row.password_hash)

    assert terminal.fails("create-admin", "--email", "ada@platform.test", stdin="another long password\n") == [
        "Error: Somebody already signs in with this e-mail."
    ]


@pytest.mark.parametrize(
    ("email", "password", "complaint"),
    [
        ("ada@platform.test", "too short", "the password needs at least 12 characters"),
        ("ada@platform.test", "", "the password needs at least 12 characters"),
        ("ada@platform.test", "x" * 257, "this password cannot be used: Expected `str` of length <= 256"),
        ("ada", "long enough a password", "this e-mail cannot be used: this is no e-mail address"),
    ],
)
def test_an_admin_without_a_proper_account_is_not_made(terminal: Terminal, email: str, password: str, complaint: str):
    (line,) = terminal.fails("create-admin", "--email", email, stdin=f"{password}\n")

    assert line.startswith(f"Error: {complaint}")


def test_the_schema_is_brought_up_once(terminal: Terminal):
    assert [terminal.run("migrate").stdout for _ in range(2)] == [
        "Brought to schema 0001.\n",
        "Already at schema 0001.\n",
    ]


def test_a_house_is_verified(terminal: Terminal):
    terminal.run("import-menu", BISTRO)

    assert terminal.run("verify").stdout == (
        "Note: no heads kept elsewhere were given (--heads), so a log cut at its end would not be noticed.\n"
        "All is well: 13 events in 4 streams, 1029 rows, 0 bills with 0 payments in 2 branches.\n"
    )


def test_a_house_that_was_tampered_with_does_not_pass(terminal: Terminal):
    terminal.run("import-menu", BISTRO)
    connection = driver_for(None, terminal.data).connect()
    connection.cursor().execute("UPDATE log SET actor = 'staff:nobody' WHERE kind = 'organization.created'")
    connection.close()

    assert terminal.fails("verify") == [
        "event 1 of platform: columns differ from the header",
        "Error: 1 fault; looked at 13 events in 4 streams, 1029 rows, 0 bills with 0 payments in 2 branches",
    ]


def test_the_contract_is_printed(terminal: Terminal):
    printed = json.loads(terminal.run("openapi").stdout)

    assert printed["openapi"].startswith("3.1.")
    assert "post" in printed["paths"]["/api/orders"]
