"""The house as it stands on disk: its rooms, its modules, what each of them imports."""

import ast
import importlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/comanda"

FOUNDATIONS = {"kernel", "pricing", "engine", "migrations", "ops", "static"}
"""Packages of src/comanda that are no rooms and name their files freely."""


@dataclass(frozen=True)
class Import:
    """`module` imports `target`, on that line."""

    module: "Module"
    target: str
    line: int

    def __str__(self) -> str:
        return f"{self.module.path.relative_to(ROOT)}:{self.line} imports {self.target}"


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path

    @property
    def name(self) -> str:
        """Dotted, as imported."""
        parts = self.path.relative_to(SOURCE.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The package or file below comanda, e.g. `orders` or `app`."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def part(self) -> str:
        """The file within its room, e.g. `actions`, also for actions/place.py; empty for the room's docstring."""
        parts = self.name.split(".")
        return parts[2] if len(parts) > 2 else ""

    @property
    def tree(self) -> ast.Module:
        return parse(self.path)

    def imports(self) -> Iterator[Import]:
        """Every import, also those inside functions; `from a import b` counts as a.b where that is a module."""
        for node in ast.walk(self.tree):
            names = [alias.name for alias in getattr(node, "names", []) if isinstance(alias, ast.alias)]
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{name}" for name in names]
                names = sorted({name if is_module(name) else node.module for name in names})
            yield from (Import(self, name, getattr(node, "lineno", 0)) for name in names)

    def constants(self) -> Iterator[str]:
        """Names assigned at the top of the module."""
        for node in self.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            yield from (target.id for target in targets if isinstance(target, ast.Name))

    def load(self) -> ModuleType:
        return importlib.import_module(self.name)


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def is_module(name: str) -> bool:
    """True for a module or package of ours."""
    path = SOURCE.parent.joinpath(*name.split("."))
    return name.startswith("comanda.") and (path.with_suffix(".py").exists() or (path / "__init__.py").exists())


def modules() -> list[Module]:
    return [Module(path) for path in sorted(SOURCE.rglob("*.py"))]


def rooms() -> list[str]:
    """Packages that follow the file names of a room."""
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py") if path.parent.name not in FOUNDATIONS)


def room_modules(*parts: str) -> list[Module]:
    """The rooms' files of these names, or all of them."""
    inside = [module for module in modules() if module.room in rooms() and module.part]
    return [module for module in inside if not parts or module.part in parts]


@cache
def project_files() -> list[Path]:
    """What is or will be committed; in an unpacked sdist, whatever is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    files = [ROOT / name for name in names if name] or [path for path in ROOT.rglob("*") if ours(path)]
    return sorted(path for path in files if path.is_file())


def ours(path: Path) -> bool:
    return not {".venv", "node_modules", "static", "__pycache__"} & set(path.relative_to(ROOT).parts)
