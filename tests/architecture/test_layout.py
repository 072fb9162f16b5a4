"""Where things live and who may lean on whom, as docs/map.md says; floors and purity are import-linter's."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, SOURCE, Import, Module, modules, ours, project_files, room_modules, rooms

MAY_IMPORT = {
    "values": set[str](),
    "errors": {"values"},
    "events": {"values"},
    "rules": {"values", "errors"},
    "tables": {"values"},
    "queries": {"tables", "values", "errors", "rules", "schemas"},
    "schemas": {"values", "rules"},
    "actions": {"queries", "tables", "rules", "events", "errors", "values", "schemas"},
    "timers": {"actions", "queries", "errors", "values"},
    "adapters": {"errors", "values"},
    "api": {"actions", "queries", "schemas", "rules", "errors", "values"},
}
"""The file names of a room, and what each may import of the same room."""

READ_THE_ROWS_OF_OTHERS = re.compile(r"comanda\.(reports|migrations|ops\.schema|ops\.proof)\b")
COMMIT = re.compile(r"comanda\.(engine|ops\.schema)\b")
"""The engine, for everybody; and bringing the schema up to date, which has a connection of its own."""
THE_EDGE = re.compile(r"comanda\.(engine\.http|app|cli|ops\.(?:listening|serve|show)|\w+\.api)\b")
FRAMEWORK = {"litestar", "granian"}

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
CODE = {".py", ".ts", ".tsx", ".mjs", ".css"}
WRITTEN_BY_A_TOOL = re.compile(r"web/src/api/schema\.d\.ts|src/comanda/migrations/versions/")


def test_a_room_has_only_the_files_every_room_may_have():
    strange = [module.name for module in room_modules() if module.part not in MAY_IMPORT]

    assert strange == []


@pytest.mark.parametrize("room", rooms())
def test_a_room_leans_downwards_inside_too(room: str):
    wrong = [
        str(imported)
        for module in room_modules()
        if module.room == room
        for imported in module.imports()
        if is_upwards(module, imported)
    ]

    assert wrong == []


def is_upwards(module: Module, imported: Import) -> bool:
    """Within one room only; a file split into a package may use its own pieces."""
    parts = imported.target.split(".")
    inside = parts[:2] == ["comanda", module.room] and len(parts) > 2
    return inside and parts[2] != module.part and parts[2] not in MAY_IMPORT.get(module.part, set())


def test_rows_stay_at_home():
    strangers = [
        str(imported)
        for module in modules()
        for imported in module.imports()
        if (owner := re.match(r"comanda\.(\w+)\.tables", imported.target))
        and module.room != owner[1]
        and not READ_THE_ROWS_OF_OTHERS.match(module.name)
    ]

    assert strangers == []


def test_only_the_edge_knows_the_web():
    wrong = [
        str(imported)
        for module in modules()
        if not THE_EDGE.match(module.name)
        for imported in module.imports()
        if imported.target.split(".")[0] in FRAMEWORK or imported.target.startswith("comanda.engine.http")
    ]

    assert wrong == []


def test_nobody_but_the_engine_commits():
    wrong = [
        f"{module.path.relative_to(ROOT)}:{node.lineno}"
        for module in modules()
        if not COMMIT.match(module.name)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    ]

    assert wrong == []


def test_a_package_says_what_it_is_and_nothing_else():
    wrong = [
        module.name
        for module in modules()
        if module.path.name == "__init__.py" and not (len(module.tree.body) == 1 and ast.get_docstring(module.tree))
    ]

    assert wrong == []


def test_no_file_is_longer_than_one_sitting():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in project_files()
        if path.suffix in CODE and not WRITTEN_BY_A_TOOL.match(str(path.relative_to(ROOT)))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_a_page():
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": lines
        for path in project_files()
        if path.suffix == ".py" and not WRITTEN_BY_A_TOOL.match(str(path.relative_to(ROOT)))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert long == {}


INDEX_ADDRESS = re.compile(
    r"pythonhosted\.org|registry\.npmjs|pypi\.org/simple|--(?:extra-)?index-url[ =]|--find-links[ =]|file:///"
)
PLACE_ON_ONE_MACHINE = re.compile(r"(?<![\w.~}])(?:/home/\w+/|/Users/\w+/|/root/)")


def test_no_committed_file_knows_a_package_index_or_one_person_s_machine():
    here = re.compile(rf"(?<![\w.]){re.escape(str(ROOT))}\b") if len(ROOT.parts) > 2 else PLACE_ON_ONE_MACHINE
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in project_files()
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        for pattern in (INDEX_ADDRESS, PLACE_ON_ONE_MACHINE, here)
        if (found := pattern.search(line))
    ]

    assert wrong == []


MAP = ROOT / "docs/map.md"
MAPPED = (".", "src/comanda", "web", "web/src", "tests", "docs")
"""Every folder in these has a line on the map."""


def folders(parent: Path) -> set[str]:
    """Those that hold committed files."""
    return {
        str(path.relative_to(ROOT)) + "/"
        for path in parent.iterdir()
        if path.is_dir() and ours(path) and any(path in file.parents for file in project_files())
    }


def test_the_map_shows_the_house_as_it_is():
    on_the_map = re.findall(r"^\| `([^`]+)`", MAP.read_text(encoding="utf-8"), flags=re.MULTILINE)
    on_disk = set[str]().union(*(folders(ROOT / name) for name in MAPPED if (ROOT / name).is_dir()))
    files = {str(path.relative_to(ROOT)) for path in SOURCE.glob("*.py") if path.name != "__init__.py"}

    assert {name for name in on_the_map if not (ROOT / name).exists()} == set()
    assert (on_disk | files) - set(on_the_map) == set()
