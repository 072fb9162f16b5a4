"""Where guests sit, and what they call somebody for."""

from typing import Any

import pytest

from comanda.engine.commands import Change
from comanda.floor.actions import layout
from comanda.floor.actions.requests import ask, finish
from comanda.floor.errors import HowOnlyForBill, LabelTaken, NoSuchArea, NoSuchRequest, NoSuchTable, TableInUse
from comanda.floor.queries import area_of, dining_tables, floor_areas, open_requests, requests_of, table_of
from comanda.floor.schemas import AreaIn, ChangeArea, ChangeTable, Place, RequestIn, TableIn
from comanda.floor.values import Area, DiningTable, GuestRequest, PayingHow, RequestKind
from comanda.kernel.errors import Forbidden, VersionConflict
from comanda.kernel.scope import Right
from tests.cast import House, StoppedClock, Visitor, refused


def edit(house: House, verb: Any, command: Any) -> Any:
    return house.do(verb, command, Right.EDIT_FLOOR, house.manager)


def labels(house: House) -> list[str]:
    return [table.label for table in house.read(dining_tables)]


@pytest.fixture
def garden(ours: House) -> Area:
    return edit(ours, layout.add_area, AreaIn("Garden", 2))


@pytest.fixture
def table(ours: House, garden: Area) -> DiningTable:
    return edit(ours, layout.add_table, TableIn("12", garden.id, 6, 300, 400, "round"))


def test_a_new_table_stands_at_the_end_and_is_opened_like_any_other(ours: House, garden: Area, table: DiningTable):
    assert table == DiningTable(table.id, "12", garden.id, "Garden", 6, 300, 400, "round", 1)
    assert labels(ours) == ["1", "2", "3", "5", "12"]
    session = ours.open_table_by_id(table.id)
    assert (session.table_id, session.table_label) == (table.id, "12")
    assert [fact.kind for fact in ours.log()[-3:]] == ["floor.changed", "floor.changed", "session.opened"]


def test_what_a_change_leaves_out_stays(ours: House, garden: Area, table: DiningTable):
    moved = edit(ours, layout.change_table, Change(table.id, 1, ChangeTable(label="14")))
    assert moved == DiningTable(table.id, "14", garden.id, "Garden", 6, 300, 400, "round", 2)
    outside = edit(ours, layout.change_table, Change(table.id, 2, ChangeTable(area_id=None, seats=8)))
    assert outside == DiningTable(table.id, "14", None, None, 8, 300, 400, "round", 3)
    renamed = edit(ours, layout.change_area, Change(garden.id, 1, ChangeArea(name="Terrace")))
    assert renamed == Area(garden.id, "Terrace", 2, 2)


def test_saving_the_same_again_changes_nothing(ours: House, garden: Area, table: DiningTable):
    with ours.nothing_written():
        edit(ours, layout.change_table, Change(table.id, 1, ChangeTable(label="12", seats=6)))
        edit(ours, layout.change_area, Change(garden.id, 1, ChangeArea(position=2)))


def test_somebody_else_was_quicker(ours: House, garden: Area, table: DiningTable):
    edit(ours, layout.change_table, Change(table.id, 1, ChangeTable(seats=2)))
    edit(ours, layout.change_area, Change(garden.id, 1, ChangeArea(name="Terrace")))

    with ours.nothing_written():
        with refused(VersionConflict, current=2):
            edit(ours, layout.change_table, Change(table.id, 1, ChangeTable(seats=3)))
        with refused(VersionConflict, current=2):
            edit(ours, layout.change_area, Change(garden.id, 1, ChangeArea(name="Yard")))


def test_two_tables_of_a_branch_never_have_one_label(ours: House, sister: House, table: DiningTable):
    with ours.nothing_written():
        with refused(LabelTaken):
            edit(ours, layout.add_table, TableIn("5"))
        with refused(LabelTaken):
            edit(ours, layout.change_table, Change(table.id, 1, ChangeTable(label="5")))
    assert edit(sister, layout.add_table, TableIn("12")).label == "12"


def test_a_table_goes_when_nobody_sits_there_and_its_label_is_free_again(ours: House, table: DiningTable):
    session = ours.open_table_by_id(table.id)
    with ours.nothing_written(), refused(TableInUse, qr_session_id=session.id):
        edit(ours, layout.archive_table, table.id)
    ours.close(session)
    edit(ours, layout.archive_table, table.id)

    assert labels(ours) == ["1", "2", "3", "5"]
    assert ours.session(session).table_label == "12"
    with ours.nothing_written(), refused(NoSuchTable):
        edit(ours, layout.archive_table, table.id)
    assert edit(ours, layout.add_table, TableIn("12")).id != table.id


