"""Two things at the same instant: there are two outcomes, and no third."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest

from comanda.engine.commands import Caller, Change, execute
from comanda.engine.database import Database
from comanda.engine.drivers import PostgresDriver
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.floor.values import ClosedBecause
from comanda.identity.actions.houses import change_branch
from comanda.identity.actions.people import (
    ChangedPerson,
    Invite,
    NewStaff,
    TakeUp,
    add_staff,
    change_staff,
    invite,
    take_up_invitation,
)
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.api.sign_ins import CheckedPerson
from comanda.identity.errors import EmailTaken, InvitationOver
from comanda.identity.queries import STAFF_BY_EMAIL, InvitationProof, KeeperProof, PersonProof, branch_of
from comanda.identity.schemas import AccountOut, BranchOut, ChangeBranch
from comanda.identity.values import StaffRole
from comanda.kernel.errors import NotSignedIn, VersionConflict
from comanda.kernel.scope import Right
from comanda.orders.values import OrderStatus
from tests.cast import House, Person, StoppedClock, refused
from tests.served import Server, line, new_key
from tests.world import World, restore

ROUNDS = 60


def at_once(*acts: Any) -> list[Any]:
    """All of them from the same instant on, each in a thread of its own."""
    barrier = Barrier(len(acts))

    def act(one: Any) -> Any:
        barrier.wait()
        return one()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(act, acts))


def test_closing_against_ordering_has_two_outcomes(server: Server):
    seen: Counter[tuple[int, int]] = Counter()
    cashier = server.staff()
    for _ in range(ROUNDS):
        session = server.ours.open_table(None)
        guest = server.guest(server.ours.join(session))
        closed, ordered = at_once(
            lambda session=session: cashier.put(f"/api/qr-sessions/{session.id}/close"),
            lambda guest=guest: guest.order(line(server.ours, "Green Tea")),
        )
        seen[closed.status_code, ordered.status_code] += 1
        after = server.ours.session(session)
        orders = guest.get("/api/guest/orders").json()["items"]
        if ordered.status_code == 201:
            assert closed.json()["type"] == "/problems/orders-pending"
            assert closed.json()["orders"] == [{"id": ordered.json()["id"], "number": ordered.json()["number"]}]
            assert after.closed_at is None
            assert [order["id"] for order in orders] == [ordered.json()["id"]]
        else:
            assert ordered.json()["type"] == "/problems/session-closed"
            assert (after.closed_because, orders) == (ClosedBecause.EMPTY, [])

    assert seen.keys() <= {(409, 201), (200, 410)}
    assert sum(seen.values()) == ROUNDS


def test_paying_against_ordering_leaves_no_unpaid_order_behind(server: Server):
    seen: Counter[tuple[bool, int]] = Counter()
    cashier, waiter = server.staff(), server.staff()
    for _ in range(ROUNDS):
        session = server.ours.open_table(None)
        server.ours.order(session, "Duck")
        paid, ordered = at_once(
            lambda session=session: cashier.post(
                f"/api/qr-sessions/{session.id}/payments", {"method": "card", "amount": 1690}, new_key()
            ),
            lambda session=session: waiter.order(line(server.ours, "Green Tea"), qr_session_id=session.id),
        )
        seen[paid.json()["closed"], ordered.status_code] += 1
        bill = server.ours.bill(session)
        assert bill.captured == 1690
        if ordered.status_code == 201:
            assert (paid.json()["because"], bill.outstanding, bill.status) == ("still-to-pay", 320, "OPEN")
        else:
            assert (ordered.status_code, bill.outstanding, bill.status) == (410, 0, "SETTLED")

    assert seen.keys() <= {(True, 410), (False, 201)}


def test_the_last_portion_is_sold_once(server: Server):
    for _ in range(10):
        server.ours.switch("Duck", remaining=1)
        guests = [server.guest(server.ours.join(server.ours.open_table(None))) for _ in range(6)]
        answers = at_once(*(lambda guest=guest: guest.order(line(server.ours, "Duck")) for guest in guests))

        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
        assert server.ours.left("Duck") == 0


def test_a_table_is_opened_once_by_many_at_once(server: Server):
    waiters = [server.staff() for _ in range(5)]
    body = {"table_id": server.ours.table("5")}
    answers = at_once(*(lambda waiter=waiter: waiter.post("/api/qr-sessions", body) for waiter in waiters))

    (opened,) = [answer for answer in answers if answer.status_code == 201]
    losers = [answer.json() for answer in answers if answer.status_code == 409]
    assert [loser["qr_session_id"] for loser in losers] == [opened.json()["id"]] * 4


def test_two_tables_5_in_two_branches_never_mix(server: Server):
    houses = (server.ours, server.sister, server.rival)
    sessions = {house.branch_id: house.open_table("5") for house in houses}
    guests = {house.branch_id: server.guest(house.join(sessions[house.branch_id])) for house in houses}

    def order(number: int) -> tuple[str, Any]:
        house = houses[number % 3]
        return house.branch_id, guests[house.branch_id].order(line(house, "Green Tea")).json()

    with ThreadPoolExecutor(6) as hands:
        placed = list(hands.map(order, range(90)))

    for house in houses:
        mine = [answer for branch_id, answer in placed if branch_id == house.branch_id]
        assert sorted(answer["number"] for answer in mine) == list(range(1, 31))
        assert {answer["branch_id"] for answer in mine} == {house.branch_id}
        assert {answer["qr_session_id"] for answer in mine} == {sessions[house.branch_id].id}
        seen = guests[house.branch_id].get("/api/guest/orders").json()["items"]
        assert {answer["id"] for answer in seen} == {answer["id"] for answer in mine}
        told = {fact.entity_id for fact in house.log() if fact.kind == "order.placed"}
        assert told == {answer["id"] for answer in mine}
        first = house.order_now_by_id(mine[0]["id"])
        assert (first.status, first.table_label) == (OrderStatus.OPEN, "5")


class Neighbours:
    """Two processes of one server over one PostgreSQL."""

    def __init__(self, world: World, another: Database) -> None:
        self.world, self.another = world, another

    def overlap(self, first: Callable[[Tx], Any], second: Callable[[Tx], Any]) -> Future[Any]:
        """`second` comes when `first` has written and not yet committed, and has to wait for it."""
        written, seen = Event(), Event()

        def held(tx: Tx) -> None:
            first(tx)
            written.set()
            seen.wait(5)

        one = self.another.submit(held)
        written.wait(5)
        other = self.world.database.submit(second)
        sleep(0.3)
        seen.set()
        one.result(5)
        return other


@pytest.fixture
def neighbours(postgres_template: str) -> Iterator[Neighbours]:
    restore(postgres_template)
    world = World(PostgresDriver(postgres_template), StoppedClock())
    another = Database(PostgresDriver(postgres_template), world.clock)
    yield Neighbours(world, another)
    another.close()
    world.database.close()


def test_a_branch_that_admin_and_manager_change_at_once_is_changed_by_one(neighbours: Neighbours):
    ours = neighbours.world.ours

    def change(secret: str, **wish: Any) -> Callable[[Tx], Any]:
        caller = Caller(KeeperProof(fingerprint(secret), ours.branch_id), Right.KEEP_BRANCHES)
        wanted = Change(ours.branch_id, 1, ChangeBranch(**wish))
        return lambda tx: execute(tx, caller, change_branch, wanted, lambda branch, _: BranchOut.of(branch), 200)

    managers = neighbours.overlap(
        change("secret of admin@platform.test", name="Harbour"),
        change(ours.manager.secret, confirm_automatically=True),
    )
    with refused(VersionConflict, current=2):
        managers.result(5)
    branch = ours.database.look_now(lambda tx: branch_of(tx, ours.branch_id))
    assert (branch.name, branch.confirm_automatically, branch.version) == ("Harbour", False, 2)


def test_an_e_mail_that_two_houses_give_at_once_is_given_by_one(neighbours: Neighbours):
    def give(house: House) -> Callable[[Tx], Any]:
        caller = Caller(PersonProof(fingerprint(house.manager.secret)), Right.EDIT_STAFF)
        new = NewStaff("Anna@Both.test", "Anna", StaffRole.CASHIER, None, house.organization_id, house.branch_id)
        return lambda tx: execute(tx, caller, add_staff, new, None, 201)

    rivals = neighbours.overlap(give(neighbours.world.ours), give(neighbours.world.rival))
    with refused(EmailTaken):
        rivals.result(5)


def change(person: Person, **wish: Any) -> Callable[[Tx], Any]:
    """By the platform's admin, who writes behind the platform's lock."""
    admin = Caller(PersonProof(fingerprint("secret of admin@platform.test")), Right.KEEP_PLATFORM)
    change = Change(person.id, 1, ChangedPerson(**wish))
    return lambda tx: execute(tx, admin, change_staff, change, lambda account, _: AccountOut.of(account), 200)


def taking_up(house: House) -> Callable[[Tx], Any]:
    """The manager's link, with a password and a secret of its own."""
    admin = PersonProof(fingerprint("secret of admin@platform.test"))
    house.database.write_now(invite, Caller(admin, Right.KEEP_PLATFORM), Invite(house.manager.id, "a link"))
    caller = Caller(InvitationProof("a link"), Right.OWN_SIGN_IN)
    wish = TakeUp("a link", "the hash of another", "a new secret")
    return lambda tx: execute(tx, caller, take_up_invitation, wish, lambda *_: None, 200)


