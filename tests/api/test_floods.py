"""A flood over real HTTP: devices turned away, removed and locked out, with what screens hear of it."""

from time import monotonic
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from comanda.engine.http.call import ASKED_AT_ONCE, SECONDS_EACH_REQUEST
from comanda.floor.values import Session
from tests.served import Device, Ear, Server, line, new_key


@pytest.fixture
def session(server: Server) -> Session:
    return server.ours.open_table("5")


def slug(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def by_token(server: Server, session: Session, key: str | None = None) -> httpx.Response:
    """A phone without a cookie orders with the token of the link."""
    body = {"qr_session_token": server.ours.links.token(session), "lines": [line(server.ours, "Green Tea")]}
    return server.stranger().post("/api/orders", body, key or new_key())


def closed_with(ear: Ear) -> int | None:
    """The code the server ends the connection with, after whatever it still says."""
    try:
        while True:
            ear.frame(within=5)
    except ConnectionClosed as closed:
        return None if closed.rcvd is None else closed.rcvd.code


def item(server: Server, session: Session) -> Any:
    return server.staff().get(f"/api/qr-sessions/{session.id}").json()


def test_300_orders_with_the_token_are_twelve_devices(server: Server, session: Session):
    keys = [new_key() for _ in range(300)]
    answers = [by_token(server, session, key) for key in keys]

    assert [answer.status_code for answer in answers] == [201] * 12 + [409] * 288
    assert slug(answers[12]) == (409, "too-many-devices")
    again = by_token(server, session, keys[0])
    assert (again.content, again.headers["idempotent-replayed"]) == (answers[0].content, "true")
    assert item(server, session)["joined"] == 12


def test_a_phone_that_asks_without_a_pause_waits_for_its_turn(server: Server, session: Session):
    phone = server.guest(server.ours.join(session))
    begun = monotonic()
    answers = [phone.get("/api/guest/bill").status_code for _ in range(ASKED_AT_ONCE + 20)]

    assert answers == [200] * (ASKED_AT_ONCE + 20)
    assert monotonic() - begun >= 20 * SECONDS_EACH_REQUEST


def test_staff_see_that_a_device_was_turned_away_and_let_it_in(server: Server, session: Session):
    cashier = server.staff()
    keys = [new_key() for _ in range(13)]
    with cashier.listening() as ear:
        ear.frames(2)
        for key in keys[:12]:
            by_token(server, session, key)
        ear.events(24)
        assert item(server, session)["turned_away_at"] is None
        for _ in range(2):
            assert slug(by_token(server, session, keys[12])) == (409, "too-many-devices")
        (told,) = ear.events(1)
        assert (told["kind"], told["entity_id"], told["body"]["limit"]) == ("guest.turned_away", session.id, 12)

        known = item(server, session)
        assert (known["turned_away_at"], known["limits"]["devices"]) == (told["at"], 12)
        raised = cashier.post(f"/api/qr-sessions/{session.id}/limits", {"devices": known["limits"]["devices"] + 6})
        assert (raised.status_code, raised.json()["turned_away_at"], raised.json()["limits"]["devices"]) == (
            200,
            None,
            18,
        )
        assert by_token(server, session, keys[12]).status_code == 201
        assert [one["kind"] for one in ear.events(3)] == ["session.limited", "guest.joined", "order.placed"]
    joining = server.stranger().post("/api/guest/join", {"session": server.ours.links.token(session)})
    assert joining.status_code == 200


def test_a_refused_join_is_seen_too(server: Server, session: Session):
    for number in range(12):
        server.ours.join(session, f"phone {number}")
    body = {"session": server.ours.links.token(session)}

    assert slug(server.stranger().post("/api/guest/join", body)) == (409, "too-many-devices")
    assert item(server, session)["turned_away_at"] is not None


def test_staff_may_leave_the_limit_as_it_is_and_are_not_told_of_it_any_more(server: Server, session: Session):
    for number in range(12):
        server.ours.join(session, f"phone {number}")
    leave_it = {"devices": 12}
    for _ in range(2):
        server.clock.advance(minutes=2)
        server.stranger().post("/api/guest/join", {"session": server.ours.links.token(session)})
        assert item(server, session)["turned_away_at"] is not None
        server.staff().post(f"/api/qr-sessions/{session.id}/limits", leave_it)
        assert item(server, session)["turned_away_at"] is None


def test_a_removed_device_is_out_at_once_over_http_and_its_socket(server: Server, session: Session):
    thief, friend = server.ours.join(session, "thief"), server.ours.join(session, "friend")
    phone, other = server.guest(thief), server.guest(friend)
    cashier = server.staff()
    link = server.ours.links.token(session)
    sent = phone.order(line(server.ours, "Duck")).json()
    with phone.listening() as ear, other.listening() as beside:
        ear.frames(2)
        beside.frames(2)
        body = {"renew_code": True, "turn_down": "not at this table"}
        removed = cashier.post(f"/api/guests/{thief.id}/remove", body)
        assert (removed.status_code, removed.json()["waiting"], removed.json()["orders"]) == (200, 0, 1)
        assert removed.json()["removed_at"] is not None
        for answer in (phone.get("/api/guest/session"), phone.get("/api/guest/orders"), phone.get("/api/guest/bill")):
            assert slug(answer) == (401, "not-signed-in")
        assert slug(phone.order(line(server.ours, "Duck"))) == (401, "not-signed-in")
        assert slug(server.stranger().post("/api/guest/join", {"session": link})) == (410, "session-closed")
        assert closed_with(ear) == 4401
        told = beside.events(2)
        assert [one["kind"] for one in told] == ["guest.removed", "order.cancelled"]
    assert other.get("/api/guest/session").status_code == 200
    assert other.order(line(server.ours, "Green Tea")).status_code == 201
    assert cashier.get(f"/api/orders/{sent['id']}").json()["cancelled_because"] == "not at this table"
    assert item(server, session)["qr_url"].partition("session=")[2].partition("&")[0] != link


def test_staff_see_who_sent_what(server: Server, session: Session):
    first, second = server.ours.join(session, "one"), server.ours.join(session, "two")
    phone = server.guest(first)
    for _ in range(3):
        phone.order(line(server.ours, "Green Tea"))
    orders = server.staff().get(f"/api/orders?qr_session_id={session.id}").json()["items"]
    server.staff().post(f"/api/orders/{orders[0]['id']}/confirm")
    server.clock.advance(minutes=11)
    phone.order(line(server.ours, "Green Tea"))

    listed = server.staff().get(f"/api/qr-sessions/{session.id}/guests").json()["items"]
    assert [(one["id"], one["name"], one["orders"], one["waiting"], one["lately"]) for one in listed] == [
        (first.id, "Basil", 4, 3, 1),
        (second.id, "Tomato", 0, 0, 0),
    ]
    down = server.staff().post(f"/api/guests/{first.id}/turn-down", {"reason": "please wait"})
    assert (down.status_code, down.json()["waiting"]) == (200, 0)
    assert [one["status"] for one in phone.get("/api/guest/orders").json()["items"]] == [
        "CONFIRMED", "CANCELLED", "CANCELLED", "CANCELLED",
    ]  # fmt: skip


def test_a_locked_table_sends_nothing_and_its_guests_know(server: Server, session: Session):
    phone = server.guest(server.ours.join(session))
    cashier = server.staff()
    key = new_key()
    with phone.listening() as ear:
        ear.frames(2)
        locked = cashier.put(f"/api/qr-sessions/{session.id}/ordering", {"locked": True})
        assert (locked.status_code, locked.json()["ordering_locked"]) == (200, True)
        (told,) = ear.events(1)
        assert (told["kind"], told["body"]["locked"]) == ("session.locked", True)
    assert phone.get("/api/guest/session").json()["ordering"] == {
        "open": False, "reason": "locked", "confirms_after": None,
    }  # fmt: skip
    assert slug(phone.order(line(server.ours, "Duck"), key=key)) == (409, "ordering-locked")
    assert slug(by_token(server, session)) == (409, "ordering-locked")
    assert phone.post("/api/guest/requests", {"kind": "waiter"}).status_code == 201

    assert cashier.put(f"/api/qr-sessions/{session.id}/ordering", {"locked": False}).status_code == 200
    assert phone.order(line(server.ours, "Duck"), key=key).status_code == 201


def test_what_was_not_taken_can_be_sent_again_under_the_same_key(server: Server, session: Session):
    phone, cashier = server.guest(server.ours.join(session)), server.staff()
    first = [phone.order(line(server.ours, "Green Tea")) for _ in range(50)]
    assert {answer.status_code for answer in first} == {201}
    assert [answer.json()["held_because"] for answer in first] == [None] * 6 + ["device-limit"] * 44

    key = new_key()
    refused = phone.order(line(server.ours, "Duck"), key=key)
    assert slug(refused) == (429, "too-many-waiting-orders")
    assert (refused.headers["retry-after"], refused.json()["limit"]) == ("60", 50)
    pending = cashier.put(f"/api/qr-sessions/{session.id}/close")
    assert (*slug(pending), pending.json()["count"], len(pending.json()["orders"])) == (409, "orders-pending", 50, 20)
    down = cashier.post(f"/api/qr-sessions/{session.id}/turn-down", {"reason": "too many"})
    assert (down.status_code, down.json()["waiting"], down.json()["waiting_total"]) == (200, 0, 0)
    again = phone.order(line(server.ours, "Duck"), key=key)
    assert (again.status_code, again.headers.get("idempotent-replayed")) == (201, None)


def test_two_orders_beyond_what_a_bill_holds_leave_the_floor_readable(server: Server, session: Session):
    keeper = server.staff(server.ours.manager)
    path = f"/api/products/{server.ours.dish('Duck')}/price?branch_id={server.ours.branch_id}"
    assert keeper.put(path, {"price": 1_000_000_000}).status_code == 200
    phone = server.guest(server.ours.join(session))
    huge = [line(server.ours, "Duck", quantity=50)] * 19

    assert phone.order(*huge).status_code == 201
    assert slug(phone.order(*huge)) == (422, "amount-too-large")
    listed = server.staff().get("/api/qr-sessions")
    assert (listed.status_code, listed.json()["items"][0]["waiting_total"]) == (200, 950_000_000_000)


def test_a_manager_sets_what_may_be_sent_without_staff(server: Server):
    keeper = server.staff(server.ours.manager)
    path = f"/api/branches/{server.ours.branch_id}"
    limits = {"devices": 8, "device_orders": 2, "table_orders": 5, "value": 12_000, "portions": 30}

    def patch(body: Any, by: Device) -> httpx.Response:
        version = keeper.get(path).json()["version"]
        return by.http.patch(path, json=body, headers={"If-Match": f'"{version}"'})

    assert patch({"order_limits": limits}, keeper).json()["order_limits"] == limits
    assert keeper.get(path).json()["order_limits"] == limits
    assert slug(patch({"order_limits": {**limits, "devices": 0}}, keeper)) == (422, "invalid-body")
    assert slug(patch({"order_limits": limits}, server.staff())) == (403, "forbidden")
    visit = server.ours.open_table("5", guests=None)
    assert item(server, visit)["limits"] == limits
