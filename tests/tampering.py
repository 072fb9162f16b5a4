"""A restaurant that has lived through an evening, on one connection, so that a tampering can be tried and undone."""

import asyncio
import random
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, LargeBinary, Table

from comanda.app import HANDLERS
from comanda.catalog.actions.availability import Switch, set_option_availability, set_product_availability
from comanda.catalog.actions.products import PriceHere, set_price_here
from comanda.catalog.actions.publish import publish
from comanda.catalog.actions.types import add_product_type
from comanda.catalog.schemas.editing import NewProductType
from comanda.catalog.schemas.menu import SetAvailability
from comanda.engine.commands import Change
from comanda.engine.drivers import SqliteDriver
from comanda.engine.timer import Timer
from comanda.engine.tx import Tx
from comanda.floor.actions.layout import add_area, add_table
from comanda.floor.actions.requests import ask, finish
from comanda.floor.schemas import AreaIn, RequestIn, TableIn
from comanda.floor.values import PayingHow, RequestKind
from comanda.identity.actions.houses import change_branch
from comanda.identity.actions.people import ChangedPerson, Invite, change_staff, invite
from comanda.identity.schemas import ChangeBranch
from comanda.kernel.clock import Instant
from comanda.kernel.scope import Right
from comanda.kitchen.actions import Flag, flag
from comanda.ops.proof.report import Report
from comanda.ops.verify import verify
from comanda.orders.values import LineStatus
from comanda.payments.values import Method
from tests.cast import House, StoppedClock, run
from tests.world import World

DISHES = ("Wan Tan Soup", "Fried Noodles", "Kids Rice", "Duck", "Green Tea", "Tap Water")


def live_through_an_evening(file: Path) -> None:
    """Several bills, payments with tips and in parts, voids, people and a changed menu; at least 150 events."""
    world = World(SqliteDriver(file), StoppedClock())
    prepare_menu_and_people(world)
    for house in (world.ours, world.sister, world.rival):
        for round_number in range(3):
            serve(house, round_number)
            world.clock.advance(minutes=7)
            asyncio.run(Timer(world.database, HANDLERS).tick())
        leave_open(house)
    world.database.close()


def prepare_menu_and_people(world: World) -> None:
    ours = world.ours
    for house in (ours, world.rival):
        hot = NewProductType("Specials", "of the day", option_group_ids=[house.group("Size")], cooking_minutes=12)
        run(world.database, add_product_type, hot, organization_id=house.organization_id)
    for house in (ours, world.sister, world.rival):
        run(world.database, publish, None, organization_id=house.organization_id, branch_id=house.branch_id)
        area = house.do(add_area, AreaIn("Garden", 1), Right.EDIT_FLOOR, house.manager)
        house.do(add_table, TableIn("20", area.id, 6), Right.EDIT_FLOOR, house.manager)
        for dish, price in (("Duck", 1750), ("Green Tea", 310)):
            house.do(set_price_here, PriceHere(house.dish(dish), price), Right.EDIT_CATALOG, house.manager)
        for dish in ("Duck", "Kids Rice"):
            wish = Switch(house.dish(dish), SetAvailability(True, remaining=500))
            house.do(set_product_availability, wish, Right.SET_AVAILABILITY)
        for option in ("Egg", "Chili"):
            wish = Switch(house.option(option), SetAvailability(True, remaining=500))
            house.do(set_option_availability, wish, Right.SET_AVAILABILITY)
        house.do(invite, Invite(house.kitchen.id, f"invitation {house.branch_id}"), Right.EDIT_STAFF, house.manager)
    ours.do(change_staff, Change(ours.kitchen.id, 1, ChangedPerson(name="Kim")), Right.EDIT_STAFF, ours.manager)
    ours.do(change_branch, Change(ours.branch_id, 1, ChangeBranch(name="Ours")), Right.EDIT_SETTINGS, ours.manager)


def serve(house: House, number: int) -> None:
    """A party with two phones, in parts, a guest's call, a void; another pays by card; a counter sale in cash."""
    party = house.open_table("5", guests=2 + number)
    phones = [house.join(party, device) for device in ("a phone", "another")]
    first = house.order(party, "Duck", house.line("Green Tea", quantity=2, note="cold"), "Tap Water")
    theirs = house.order(party, "Kids Rice", by=phones[0])
    house.confirm(theirs)
    house.do(flag, Flag(first.lines[0].id, True), Right.RUN_KITCHEN, house.kitchen)
    house.move(first.lines[1], LineStatus.SERVED)
    house.void(first.lines[2])
    house.cancel(house.order(party, "Duck", by=phones[1]))
    call = house.do(ask, RequestIn(RequestKind.BILL, PayingHow.CARD), Right.VISIT, phones[0])
    house.do(finish, call.id, Right.RUN_SESSIONS)
    house.pay(party, Method.CARD, amount=700, tip=80, close=False)
    house.pay(party, Method.CASH, tendered=20000, tip=120)
    other = house.open_table("2")
    house.order(other, house.line("Wan Tan Soup", "Large"), "Duck")
    house.pay(other, Method.CARD, tip=50, by=house.manager)
    counter = house.open_table(None, guests=None)
    house.order(counter, "Green Tea")
    house.pay(counter, by=house.manager)


