"""What the house tells those who listen: everything of their own branch, in order, also when much happens at once."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from comanda.engine.hub import MOST_WAITING, PAGE, Hub, Listener
from comanda.engine.tx import Tx
from comanda.floor.events import TablesLaidOut
from comanda.kernel.events import LogEvent
from comanda.kernel.scope import Scope
from tests.cast import House, run
from tests.world import World

SOON = 5.0


def happen(house: House, times: int) -> None:
    """So many facts of the branch, in one command."""

    def facts(tx: Tx, scope: Scope, _: None) -> None:
        for number in range(times):
            tx.record(TablesLaidOut(id=scope.branch_id, tables=number))

    run(house.database, facts, None, organization_id=house.organization_id, branch_id=house.branch_id)


def listener_of(house: House) -> Listener:
    """Hears everything of the branch, as `<branch> <seq>`."""

    def frame(event: LogEvent) -> str:
        return f"{event.entity_id} {event.seq}"

    return Listener(house.branch_id, lambda event: True, frame)


async def hear(listener: Listener, how_many: int) -> list[str]:
    """Raises TimeoutError when they do not come soon."""
    heard: list[str] = []
    async with asyncio.timeout(SOON):
        while len(heard) < how_many:
            heard += await listener.take(SOON)
    return heard


def listen(world: World, scene: Callable[[Hub], Coroutine[Any, Any, None]]) -> None:
    """Plays a scene beside a running hub."""

    async def play() -> None:
        hub = Hub(world.database)
        world.database.bell = hub.ring
        running = asyncio.create_task(hub.run())
        await asyncio.sleep(0)
        try:
            await scene(hub)
        finally:
            running.cancel()

    asyncio.run(play())


def test_a_busy_branch_is_heard_whole_and_in_order(world: World, ours: House):
    async def scene(hub: Hub) -> None:
        listener = listener_of(ours)
        start = await hub.join(listener)
        listening = asyncio.create_task(hear(listener, 2 * PAGE + 50))
        await asyncio.to_thread(happen, ours, 2 * PAGE + 50)

        assert await listening == [f"{ours.branch_id} {start + place}" for place in range(1, 2 * PAGE + 51)]

    listen(world, scene)


def test_branches_that_are_busy_together_hear_each_its_own(world: World, ours: House, rival: House):
    async def scene(hub: Hub) -> None:
        here, there = listener_of(ours), listener_of(rival)
        first, other = await hub.join(here), await hub.join(there)
        for house in (ours, rival, ours, rival):
            await asyncio.to_thread(happen, house, 3)

        assert await hear(here, 6) == [f"{ours.branch_id} {first + place}" for place in range(1, 7)]
        assert await hear(there, 6) == [f"{rival.branch_id} {other + place}" for place in range(1, 7)]

    listen(world, scene)


def test_who_comes_later_hears_only_what_comes_later(world: World, ours: House):
    async def scene(hub: Hub) -> None:
        early, late = listener_of(ours), listener_of(ours)
        start = await hub.join(early)
        await asyncio.to_thread(happen, ours, 2)
        await hear(early, 2)
        assert await hub.join(late) == start + 2
        hub.leave(early)
        await asyncio.to_thread(happen, ours, 1)

        assert await hear(late, 1) == [f"{ours.branch_id} {start + 3}"]
        assert await early.take(0.1) == []

    listen(world, scene)


def test_a_listener_who_does_not_keep_up_is_cut_off_and_the_others_are_not(world: World, ours: House):
    async def scene(hub: Hub) -> None:
        slow, quick = listener_of(ours), listener_of(ours)
        await hub.join(slow)
        await hub.join(quick)
        listening = asyncio.create_task(hear(quick, MOST_WAITING + 1))
        for _ in range(2):
            await asyncio.to_thread(happen, ours, MOST_WAITING // 2)
            await asyncio.sleep(0.1)
        await asyncio.to_thread(happen, ours, 1)

        assert len(await listening) == MOST_WAITING + 1
        assert (slow.cut_off, quick.cut_off) == (True, False)

    listen(world, scene)


def test_a_log_that_could_not_be_read_is_read_again(
    world: World, ours: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("comanda.engine.hub.POLL", 0.05)

    async def scene(hub: Hub) -> None:
        listener = listener_of(ours)
        start = await hub.join(listener)
        look, failures = world.database.look, iter([OSError("the disk is away")])

        async def fail_once(query: Any) -> Any:
            if (failure := next(failures, None)) is not None:
                raise failure
            return await look(query)

        monkeypatch.setattr(world.database, "look", fail_once)
        await asyncio.to_thread(happen, ours, 1)

        assert await hear(listener, 1) == [f"{ours.branch_id} {start + 1}"]

    listen(world, scene)
    assert caplog.messages == ["the hub could not read the log"]


def test_an_event_that_cannot_be_told_to_one_is_told_to_the_others(
    world: World, ours: House, caplog: pytest.LogCaptureFixture
):
    async def scene(hub: Hub) -> None:
        broken, sound = listener_of(ours), listener_of(ours)
        broken.frame = broken_frame
        await hub.join(broken)
        start = await hub.join(sound)
        await asyncio.to_thread(happen, ours, 2)

        assert await hear(sound, 2) == [f"{ours.branch_id} {start + place}" for place in (1, 2)]
        assert (broken.cut_off, sound.cut_off) == (True, False)

    listen(world, scene)
    assert len(caplog.messages) == 1
    assert "could not be told" in caplog.messages[0]


def broken_frame(event: LogEvent) -> str:
    raise ValueError(event.kind)


def test_what_waits_is_bounded_in_size_too(world: World, ours: House):
    async def scene(hub: Hub) -> None:
        slow = Listener(ours.branch_id, lambda event: True, lambda event: "x" * 400_000)
        await hub.join(slow)
        await asyncio.to_thread(happen, ours, 3)
        async with asyncio.timeout(SOON):
            await slow.until_cut()

        assert await slow.take(0) == []  # and what waited is let go

    listen(world, scene)


def test_while_a_listener_reads_the_log_itself_nothing_waits_for_it(world: World, ours: House):
    async def scene(hub: Hub) -> None:
        reading, other = listener_of(ours), listener_of(ours)
        reading.paused = True
        await hub.join(reading)
        await hub.join(other)
        await asyncio.to_thread(happen, ours, 2)
        await hear(other, 2)

        assert await reading.take(0) == []

    listen(world, scene)