def test_when_an_area_goes_its_tables_stay(ours: House, garden: Area, table: DiningTable):
    edit(ours, layout.drop_area, garden.id)

    assert ours.read(floor_areas) == []
    assert ours.read(table_of, table.id).area_id is None
    with refused(NoSuchArea):
        ours.read(area_of, garden.id)


def test_the_plan_is_drawn_in_one_go_or_not_at_all(ours: House, garden: Area, table: DiningTable):
    five = ours.table("5")
    edit(ours, layout.move_tables, [Place(five, 10, 20, garden.id), Place(table.id, 30, 40, None)])
    drawn = [(one.label, one.x, one.y, one.area_id) for one in ours.read(dining_tables)]
    assert drawn[-2:] == [("5", 10, 20, garden.id), ("12", 30, 40, None)]

    with ours.nothing_written(), refused(NoSuchTable):
        edit(ours, layout.move_tables, [Place(five, 1, 1, None), Place("nowhere", 1, 1, None)])


def test_the_floor_of_others_does_not_exist_for_us(ours: House, sister: House, garden: Area, table: DiningTable):
    with ours.nothing_written():
        with refused(NoSuchTable):
            edit(sister, layout.change_table, Change(table.id, 1, ChangeTable(seats=1)))
        with refused(NoSuchTable):
            edit(sister, layout.move_tables, [Place(table.id, 1, 1, None)])
        with refused(NoSuchArea):
            edit(sister, layout.add_table, TableIn("99", garden.id))
        with refused(NoSuchArea):
            edit(sister, layout.change_table, Change(sister.table("5"), 1, ChangeTable(area_id=garden.id)))


def test_the_floor_is_the_managers(ours: House):
    with ours.nothing_written(), refused(Forbidden):
        ours.do(layout.add_table, TableIn("99"), Right.EDIT_FLOOR, ours.cashier)


# what guests ask for


def wish(house: House, by: Visitor, kind: RequestKind, how: PayingHow | None = None) -> GuestRequest:
    return house.do(ask, RequestIn(kind, how), Right.VISIT, by)


def waiting(house: House) -> list[tuple[str | None, str, str | None]]:
    return [(one.table_label, one.kind, one.how) for one in house.read(open_requests)]


def test_a_wish_is_told_once_until_somebody_came(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    guest, other = ours.join(session), ours.join(session, "another phone")
    head = ours.log_head()
    first = wish(ours, guest, RequestKind.BILL, PayingHow.CARD)
    clock.advance(minutes=1)
    wish(ours, other, RequestKind.WATER)
    assert wish(ours, other, RequestKind.BILL) == first

    assert waiting(ours) == [("5", "bill", "card"), ("5", "water", None)]
    facts = [(fact.kind, fact.audience, fact.body["what"], fact.body["how"]) for fact in ours.log_since(head)]
    assert facts == [
        ("guest.requested", "staff+table", "bill", "card"),
        ("guest.requested", "staff+table", "water", None),
    ]
    done = ours.do(finish, first.id, Right.RUN_SESSIONS)
    assert (done.status, waiting(ours)) == ("DONE", [("5", "water", None)])
    with ours.nothing_written():
        assert ours.do(finish, first.id, Right.RUN_SESSIONS) == done
    assert wish(ours, guest, RequestKind.BILL).id != first.id


def test_a_closed_visit_calls_nobody(ours: House):
    session = ours.open_table("5")
    asked = wish(ours, ours.join(session), RequestKind.BILL)
    ours.close(session)

    assert waiting(ours) == []
    assert [one.status for one in ours.read(requests_of, session.id)] == ["DONE"]
    with ours.nothing_written():
        ours.do(finish, asked.id, Right.RUN_SESSIONS)


def test_how_to_pay_is_asked_with_the_bill_alone(ours: House):
    guest = ours.join(ours.open_table("5"))
    with ours.nothing_written(), refused(HowOnlyForBill):
        wish(ours, guest, RequestKind.WATER, PayingHow.CASH)


def test_wishes_of_the_neighbours_are_not_ours(ours: House, sister: House):
    asked = wish(sister, sister.join(sister.open_table("5")), RequestKind.WAITER)
    assert waiting(ours) == []
    with ours.nothing_written(), refused(NoSuchRequest):
        ours.do(finish, asked.id, Right.RUN_SESSIONS)
