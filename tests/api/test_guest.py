"""A guest's way through an evening, by the link alone; and what the next party sees of it."""

from typing import Any

from tests.served import Device, Server, line, new_key


def join(device: Device, token: str, **more: Any) -> Any:
    return device.post("/api/guest/join", {"session": token, **more})


def test_a_phone_joins_and_reads_its_own_visit(server: Server):
    session = server.ours.open_table("5")
    phone = server.stranger()
    answer = join(phone, server.ours.links.token(session), table="5")

    assert answer.status_code == 200
    assert answer.json() == {
        "qr_session_id": session.id, "table_label": "5", "service": "dine_in", "status": "OPEN",
        "closed_because": None, "guest": {"id": answer.json()["guest"]["id"], "name": "Basil"},
        "branch": {"id": server.ours.branch_id, "name": "Ours"}, "house": {"name": "Ours"}, "currency": "EUR",
        "timezone": "Europe/Berlin",
        "tax_included": True, "ordering": {"open": True, "reason": None, "confirms_after": None},
    }  # fmt: skip
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == "comanda_guest"
    assert rest.partition(";")[2] == " Path=/; HttpOnly; SameSite=Lax; Max-Age=172800"
    assert phone.get("/api/guest/session").json() == answer.json()


def test_over_https_the_guests_cookie_stays_on_its_host(secure_server: Server):
    token = secure_server.ours.links.token(secure_server.ours.open_table("5"))
    name, _, rest = join(secure_server.stranger(), token).headers["set-cookie"].partition("=")

    assert name == "__Host-guest"
    assert rest.partition(";")[2] == " Path=/; HttpOnly; SameSite=Lax; Max-Age=172800; Secure"


def test_joining_again_from_the_same_phone_is_the_same_guest(server: Server):
    token = server.ours.links.token(server.ours.open_table("5"))
    phone = server.stranger()
    first = join(phone, token)
    with server.ours.nothing_written():
        assert join(phone, token).json() == first.json()

    key = new_key()
    lost = server.stranger().post("/api/guest/join", {"session": token}, key)
    again = server.stranger().post("/api/guest/join", {"session": token}, key)
    assert lost.json() == again.json()
    assert lost.json()["guest"]["name"] == "Tomato"


def test_a_planted_cookie_is_not_taken_over(server: Server):
    token = server.ours.links.token(server.ours.open_table("5"))
    phone = Device(server, {"comanda_guest": "planted.by-somebody"})

    assert "planted" not in join(phone, token).headers["set-cookie"]


