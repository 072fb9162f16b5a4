"""What guests ask for from their table, the way back, and what they are told about allergies and confirming."""

from typing import Any

import pytest

from comanda.engine import ratelimit
from tests.served import Device, Server, line, new_key


@pytest.fixture
def basil(server: Server) -> Device:
    return server.guest(server.ours.join(server.ours.open_table("5"), "basil"))


def told(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


def test_the_bill_is_asked_for_once_until_somebody_came(server: Server, basil: Device):
    asked = basil.post("/api/guest/requests", {"kind": "bill", "how": "card"})
    assert asked.status_code == 201
    request = asked.json()
    assert (request["kind"], request["how"], request["status"], request["table_label"], request["done_at"]) == (
        "bill", "card", "OPEN", "5", None,
    )  # fmt: skip
    assert basil.post("/api/guest/requests", {"kind": "bill", "how": "cash"}).json() == request

    server.clock.advance(minutes=2)
    done = server.staff().post(f"/api/requests/{request['id']}/done").json()
    assert (done["status"], done["done_at"]) == ("DONE", "2026-11-23T11:02:00.000000Z")
    assert basil.get("/api/guest/requests").json()["items"] == [done]
    assert server.staff().get("/api/requests").json()["items"] == []


def test_a_wish_can_be_taken_back_by_any_phone_of_the_table(server: Server):
    session = server.ours.open_table("5")
    basil, tomato = (server.guest(server.ours.join(session, device)) for device in ("a", "b"))
    request = basil.post("/api/guest/requests", {"kind": "waiter"}).json()
    before = server.ours.log_head()

    withdrawn = tomato.post(f"/api/guest/requests/{request['id']}/withdraw")
    assert (withdrawn.status_code, withdrawn.json()["status"]) == (200, "WITHDRAWN")
    assert tomato.post(f"/api/guest/requests/{request['id']}/withdraw").json() == withdrawn.json()
    assert server.staff().post(f"/api/requests/{request['id']}/done").json()["status"] == "WITHDRAWN"
    (fact,) = server.ours.log_since(before)
    assert (fact.kind, fact.audience, fact.body) == (
        "guest.request_withdrawn", "staff+table", {"id": request["id"], "qr_session_id": session.id, "what": "waiter"},
    )  # fmt: skip

    again = basil.post("/api/guest/requests", {"kind": "waiter"}).json()
    assert again["id"] != request["id"]


def test_nobody_takes_back_what_was_answered_or_is_anothers(server: Server, basil: Device):
    request = basil.post("/api/guest/requests", {"kind": "water"}).json()
    neighbour = server.guest(server.ours.join(server.ours.open_table("3"), "neighbour"))
    with server.ours.nothing_written():
        foreign = neighbour.post(f"/api/guest/requests/{request['id']}/withdraw")
        unknown = basil.post("/api/guest/requests/nothing/withdraw")
    assert told(foreign) == told(unknown) == (404, "no-such-request")

    server.staff().post(f"/api/requests/{request['id']}/done")
    with server.ours.nothing_written():
        late = basil.post(f"/api/guest/requests/{request['id']}/withdraw")
    assert told(late) == (409, "request-answered")


def test_a_guest_reads_when_the_kitchen_saw_the_allergy_and_the_table_hears_of_it(server: Server):
    session = server.ours.open_table("5")
    basil, tomato = (server.ours.join(session, device) for device in ("a", "b"))
    phone, neighbour = server.guest(basil), server.guest(tomato)
    order = phone.order(line(server.ours, "Duck", allergies=["nuts"]), line(server.ours, "Green Tea")).json()
    cashier, kitchen = server.staff(), server.staff(server.ours.kitchen)
    cashier.post(f"/api/orders/{order['id']}/confirm")
    assert seen(phone) == [None, None]

    server.clock.advance(minutes=3)
    with phone.listening() as ear:
        assert ear.frame()["type"] == "hello"
        kitchen.post(f"/api/order-lines/{order['lines'][0]['id']}/acknowledge")
        (heard,) = ear.events(1)
    assert (heard["kind"], heard["entity_id"]) == ("line.acknowledged", order["lines"][0]["id"])
    assert seen(phone) == ["2026-11-23T11:03:00.000000Z", None]
    assert seen(neighbour) == [None, None]


def seen(phone: Device) -> list[str | None]:
    (order,) = phone.get("/api/guest/orders").json()["items"]
    return [item["allergy_seen_at"] for item in order["lines"]]


def test_a_guest_knows_how_long_an_order_can_be_taken_back(server: Server, basil: Device):
    assert basil.get("/api/guest/session").json()["ordering"]["confirms_after"] is None
    manager = Device(server, {f"{server.cookie}staff": server.ours.manager.secret}, **{"If-Match": '"1"'})
    body = b'{"confirm_automatically": true}'
    assert manager.send("PATCH", f"/api/branches/{server.ours.branch_id}", body).status_code == 200

    assert basil.get("/api/guest/session").json()["ordering"]["confirms_after"] == 20


def test_an_order_with_an_allergy_waits_for_staff_even_where_others_confirm_themselves(server: Server, basil: Device):
    manager = Device(server, {f"{server.cookie}staff": server.ours.manager.secret}, **{"If-Match": '"1"'})
    manager.send("PATCH", f"/api/branches/{server.ours.branch_id}", b'{"confirm_automatically": true}')
    basil.order(line(server.ours, "Duck", allergies=["nuts"]))
    plain = basil.order(line(server.ours, "Green Tea")).json()

    reminders = [row for row in server.world.everything()["due"] if "order.confirm" in row]
    assert [plain["id"] in row for row in reminders] == [True]


def ring(phone: Device) -> list[int]:
    """Asked and taken back."""
    asked = phone.post("/api/guest/requests", {"kind": "waiter"})
    taken = phone.post(f"/api/guest/requests/{asked.json().get('id')}/withdraw")
    return [asked.status_code, taken.status_code]


def test_one_phone_asks_and_takes_back_twenty_times_then_once_every_half_minute(server: Server):
    session = server.ours.open_table("5")
    basil, tomato = (server.guest(server.ours.join(session, device)) for device in ("a", "b"))

    assert [ring(basil) for _ in range(10)] == [[201, 200]] * 10
    with server.ours.nothing_written():
        refused = basil.post("/api/guest/requests", {"kind": "waiter"})
        assert told(basil.post("/api/guest/requests/nothing/withdraw")) == (404, "no-such-request")
    assert told(refused) == (429, "too-many-requests")
    assert (refused.json()["retry_after"], refused.headers["retry-after"]) == (31, "31")
    assert ring(tomato) == [201, 200]

    server.clock.advance(seconds=30)
    assert ring(basil) == [201, 429]
    (request,) = [one for one in basil.get("/api/guest/requests").json()["items"] if one["status"] == "OPEN"]
    with server.ours.nothing_written():
        assert told(basil.post(f"/api/guest/requests/{request['id']}/withdraw")) == (429, "too-many-requests")


def test_what_rings_nowhere_costs_no_try_and_is_answered_without_one(server: Server, basil: Device):
    key, wish = new_key(), {"kind": "waiter"}
    first = basil.post("/api/guest/requests", wish, key)
    for _ in range(30):
        assert basil.post("/api/guest/requests", wish, key).content == first.content
        assert basil.post("/api/guest/requests", wish).json() == first.json()
    back = f"/api/guest/requests/{first.json()['id']}/withdraw"
    withdrawn = basil.post(back)
    assert withdrawn.status_code == 200

    assert [ring(basil) for _ in range(9)] == [[201, 200]] * 9
    assert told(basil.post("/api/guest/requests", wish)) == (429, "too-many-requests")
    with server.ours.nothing_written():
        assert basil.post("/api/guest/requests", wish, key).content == first.content
        assert basil.post(back).json() == withdrawn.json()


def test_made_up_cookies_push_nobody_s_tries_out(server: Server, basil: Device, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ratelimit, "KEYS", 1)
    assert [ring(basil) for _ in range(10)] == [[201, 200]] * 10
    stranger = Device(server, {f"{server.cookie}guest": "made up"})

    assert told(stranger.post("/api/guest/requests", {"kind": "waiter"})) == (401, "not-signed-in")
    assert told(basil.post("/api/guest/requests", {"kind": "waiter"})) == (429, "too-many-requests")
