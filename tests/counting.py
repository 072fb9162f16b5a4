"""How much a piece of work asks of the database: its statements, and the rows that come back."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from comanda.engine.tx import Tx


@dataclass
class Counted:
    """A statement that runs once for each of several rows counts as one."""

    statements: int = 0
    rows: int = 0


@contextmanager
def counting() -> Generator[Counted]:
    """Counts what every transaction of this process does while the block runs; everything runs as it would."""
    counted = Counted()
    one, every, run, many = Tx.one, Tx.all, Tx.run, Tx.many

    def count_one(tx: Tx, statement: Any, **values: Any) -> Any:
        row = one(tx, statement, **values)
        counted.statements += 1
        counted.rows += row is not None
        return row

    def count_all(tx: Tx, statement: Any, **values: Any) -> list[Any]:
        rows = every(tx, statement, **values)
        counted.statements += 1
        counted.rows += len(rows)
        return rows

    def count_run(tx: Tx, statement: Any, **values: Any) -> None:
        counted.statements += 1
        run(tx, statement, **values)

    def count_many(tx: Tx, statement: Any, rows: list[dict[str, Any]]) -> None:
        counted.statements += bool(rows)
        many(tx, statement, rows)

    with pytest.MonkeyPatch.context() as patched:
        for name, counter in {"one": count_one, "all": count_all, "run": count_run, "many": count_many}.items():
            patched.setattr(Tx, name, counter)
        yield counted