def test_every_wrong_door_is_named(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    with server.ours.nothing_written():
        unknown = join(server.stranger(), "nonsense")
        guessed = join(server.stranger(), token[:-4] + "aaaa")
        elsewhere = join(server.stranger(), token, table="4")
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/unknown-code")
    assert guessed.content == unknown.content
    assert (elsewhere.status_code, elsewhere.json()["type"]) == (409, "/problems/table-mismatch")

    server.ours.rotate(session)
    rotated = join(server.stranger(), token)
    assert (rotated.status_code, rotated.json()["type"]) == (410, "/problems/session-closed")


def test_an_order_by_a_wrong_link_is_refused_like_its_join(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    server.ours.close(session)
    lines = [line(server.ours, "Duck")]
    with server.ours.nothing_written():
        closed = server.stranger().post("/api/orders", {"qr_session_token": token, "lines": lines}, new_key())
        unknown = server.stranger().post("/api/orders", {"qr_session_token": "no", "lines": lines}, new_key())

    assert (closed.status_code, closed.json()["type"]) == (410, "/problems/session-closed")
    assert closed.json()["closed_because"] == "empty"
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/unknown-code")


def test_every_door_is_shut_to_a_link_that_was_replaced(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    seated = server.guest(server.ours.join(session))
    neighbour = server.guest(server.ours.join(server.ours.open_table("3")))
    server.ours.rotate(session)
    cart = {"qr_session_token": token, "lines": [line(server.ours, "Duck")]}
    with server.ours.nothing_written():
        stranger = server.stranger()
        answers = [
            stranger.post("/api/guest/join", {"session": token}),
            stranger.post("/api/quotes", cart),
            stranger.post("/api/orders", cart, new_key()),
            server.staff().post("/api/quotes", cart),
            neighbour.post("/api/quotes", cart),
        ]
        assert seated.post("/api/quotes", cart).status_code == 200  # who is in already needs no link

    said = [(answer.status_code, answer.json()["type"], answer.json()["closed_because"]) for answer in answers]
    assert said == [(410, "/problems/session-closed", "code-replaced")] * 5
    server.ours.close(session)
    closed = server.stranger().post("/api/quotes", cart)
    assert (closed.status_code, closed.json()["closed_because"]) == (410, "empty")


def test_the_link_leads_to_session_table_branch_and_organization(server: Server):
    session = server.ours.open_table("5")
    answer = server.stranger().post(
        "/api/orders",
        {"qr_session_token": server.ours.links.token(session), "lines": [line(server.ours, "Duck")]},
        new_key(),
    )
    order = answer.json()

    assert answer.status_code == 201
    assert (order["organization_id"], order["branch_id"]) == (server.ours.organization_id, server.ours.branch_id)
    assert (order["table_id"], order["table_label"]) == (server.ours.table("5"), "5")
    assert (order["qr_session_id"], order["status"], order["mine"]) == (session.id, "OPEN", True)
    assert server.staff().get("/api/orders").json()["items"] == [{**order, "mine": False}]


def test_without_link_and_cookie_nobody_orders(server: Server):
    with server.ours.nothing_written():
        answer = server.stranger().order(line(server.ours, "Duck"))
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")

    session = server.ours.open_table("5")
    with server.ours.nothing_written():
        answer = server.stranger().order(line(server.ours, "Duck"), qr_session_id=session.id)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


def test_a_guest_sees_every_order_of_the_table_and_knows_the_own_ones(server: Server):
    session = server.ours.open_table("5")
    basil, tomato = (server.guest(server.ours.join(session, device)) for device in ("a", "b"))
    mine = basil.order(line(server.ours, "Duck", note="crisp")).json()
    tomato.order(line(server.ours, "Green Tea"))
    server.ours.order(session, "Tap Water")

    seen = basil.get("/api/guest/orders").json()["items"]
    assert [(order["number"], order["placed_by"], order["mine"]) for order in seen] == [
        (1, "Basil", True), (2, "Tomato", False), (3, None, False),
    ]  # fmt: skip
    assert seen[0] == mine


def test_a_guest_never_reads_a_name_of_the_staff(server: Server):
    session = server.ours.open_table("5")
    guest = server.guest(server.ours.join(session))
    server.ours.order(session, "Duck")
    server.ours.pay(session, amount=100)
    texts = [guest.get(f"/api/guest/{what}").text for what in ("session", "orders", "bill", "menu")]
    texts.append(guest.get("/api/events?after=0").text)

    for text in texts:
        assert server.ours.cashier.id not in text
        assert "Cashier" not in text


def test_after_paying_the_guest_keeps_a_receipt_and_a_stranger_nothing(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    guest = server.guest(server.ours.join(session))
    server.ours.order(session, "Duck")
    server.ours.pay(session, tendered=2000)

    visit = guest.get("/api/guest/session").json()
    assert (visit["status"], visit["closed_because"]) == ("CLOSED", "settled")
    assert visit["ordering"] == {"open": False, "reason": "closed", "confirms_after": None}
    bill = guest.get("/api/guest/bill").json()
    assert (bill["status"], bill["number"], bill["total"], bill["outstanding"]) == ("SETTLED", 1, 1690, 0)
    assert join(guest, token).json()["closed_because"] == "settled"
    late = guest.order(line(server.ours, "Duck"))
    assert (late.status_code, late.json()["closed_because"]) == (410, "settled")
    stranger = join(server.stranger(), token)
    assert (stranger.status_code, stranger.json()["closed_because"]) == (410, "settled")


def test_the_next_party_sees_nothing_of_the_last_one(server: Server):
    first = server.ours.open_table("5")
    server.ours.order(first, "Duck", by=server.ours.join(first))
    order = server.ours.order(first, "Duck")
    server.ours.cancel(server.ours.order_now(order))
    (waiting,) = [o for o in server.staff().get("/api/orders").json()["items"] if o["status"] == "OPEN"]
    server.staff().post(f"/api/orders/{waiting['id']}/cancel", {"reason": "left"})
    server.ours.close(first)
    second = server.ours.open_table("5")
    guest = server.guest(server.ours.join(second))

    assert guest.get("/api/guest/orders").json() == {"items": [], "next": None}
    assert guest.get("/api/guest/bill").json()["lines"] == []
    assert first.id not in guest.get("/api/events?after=0").text


def test_a_guest_takes_the_own_order_back_while_it_waits(server: Server):
    session = server.ours.open_table("5")
    basil, tomato = (server.guest(server.ours.join(session, device)) for device in ("a", "b"))
    order = basil.order(line(server.ours, "Duck")).json()

    with server.ours.nothing_written():
        answer = tomato.post(f"/api/orders/{order['id']}/cancel", {"reason": "no"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/not-your-order")
    answer = basil.post(f"/api/orders/{order['id']}/cancel", {"reason": "too much"})
    assert (answer.status_code, answer.json()["status"]) == (200, "CANCELLED")


def test_where_one_browser_is_guest_and_staff_it_says_as_whom_it_acts(server: Server):
    session = server.ours.open_table("5")
    visitor = server.ours.join(session)
    both = Device(server, {"comanda_guest": visitor.credential, "comanda_staff": server.ours.cashier.secret})
    order = both.order(line(server.ours, "Duck")).json()
    assert (order["source"], order["mine"]) == ("guest", True)
    assert both.order(line(server.ours, "Duck"), qr_session_id=session.id).json()["source"] == "cashier"

    both.post(f"/api/orders/{order['id']}/cancel?as=guest", {"reason": "mine"})
    assert server.ours.log()[-1].actor == f"guest:{visitor.id}"


def test_the_qr_code_is_for_staff_and_only_while_the_table_is_open(server: Server):
    session = server.ours.open_table("5")
    picture = server.staff().get(f"/api/qr-sessions/{session.id}/qr.svg")

    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert picture.text.startswith("<svg ")
    assert server.guest(server.ours.join(session)).get(f"/api/qr-sessions/{session.id}/qr.svg").status_code == 401
    server.ours.close(session)
    assert server.staff().get(f"/api/qr-sessions/{session.id}/qr.svg").status_code == 410


def test_the_list_of_visits_never_holds_a_bare_token(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    (item,) = server.staff().get("/api/qr-sessions?status=OPEN").json()["items"]

    assert "qr_code_token" not in item
    assert item["qr_url"] == f"{server.address}/user?session={token}&table=5"


def test_a_receipt_can_be_read_for_a_day(server: Server):
    session = server.ours.open_table("5")
    guest = server.guest(server.ours.join(session))
    server.ours.order(session, "Duck")
    server.ours.pay(session)
    server.clock.advance(days=1)
    receipt = guest.get("/api/guest/bill").json()
    assert (receipt["status"], [paid["taken_by"] for paid in receipt["payments"]]) == ("SETTLED", [None])
    (paid,) = server.staff().get(f"/api/qr-sessions/{session.id}/bill").json()["payments"]
    assert paid["taken_by"]["name"]
    server.clock.advance(seconds=1)

    answer = guest.get("/api/guest/bill")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


def test_a_neighbour_does_not_read_what_somebody_wrote_to_the_kitchen(server: Server):
    session = server.ours.open_table("5")
    basil, tomato = (server.guest(server.ours.join(session, device)) for device in ("a", "b"))
    basil.order(line(server.ours, "Duck", note="my secret", allergies=["nuts"]), note="our anniversary")

    (mine,), (theirs,) = (guest.get("/api/guest/orders").json()["items"] for guest in (basil, tomato))
    assert (mine["note"], mine["lines"][0]["note"], mine["lines"][0]["allergies"]) == (
        "our anniversary", "my secret", ["nuts"],
    )  # fmt: skip
    assert (theirs["note"], theirs["lines"][0]["note"], theirs["lines"][0]["allergies"]) == ("", "", [])


def test_guests_read_why_an_item_was_turned_down_but_not_what_staff_note_later(server: Server):
    session = server.ours.open_table("5")
    visitor = server.ours.join(session)
    order = server.ours.order(session, "Duck", "Green Tea", "Tap Water", by=visitor)
    server.ours.confirm(order, reject={order.lines[0].id: "sold out, sorry"})
    server.ours.void(order.lines[1], "guest is difficult")

    (seen,) = server.guest(visitor).get("/api/guest/orders").json()["items"]
    assert [item["void_reason"] for item in seen["lines"]] == ["sold out, sorry", None, None]
    (known,) = server.staff().get("/api/orders").json()["items"]
    assert [item["void_reason"] for item in known["lines"]] == ["sold out, sorry", "guest is difficult", None]


def test_a_phone_too_many_may_not_order_either(server: Server):
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    for number in range(12):
        server.ours.join(session, f"phone {number}")
    refused = join(server.stranger(), token)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/too-many-devices")

    body = {"qr_session_token": token, "lines": [line(server.ours, "Duck")]}
    order = server.stranger().post("/api/orders", body, new_key())
    assert (order.status_code, order.json()["type"]) == (409, "/problems/too-many-devices")
