"""The cast of the tests: our branch, the sister branch of the same house, and the rival next door.

Made through the real verbs, once, into a template; each test works in its own copy of that database.
"""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from comanda.app import HANDLERS
from comanda.catalog.actions.publish import publish
from comanda.catalog.actions.save import save_catalog
from comanda.engine.database import Database
from comanda.engine.drivers import Driver, PostgresDriver, SqliteDriver
from comanda.engine.passwords import hash_password
from comanda.engine.timer import Timer
from comanda.floor.actions.layout import Layout, lay_out
from comanda.identity.actions.houses import NewBranch, NewOrganization, create_branch, create_organization
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.queries import STAFF_BY_EMAIL
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Role
from comanda.migrations.tables import metadata
from comanda.ops.schema import migrate
from tests.cast import PASSWORD, TABLES, ZONE, House, Person, StoppedClock, everything, run
from tests.menu import house_menu, known_id
from tests.postgres import Cluster


class World:
    """The three branches over one database."""

    def __init__(self, driver: Driver, clock: StoppedClock) -> None:
        self.clock = clock
        self.database = Database(driver, clock)
        self.ours = self._house("ours", "ours")
        self.sister = self._house("ours", "sister")
        self.rival = self._house("rival", "rival")

    def _house(self, house: str, branch: str) -> House:
        people = [
            self._person(f"manager@{house}.test", Role.MANAGER),
            self._person(f"cashier@{branch}.test", Role.CASHIER),
            self._person(f"kitchen@{branch}.test", Role.KITCHEN),
        ]
        return House(self.database, self.clock, house, known_id(house, branch), people)

    def _person(self, email: str, role: Role) -> Person:
        row = self.database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=email))
        return Person(row.id, email, f"secret of {email}", role)

    def everything(self) -> dict[str, list[str]]:
        """Every row of every table."""
        return everything(self.database)

    def new_branch(self, name: str, **settings: Any) -> House:
        """One more branch of our house, with the same menu and its own settings."""
        branch_id = add_branch(self.database, "ours", name, **settings)
        return House(self.database, self.clock, "ours", branch_id, add_people(self.database, "ours", name))


def build_world(driver: Driver) -> None:
    """The template: three branches with menu, tables and signed-in staff, everything through the real verbs."""
    clock = StoppedClock()
    clock.set("2026-11-23 06:00")
    database = Database(driver, clock)
    for house, branches in {"ours": ("ours", "sister"), "rival": ("rival",)}.items():
        run(database, create_organization, NewOrganization(known_id(house), house.title(), "EUR", "DE", "de"))
        run(database, save_catalog, house_menu(house), organization_id=known_id(house))
        add_person(database, house, f"manager@{house}.test", StaffRole.MANAGER, None)
        for branch in branches:
            settings = {"tax_included": False} if branch == "sister" else {}
            add_branch(database, house, branch, **settings)
            add_people(database, house, branch)
    add_person(database, "", "admin@platform.test", StaffRole.ADMIN, None)
    asyncio.run(Timer(database, HANDLERS).tick())  # what a new platform has to do at once is done
    database.close()


def add_branch(database: Database, house: str, name: str, **settings: Any) -> str:
    branch_id = known_id(house, name)
    new = NewBranch(branch_id, known_id(house), name.title(), ZONE, "DE", **settings)
    run(database, create_branch, new)
    tables: list[tuple[str, str, str | None, int, int, int, str]] = [
        (known_id(branch_id, "table", label), label, None, 4, 0, 0, "square") for label in TABLES
    ]
    run(database, lay_out, Layout([], tables), organization_id=known_id(house), branch_id=branch_id)
    run(database, publish, None, organization_id=known_id(house), branch_id=branch_id)
    return branch_id


def add_people(database: Database, house: str, branch: str) -> list[Person]:
    """The branch's own staff; the manager is the organization's."""
    manager = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=f"manager@{house}.test"))
    email = f"manager@{house}.test"
    return [
        Person(manager.id, email, f"secret of {email}", Role.MANAGER),
        add_person(database, house, f"cashier@{branch}.test", StaffRole.CASHIER, known_id(house, branch)),
        add_person(database, house, f"kitchen@{branch}.test", StaffRole.KITCHEN, known_id(house, branch)),
    ]


_password_hash = ""


def add_person(database: Database, house: str, email: str, role: StaffRole, branch_id: str | None) -> Person:
    """Somebody who works there and is signed in."""
    global _password_hash  # noqa: PLW0603  one hash serves all: making one costs 30 ms
    _password_hash = _password_hash or hash_password(PASSWORD)
    organization_id = known_id(house) if house else None
    new = NewStaff(email, email.partition("@")[0].title(), role, _password_hash, organization_id, branch_id)
    staff_id = run(database, add_staff, new, organization_id=organization_id or "")
    opened = OpenSignIn(staff_id, f"secret of {email}", _password_hash)
    run(database, open_sign_in, opened, organization_id=organization_id or "")
    return Person(staff_id, email, f"secret of {email}", Role(role))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the whole cast in it."""
    file = tmp_path_factory.mktemp("template") / "comanda.db"
    driver = SqliteDriver(file)
    migrate(driver)
    build_world(driver)
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: Cluster) -> str:
    """The same on PostgreSQL: a database with a second copy of every row in a schema beside."""
    url = postgres.new_database()
    driver = PostgresDriver(url)
    migrate(driver)
    build_world(driver)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA template")
        for table in metadata.sorted_tables:
            connection.execute(f"CREATE TABLE template.{table.name} AS TABLE public.{table.name}".encode())
    return url


def restore(url: str) -> None:
    """Bring a PostgreSQL template back to how it was built; ten times as fast as a new database."""
    every = [table.name for table in metadata.sorted_tables]
    undo = [f"DELETE FROM {name}; INSERT INTO {name} SELECT * FROM template.{name};" for name in every]
    with psycopg.connect(url) as connection:
        connection.execute(("SET session_replication_role = replica;" + "".join(undo)).encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The cast on a database of its own, once on each kind of database."""
    made = World(_driver(request, tmp_path), StoppedClock())
    yield made
    made.database.close()


def _driver(request: pytest.FixtureRequest, folder: Path) -> Driver:
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_template")
        restore(url)
        return PostgresDriver(url)
    file = folder / "comanda.db"
    shutil.copy(request.getfixturevalue("template"), file)
    return SqliteDriver(file)


@pytest.fixture
def clock(world: World) -> StoppedClock:
    return world.clock


@pytest.fixture
def ours(world: World) -> House:
    return world.ours


@pytest.fixture
def sister(world: World) -> House:
    return world.sister


@pytest.fixture
def rival(world: World) -> House:
    return world.rival
