"""The demo restaurant: a real menu, two branches, staff of every role, two weeks behind it and an evening under way.

Made once, then kept; a later start only tells of another evening when the last one is over.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.engine.drivers import driver_for
from comanda.engine.passwords import hash_password
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import OpenTable, open_table
from comanda.floor.queries import dining_tables, sessions
from comanda.floor.rules import Links
from comanda.floor.values import Service, Session, SessionStatus
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.errors import NoSuchOrganization
from comanda.identity.queries import STAFF_BY_EMAIL, branches_of, is_empty, organization_of
from comanda.identity.values import Branch, StaffRole
from comanda.kernel.clock import Clock, system_clock
from comanda.kernel.scope import Right, Role, Scope
from comanda.ops.import_menu.carry_out import carry_out, plan_for, present_of
from comanda.ops.import_menu.reading import read_menu
from comanda.ops.living.diary import AtWork, ToldClock
from comanda.ops.living.history import LATELY, LONG, bring_up_to, is_over, last_event
from comanda.ops.living.place import Place, place_in
from comanda.ops.living.room import drawn
from comanda.ops.schema import prepare
from comanda.settings import Settings

MENU = Path(__file__).parents[1] / "data" / "de-asia-bistro.json"
HOUSE = "019ab3c0-5a00-7000-8000-00000000de30"
"""The demo's organization has the same id everywhere, so that it is known again."""
PASSWORD = "demo-restaurant"  # noqa: S105  it is printed at every start
LATEST = 2**62
Say = Callable[[str], None]


def silent(words: str) -> None:
    """For whoever does not wait at a terminal."""


class NotTheDemo(Exception):
    """These data belong to a real house; the demo keeps out of them. Choose another folder with --data."""


class Member(Struct, frozen=True):
    """One of the demo's staff; `branch` is the place of the branch in the menu file, None for all of them."""

    role: StaffRole
    name: str
    branch: int | None = None

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@demo.comanda.test"


ADMIN = Member(StaffRole.ADMIN, "Ada")
MANAGER = Member(StaffRole.MANAGER, "Mara")
CASHIER = Member(StaffRole.CASHIER, "Anna", 0)
KITCHEN = Member(StaffRole.KITCHEN, "Kim", 0)
CASHIER_ELSEWHERE = Member(StaffRole.CASHIER, "Willi", 1)
STAFF = (ADMIN, MANAGER, CASHIER, KITCHEN, CASHIER_ELSEWHERE)


class SignIn(Struct, frozen=True):
    email: str
    password: str


class Demo(Struct, frozen=True):
    """What somebody needs to look around."""

    base_url: str
    admin: SignIn
    manager: SignIn
    cashier: SignIn
    kitchen: SignIn
    qr_url: str
    branch_id: str
    organization_id: str


def open_demo(settings: Settings, clock: Clock = system_clock, *, empty: bool = False, say: Say = silent) -> Demo:
    """Makes what is missing, and opens a table where none is open; `empty`: nobody has ever been there.

    `say` hears of what takes a while. Raises NotTheDemo, OtherData, Unavailable.
    """
    prepare(settings)
    told = ToldClock(clock)
    database = Database(driver_for(settings.database_url, settings.data_dir), told)
    try:
        links = Links(settings.secret, settings.base_url)
        branch = live(database, told, links, empty=empty, say=say)[0]
        session = open_session_at(database, branch, links)
    finally:
        database.close()
    admin, manager, cashier, kitchen = (SignIn(member.email, PASSWORD) for member in (ADMIN, MANAGER, CASHIER, KITCHEN))
    return Demo(
        settings.base_url, admin, manager, cashier, kitchen, links.url(session), branch.id, branch.organization_id
    )


