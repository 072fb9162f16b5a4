"""What happened is told at once, each once, in order, and only to whom it concerns."""

import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from comanda.floor.values import Session
from comanda.orders.values import LineStatus
from tests.served import Device, Server, line

DAY = 24 * 60


@pytest.fixture
def table(server: Server) -> Session:
    return server.ours.open_table("5")


@pytest.fixture
def guest(server: Server, table: Session) -> Device:
    return server.guest(server.ours.join(table))


def kinds(frames: list[dict[str, object]]) -> list[object]:
    return [frame["kind"] if frame["type"] == "event" else frame["type"] for frame in frames]


def test_without_a_cursor_one_hears_from_now_on(server: Server, table: Session):
    head = server.ours.log_head()
    with server.staff().listening() as ear:
        hello, menu = ear.frames(2)
        assert (hello["type"], hello["seq"], hello["epoch"].partition(".")[0]) == ("hello", head, "1")
        assert hello["mark"] == f"{head}-{server.ours.hashes()[-1].hex()[:12]}"
        assert menu == {"type": "menu", "version": 1}
        order = server.staff().order(line(server.ours, "Duck"), qr_session_id=table.id).json()
        placed, confirmed = ear.frames(2)

    assert (placed["type"], placed["seq"], placed["kind"]) == ("event", head + 1, "order.placed")
    assert (placed["entity"], placed["entity_id"], placed["at"]) == ("order", order["id"], order["created_at"])
    assert placed["body"]["total"] == 1690
    assert (confirmed["seq"], confirmed["kind"]) == (head + 2, "order.confirmed")


def test_an_order_is_heard_within_a_second(server: Server, table: Session, guest: Device):
    with server.staff().listening() as ear:
        ear.frames(2)
        sent = time.monotonic()
        guest.order(line(server.ours, "Duck"))
        assert ear.frame()["kind"] == "order.placed"

    assert time.monotonic() - sent < 1


def test_what_another_process_wrote_is_heard_too(server: Server):
    with server.staff().listening() as ear:
        ear.frames(2)
        server.ours.open_table("3")  # through a second connection to the same database
        assert ear.frame()["kind"] == "session.opened"


def test_with_a_cursor_everything_since_comes_once_and_in_order(server: Server, table: Session, guest: Device):
    guest.order(line(server.ours, "Duck"))
    facts = server.ours.log()
    with server.staff().listening("?after=0") as ear:
        hello, menu, *events = ear.frames(2 + len(facts))
        guest.order(line(server.ours, "Green Tea"))
        events.append(ear.frame())

    assert (hello["type"], hello["seq"], menu["type"]) == ("hello", len(facts), "menu")
    assert [event["seq"] for event in events] == list(range(1, len(facts) + 2))
    assert kinds(events[:-1]) == [fact.kind for fact in facts]


def test_a_reader_who_comes_back_goes_on_where_it_stopped(server: Server, table: Session):
    heard: list[int] = []
    cashier = server.staff()
    cursor = server.ours.log_head()
    for _ in range(5):
        cashier.order(line(server.ours, "Green Tea"), qr_session_id=table.id)
        with cashier.listening(f"?after={cursor}") as ear:
            ear.frames(2)
            cashier.order(line(server.ours, "Green Tea"), qr_session_id=table.id)
            heard += [frame["seq"] for frame in ear.frames(3)]  # cut off one frame before the end
        cursor = heard[-1]

    assert heard == list(range(heard[0], heard[0] + 15))


@pytest.mark.parametrize("query", ["?after=999", "?after=1&epoch=2", "?after=1&epoch=1.somebody"])
def test_a_cursor_that_cannot_be_right_starts_over(server: Server, table: Session, query: str):
    with server.staff().listening(query) as ear:
        assert [frame["type"] for frame in ear.frames(3)] == ["hello", "menu", "resync"]
        server.staff().order(line(server.ours, "Duck"), qr_session_id=table.id)
        assert ear.frame()["seq"] == server.ours.log_head() - 1

    page = server.staff().get(f"/api/events{query}").json()
    assert (page["resync"], page["items"], page["seq"]) == (True, [], server.ours.log_head())


def test_a_cursor_of_last_week_starts_over(server: Server):
    server.ours.open_table("5")
    server.clock.advance(minutes=8 * DAY)
    cashier = server.staff(server.ours.sign_in(server.ours.cashier))
    page = cashier.get("/api/events?after=1").json()

    assert page["resync"] is True


