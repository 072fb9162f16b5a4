"""The limits of budgets.toml, and figures beside them."""

import statistics
import tomllib
from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).parents[1] / "budgets.toml"


def limits_of(promise: str) -> dict[str, float]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))[promise]


def median(values: Iterable[float]) -> float:
    return statistics.median(values)