def leave_open(house: House) -> None:
    """A table that has paid a part, one whose guest's order waits, one whose order is confirmed, and an empty one."""
    house.open_table("1")
    unpaid = house.open_table("2")
    house.order(unpaid, house.line("Fried Noodles", "Egg", ("Chili", 2)), "Duck")
    half = house.open_table("3")
    house.order(half, "Duck", "Duck")
    house.pay(half, amount=500, close=False)
    waiting = house.open_table("5")
    phone = house.join(waiting)
    house.order(waiting, "Kids Rice", by=phone, note="soon, please")
    house.do(ask, RequestIn(RequestKind.WATER), Right.VISIT, phone)


class Copy:
    """A copied database under the hands of somebody who knows SQL."""

    def __init__(self, file: Path, now: int) -> None:
        self.connection = sqlite3.connect(file, isolation_level=None)
        self.now = now
        for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON", "synchronous=OFF"):
            self.connection.execute(f"PRAGMA {pragma}")

    def look_now(self, query: Any) -> Any:
        return query(Tx(self.connection.cursor(), "sqlite", Instant(self.now)))

    def verify(self, *heads: Any) -> Report:
        return verify(self, heads)

    @contextmanager
    def undone(self) -> Generator[None]:
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    def sql(self, statement: str, *values: Any) -> list[Any]:
        return self.connection.execute(statement, values).fetchall()

    def keys(self, table: Table) -> list[tuple[Any, ...]]:
        names = ", ".join(f'"{column.name}"' for column in table.primary_key)
        return self.sql(f"SELECT {names} FROM {table.name} ORDER BY {names}")

    def change(self, table: Table, key: tuple[Any, ...], column: Column[Any], chance: random.Random) -> bool:
        """Another value in one column of one row; False where a constraint does not allow any."""
        (before,) = self.sql(f'SELECT "{column.name}" FROM {table.name} WHERE {_this(table)}', *key)[0]
        others = self.sql(f'SELECT DISTINCT "{column.name}" FROM {table.name} LIMIT 50')
        tries = [value for (value,) in others if value != before and (value is not None or column.nullable)]
        if column.primary_key:
            tries.clear()  # two rows that trade keys are two rows that trade all the rest
        chance.shuffle(tries)
        for value in [*tries[:2], _invented(column, before, chance), *tries[2:]]:
            try:
                changed = f'UPDATE {table.name} SET "{column.name}" = ? WHERE {_this(table)}'
                self.connection.execute(changed, (value, *key))
            except sqlite3.IntegrityError:
                continue
            return True
        return False

    def delete(self, table: Table, key: tuple[Any, ...]) -> None:
        self.connection.execute(f"DELETE FROM {table.name} WHERE {_this(table)}", key)

    def duplicate(self, table: Table, key: tuple[Any, ...], chance: random.Random) -> bool:
        """The same row once more, under another key."""
        row = dict(zip([column.name for column in table.columns], self._row(table, key), strict=True))
        last = list(table.primary_key)[-1]
        row[last.name] = _invented(last, row[last.name], chance)
        unique = {name for names in _unique(table) for name in names[1:] or names}
        for name in unique - {last.name}:
            if row[name] is not None:
                row[name] = _invented(table.columns[name], row[name], chance)
        names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        try:
            insert = f"INSERT INTO {table.name} ({names}) VALUES ({places})"
            self.connection.execute(insert, tuple(row.values()))
        except sqlite3.IntegrityError:
            return False
        return True

    def _row(self, table: Table, key: tuple[Any, ...]) -> Any:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        return self.sql(f"SELECT {names} FROM {table.name} WHERE {_this(table)}", *key)[0]


def _this(table: Table) -> str:
    return " AND ".join(f'"{column.name}" = ?' for column in table.primary_key)


def _unique(table: Table) -> list[list[str]]:
    from sqlalchemy import UniqueConstraint

    found = [[c.name for c in one.columns] for one in table.constraints if isinstance(one, UniqueConstraint)]
    return found + [[c.name for c in index.columns] for index in table.indexes if index.unique]


def _invented(column: Column[Any], before: Any, chance: random.Random) -> Any:
    if isinstance(column.type, LargeBinary):
        return chance.randbytes(32)
    if str(column.type) == "TEXT":
        return f"{before or ''}{chance.randrange(10**6)}"
    return (before or 0) + chance.randrange(1, 10**6)
