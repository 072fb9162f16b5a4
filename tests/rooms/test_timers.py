"""What happens by itself when it is time, and what may not wait for it."""

import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from comanda.app import HANDLERS
from comanda.engine import timer
from comanda.engine.commands import Caller, Change
from comanda.engine.tables import due
from comanda.engine.timer import Timer, due_now, remind
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.floor.actions.visits import keep_visit
from comanda.floor.errors import SessionClosed, UnknownCode
from comanda.floor.tables import guests, session_tokens
from comanda.floor.values import ClosedBecause, Session
from comanda.identity.actions.houses import change_branch
from comanda.identity.actions.sign_ins import close_sign_in
from comanda.identity.queries import PersonProof, branch_of
from comanda.identity.schemas import ChangeBranch
from comanda.identity.tables import sign_ins
from comanda.kernel.clock import DAY, HOUR, to_text
from comanda.kernel.scope import Right, Scope
from comanda.orders.actions.place import Place, place_order
from comanda.orders.errors import InvalidTransition, NoSuchOrder
from comanda.orders.values import LineStatus, OrderStatus
from tests.cast import House, StoppedClock, Visitor, let_in, refused, run


def tick(house: House) -> int:
    return asyncio.run(Timer(house.database, HANDLERS).tick())


def kinds_since(house: House, head: int) -> list[str]:
    return [fact.kind for fact in house.log_since(head)]


# reminders


def test_a_reminder_that_breaks_stands_in_nobodys_way(ours: House, clock: StoppedClock):
    done = list[str]()

    def breaks(tx: Tx, scope: Scope, key: str) -> None:
        done.append(f"tried {key}")
        raise RuntimeError("a bug")

    def refuses(tx: Tx, scope: Scope, key: str) -> None:
        raise NoSuchOrder()

    def works(tx: Tx, scope: Scope, key: str) -> None:
        done.append(key)

    ticking = Timer(ours.database, {"breaks": breaks, "refuses": refuses, "works": works})

    def set_up(tx: Tx, scope: Scope, command: None) -> None:
        for place, kind in enumerate(("breaks", "refuses", "unheard of", "works")):
            remind(tx, scope, kind, f"{kind} key", tx.now - 10 + place)

    at_ours(ours, set_up)
    before = kinds_due(ours)

    assert asyncio.run(ticking.tick()) == 4

    assert done == ["tried breaks key", "works key"]
    assert kinds_due(ours) == before - {"refuses", "works"}
    assert asyncio.run(ticking.tick()) == 0
    clock.advance(minutes=1)
    assert asyncio.run(ticking.tick()) == 2
    assert done == ["tried breaks key", "works key", "tried breaks key"]


def test_a_reminder_that_moves_while_it_is_looked_at_is_kept(
    ours: House, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
):
    ours.switch("Duck", False, until=to_text(clock.now + HOUR))
    clock.advance(minutes=60)
    seen = ours.database.look_now(due_now)
    assert [one.kind for one in seen] == ["product.available"]
    ours.switch("Duck", False, until=to_text(clock.now + HOUR))
    head = ours.log_head()

    with monkeypatch.context() as patch:
        patch.setattr(timer, "due_now", lambda tx: seen)
        assert tick(ours) == 1
    assert kinds_since(ours, head) == []
    clock.advance(minutes=60)
    tick(ours)
    assert kinds_since(ours, head) == ["product.availability"]


def test_what_two_clocks_see_at_once_is_done_once(ours: House, monkeypatch: pytest.MonkeyPatch):
    done = list[str]()

    def daily(tx: Tx, scope: Scope, key: str) -> None:
        done.append(key)
        remind(tx, scope, "daily", key, tx.now + DAY)

    def set_up(tx: Tx, scope: Scope, command: None) -> None:
        remind(tx, scope, "daily", "a key", tx.now)

    at_ours(ours, set_up)
    seen = ours.database.look_now(due_now)
    monkeypatch.setattr(timer, "due_now", lambda tx: seen)
    for _ in range(2):
        asyncio.run(Timer(ours.database, {"daily": daily}).tick())
    assert done == ["a key"]


def at_ours(house: House, verb: object) -> None:
    run(house.database, verb, None, organization_id=house.organization_id, branch_id=house.branch_id)


def kinds_due(house: House) -> set[str]:
    every = select(due.c.kind).where(due.c.branch_id == house.branch_id)
    return {row.kind for row in house.database.look_now(lambda tx: tx.all(every))}


