"""Opening, rotating and ending visits; letting guests in."""

from msgspec.structs import replace

from comanda.floor.errors import (
    NoSuchSession,
    NoSuchTable,
    SessionClosed,
    TableMismatch,
    TableOccupied,
    TooManyDevices,
    UnknownCode,
)
from comanda.floor.rules import GIVEN_NAMES
from comanda.floor.values import ClosedBecause, Service, SessionStatus
from comanda.identity.errors import NoSuchBranch
from comanda.kernel.errors import Forbidden, NotSignedIn
from comanda.kernel.ids import is_uuid
from comanda.payments.values import Method
from tests.cast import House, StoppedClock, refused
from tests.world import World


def test_a_cashier_opens_a_table(ours: House, clock: StoppedClock):
    session = ours.open_table("5", guests=4)

    assert is_uuid(session.id)
    assert session == replace(
        session, organization_id=ours.organization_id, branch_id=ours.branch_id, table_id=ours.table("5"),
        table_label="5", status=SessionStatus.OPEN, service=Service.DINE_IN, name=None, guests=4, rotation=1,
        business_date="2026-11-23", opened_at=clock.now, opened_by=ours.cashier.id, served_by=ours.cashier.id,
        touched_at=clock.now, closed_at=None, closed_because=None, version=1,
    )  # fmt: skip
    assert ours.session(session) == session


def test_opening_a_table_is_one_fact_that_guests_do_not_number(ours: House):
    before = ours.log_head()
    session = ours.open_table("5", guests=4)

    (fact,) = ours.log_since(before)
    assert (fact.seq, fact.kind, fact.entity_id, fact.session_id) == (
        before + 1, "session.opened", session.id, session.id,
    )  # fmt: skip
    assert (fact.audience, fact.session_seq, fact.actor) == ("staff", None, f"staff:{ours.cashier.id}")
    assert fact.body == {
        "id": session.id, "qr_session_id": session.id, "table_id": ours.table("5"), "table_label": "5",
        "service": "dine_in", "guests": 4, "business_date": "2026-11-23",
        "terms": {"currency": "EUR", "tax_included": True, "tax_rounding": "bill", "cash_step": 1},
    }  # fmt: skip


def test_a_table_is_opened_once(ours: House):
    session = ours.open_table("5")

    with ours.nothing_written(), refused(TableOccupied, qr_session_id=session.id):
        ours.open_table("5")


def test_a_table_is_free_again_after_closing(ours: House):
    first = ours.open_table("5")
    ours.close(first)

    assert ours.open_table("5").id != first.id


def test_any_number_of_counter_sales_run_at_once(ours: House):
    first, second = ours.open_table(None), ours.open_table(None, service=Service.TAKEAWAY)

    assert (first.table_id, first.table_label, first.service) == (None, None, Service.DINE_IN)
    assert (second.table_id, second.service) == (None, Service.TAKEAWAY)


def test_the_next_branch_has_a_table_5_of_its_own(ours: House, sister: House):
    mine, theirs = ours.open_table("5"), sister.open_table("5")

    assert (mine.table_label, theirs.table_label) == ("5", "5")
    assert (mine.branch_id, theirs.branch_id) == (ours.branch_id, sister.branch_id)


def test_the_rivals_table_does_not_exist_for_us(ours: House, rival: House):
    for table_id in (rival.table("5"), "no table", ""):
        with ours.nothing_written(), refused(NoSuchTable):
            ours.open_table_by_id(table_id)


def test_a_cashier_cannot_act_in_the_sister_branch(ours: House, sister: House):
    sister.cashier = ours.cashier

    with ours.nothing_written(), refused(NoSuchBranch):
        sister.open_table("5")


def test_the_manager_acts_in_every_branch_of_the_house_and_in_no_other(ours: House, sister: House, rival: House):
    assert sister.open_table("5", by=ours.manager).opened_by == ours.manager.id

    with ours.nothing_written(), refused(NoSuchBranch):
        rival.open_table("5", by=ours.manager)


def test_the_kitchen_does_not_open_tables(ours: House):
    with ours.nothing_written(), refused(Forbidden):
        ours.open_table("5", by=ours.kitchen)


def test_after_midnight_a_visit_still_belongs_to_the_evening(ours: House, clock: StoppedClock):
    clock.set("2026-11-24 03:59")
    assert ours.open_table("1").business_date == "2026-11-23"
    clock.set("2026-11-24 04:00")
    assert ours.open_table("2").business_date == "2026-11-24"


# the guest's door


def test_a_guest_joins_by_the_link_and_gets_a_given_name(ours: House):
    session = ours.open_table("5")
    before = ours.log_head()
    guest = ours.join(session, table="5")

    assert guest.name == "Basil"
    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.actor, fact.session_seq) == ("guest.joined", f"guest:{guest.id}", 1)
    assert fact.body == {"id": guest.id, "qr_session_id": session.id, "name": "Basil"}


def test_the_second_phone_is_another_guest(ours: House):
    session = ours.open_table("5")

    assert [ours.join(session, device).name for device in ("phone", "tablet", "watch")] == ["Basil", "Tomato", "Olive"]


def test_joining_again_with_the_same_key_is_the_same_guest(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session, "phone")

    with ours.nothing_written():
        assert ours.join(session, "phone") == guest


def test_a_link_shown_for_another_table_is_refused(ours: House):
    session = ours.open_table("5")

    with ours.nothing_written(), refused(TableMismatch):
        ours.join(session, table="4")