def test_guests_hear_their_own_visit_in_numbers_of_its_own(server: Server, table: Session, guest: Device):
    neighbour = server.ours.open_table("1")
    server.ours.order(neighbour, "Duck")
    server.ours.order(table, "Green Tea")
    server.ours.order(neighbour, "Duck")
    server.ours.pay(table)
    with guest.listening("?after=0") as ear:
        hello, _, *events = ear.frames(10)

    assert (hello["epoch"].rpartition(".")[0], hello["seq"]) == (f"1.{table.id}", 8)
    assert [event["seq"] for event in events] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert kinds(events) == [
        "guest.joined", "order.placed", "order.confirmed", "bill.changed", "payment.captured", "bill.settled",
        "order.paid", "session.closed",
    ]  # fmt: skip
    assert neighbour.id not in repr(events)


def test_guests_hear_nothing_of_the_neighbours_while_they_listen(server: Server, table: Session, guest: Device):
    neighbour = server.guest(server.ours.join(server.ours.open_table("1")))
    with guest.listening() as ear:
        ear.frames(2)
        neighbour.order(line(server.ours, "Duck"))
        guest.order(line(server.ours, "Green Tea"))
        event = ear.frame()

    assert (event["kind"], event["seq"], event["body"]["total"]) == ("order.placed", 2, 320)


def test_the_kitchen_hears_its_part(server: Server, table: Session, guest: Device):
    with server.staff(server.ours.kitchen).listening() as ear:
        ear.frames(2)
        order = guest.order(line(server.ours, "Duck")).json()
        server.staff().post(f"/api/orders/{order['id']}/confirm")
        server.staff().post(f"/api/orders/{order['id']}/status", {"status": LineStatus.READY})
        assert kinds(ear.frames(2)) == ["order.confirmed", "line.status"]


def test_neither_the_sister_nor_the_rival_hears_us(server: Server, table: Session):
    for house in (server.sister, server.rival):
        with server.staff(house.cashier).listening() as ear:
            ear.frames(2)
            server.staff().order(line(server.ours, "Duck"), qr_session_id=table.id)
            server.staff(house.cashier).post("/api/qr-sessions", {"table_id": None})
            assert (ear.frame()["kind"], server.ours.log()[-1].kind) == ("session.opened", "order.confirmed")


def test_a_changed_menu_reaches_guests_without_a_number(server: Server, guest: Device):
    with guest.listening() as ear:
        ear.frames(2)
        server.staff().put(f"/api/products/{server.ours.dish('Duck')}/availability", {"available": False})
        assert ear.frame() == {"type": "menu", "version": 2}
        guest.order(line(server.ours, "Green Tea"))
        assert ear.frame()["seq"] == 2


def test_the_polling_twin_tells_the_same(server: Server, table: Session, guest: Device):
    guest.order(line(server.ours, "Duck"))
    for reader in (server.staff(), guest):
        with reader.listening("?after=0") as ear:
            hello = ear.frame()
            ear.frame()
            live = ear.frames(hello["seq"])
        page = reader.get("/api/events?after=0").json()
        assert page["items"] == live
        assert (page["epoch"], page["seq"], page["menu_version"], page["resync"]) == (
            hello["epoch"], hello["seq"], 1, False,
        )  # fmt: skip


def test_a_poller_pages_through_without_a_gap(server: Server, table: Session):
    for _ in range(4):
        server.ours.order(table, "Green Tea")
    seen: list[int] = []
    cursor, cashier = 0, server.staff()
    while (page := cashier.get(f"/api/events?after={cursor}&limit=3").json())["items"]:
        assert len(page["items"]) <= 3
        seen += [event["seq"] for event in page["items"]]
        cursor = page["seq"]

    assert seen == list(range(1, server.ours.log_head() + 1))
    assert cashier.get("/api/events").json()["seq"] == server.ours.log_head()


def test_strangers_and_other_sites_do_not_listen(server: Server):
    address = server.address.replace("http", "ws") + "/api/events"
    cookie = f"comanda_staff={server.ours.cashier.secret}"
    for headers in (
        {},
        {"Cookie": "comanda_staff=made-up"},
        {"Cookie": "comanda_guest=made.up"},
        {"Cookie": cookie, "Origin": "https://evil.test"},
        {"Cookie": cookie, "Origin": "null"},
    ):
        with pytest.raises(InvalidStatus) as refusal, connect(address, additional_headers=headers):
            pass
        assert refusal.value.response.status_code == 403


def test_a_listener_who_talks_too_much_is_cut_off(server: Server):
    with server.staff().listening() as ear:
        ear.frames(2)
        ear.connection.send("x" * (64 * 1024))
        ear.connection.send("x" * (64 * 1024 + 1))
        with pytest.raises(ConnectionClosed) as closed:
            ear.frame()

    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def test_notes_and_allergies_do_not_travel_in_events(server: Server, table: Session, guest: Device):
    guest.order(line(server.ours, "Duck", note="my sister is pregnant", allergies=["peanuts"]), note="birthday")
    told = server.staff().get("/api/events?after=0").text

    assert '"noted":true' in told
    for personal in ("pregnant", "peanuts", "birthday"):
        assert personal not in told
