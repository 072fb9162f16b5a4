"""A database put back from a backup has another history behind the same numbers: readers of the old one start over."""

import shutil
from pathlib import Path

import pytest

from comanda.floor.values import Session
from tests.served import Server, serving


def write(server: Server, table: Session, dish: str, facts: int) -> None:
    before = server.ours.log_head()
    while server.ours.log_head() < before + facts:
        server.ours.order(table, dish)


@pytest.mark.parametrize("who", ["staff", "guest"])
@pytest.mark.parametrize("how", ["poll", "socket"])
def test_a_cursor_of_before_a_restored_backup_starts_over(template: Path, tmp_path: Path, who: str, how: str):
    folders = [tmp_path / name for name in ("first", "restored", "again")]
    for folder in folders:
        folder.mkdir()
    backup, later = tmp_path / "backup.db", tmp_path / "later.db"

    with serving(template, folders[0]) as server:
        table = server.ours.open_table("5")
        visitor = server.ours.join(table)
    shutil.copy(folders[0] / "comanda.db", backup)
    with serving(backup, folders[0]) as server:
        device = server.staff() if who == "staff" else server.guest(visitor)
        early = device.get("/api/events").json()
        write(server, table, "Duck", 10)
        cursor = device.get(f"/api/events?after={early['seq']}&epoch={early['epoch']}").json()
        assert (cursor["resync"], cursor["epoch"]) == (False, early["epoch"])
    shutil.copy(folders[0] / "comanda.db", later)

    def answer(server: Server, query: str) -> bool:
        """Whether a reader with this cursor is told to start over."""
        device = server.staff() if who == "staff" else server.guest(visitor)
        if how == "poll":
            return bool(device.get(f"/api/events?{query}").json()["resync"])
        with device.listening(f"?{query}") as ear:
            ear.frames(2)
            server.ours.order(table, "Green Tea")
            return bool(ear.frame()["type"] == "resync")

    place = f"after={cursor['seq']}&epoch={cursor['epoch']}"
    with serving(backup, folders[1]) as server:
        write(server, table, "Green Tea", 12)
        assert answer(server, place)
        assert answer(server, f"{place}&mark={cursor['mark']}")
        assert answer(server, f"after={cursor['seq']}&mark={cursor['mark']}")
        assert not answer(server, f"after={early['seq']}&epoch={early['epoch']}&mark={early['mark']}")
    with serving(later, folders[2]) as server:  # only started anew
        assert not answer(server, f"{place}&mark={cursor['mark']}")
