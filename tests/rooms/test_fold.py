"""The log is the truth: whatever happens in an evening, its facts alone give what the tables hold."""

import asyncio
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, cast

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from comanda.app import HANDLERS
from comanda.billing.queries import bills_of
from comanda.billing.tables import bills
from comanda.catalog.actions.products import PriceHere, set_price_here
from comanda.catalog.queries.menu import menu_version
from comanda.catalog.tables import option_overlays, product_overlays
from comanda.catalog.values import Channel
from comanda.engine.commands import Caller, Change
from comanda.engine.drivers import SqliteDriver
from comanda.engine.timer import Timer
from comanda.floor.actions.care import turn_away
from comanda.floor.actions.layout import add_table, archive_table, move_tables
from comanda.floor.actions.requests import ask, finish
from comanda.floor.actions.visits import keep_visit
from comanda.floor.queries import TokenProof, dining_tables, open_requests, sessions_by_id
from comanda.floor.schemas import Place, RequestIn, TableIn
from comanda.floor.tables import guests, qr_sessions, requests
from comanda.floor.values import PayingHow, RequestKind, Service, Session
from comanda.identity.actions.houses import change_branch
from comanda.identity.queries import branch_of
from comanda.identity.schemas import ChangeBranch
from comanda.kernel.clock import MINUTE, maybe_text, to_text
from comanda.kernel.errors import Refusal
from comanda.kernel.scope import Right
from comanda.kitchen.actions import Flag, acknowledge, flag
from comanda.orders.actions.move import ConfirmTogether, confirm_together
from comanda.orders.queries import orders_of
from comanda.orders.tables import order_lines, orders
from comanda.orders.values import LineStatus, Order
from comanda.payments.tables import payments
from comanda.payments.values import Method
from comanda.pricing.tax import TaxRounding
from comanda.shifts.tables import cash_entries, shifts
from tests.cast import House, StoppedClock, Visitor
from tests.fold import Evening, fold, totals
from tests.world import World


