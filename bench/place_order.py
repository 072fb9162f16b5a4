"""What an order costs: three lines with nine answers over HTTP, with everything on, beside the bare verb.

One round measures, one after the other: the verb in a loop at 32 per commit, the server at 32 keep-alive clients, and
the same with 20 people listening over WebSockets in 10 branches. What is printed is the median of the rounds.
"""

import argparse
import hashlib
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from msgspec import Struct
from trial.budgets import limits_of, median
from trial.clients import Load, load
from trial.house import House, seed
from trial.listeners import Listeners
from trial.server import ServerProcess

from comanda.engine.commands import Caller, execute
from comanda.engine.database import Database
from comanda.engine.drivers import SqliteDriver
from comanda.engine.tx import Tx
from comanda.floor.queries import GuestProof
from comanda.kernel.ids import new_id
from comanda.kernel.scope import Right
from comanda.orders.actions.place import Place, place_order
from comanda.orders.schemas import OrderOut, PlaceOrder

BRANCHES, TABLES, LINES, SHAPES = 10, 150, 3, 64
"""Fifteen hundred devices: fifty orders of one may wait, so each run of the whole has room for 75,000."""
CLIENTS = PER_COMMIT = 32
SOCKETS = 20
WARM_UP = 1.0


class Round(Struct, frozen=True):
    """One way of placing orders, measured once."""

    rate: float
    cpu: float
    """Microseconds of processor time for one order."""
    p50: float = 0.0
    p99: float = 0.0


class Placed(Struct):
    """The part of an answer that is looked at."""

    id: str
    branch_id: str


_placed = msgspec.json.Decoder(Placed).decode


class Loop:
    """The verb without HTTP, on a house of its own, with commands that are decoded already."""

    def __init__(self, house: House) -> None:
        self.database = Database(SqliteDriver(house.settings.data_dir / "comanda.db"))
        self.runs = _commands(house)

    def measure(self, seconds: float) -> Round:
        done, cpu, start = 0, time.process_time(), time.perf_counter()
        while time.perf_counter() - start < seconds:
            outcomes = self.database.run_batch(list(itertools.islice(self.runs, PER_COMMIT)))
            assert all(outcome.error is None for outcome in outcomes), outcomes
            done += len(outcomes)
        return Round(done / (time.perf_counter() - start), (time.process_time() - cpu) / done * 1e6)


def _commands(house: House) -> Iterator[Callable[[Tx], Any]]:
    decode = msgspec.json.Decoder(PlaceOrder).decode
    carts = itertools.cycle([(Place(decode(body)), hashlib.sha256(body).digest()) for body in house.orders])
    for guest, (command, digest) in zip(_guests(house), carts, strict=False):
        caller = Caller(GuestProof(guest), Right.PLACE_ORDERS, new_id(), digest)
        yield lambda tx, caller=caller, command=command: execute(tx, caller, place_order, command, OrderOut.of, 201)


def _guests(house: House) -> Iterator[str]:
    """Guests of different branches take turns, for ever."""
    in_turn = zip(*(branch.guests for branch in house.branches), strict=True)
    return itertools.cycle(itertools.chain.from_iterable(in_turn))


class Server:
    """The same over HTTP."""

    def __init__(self, house: House, process: ServerProcess) -> None:
        self.house, self.process = house, process
        self.guests, self.bodies = _guests(house), itertools.cycle(house.orders)

    async def measure(self, seconds: float, sockets: int) -> Round:
        """Raises MissingFrame when a listener was not told of every order."""
        async with Listeners(self.house, sockets) as listeners:
            cpu = self.process.cpu_seconds()
            result = await self.place_orders(seconds)
            await listeners.must_have_heard(self._by_branch(result))
            cpu = self.process.cpu_seconds() - cpu
        return Round(
            result.rate, cpu / len(result.answers) * 1e6, result.latency(0.5) * 1000, result.latency(0.99) * 1000
        )

    async def place_orders(self, seconds: float) -> Load:
        settings = self.house.settings
        return await load(settings.host, settings.port, CLIENTS, seconds, self._request, 201)

    def _request(self) -> bytes:
        settings, body = self.house.settings, next(self.bodies)
        head = (
            f"POST /api/orders HTTP/1.1\r\nHost: {settings.host}:{settings.port}\r\nOrigin: {settings.base_url}\r\n"
            f"Cookie: comanda_guest={next(self.guests)}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: {new_id()}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _by_branch(self, result: Load) -> dict[str, list[str]]:
        orders: dict[str, list[str]] = {branch.id: [] for branch in self.house.branches}
        for order in map(_placed, result.answers):
            orders[order.branch_id].append(order.id)
        return orders


async def measure(rounds: int, seconds: float, port: int, directory: Path) -> dict[str, list[Round]]:
    houses = [
        seed(directory / name, branches=BRANCHES, tables=TABLES, orders=SHAPES, lines=LINES, port=port)
        for name in ("loop", "server")
    ]
    loop, found = Loop(houses[0]), dict[str, list[Round]]()
    with ServerProcess(houses[1].settings) as process:
        server = Server(houses[1], process)
        loop.measure(WARM_UP)
        await server.place_orders(WARM_UP)
        for _ in range(rounds):
            found.setdefault("loop", []).append(loop.measure(seconds))
            found.setdefault("http", []).append(await server.measure(seconds, 0))
            found.setdefault("sockets", []).append(await server.measure(seconds, SOCKETS))
    loop.database.close()
    return found


NAMES = {
    "loop": f"the verb alone, {PER_COMMIT} per commit",
    "http": f"over HTTP, {CLIENTS} clients",
    "sockets": f"over HTTP, {CLIENTS} clients, {SOCKETS} sockets",
}


def report(found: dict[str, list[Round]]) -> bool:
    """Prints the medians beside their limits; False when one is broken."""
    print(f"{'an order of 3 lines with 9 answers':44}  orders/s  CPU µs  p50 ms  p99 ms")
    for name, rounds in found.items():
        rate, cpu = median(one.rate for one in rounds), median(one.cpu for one in rounds)
        p50, p99 = median(one.p50 for one in rounds), median(one.p99 for one in rounds)
        times = f"{p50:7.1f} {p99:7.1f}" if p99 else f"{'–':>7} {'–':>7}"
        print(f"{NAMES[name]:44}  {rate:8.0f} {cpu:7.0f} {times}")
    limits, kept = limits_of("place_order"), True
    for name in ("http", "sockets"):
        suffix = "_with_sockets" if name == "sockets" else ""
        pairs = list(zip(found[name], found["loop"], strict=True))
        share, least = median(one.rate / bare.rate for one, bare in pairs), limits[f"least_share_of_loop{suffix}"]
        times, most = median(one.cpu / bare.cpu for one, bare in pairs), limits[f"most_cpu_of_loop{suffix}"]
        kept = kept and share >= least and times <= most
        print(f"{NAMES[name]:44}  {share:.2f} of the loop (least {least}), {times:.2f}× its CPU (most {most})")
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4, help="of each measurement in a round")
    parser.add_argument("--port", type=int, default=8780)
    parser.add_argument("--directory", type=Path, help="where the databases are made, instead of the temporary place")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wish.directory) as directory:
        found = uvloop.run(measure(wish.rounds, wish.seconds, wish.port, Path(directory)))
    if not report(found):
        sys.exit("a limit of bench/budgets.toml is broken")


if __name__ == "__main__":
    main()