def live(database: Database, clock: ToldClock, links: Links, *, empty: bool, say: Say = silent) -> list[Branch]:
    """The house is founded two weeks ago, and lives until now. Its administrator comes last: until then a start that
    was cut off goes on where it stopped."""
    now = clock()
    founded = database.look_now(lambda tx: _staff_id(tx, ADMIN)) is not None
    if not (empty or founded):
        clock.told = now - LONG
        say("Telling two weeks of service in both branches; this takes some ten seconds, once ...")
    branches = seed(database)
    clock.told = None
    for number, branch in enumerate(() if empty else branches):
        place = database.look_now(lambda tx, one=number, there=branch: _place(tx, there, one, links))
        if is_over(database.look_now(lambda tx, one=branch: last_event(tx, one.id)), now):
            bring_up_to(database, clock, place, now, LATELY if founded else LONG)
    if not founded:
        _hire(database, ADMIN, branches)
    return branches


def seed(database: Database) -> list[Branch]:
    """Menu, branches and staff of the house, as far as they are missing; whoever changed them is not overruled."""
    missing = [member for member in STAFF if database.look_now(lambda tx, one=member: _staff_id(tx, one)) is None]
    if missing:
        present = present_of(database, HOUSE if _is_here(database) else None)
        carry_out(database, drawn(plan_for(read_menu(MENU), present, HOUSE)))
    branches = database.look_now(lambda tx: branches_of(tx, HOUSE))
    for member in missing:
        if member is not ADMIN:
            _hire(database, member, branches)
    return branches


def _place(tx: Tx, branch: Branch, number: int, links: Links) -> Place:
    """A branch without a cook has the manager in its kitchen."""
    cooks = [one for one in STAFF if one.role is StaffRole.KITCHEN and one.branch == number]
    waiter = next(one for one in STAFF if one.role is StaffRole.CASHIER and one.branch == number)
    cook = _scope(tx, branch, cooks[0] if cooks else MANAGER)
    return place_in(tx, branch, _scope(tx, branch, waiter), cook, links)


def open_session_at(database: Database, branch: Branch, links: Links) -> Session:
    """The table that was opened last, or one opened now by the branch's cashier."""
    scope = database.look_now(lambda tx: _scope(tx, branch, CASHIER))
    present = database.look_now(lambda tx: sessions(tx, scope, SessionStatus.OPEN, (LATEST, ""), 100))
    for session in present:
        if session.table_id is not None:
            return session
    tables = database.look_now(lambda tx: dining_tables(tx, scope))
    table = next((one for one in tables if one.seats >= 4), tables[0])
    command = OpenTable(table.id, None, Service.DINE_IN, None, links)
    opened: Session = database.write_now(open_table, Caller(AtWork(scope), Right.RUN_SESSIONS), command)
    return opened


def _is_here(database: Database) -> bool:
    """Whether the demo's organization is; raises NotTheDemo for a database of somebody else's."""

    def find(tx: Tx) -> bool | None:
        try:
            organization_of(tx, HOUSE)
        except NoSuchOrganization:
            return False if is_empty(tx) else None
        return True

    here = database.look_now(find)
    if here is None:
        raise NotTheDemo(NotTheDemo.__doc__)
    return here


def _hire(database: Database, member: Member, branches: list[Branch]) -> None:
    house = None if member.role is StaffRole.ADMIN else HOUSE
    branch_id = None if member.branch is None else branches[member.branch].id
    new = NewStaff(member.email, member.name, member.role, hash_password(PASSWORD), house, branch_id)
    caller = Caller(SystemProof(house or "", "", Role.ADMIN), Right.KEEP_HOUSE)
    database.write_now(add_staff, caller, new)


def _staff_id(tx: Tx, member: Member) -> str | None:
    row = tx.one(STAFF_BY_EMAIL, email=member.email)
    return None if row is None else str(row.id)


def _scope(tx: Tx, branch: Branch, member: Member) -> Scope:
    role, staff_id = Role(member.role), _staff_id(tx, member)
    return Scope(role, f"staff:{staff_id}", branch.organization_id, branch.id, member.name)
