"""A house to measure in: branches with open tables, a guest at each, a waiter in every branch, orders to send."""

import json
import random
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from comanda.catalog.queries.menu import build_menu
from comanda.catalog.schemas.menu import Menu, ProductOut
from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.engine.drivers import SqliteDriver
from comanda.engine.tokens import random_secret
from comanda.floor.actions.visits import JoinTable, OpenTable, join_table, open_table
from comanda.floor.queries import TokenProof
from comanda.floor.rules import Links
from comanda.floor.values import Service
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.values import StaffRole
from comanda.kernel.ids import new_id
from comanda.kernel.scope import Right, Role
from comanda.ops.import_menu.carry_out import carry_out, plan_for, present_of
from comanda.ops.import_menu.plan import Plan
from comanda.ops.import_menu.reading import read_menu
from comanda.ops.import_menu.shapes import MenuFile, MenuTable
from comanda.ops.schema import prepare
from comanda.settings import Settings

MENU = Path(__file__).parents[2] / "tests/data/menus/gb-curry-house.json"
ANSWERS_PER_LINE = 3


class Branch(Struct, frozen=True):
    """`waiter` is the secret in a signed-in person's cookie, `guests` those in the cookies of joined devices."""

    id: str
    waiter: str
    guests: list[str]


class House(Struct, frozen=True):
    """`orders` are bodies ready to be sent."""

    settings: Settings
    branches: list[Branch]
    orders: list[bytes]


def seed(directory: Path, *, branches: int, tables: int, orders: int, lines: int, port: int) -> House:
    """A new house in a directory, made with the house's own verbs."""
    settings = Settings(directory, secret=b"a secret that only measures speed", port=port)
    prepare(settings)
    database = Database(SqliteDriver(directory / "comanda.db"))
    try:
        plan = plan_for(_menu(branches, tables), present_of(database, None))
        carry_out(database, plan)
        built = [_branch(database, settings, plan, name) for name in plan.ids.branches]
        menu = database.look_now(lambda tx: build_menu(tx, built[0].id, guest=True).menu)
        return House(settings, built, _orders(menu, orders, lines))
    finally:
        database.close()


def _menu(branches: int, tables: int) -> MenuFile:
    """The sample's dishes and its first branch, as often as asked for."""
    menu = read_menu(MENU)
    room = [MenuTable(f"t{place}", f"T{place}") for place in range(1, tables + 1)]
    first = replace(menu.branches[0], tables=room, unavailable_product_ids=[], price_overrides=[])
    copies = [replace(first, id=f"b{place}", name=f"Quay {place}") for place in range(branches)]
    return replace(menu, branches=copies, counts={})


def _branch(database: Database, settings: Settings, plan: Plan, name: str) -> Branch:
    """Somebody signs in there, and every table gets a guest."""
    organization_id, branch_id = plan.organization_id, plan.ids.branches[name]
    house = Caller(SystemProof(organization_id, branch_id, Role.ADMIN), Right.KEEP_HOUSE)
    waiter = NewStaff(f"waiter@{name}.example.org", "Amira", StaffRole.CASHIER, "a hash", organization_id, branch_id)
    secret, links = random_secret(), Links(settings.secret, settings.base_url)
    staff_id = database.write_now(add_staff, house, waiter)
    database.write_now(open_sign_in, house, OpenSignIn(staff_id, secret, "a hash"))
    tables = [table_id for key, table_id in plan.ids.tables.items() if key.startswith(f"{name}/")]
    return Branch(branch_id, secret, [_seat(database, house, links, table_id) for table_id in tables])


def _seat(database: Database, house: Caller, links: Links, table_id: str) -> str:
    """A party sits down and one device joins; returns what its cookie holds."""
    session = database.write_now(open_table, house, OpenTable(table_id, 4, Service.DINE_IN, None, links))
    token = links.token(session)
    credential = links.credential(token, new_id())
    database.write_now(join_table, Caller(TokenProof(token), Right.VISIT), JoinTable(token, credential, None))
    return credential


def _orders(menu: Menu, how_many: int, lines: int) -> list[bytes]:
    """The same dishes in every run: each line of an order is a dish with three different answers."""
    pick = random.Random(5)
    dishes = [dish for kind in menu.product_types for dish in kind.products if _answers(pick, dish)]
    return [
        json.dumps({"lines": [_line(pick, dish) for dish in pick.sample(dishes, lines)]}).encode()
        for _ in range(how_many)
    ]


def _line(pick: random.Random, dish: ProductOut) -> dict[str, Any]:
    chosen = [{"option_id": option_id} for option_id in _answers(pick, dish)]
    return {"product_id": dish.id, "quantity": pick.randint(1, 3), "options": chosen}


def _answers(pick: random.Random, dish: ProductOut) -> list[str]:
    """What the dish must be told, then more until there are three answers; none where it cannot have three."""
    chosen: list[str] = []
    open_ends: list[str] = []
    for group in dish.option_groups:
        ids = [option.id for option in group.options if option.available]
        pick.shuffle(ids)
        chosen += ids[: group.min]
        open_ends += ids[group.min : group.max]
    pick.shuffle(open_ends)
    chosen += open_ends[: ANSWERS_PER_LINE - len(chosen)]
    return chosen if len(chosen) == ANSWERS_PER_LINE else []