def tables(house: House) -> Evening:
    """The branch's rows, in the shape of the fold."""

    def rows(table: Any, key: str = "id") -> dict[str, dict[str, Any]]:
        found = house.database.look_now(lambda tx: tx.all(select(table).where(table.c.branch_id == house.branch_id)))
        return {getattr(row, key): row._asdict() for row in found}

    def overlays(table: Any, key: str) -> dict[str, dict[str, Any]]:
        return {
            key: {**row, "available": bool(row["available"]), "until": maybe_text(row["until"])}
            for key, row in rows(table, key).items()
        }

    def read(found: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
        return {key: {**row, name: msgspec.json.decode(row[name])} for key, row in found.items()}

    return Evening(
        sessions=read(rows(qr_sessions), "limits"),
        guests=rows(guests),
        requests=rows(requests),
        orders=rows(orders),
        lines=read(rows(order_lines), "counted_options"),
        bills=rows(bills),
        payments=rows(payments),
        shifts=rows(shifts),
        cash=rows(cash_entries),
        products=overlays(product_overlays, "product_id"),
        options=overlays(option_overlays, "option_id"),
        menu_version=house.read(lambda tx, scope: menu_version(tx, scope.branch_id)),
    )


NAMES = (
    "sessions", "guests", "requests", "orders", "lines", "bills", "payments", "shifts", "cash", "products", "options",
)  # fmt: skip
COMPUTED = {"tax_rate", "tax_rate_id", "options"}
"""What a line's fact says in other words than its row."""


def differences(told: Evening, held: Evening) -> list[str]:
    """Every fact without its row, row without its fact, and value that differs."""
    found: list[str] = []
    for name in NAMES:
        facts, rows = getattr(told, name), getattr(held, name)
        found += [f"{name}: {key} stands only on one side" for key in facts.keys() ^ rows.keys()]
        found += [
            f"{name}: {key}.{column} is {row[column]!r} in the log and {rows[key][column]!r} in the table"
            for key, row in facts.items()
            if key in rows
            for column in row.keys() - COMPUTED
            if row[column] != rows[key][column]
        ]
    if told.menu_version != held.menu_version:
        found.append(f"menu version {told.menu_version} is {held.menu_version}")
    return found


def bill_totals(house: House) -> dict[str, int]:
    def read(tx: Any, scope: Any) -> dict[str, int]:
        every = [row.id for row in tx.all(select(qr_sessions.c.id).where(qr_sessions.c.branch_id == scope.branch_id))]
        visits = list(sessions_by_id(tx, scope, every).values())
        return {bill.session.id: bill.amounts.total for bill in bills_of(tx, scope, visits)}

    return house.read(read)


def compare(house: House, *, tax_included: bool) -> None:
    told = fold(house.log())
    assert differences(told, tables(house)) == []
    assert totals(told, tax_included=tax_included, rounding=TaxRounding.BILL) == bill_totals(house)


DISHES = ("Wan Tan Soup", "Fried Noodles", "Kids Rice", "Duck", "Green Tea", "Tap Water")
dishes = some.sampled_from(DISHES)
quantities = some.integers(1, 3)
amounts = some.integers(1, 900)
statuses = some.sampled_from([LineStatus.FIRED, LineStatus.PREPARING, LineStatus.READY, LineStatus.SERVED])


class Night(RuleBasedStateMachine):
    """An evening in one branch; what is refused must leave no trace."""

    visits: Bundle[Session] = Bundle("visits")
    phones: Bundle[Visitor] = Bundle("phones")
    rounds: Bundle[Order] = Bundle("rounds")
    files: Iterator[int] = count()

    def __init__(self, template: Path, folder: Path, branch: str) -> None:
        super().__init__()
        file = folder / f"{next(self.files)}.db"
        shutil.copy(template, file)
        self.world = World(SqliteDriver(file), StoppedClock())
        self.house: House = getattr(self.world, branch)
        self.tax_included = branch != "sister"

    def teardown(self) -> None:
        try:
            compare(self.house, tax_included=self.tax_included)
        finally:
            self.world.database.close()

    def attempt(self, act: Any, *arguments: Any, **more: Any) -> Any:
        """What came of it, or nothing when it was refused."""
        before = self.house.log_head()
        try:
            return act(*arguments, **more)
        except Refusal:
            assert self.house.log_head() == before
            return None

    @initialize(target=visits)
    def the_evening_begins(self) -> Any:
        return multiple(self.house.open_table("5"), self.house.open_table("3"), self.house.open_table(None))

    @initialize(target=phones, visit=visits)
    def a_guest_is_there(self, visit: Session) -> Visitor:
        return self.house.join(visit)

    @rule(target=visits, label=some.sampled_from(["1", "5", None]), service=some.sampled_from(Service))
    def open(self, label: str | None, service: Service) -> Any:
        session = self.attempt(self.house.open_table, label, service=service)
        return multiple() if session is None else session

    @rule(target=phones, visit=visits, device=some.sampled_from("abc"))
    def join(self, visit: Session, device: str) -> Any:
        visitor = self.attempt(self.house.join, self.house.session(visit), device)
        return multiple() if visitor is None else visitor

    @rule(visit=visits)
    def rotate(self, visit: Session) -> None:
        self.attempt(self.house.rotate, visit)

    @rule(target=rounds, visit=visits, chosen=some.lists(some.tuples(dishes, quantities), min_size=1, max_size=3))
    def cashier_orders(self, visit: Session, chosen: list[tuple[str, int]]) -> Any:
        order = self.attempt(self.house.order, visit, *self.lines(chosen))
        return multiple() if order is None else order

    @rule(target=rounds, phone=phones, chosen=some.lists(some.tuples(dishes, quantities), min_size=1, max_size=3))
    def guest_orders(self, phone: Visitor, chosen: list[tuple[str, int]]) -> Any:
        order = self.attempt(self.house.order, None, *self.lines(chosen), by=phone)
        return multiple() if order is None else order

    @rule(target=rounds, dish=dishes, quantity=quantities, reached=statuses, tendered=some.integers(0, 2000))
    def counter_sale(self, dish: str, quantity: int, reached: LineStatus, tendered: int) -> Any:
        """A whole visit at once, so that most evenings hold some."""
        visit = self.house.open_table(None)
        order = self.attempt(self.house.order, visit, *self.lines([(dish, quantity), ("Green Tea", 1)]))
        if order is None:
            return multiple()
        self.attempt(self.house.move_all, order, reached)
        self.attempt(self.house.pay, visit, tendered=tendered)
        return order

    def lines(self, chosen: list[tuple[str, int]]) -> list[Any]:
        answers = {"Wan Tan Soup": ["Large"], "Fried Noodles": [("Egg", 2), "Chili"], "Kids Rice": ["No Noodles"]}
        return [self.house.line(dish, *answers.get(dish, []), quantity=quantity) for dish, quantity in chosen]

    @rule(order=rounds, rejected=some.integers(0, 2))
    def confirm(self, order: Order, rejected: int) -> None:
        reject = {line.id: "no" for line in order.lines[:rejected]}
        self.attempt(self.house.confirm, order, reject)

    @rule(visit=visits)
    def confirm_all(self, visit: Session) -> None:
        waiting = [order.id for order in self.house.read(orders_of, [visit.id]) if order.status == "OPEN"]
        together = ConfirmTogether(visit.id, waiting)
        self.attempt(self.house.do, confirm_together, together, Right.RUN_ORDERS)

    @rule(order=rounds, flagged=some.booleans())
    def cannot_make(self, order: Order, flagged: bool) -> None:
        self.attempt(self.house.do, flag, Flag(order.lines[0].id, flagged), Right.RUN_KITCHEN, self.house.kitchen)

    @rule(order=rounds)
    def saw(self, order: Order) -> None:
        self.attempt(self.house.do, acknowledge, order.lines[0].id, Right.RUN_KITCHEN, self.house.kitchen)

    @rule(phone=phones, kind=some.sampled_from(RequestKind), how=some.none() | some.sampled_from(PayingHow))
    def call_somebody(self, phone: Visitor, kind: RequestKind, how: PayingHow | None) -> None:
        self.attempt(self.house.do, ask, RequestIn(kind, how), Right.VISIT, phone)

    @rule()
    def come(self) -> None:
        waiting = self.house.read(open_requests)
        for request in waiting[:1]:
            self.attempt(self.house.do, finish, request.id, Right.RUN_SESSIONS)

    @rule(visit=visits)
    def keep(self, visit: Session) -> None:
        self.attempt(self.house.do, keep_visit, visit.id, Right.RUN_SESSIONS)

    @rule(does=some.booleans())
    def confirm_by_itself(self, does: bool) -> None:
        version = self.house.read(lambda tx, scope: branch_of(tx, scope.branch_id)).version
        change = Change(self.house.branch_id, version, ChangeBranch(confirm_automatically=does))
        self.attempt(self.house.do, change_branch, change, Right.KEEP_BRANCHES, self.house.manager)

    @rule(label=some.sampled_from(["5", "7", "8"]), goes=some.booleans())
    def lay_out(self, label: str, goes: bool) -> None:
        """More tables, fewer, and all of them elsewhere."""
        by = {"right": Right.EDIT_FLOOR, "by": self.house.manager}
        self.attempt(self.house.do, add_table, TableIn(label), **by)
        tables = self.house.read(dining_tables)
        self.attempt(self.house.do, move_tables, [Place(one.id, 10, 20, None) for one in tables], **by)
        if goes:
            self.attempt(self.house.do, archive_table, tables[-1].id, **by)

    @rule(dish=dishes, price=some.none() | some.integers(0, 2000))
    def price_here(self, dish: str, price: int | None) -> None:
        wish = PriceHere(self.house.dish(dish), price)
        self.attempt(self.house.do, set_price_here, wish, Right.EDIT_CATALOG, self.house.manager)

    @rule(phone=phones, renew=some.booleans(), turned_down=some.booleans())
    def remove(self, phone: Visitor, renew: bool, turned_down: bool) -> None:
        self.attempt(self.house.remove, phone, renew_code=renew, turn_down="out" if turned_down else None)

    @rule(whose=phones | visits)
    def turn_down(self, whose: Any) -> None:
        self.attempt(self.house.turn_down, whose)

    @rule(visit=visits, locked=some.booleans())
    def lock(self, visit: Session, locked: bool) -> None:
        self.attempt(self.house.lock, visit, locked=locked)

    @rule(visit=visits, devices=some.none() | some.integers(1, 3), portions=some.none() | some.integers(1, 5))
    def limit(self, visit: Session, devices: int | None, portions: int | None) -> None:
        self.attempt(self.house.limit, visit, devices=devices, portions=portions)

    @rule(visit=visits)
    def turn_away(self, visit: Session) -> None:
        token = self.house.links.token(self.house.session(visit))
        caller = Caller(TokenProof(token), Right.VISIT)
        self.attempt(self.world.database.write_now, turn_away, caller, None)

    @rule(order=rounds)
    def cancel(self, order: Order) -> None:
        self.attempt(self.house.cancel, order)

    @rule(order=rounds, manager=some.booleans())
    def void(self, order: Order, manager: bool) -> None:
        self.attempt(self.house.void, order.lines[0], by=self.house.manager if manager else None)

    @rule(order=rounds, status=statuses)
    def move(self, order: Order, status: LineStatus) -> None:
        self.attempt(self.house.move, order.lines[-1], status)

    @rule(order=rounds, status=statuses)
    def move_all(self, order: Order, status: LineStatus) -> None:
        self.attempt(self.house.move_all, order, status)

    @rule(
        visit=visits,
        method=some.sampled_from(Method),
        amount=some.none() | some.integers(1, 900),
        tip=some.integers(0, 9),
    )
    def pay(self, visit: Session, method: Method, amount: int | None, tip: int) -> None:
        self.attempt(self.house.pay, visit, method, amount, tip=tip)

    @rule(visit=consumes(visits), keep=some.booleans())
    def settle(self, visit: Session, keep: bool) -> None:
        self.attempt(self.house.pay, visit, Method.CARD, close=not keep)
        self.attempt(self.house.close, visit)

    @rule(
        dish=some.sampled_from(["Duck", "Kids Rice"]),
        available=some.booleans(),
        channel=some.sampled_from(Channel),
        left=some.none() | some.integers(0, 5),
        minutes=some.none() | some.integers(1, 40),
    )
    def switch(self, dish: str, available: bool, channel: Channel, left: int | None, minutes: int | None) -> None:
        until = None if minutes is None else to_text(self.world.clock.now + minutes * MINUTE)
        self.attempt(self.house.switch, dish, available, channel=channel, remaining=left, until=until)

    @rule(option=some.sampled_from(["Large", "Egg", "Chili"]), left=some.none() | some.integers(2, 9))
    def count(self, option: str, left: int | None) -> None:
        self.attempt(self.house.switch_option, option, True, remaining=left)

    @rule(minutes=some.sampled_from([0.3, 1, 2, 3, 35]), watched=some.booleans())
    def wait(self, minutes: float, watched: bool) -> None:
        """Sometimes the timer is at work meanwhile, sometimes it sleeps."""
        self.world.clock.advance(minutes=minutes)
        if watched:
            asyncio.run(Timer(self.world.database, HANDLERS).tick())


@pytest.mark.parametrize("branch", ["ours", "sister"])
def test_the_log_alone_tells_what_the_tables_hold(template: Path, tmp_path: Path, branch: str):
    def night() -> Night:
        return Night(template, tmp_path, branch)

    run_state_machine_as_test(
        cast("Any", night),
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_the_comparison_notices_a_row_that_was_changed_behind_the_log(ours: House):
    session = ours.open_table("5")
    order = ours.order(session, "Duck")
    told, held = fold(ours.log()), tables(ours)
    held.orders[order.id]["total"] = 1
    held.lines[order.lines[0].id]["status"] = "SERVED"

    assert differences(told, held) == [
        f"orders: {order.id}.total is 1690 in the log and 1 in the table",
        f"lines: {order.lines[0].id}.status is 'FIRED' in the log and 'SERVED' in the table",
    ]
