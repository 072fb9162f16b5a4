"""The main job from end to end over HTTP and WebSocket, as the apps do it: from opening the table to freeing it."""

from typing import Any

from tests.served import Device, Server, line, new_key


def test_a_table_is_opened_served_paid_and_free_again(server: Server):
    ours, cashier, phone = server.ours, server.staff(), server.stranger()
    opened = cashier.post("/api/qr-sessions", {"table_id": ours.table("5"), "guests": 2}).json()
    assert opened["qr_url"] == f"{server.address}/user?session={opened['qr_code_token']}&table=5"
    menu = come_in_and_read_the_menu(server, phone, opened)

    with cashier.listening() as till, phone.listening() as ear:
        till.frames(2)
        ear.frames(2)
        dishes = (line(ours, "Wan Tan Soup", "Large", quantity=2), line(ours, "Fried Noodles", "Egg"))
        ordered = phone.order(*dishes, menu_version=menu["version"]).json()
        assert (ordered["status"], ordered["total"], ordered["number"]) == ("OPEN", 2190, 1)
        assert till.frame()["kind"] == ear.frame()["kind"] == "order.placed"
        assert [order["id"] for order in cashier.get("/api/orders").json()["items"]] == [ordered["id"]]

        cashier.post(f"/api/orders/{ordered['id']}/confirm")
        assert ear.frame()["kind"] == "order.confirmed"
        cashier.put(f"/api/products/{ours.dish('Duck')}/availability", {"available": False})
        assert ear.frame() == {"type": "menu", "version": menu["version"] + 1}
        gone = {"index": 1, "product_id": ours.dish("Duck"), "reason": "switched_off"}
        assert phone.order(line(ours, "Green Tea"), line(ours, "Duck")).json()["lines"] == [gone]

        cashier.order(line(ours, "Green Tea", quantity=2), qr_session_id=opened["id"])
        pay_in_cash(cashier, opened["id"])
        assert [event["kind"] for event in ear.events(8)][-1] == "session.closed"

    receipt = phone.get("/api/guest/bill").json()
    assert (receipt["status"], receipt["number"], receipt["captured"]) == ("SETTLED", 1, 2830)
    assert {order["status"] for order in phone.get("/api/guest/orders").json()["items"]} == {"PAID"}
    assert server.stranger().post("/api/guest/join", {"session": opened["qr_code_token"]}).status_code == 410
    assert cashier.get("/api/qr-sessions?status=OPEN").json()["items"] == []
    assert cashier.post("/api/qr-sessions", {"table_id": ours.table("5")}).status_code == 201


def come_in_and_read_the_menu(server: Server, phone: Device, opened: Any) -> Any:
    assert phone.get(opened["qr_url"].removeprefix(server.address)).status_code == 200
    visit = phone.post("/api/guest/join", {"session": opened["qr_code_token"], "table": "5"}, new_key()).json()
    assert (visit["table_label"], visit["guest"]["name"]) == ("5", "Basil")
    menu = phone.get("/api/guest/menu").json()
    dishes = {dish["name"]: dish for kind in menu["product_types"] for dish in kind["products"]}
    (size,) = dishes["Wan Tan Soup"]["option_groups"]
    assert (size["required"], [option["name"] for option in size["options"]]) == (True, ["Small", "Large"])
    return menu


def pay_in_cash(cashier: Device, session_id: str) -> None:
    """Everything that is owed, with taxes shown and change given."""
    bill = cashier.get(f"/api/qr-sessions/{session_id}/bill").json()
    assert (bill["subtotal"], bill["total"], bill["outstanding"]) == (2830, 2830, 2830)
    assert {(tax["rate"], tax["net"], tax["tax"], tax["gross"]) for tax in bill["taxes"]} == {
        ("0.07", 1121, 79, 1200), ("0.19", 1370, 260, 1630),
    }  # fmt: skip
    path = f"/api/qr-sessions/{session_id}/payments"
    paid = cashier.post(path, {"method": "cash", "tendered": 3000}, new_key()).json()
    assert (paid["amount"], paid["change"], paid["closed"], paid["bill_number"]) == (2830, 170, True, 1)


def test_the_cashier_of_the_other_branch_sees_nothing_of_it(server: Server):
    theirs = server.staff(server.sister.cashier)
    with theirs.listening() as ear:
        ear.frames(2)
        session = server.ours.open_table("5")
        server.staff().order(line(server.ours, "Duck"), qr_session_id=session.id)
        theirs.post("/api/qr-sessions", {"table_id": server.sister.table("5")})
        assert ear.frame()["body"]["table_id"] == server.sister.table("5")

    assert theirs.get("/api/orders").json() == {"items": [], "next": None}
    (own,) = theirs.get("/api/qr-sessions").json()["items"]
    assert own["branch_id"] == server.sister.branch_id


def test_the_till_pages_through_a_long_evening(server: Server):
    opened = [server.ours.open_table(None).id for _ in range(7)]
    cashier, seen, query = server.staff(), list[str](), "?limit=3"
    while True:
        page = cashier.get(f"/api/qr-sessions{query}").json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        query = f"?limit=3&cursor={page['next']}"

    assert seen == sorted(opened, reverse=True)


def test_orders_to_do_come_waiting_first_and_page_without_gaps(server: Server):
    session = server.ours.open_table("5")
    guest = server.ours.join(session)
    for number in range(5):
        server.ours.order(session, "Green Tea", by=guest if number % 2 else None)
        server.clock.advance(minutes=1)
    cashier = server.staff()
    everything = [(order["number"], order["status"]) for order in cashier.get("/api/orders").json()["items"]]
    assert everything == [(2, "OPEN"), (4, "OPEN"), (1, "CONFIRMED"), (3, "CONFIRMED"), (5, "CONFIRMED")]

    for query in ("limit=2", "status=OPEN,CONFIRMED&limit=2"):
        seen: list[int] = []
        cursor = ""
        while True:
            page = cashier.get(f"/api/orders?{query}{cursor}").json()
            seen += [order["number"] for order in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert sorted(seen) == [1, 2, 3, 4, 5]
    assert [order["number"] for order in cashier.get("/api/orders?status=OPEN").json()["items"]] == [4, 2]
    (table,) = [server.ours.table("5")]
    of_table = cashier.get(f"/api/orders?table_id={table}&status=CONFIRMED").json()["items"]
    assert [order["number"] for order in of_table] == [1, 3, 5]


def test_a_cursor_or_a_status_nobody_gave_is_refused(server: Server):
    cashier = server.staff()
    for path in ("/api/orders?status=OPEN&cursor=x", "/api/orders?cursor=-1", "/api/qr-sessions?cursor=1_%00"):
        answer = cashier.get(path)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-cursor")
    answer = cashier.get("/api/orders?status=OPEN,BUSY")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unknown-status")