@pytest.mark.parametrize("wish", [{"active": False}, {"password_hash": "set meanwhile"}], ids=["suspended", "reset"])
def test_a_link_that_is_taken_up_while_its_person_is_kept_out_is_over(neighbours: Neighbours, wish: Any):
    ours = neighbours.world.ours
    before = password_of(ours)

    taken = neighbours.overlap(change(ours.manager, **wish), taking_up(ours))
    with refused(InvitationOver):
        taken.result(5)
    assert password_of(ours) == wish.get("password_hash", before)


def test_a_password_set_while_a_link_is_taken_up_ends_what_the_link_opened(neighbours: Neighbours):
    ours = neighbours.world.ours

    neighbours.overlap(taking_up(ours), change(ours.manager, password_hash="set meanwhile")).result(5)
    assert password_of(ours) == "set meanwhile"
    with refused(NotSignedIn):
        ours.database.look_now(PersonProof(fingerprint("a new secret")).prove)


def password_of(house: House) -> str:
    row = house.database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=house.manager.email))
    return row.password_hash


def signing_in(house: House) -> Callable[[Tx], Any]:
    """By the password that is the manager's now."""
    checked = password_of(house)
    caller = Caller(CheckedPerson(house.manager.id, house.manager.email, checked), Right.OWN_SIGN_IN)
    wish = OpenSignIn(house.manager.id, "a new secret", checked)
    return lambda tx: execute(tx, caller, open_sign_in, wish, lambda *_: None, 200)


@pytest.mark.parametrize("wish", [{"active": False}, {"password_hash": "set meanwhile"}], ids=["suspended", "reset"])
def test_nobody_signs_in_while_being_kept_out(neighbours: Neighbours, wish: Any):
    ours = neighbours.world.ours

    signed_in = neighbours.overlap(change(ours.manager, **wish), signing_in(ours))
    with refused(NotSignedIn):
        signed_in.result(5)


def test_a_password_set_while_somebody_signs_in_ends_that_sign_in(neighbours: Neighbours):
    ours = neighbours.world.ours

    neighbours.overlap(signing_in(ours), change(ours.manager, password_hash="set meanwhile")).result(5)
    with refused(NotSignedIn):
        ours.database.look_now(PersonProof(fingerprint("a new secret")).prove)
