"""The server dies after a change of the menu was saved and before every branch has published it."""

import shutil
import time
from pathlib import Path

import httpx
import pytest

from comanda.catalog.queries.publication import behind
from comanda.engine.drivers import SqliteDriver
from comanda.ops.verify import verify
from tests.cast import House, StoppedClock
from tests.faults.test_kills import Killed
from tests.world import World

DYING = """
import os, signal
from comanda.catalog.api import publishing
publish_to, told = publishing.publish_to, []

async def die_instead(*branch):
    if len(told) == {told}:
        os.kill(os.getpid(), signal.SIGKILL)
    told.append(branch)
    return await publish_to(*branch)

publishing.publish_to = die_instead
from comanda.cli import main
main()
"""
"""A server that is killed when it has published to so many branches."""


@pytest.mark.slow
@pytest.mark.parametrize("told", [0, 1])
def test_what_was_saved_reaches_every_branch_at_the_next_start(template: Path, tmp_path: Path, told: int):
    shutil.copy(template, tmp_path / "comanda.db")
    clock = StoppedClock()
    clock.now = time.time_ns() // 1000
    world = World(SqliteDriver(tmp_path / "comanda.db"), clock)
    manager = world.ours.sign_in(world.ours.manager)
    heads = [house.log_head() for house in branches(world)]
    world.database.close()

    server = Killed(tmp_path)
    usual, server.command[2] = server.command[2], DYING.format(told=told)
    server.start()
    address = f"{server.address}/api/products/{world.ours.dish('Duck')}"
    headers = {"Origin": server.address, "If-Match": '"1"', "Cookie": f"comanda_staff={manager.secret}"}
    with pytest.raises(httpx.TransportError):
        httpx.patch(address, json={"price": 2000}, headers=headers, timeout=10, trust_env=False)
    assert server.process is not None
    assert server.process.wait(10) == -9

    world = World(SqliteDriver(tmp_path / "comanda.db"), clock)
    assert [house.on_menu("Duck").price for house in branches(world)].count(2000) == told
    world.database.close()

    server.command[2] = usual
    server.start()
    server.kill()

    world = World(SqliteDriver(tmp_path / "comanda.db"), clock)
    assert [house.on_menu("Duck").price for house in branches(world)] == [2000, 2000]
    told_of = [
        [fact.kind for fact in house.log_since(head)] for house, head in zip(branches(world), heads, strict=True)
    ]
    assert told_of == [["menu.published"], ["menu.published"]]
    assert world.database.look_now(behind) == []
    assert verify(world.database).findings == []
    world.database.close()


def branches(world: World) -> list[House]:
    return [world.ours, world.sister]
