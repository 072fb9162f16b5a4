"""The demo restaurant is made once and kept; it never touches a real house. Its life: `test_living_demo`."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from comanda.billing.actions import close_visit
from comanda.engine.commands import Caller
from comanda.engine.database import Database
from comanda.engine.drivers import driver_for
from comanda.engine.passwords import matches
from comanda.floor.queries import TokenProof, dining_tables, open_session, session_of, sessions
from comanda.floor.values import Session, SessionStatus
from comanda.identity.queries import STAFF_BY_EMAIL, branches_of, member
from comanda.identity.values import StaffMember
from comanda.kernel.scope import Right, Role, Scope
from comanda.ops import demo
from comanda.ops.demo import HOUSE, MENU, NotTheDemo, open_demo
from comanda.ops.import_menu.carry_out import import_menu
from comanda.ops.import_menu.reading import read_menu
from comanda.ops.schema import prepare
from comanda.settings import Settings, read_settings
from tests.cast import StoppedClock, everything
from tests.chain import MENUS

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({}, data_dir=tmp_path, port=8770)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The demo's, looked at from outside."""
    prepare(settings)
    opened = Database(driver_for(None, settings.data_dir), StoppedClock())
    yield opened
    opened.close()


def person(database: Database, email: str) -> StaffMember:
    row = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=email))
    return database.look_now(lambda tx: member(tx, row.id))


def visit_of(database: Database, qr_url: str) -> Session:
    """The visit a link leads to, found as a guest's phone would."""
    (token,) = parse_qs(urlsplit(qr_url).query)["session"]
    scope = database.look_now(TokenProof(token).prove)
    return database.look_now(lambda tx: session_of(tx, scope, scope.qr_session_id or ""))


def test_the_first_start_makes_two_branches_with_menu_tables_and_staff(settings: Settings, database: Database):
    made = open_demo(settings, StoppedClock(), empty=True)

    branches = database.look_now(lambda tx: branches_of(tx, HOUSE))
    assert [(branch.name, branch.currency, branch.organization_name) for branch in branches] == [
        ("Mitte", "EUR", "Asia-Bistro Sonnenhof"),
        ("West", "EUR", "Asia-Bistro Sonnenhof"),
    ]
    assert (made.organization_id, made.branch_id, made.base_url) == (HOUSE, branches[0].id, "http://127.0.0.1:8770")
    tables = [
        len(database.look_now(lambda tx, one=branch: dining_tables(tx, Scope(Role.ADMIN, "", HOUSE, one.id))))
        for branch in branches
    ]
    assert tables == [20, 7]


@pytest.mark.parametrize(
    ("who", "role", "branches"),
    [
        ("admin", "admin", []),
        ("manager", "manager", ["Mitte", "West"]),
        ("cashier", "cashier", ["Mitte"]),
        ("kitchen", "kitchen", ["Mitte"]),
    ],
)
def test_everybody_can_sign_in_and_works_where_the_demo_says(
    settings: Settings, database: Database, who: str, role: str, branches: list[str]
):
    sign_in = getattr(open_demo(settings, StoppedClock(), empty=True), who)

    row = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=sign_in.email))
    found = person(database, sign_in.email)
    assert matches(sign_in.password, row.password_hash)
    assert (found.role, [place.name for place in found.workplaces]) == (role, branches)


def test_a_cashier_of_the_other_branch_is_there_too(settings: Settings, database: Database):
    open_demo(settings, StoppedClock(), empty=True)

    assert [place.name for place in person(database, demo.CASHIER_ELSEWHERE.email).workplaces] == ["West"]


def test_one_table_is_open_and_its_link_lets_a_guest_in(settings: Settings, database: Database):
    made = open_demo(settings, StoppedClock(), empty=True)

    session = visit_of(database, made.qr_url)
    assert (session.status, session.branch_id) == ("OPEN", made.branch_id)
    assert parse_qs(urlsplit(made.qr_url).query)["table"] == [session.table_label]
    assert session.opened_by == person(database, made.cashier.email).id


def test_starting_again_changes_nothing_and_says_the_same(settings: Settings, database: Database):
    made, before = open_demo(settings, StoppedClock(), empty=True), everything(database)

    assert open_demo(settings, StoppedClock(), empty=True) == made
    assert everything(database) == before


def test_when_the_table_was_closed_another_start_opens_one(settings: Settings, database: Database):
    first = open_demo(settings, StoppedClock(), empty=True)
    session = visit_of(database, first.qr_url)
    close_everything(database)

    second = open_demo(settings, StoppedClock(), empty=True)

    again = visit_of(database, second.qr_url)
    scope = Scope(Role.CASHIER, "", HOUSE, second.branch_id)
    assert again.id != session.id
    assert database.look_now(lambda tx: open_session(tx, scope, again.id)).table_label == session.table_label


def close_everything(database: Database) -> None:
    """Every table of the first branch."""
    branch = database.look_now(lambda tx: branches_of(tx, HOUSE))[0]
    scope = Scope(Role.CASHIER, "staff:anna", HOUSE, branch.id)
    caller = Caller(demo.AtWork(scope), Right.RUN_SESSIONS)
    for session in database.look_now(lambda tx: sessions(tx, scope, SessionStatus.OPEN, (2**62, ""), 10)):
        database.write_now(close_visit, caller, session.id)


def test_a_start_that_was_cut_off_is_finished_by_the_next(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setattr(demo, "STAFF", demo.STAFF[:3])
        demo.seed(database)

    open_demo(settings, StoppedClock(), empty=True)

    assert [person(database, one.email).role for one in demo.STAFF] == [one.role for one in demo.STAFF]
    assert len(database.look_now(lambda tx: branches_of(tx, HOUSE))) == 2


def test_the_demo_keeps_out_of_a_real_house(settings: Settings, database: Database):
    import_menu(database, MENUS / "jp-family-restaurant.json")
    before = everything(database)

    with pytest.raises(NotTheDemo):
        open_demo(settings, StoppedClock(), empty=True)

    assert everything(database) == before


def test_the_menu_of_the_demo_comes_with_its_licence():
    menu, licence = read_menu(MENU), MENU.with_suffix(".LICENSE").read_text()

    assert menu.source is not None
    assert (menu.source.licence, menu.counts["products"]) == ("MIT, Copyright 2019 Ivan Panov", 247)
    assert "MIT License\n\nCopyright (c) 2019 Ivan Panov\n" in licence
    assert "The above copyright notice and this permission notice shall be included" in licence
