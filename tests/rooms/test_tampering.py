"""Whatever is changed in a copied database is found, or stands on the list of what lies outside the claim."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from comanda.engine.schema import UNLOGGED, metadata
from comanda.ops.proof.rows import TABLES
from tests.cast import StoppedClock
from tests.tampering import Copy, live_through_an_evening

pytestmark = pytest.mark.slow

INSTANCES = 20
ALL = metadata.sorted_tables
ENGINE = ("streams", "log")
"""Outside the rows the log tells of, because they are the log."""


@pytest.fixture(scope="module")
def evening(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("evening") / "comanda.db"
    shutil.copy(template, file)
    live_through_an_evening(file)
    return file


@pytest.fixture(scope="module")
def shared(evening: Path, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all: each tampering is undone."""
    file = tmp_path_factory.mktemp("copy") / "comanda.db"
    shutil.copy(evening, file)
    clock = StoppedClock()
    clock.advance(days=1)
    return Copy(file, clock.now)


def test_an_honest_house_is_proved(shared: Copy):
    report = shared.verify()

    assert (report.findings, report.notes) == ([], [])
    assert report.events >= 150
    assert report.bills >= 10
    assert report.payments >= 14


def test_every_table_has_rows_to_tamper_with(shared: Copy):
    assert [table.name for table in TABLES.values() if not shared.keys(table)] == []


def chosen(shared: Copy, table: Table, what: str) -> list[Any]:
    keys = shared.keys(table)
    return random.Random(f"{table.name} {what}").sample(keys, min(INSTANCES, len(keys)))


CLAIMED = [table for table in ALL if UNLOGGED not in table.info or table.name in ENGINE]
NO_FACT, NO_ROW = "stands in the table, but not in the log", "stands in the log, but not in the table"


def found_of(shared: Copy, table: Table, keys: list[Any], whats: tuple[str, ...]) -> int:
    """How many of the changed rows `verify` names: events and streams by their ids, other rows by what is wrong."""
    report = shared.verify()
    if table.name == "log":
        told = {one.where for one in report.findings}
        return sum(f"event {seq} of {stream}" in told for stream, seq in keys)
    if table.name == "streams":
        return sum(any(stream in one.where for one in report.findings) for (stream,) in keys)
    return sum(one.what.startswith(whats) for one in report.findings)


@pytest.mark.parametrize("table", CLAIMED, ids=str)
def test_a_changed_value_is_found_in_every_column(shared: Copy, table: Table):
    missed: list[str] = []
    key = [column.name for column in table.primary_key]
    for column in table.columns:
        if UNLOGGED in column.info:
            continue
        name, chance = column.name, random.Random(column.name)
        whats = (NO_FACT,) if name in key else (f"{name}: the log says", f"{name} is not what the log recorded")
        with shared.undone():
            changed = [one for one in chosen(shared, table, name) if shared.change(table, one, column, chance)]
            found = found_of(shared, table, changed, whats)
        if found != len(changed) or not changed:
            missed.append(f"{name}: {len(changed)} changed, {found} found")

    assert missed == []


@pytest.mark.parametrize("table", CLAIMED, ids=str)
def test_a_deleted_row_is_found(shared: Copy, table: Table):
    keys = chosen(shared, table, "deleted")
    if table.name == "log":
        keys = [(stream, seq) for stream, seq in keys if seq % 2]  # neighbours are one gap
    with shared.undone():
        for key in keys:
            shared.delete(table, key)
        found = found_of(shared, table, keys, (NO_ROW,))

    assert found == len(keys) > 0


@pytest.mark.parametrize("table", [table for table in CLAIMED if table.name not in ENGINE], ids=str)
def test_a_duplicated_row_is_found(shared: Copy, table: Table):
    chance = random.Random(table.name)
    with shared.undone():
        added = [key for key in chosen(shared, table, "added") if shared.duplicate(table, key, chance)]
        found = found_of(shared, table, added, (NO_FACT,))

    assert found == len(added) > 0