# visits nobody looks after


def test_staff_are_asked_about_a_forgotten_visit_before_it_ends(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    head = ours.log_head()

    clock.advance(minutes=29, seconds=59)
    assert tick(ours) == 0
    clock.advance(seconds=1)
    assert tick(ours) == 1
    (asked,) = ours.log_since(head)
    assert (asked.kind, asked.entity_id, asked.audience) == ("session.idle", session.id, "staff")
    assert ours.session(session).closed_at is None

    clock.advance(minutes=5)
    assert tick(ours) == 1
    after = ours.session(session)
    assert (after.closed_because, after.closed_at) == (ClosedBecause.EXPIRED, clock.now)
    assert ours.open_table("5").id != session.id


def test_after_a_standstill_staff_are_asked_all_the_same(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    head = ours.log_head()

    clock.advance(minutes=90)
    tick(ours)
    assert kinds_since(ours, head) == ["session.idle"]
    clock.advance(minutes=4, seconds=59)
    assert tick(ours) == 0
    clock.advance(seconds=1)
    tick(ours)
    assert ours.session(session).closed_because is ClosedBecause.EXPIRED


def test_whoever_says_that_the_party_is_there_keeps_the_visit(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    clock.advance(minutes=30)
    tick(ours)
    head = ours.log_head()

    clock.advance(minutes=4)
    kept = ours.do(keep_visit, session.id, Right.RUN_SESSIONS)
    assert kept.touched_at == clock.now
    assert kinds_since(ours, head) == ["session.kept"]
    clock.advance(minutes=29)
    tick(ours)
    assert ours.session(session).closed_at is None
    clock.advance(minutes=1)
    tick(ours)
    assert kinds_since(ours, head) == ["session.kept", "session.idle"]


def test_a_closed_visit_is_not_kept(ours: House):
    session = ours.open_table("5")
    ours.close(session)
    with ours.nothing_written(), refused(SessionClosed, closed_because="empty"):
        ours.do(keep_visit, session.id, Right.RUN_SESSIONS)


@pytest.mark.parametrize("what", ["a guest", "an order"])
def test_a_visit_with_a_guest_or_an_order_never_ends_by_time(ours: House, clock: StoppedClock, what: str):
    session = ours.open_table("5")
    if what == "a guest":
        ours.join(session)
    else:
        ours.order(session, "Duck")
    head = ours.log_head()

    for _ in range(4):
        clock.advance(minutes=30)
        tick(ours)

    assert (kinds_since(ours, head), ours.session(session).closed_at) == ([], None)


# orders that confirm themselves


@pytest.fixture
def session(ours: House) -> Session:
    return ours.open_table("5")


@pytest.fixture
def guest(ours: House, session: Session) -> Visitor:
    return ours.join(session)


def confirm_by_itself(house: House, *, does: bool = True) -> None:
    version = house.read(lambda tx, scope: branch_of(tx, scope.branch_id)).version
    change = Change(house.branch_id, version, ChangeBranch(confirm_automatically=does))
    house.do(change_branch, change, Right.KEEP_BRANCHES, house.manager)


def test_a_guests_order_confirms_itself_after_twenty_seconds(ours: House, guest: Visitor, clock: StoppedClock):
    confirm_by_itself(ours)
    order = ours.order(None, "Duck", by=guest)  # type: ignore[arg-type]
    assert order.status is OrderStatus.OPEN

    clock.advance(seconds=19.9)
    assert tick(ours) == 0
    clock.advance(seconds=0.1)
    assert tick(ours) == 1

    after = ours.order_now(order)
    assert (after.status, after.lines[0].status) == (OrderStatus.CONFIRMED, LineStatus.FIRED)
    fact = ours.log()[-1]
    assert (fact.kind, fact.actor, fact.entity_id) == ("order.confirmed", "system", order.id)


def test_until_then_its_guest_takes_it_back(ours: House, guest: Visitor, clock: StoppedClock):
    confirm_by_itself(ours)
    order = ours.order(None, "Duck", by=guest)  # type: ignore[arg-type]
    clock.advance(seconds=19.9)

    assert ours.cancel(order, by=guest).status is OrderStatus.CANCELLED
    clock.advance(seconds=1)
    tick(ours)
    assert ours.order_now(order).status is OrderStatus.CANCELLED


def test_after_that_it_is_too_late_also_when_the_timer_sleeps(ours: House, guest: Visitor, clock: StoppedClock):
    confirm_by_itself(ours)
    order = ours.order(None, "Duck", by=guest)  # type: ignore[arg-type]
    clock.advance(seconds=20)

    with ours.nothing_written(), refused(InvalidTransition, current="CONFIRMED", wanted="CANCELLED"):
        ours.cancel(order, by=guest)
    assert ours.cancel(order).status is OrderStatus.CANCELLED


def test_an_order_with_an_allergy_waits_for_staff_all_the_same(ours: House, guest: Visitor, clock: StoppedClock):
    confirm_by_itself(ours)
    line = replace(ours.line("Duck"), allergies=["peanuts"])
    order = ours.do(place_order, Place(ours.cart(None, line)), Right.PLACE_ORDERS, guest)

    clock.advance(minutes=10)
    tick(ours)
    assert ours.order_now(order).status is OrderStatus.OPEN


def test_elsewhere_orders_wait_for_staff(ours: House, guest: Visitor, clock: StoppedClock):
    confirm_by_itself(ours)
    confirm_by_itself(ours, does=False)
    order = ours.order(None, "Duck", by=guest)  # type: ignore[arg-type]

    clock.advance(minutes=10)
    tick(ours)
    assert ours.order_now(order).status is OrderStatus.OPEN
    assert ours.cancel(order, by=guest).status is OrderStatus.CANCELLED


def test_switched_off_staff_confirm_also_what_was_on_its_way(ours: House, guest: Visitor, clock: StoppedClock):
    confirm_by_itself(ours)
    first, second = (ours.order(None, "Duck", by=guest) for _ in range(2))  # type: ignore[arg-type]
    clock.advance(seconds=10)
    confirm_by_itself(ours, does=False)
    clock.advance(seconds=10)

    assert ours.cancel(first, by=guest).status is OrderStatus.CANCELLED
    tick(ours)
    assert ours.order_now(second).status is OrderStatus.OPEN
    assert ours.cancel(second, by=guest).status is OrderStatus.CANCELLED


# what is kept for a while


def test_a_day_after_closing_links_and_guests_secrets_are_thrown_away(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    guest, token = ours.join(session), ours.links.token(session)
    ours.rotate(session)
    staying = ours.join(ours.open_table("3"))
    ours.close(session)
    kept = hashes(ours)

    clock.advance(days=1)
    with refused(SessionClosed, closed_because="empty"):
        ours.join_by(token)
    clock.advance(seconds=1)
    with refused(UnknownCode):
        ours.join_by(token)
    assert hashes(ours) == kept
    tick(ours)

    assert fingerprint(guest.credential) not in hashes(ours)
    assert fingerprint(staying.credential) in hashes(ours)
    links = select(session_tokens.c.qr_session_id).where(session_tokens.c.branch_id == ours.branch_id)
    assert {row.qr_session_id for row in ours.database.look_now(lambda tx: tx.all(links))}.isdisjoint({session.id})


def hashes(house: House) -> set[bytes]:
    every = select(guests.c.credential_hash).where(guests.c.branch_id == house.branch_id)
    return {bytes(row.credential_hash) for row in house.database.look_now(lambda tx: tx.all(every))}


def test_sign_ins_that_ran_out_are_thrown_away(ours: House, clock: StoppedClock):
    person = ours.cashier
    second = ours.sign_in(person)
    ours.database.write_now(
        close_sign_in, Caller(PersonProof(fingerprint(second.secret)), Right.OWN_SIGN_IN),
        fingerprint(second.secret),
    )  # fmt: skip
    clock.advance(days=3)
    third = ours.sign_in(person)
    assert len(sign_ins_of(ours, person.id)) == 3
    clock.advance(days=4)
    tick(ours)
    assert len(sign_ins_of(ours, person.id)) == 3  # the reminder went on with the latest one
    clock.advance(days=3)
    tick(ours)
    assert sign_ins_of(ours, person.id) == []
    let_in(ours.database, person, "anew", ours.organization_id)
    assert sign_ins_of(ours, person.id) == [fingerprint("anew")]
    assert third.secret != person.secret


def sign_ins_of(house: House, staff_id: str) -> list[bytes]:
    every = select(sign_ins.c.secret_hash).where(sign_ins.c.staff_id == staff_id)
    return [bytes(row.secret_hash) for row in house.database.look_now(lambda tx: tx.all(every))]
