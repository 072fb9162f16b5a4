"""Two things at the same instant: there are two outcomes, and no third."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

from comanda.engine.commands import Caller, Change, execute
from comanda.engine.database import Database
from comanda.engine.drivers import PostgresDriver
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.floor.values import ClosedBecause
from comanda.identity.actions.houses import change_branch
from comanda.identity.queries import KeeperProof, branch_of
from comanda.identity.schemas import BranchOut, ChangeBranch
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Right
from comanda.orders.values import OrderStatus
from tests.cast import StoppedClock, refused
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


def test_a_branch_that_admin_and_manager_change_at_once_is_changed_by_one(postgres_template: str):
    restore(postgres_template)
    world = World(PostgresDriver(postgres_template), StoppedClock())
    another_process = Database(PostgresDriver(postgres_template), world.clock)
    branch_id, written, seen = world.ours.branch_id, Event(), Event()

    def asked(tx: Tx, secret: str, **wish: Any) -> Any:
        caller = Caller(KeeperProof(fingerprint(secret), branch_id), Right.KEEP_BRANCHES)
        change = Change(branch_id, 1, ChangeBranch(**wish))
        return execute(tx, caller, change_branch, change, lambda branch, _: BranchOut.of(branch), 200)

    def by_the_admin(tx: Tx) -> None:
        asked(tx, "secret of admin@platform.test", name="Harbour")
        written.set()
        seen.wait(5)

    admins = another_process.submit(by_the_admin)
    written.wait(5)
    managers = world.database.submit(lambda tx: asked(tx, world.ours.manager.secret, confirm_automatically=True))
    sleep(0.3)  # the manager's command has read the old row and waits for the admin's
    seen.set()

    admins.result(5)
    with refused(VersionConflict, current=2):
        managers.result(5)
    branch = world.database.look_now(lambda tx: branch_of(tx, branch_id))
    assert (branch.name, branch.confirm_automatically, branch.version) == ("Harbour", False, 2)
    another_process.close()
    world.database.close()
