"""What the floor, a bill, a cancellation and the day cost while 2,000 orders of one table wait, beside two that wait.

Both houses are the same but for the waiting orders. One round measures each act in both, one after the other; what is
printed is the median over the rounds of processor time there as a multiple of processor time here.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import bindparam, insert, select
from trial.budgets import limits_of, median
from trial.house import Branch, seed

from comanda.billing.actions import cancel_order, close_visit
from comanda.billing.api import session_items
from comanda.billing.errors import OrdersPending
from comanda.billing.queries import bills_of
from comanda.engine.commands import Caller
from comanda.engine.database import Database
from comanda.engine.drivers import SqliteDriver
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.floor.queries import GuestProof, sessions
from comanda.floor.rules import Links
from comanda.floor.values import SessionStatus
from comanda.identity.queries import StaffProof
from comanda.kernel.cursor import LATEST
from comanda.kernel.ids import new_id
from comanda.kernel.scope import Right, Scope
from comanda.orders.actions.move import Cancel
from comanda.orders.actions.place import Place, place_order
from comanda.orders.schemas import PlaceOrder
from comanda.orders.tables import order_lines, orders
from comanda.orders.values import Order
from comanda.payments.api import whole_bill
from comanda.reports.queries import day_of, today

FEW, MANY = 2, 2_000
TABLES, ORDERS_ON_BILL = 20, 3
ORDER = select(orders).where(orders.c.branch_id == bindparam("branch"), orders.c.id == bindparam("order"))
LINES = select(order_lines).where(
    order_lines.c.branch_id == bindparam("branch"), order_lines.c.order_id == bindparam("order")
)
ADD_ORDER, ADD_LINE = insert(orders), insert(order_lines)
encode = msgspec.json.Encoder().encode


class Table:
    """A branch of twenty tables, one of which has so many orders waiting; rows, since the bounds prevent them."""

    def __init__(self, directory: Path, waiting: int) -> None:
        house = seed(directory, branches=1, tables=TABLES, orders=4, lines=3, port=8780)
        self.branch: Branch = house.branches[0]
        self.links = Links(house.settings.secret, house.settings.base_url)
        self.database = Database(SqliteDriver(directory / "comanda.db"))
        self.number = 10_000
        cart = msgspec.json.decode(house.orders[0], type=PlaceOrder)
        for guest in self.branch.guests:
            self.model: Order = self._do(place_order, Place(cart), Right.PLACE_ORDERS, GuestProof(guest))
        cart = msgspec.structs.replace(cart, qr_session_id=self.model.qr_session_id)
        for _ in range(ORDERS_ON_BILL):
            self._do(place_order, Place(cart), Right.PLACE_ORDERS)
        self.add_waiting(waiting - 1)

    def add_waiting(self, how_many: int) -> list[str]:
        """So many more that wait, like the first of this table."""
        ids = [new_id() for _ in range(how_many)]

        def write(tx: Tx) -> None:
            which = {"branch": self.branch.id, "order": self.model.id}
            one, lines = tx.one(ORDER, **which)._asdict(), [row._asdict() for row in tx.all(LINES, **which)]
            tx.many(ADD_ORDER, [{**one, "id": each, "number": self._next()} for each in ids])
            tx.many(ADD_LINE, [{**line, "id": new_id(), "order_id": each} for each in ids for line in lines])

        self.database.submit(write).result()
        return ids

    def acts(self) -> dict[str, Callable[[], Any]]:
        """Each with the name it is printed under."""
        (spare,) = self.add_waiting(1)
        session_id = self.model.qr_session_id
        return {
            "floor list": lambda: self._read(self._floor_list),
            "bill": lambda: self._read(lambda tx, scope: whole_bill(tx, scope, session_id)),
            "day page": lambda: self._read(lambda tx, scope: day_of(tx, scope, today(tx, scope.branch_id))),
            "refusal to close": lambda: self._refused_to_close(session_id),
            "cancelling one": lambda: self._do(cancel_order, Cancel(spare, "bench"), Right.CANCEL_ORDERS),
        }

    def _floor_list(self, tx: Tx, scope: Scope) -> Any:
        open_ones = sessions(tx, scope, SessionStatus.OPEN, LATEST, 200)
        return session_items(tx, scope, bills_of(tx, scope, open_ones), self.links)

    def _refused_to_close(self, session_id: str) -> None:
        try:
            self._do(close_visit, session_id, Right.RUN_SESSIONS)
        except OrdersPending as refusal:
            encode(refusal.facts())

    def _read(self, query: Callable[[Tx, Scope], Any]) -> None:
        encode(self.database.look_now(lambda tx: query(tx, self._waiter().prove(tx))))

    def _do(self, verb: Any, command: Any, right: Right, proof: Any = None) -> Any:
        return self.database.write_now(verb, Caller(proof or self._waiter(), right), command)

    def _waiter(self) -> StaffProof:
        return StaffProof(fingerprint(self.branch.waiter), self.branch.id)

    def _next(self) -> int:
        self.number += 1
        return self.number


REPEATED = {"cancelling one": 1}
"""How often an act is done in one measurement; the others many times."""


def cpu_of(name: str, table: Table, times: int) -> float:
    """Processor seconds of one act, all threads of this process."""
    repeated, spent = REPEATED.get(name), 0.0
    for _ in range(times if repeated else 1):
        act = table.acts()[name]
        start = time.process_time()
        for _ in range(repeated or times):
            act()
        spent += time.process_time() - start
    return spent / times


def measure(rounds: int, times: int, directory: Path) -> dict[str, list[tuple[float, float]]]:
    few, many = Table(directory / "few", FEW), Table(directory / "many", MANY)
    found: dict[str, list[tuple[float, float]]] = {}
    for name in few.acts():
        for table in (few, many):
            cpu_of(name, table, 3)
        for _ in range(rounds):
            found.setdefault(name, []).append((cpu_of(name, few, times), cpu_of(name, many, times)))
    few.database.close()
    many.database.close()
    return found


def report(found: dict[str, list[tuple[float, float]]]) -> bool:
    """Prints the medians beside their limit; False when one is broken."""
    most, kept = limits_of("waiting_orders")["most_cpu_of_few"], True
    print(f"{'CPU µs':20}  {FEW} waiting  {MANY:,} waiting  ratio (most {most})")
    for name, pairs in found.items():
        ratio = median(many / few for few, many in pairs)
        here, there = (median(pair[side] for pair in pairs) * 1e6 for side in (0, 1))
        kept = kept and ratio <= most
        print(f"{name:20}  {here:9.0f}  {there:13.0f}  {ratio:.2f}")
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--times", type=int, default=40, help="how often each act is done in one measurement")
    parser.add_argument("--directory", type=Path, help="where the databases are made, instead of the temporary place")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=wish.directory) as directory:
        found = measure(wish.rounds, wish.times, Path(directory))
    if not report(found):
        sys.exit("a limit of bench/budgets.toml is broken")


if __name__ == "__main__":
    main()