def test_a_visit_takes_twelve_phones(ours: House):
    session = ours.open_table("5", guests=2)
    for number in range(12):
        ours.join(session, f"phone {number}")

    with ours.nothing_written(), refused(TooManyDevices, limit=12):
        ours.join(session, "one too many")
    assert ours.join(session, "phone 3").name == "Lemon"


def test_a_large_party_brings_two_phones_each(ours: House):
    session = ours.open_table("5", guests=7)
    names = [ours.join(session, f"phone {number}").name for number in range(14)]

    assert len(set(names)) == 14
    with refused(TooManyDevices, limit=14):
        ours.join(session, "one too many")


def test_a_code_that_never_was_is_unknown(ours: House):
    token = ours.links.token(ours.open_table("5"))
    other = "y" if token.endswith("x") else "x"
    for wrong in ("", "nonsense", token[:-1] + other, f"aaaaaaaa{token[8:]}", token.upper()):
        with ours.nothing_written(), refused(UnknownCode):
            ours.join_by(wrong)


def test_our_code_does_not_open_the_rivals_door(ours: House, rival: House):
    ours.open_table("5")
    token, theirs = ours.links.token(ours.open_table("1")), rival.links.token(rival.open_table("5"))

    with ours.nothing_written(), refused(UnknownCode):
        ours.join_by(theirs[:9] + token[9:])


def test_the_link_of_a_closed_visit_says_that_it_is_over(ours: House):
    session = ours.open_table("5")
    ours.close(session)

    with ours.nothing_written(), refused(SessionClosed, closed_because="empty"):
        ours.join(session)


def test_a_new_code_kills_the_old_one_and_keeps_the_guests(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    old = ours.links.token(session)
    rotated = ours.rotate(session)

    assert (rotated.rotation, rotated.version) == (2, 2)
    assert ours.links.token(rotated) != old
    with ours.nothing_written(), refused(SessionClosed, closed_because="code-replaced"):
        ours.join_by(old, "stranger")
    assert ours.join(rotated, "tablet").name == "Tomato"
    assert ours.order(session, "Green Tea", by=guest).placed_by == f"guest:{guest.id}"


def test_a_closed_visit_gets_no_new_code(ours: House):
    session = ours.open_table("5")
    ours.close(session)

    with ours.nothing_written(), refused(SessionClosed, closed_because="empty"):
        ours.rotate(session)


def test_a_stranger_with_a_made_up_cookie_is_nobody(ours: House):
    session = ours.open_table("5")
    guest = replace(ours.join(session), credential="made.up")

    with ours.nothing_written(), refused(NotSignedIn):
        ours.order(session, "Duck", by=guest)


def test_no_secret_of_a_visit_stands_in_the_database(ours: House, world: World):
    session = ours.open_table("5")
    guest = ours.join(session)
    ours.order(session, "Duck", by=guest)
    rows = repr(world.everything())

    assert ours.links.token(session)[9:] not in rows
    assert guest.credential.partition(".")[2] not in rows
    assert ours.cashier.secret not in rows


# the end of a visit


def test_a_visit_without_orders_closes_as_empty_and_leaves_no_bill(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    before = ours.log_head()
    clock.advance(minutes=5)
    bill = ours.close(session)

    assert bill.session == replace(
        session, status=SessionStatus.CLOSED, closed_at=clock.now, closed_because=ClosedBecause.EMPTY, version=2
    )
    assert bill.ledger is None
    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.session_seq) == ("session.closed", 1)
    assert fact.body == {
        "id": session.id, "qr_session_id": session.id, "table_id": ours.table("5"), "because": "empty",
    }  # fmt: skip


def test_closing_twice_changes_nothing(ours: House):
    session = ours.open_table("5")
    first = ours.close(session)

    with ours.nothing_written():
        assert ours.close(session).session == first.session


def test_a_visit_whose_orders_were_all_cancelled_closes_as_empty(ours: House):
    session = ours.open_table("5")
    ours.cancel(ours.order(session, "Duck"))

    assert ours.close(session).session.closed_because is ClosedBecause.EMPTY


def test_nothing_happens_at_a_closed_visit(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    ours.order(session, "Green Tea")
    ours.pay(session)

    over = refused(SessionClosed, closed_because="settled")
    with ours.nothing_written():
        with over:
            ours.order(session, "Duck")
        with refused(SessionClosed, closed_because="settled"):
            ours.order(session, "Duck", by=guest)
        with refused(SessionClosed, closed_because="settled"):
            ours.pay(session, Method.CARD)
        with refused(SessionClosed, closed_because="settled"):
            ours.join(session, "late phone")


def test_a_visit_that_never_was_is_unknown(ours: House, rival: House):
    theirs, unknown = rival.open_table("5"), replace(ours.open_table("5"), id="0192f000-0000-7000-8000-000000000000")
    for session in (theirs, unknown):
        with ours.nothing_written():
            with refused(NoSuchSession):
                ours.close(session)
            with refused(NoSuchSession):
                ours.rotate(session)
            with refused(NoSuchSession):
                ours.order(session, "Duck")
            with refused(NoSuchSession):
                ours.pay(session)


def test_a_new_code_lets_as_many_phones_in_again(ours: House):
    session = ours.open_table("5")
    for number in range(12):
        ours.join(session, f"phone {number}")
    rotated = ours.rotate(session)

    assert ours.join(rotated, "one more").name == GIVEN_NAMES[12]
