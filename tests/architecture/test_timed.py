"""A browser test that measures how long a person waits says so, and gets the machine to itself."""

import ast
import re
from pathlib import Path

import pytest

BROWSER = Path(__file__).parents[1] / "browser"
MEASURES = re.compile(r"Stopwatch|timeout=(SECOND|FOLLOWS|[12]_000\b)")


def functions_of(path: Path) -> dict[str, str]:
    """Each function of a file with its decorators, as it is written."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    found = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    begins = {node.name: min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1 for node in found}
    return {node.name: "\n".join(lines[begins[node.name] : node.end_lineno]) for node in found}


def measures(name: str, functions: dict[str, str]) -> bool:
    """By itself, or by a function of the same file that it calls."""
    text = functions[name]
    others = {other: source for other, source in functions.items() if other != name}
    called = [other for other in others if re.search(rf"\b{other}\(", text)]
    return bool(MEASURES.search(text)) or any(measures(other, others) for other in called)


@pytest.mark.parametrize("path", sorted(BROWSER.glob("test_*.py")), ids=lambda path: path.stem)
def test_whatever_measures_a_wait_runs_alone(path: Path) -> None:
    functions = functions_of(path)
    tests = [name for name in functions if name.startswith("test_")]
    unmarked = [n for n in tests if measures(n, functions) and "@pytest.mark.timed" not in functions[n]]
    assert unmarked == []
