"""What an honest order waits while the room is full and one phone floods the house, beside a quiet house.

One round measures orders at a steady pace from different guests, first with nobody else there, then with 300 idle
phones (a socket and a keep-alive connection each), 20 staff screens that listen, and one phone that sends the largest
orders, bad bodies and replays as fast as it is answered. What is printed is the median of the rounds.
"""

import argparse
import asyncio
import itertools
import resource
import sys
import tempfile
from pathlib import Path

import uvloop
from msgspec import Struct
from trial.budgets import limits_of, median
from trial.house import House, seed
from trial.listeners import Listeners
from trial.phones import Flood, Honest, Idle, honest_orders
from trial.server import ServerProcess

PHONES, SCREENS = 300, 20
LINES, SHAPES = 3, 64
PACE = 25.0
"""Honest orders a second: a busy evening of some 100 tables, and no device reaches the limit of six in ten minutes."""
FILES = 4096
PAUSE = 14.0
"""Seconds between two rounds: one sign-in opens all screens, sixty sockets at once, then one a second (ADR 0022)."""


class Round(Struct, frozen=True):
    """One phase, measured once: milliseconds, and microseconds of the server's processor time for an honest order."""

    p50: float
    p99: float
    cpu: float
    flood: dict[str, int]


def _round(honest: Honest, cpu: float, flood: dict[str, int]) -> Round:
    each = cpu / len(honest.latencies) * 1e6
    return Round(honest.latency(0.5) * 1000, honest.latency(0.99) * 1000, each, flood)


class Room:
    """A branch where every table has a guest; the first of them is the one that floods."""

    def __init__(self, house: House, process: ServerProcess) -> None:
        self.house, self.process = house, process
        flooding, *guests = house.branches[0].guests
        self.flooding, self.idle = flooding, guests
        self.guests, self.bodies = itertools.cycle(guests), itertools.cycle(house.orders)

    async def quiet(self, seconds: float) -> Round:
        return await self._measure(seconds, {})

    async def crowded(self, seconds: float) -> Round:
        async with (
            Listeners(self.house, SCREENS),
            Idle(self.house, self.idle),
            Flood(self.house, self.flooding) as flood,
        ):
            return await self._measure(seconds, flood.answers)

    async def _measure(self, seconds: float, flood: dict[str, int]) -> Round:
        cpu = self.process.cpu_seconds()
        honest = await honest_orders(self.house, self.guests, self.bodies, PACE, seconds)
        return _round(honest, self.process.cpu_seconds() - cpu, dict(flood))


async def measure(rounds: int, seconds: float, port: int, directory: Path) -> dict[str, list[Round]]:
    house = seed(directory, branches=1, tables=PHONES + 1, orders=SHAPES, lines=LINES, port=port)
    found: dict[str, list[Round]] = {"quiet": [], "crowded": []}
    with ServerProcess(house.settings) as process:
        room = Room(house, process)
        await room.quiet(1.0)
        for number in range(rounds):
            await asyncio.sleep(PAUSE if number else 0)
            found["quiet"].append(await room.quiet(seconds))
            found["crowded"].append(await room.crowded(seconds))
    return found


NAMES = {
    "quiet": f"{PACE:.0f} orders a second, nobody else",
    "crowded": f"{PHONES} phones, {SCREENS} screens, one phone that floods",
}


def report(found: dict[str, list[Round]]) -> bool:
    """Prints the medians beside their limit; False when it is broken."""
    print(f"{'an honest order of 3 lines with 9 answers':52} p50 ms  p99 ms  CPU µs")
    for name, rounds in found.items():
        p50, p99 = median(one.p50 for one in rounds), median(one.p99 for one in rounds)
        print(f"{NAMES[name]:52} {p50:6.1f} {p99:7.1f} {median(one.cpu for one in rounds):7.0f}")
    print(f"the flood was answered, last: {found['crowded'][-1].flood}")
    times = median(one.p99 / quiet.p99 for one, quiet in zip(found["crowded"], found["quiet"], strict=True))
    most = limits_of("crowd")["most_p99_of_quiet"]
    print(f"p99 {times:.1f}× the quiet house's (most {most})")
    return times <= most


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4, help="of each measurement in a round")
    parser.add_argument("--port", type=int, default=8781)
    wish = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES if most == resource.RLIM_INFINITY else min(FILES, most), most))
    with tempfile.TemporaryDirectory() as directory:
        found = uvloop.run(measure(wish.rounds, wish.seconds, wish.port, Path(directory)))
    if not report(found):
        sys.exit("a limit of bench/budgets.toml is broken")


if __name__ == "__main__":
    main()
