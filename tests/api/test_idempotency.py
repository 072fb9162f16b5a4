"""The same order sent twice is one order, and says the same bytes."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from comanda.engine.tables import idempotency
from tests.served import Device, Server, line, new_key


def seated(server: Server, label: str | None = "5") -> tuple[str, Device]:
    """A visit's link and a guest's phone at it."""
    session = server.ours.open_table(label)
    return server.ours.links.token(session), server.guest(server.ours.join(session))


def orders_placed(server: Server) -> int:
    return [fact.kind for fact in server.ours.log()].count("order.placed")


def test_an_order_needs_a_key_made_by_the_client(server: Server):
    _, guest = seated(server)
    body = {"lines": [line(server.ours, "Duck")]}
    with server.ours.nothing_written():
        missing, empty = guest.post("/api/orders", body), guest.post("/api/orders", body, key="")
        malformed = [guest.post("/api/orders", body, key=key) for key in ("1", "x" * 36, new_key() + "0", "{}")]

    assert {answer.status_code for answer in (missing, empty)} == {400}
    assert missing.json()["type"] == empty.json()["type"] == "/problems/idempotency-key-missing"
    assert {answer.status_code for answer in malformed} == {400}
    assert {answer.json()["type"] for answer in malformed} == {"/problems/invalid-idempotency-key"}


def test_the_same_order_again_is_the_same_answer(server: Server):
    _, guest = seated(server)
    key, soup = new_key(), line(server.ours, "Wan Tan Soup", "Large", quantity=2, note="hot")
    first = guest.order(soup, key=key)
    server.clock.advance(minutes=3)
    server.ours.switch("Wan Tan Soup", False)
    with server.ours.nothing_written():
        again = guest.order(soup, key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"


def test_a_key_reads_the_same_in_capitals_and_in_quotes(server: Server):
    _, guest = seated(server)
    key = new_key()
    first = guest.order(line(server.ours, "Duck"), key=key)

    assert guest.order(line(server.ours, "Duck"), key=key.upper()).content == first.content
    assert guest.order(line(server.ours, "Duck"), key=f'"{key}"').content == first.content


def test_another_body_under_the_same_key_is_refused(server: Server):
    _, guest = seated(server)
    key = new_key()
    guest.order(line(server.ours, "Duck"), key=key)
    with server.ours.nothing_written():
        answer = guest.order(line(server.ours, "Duck", quantity=2), key=key)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/idempotency-key-reused")


def test_one_order_sent_by_many_threads_at_once_is_one_order(server: Server):
    _, guest = seated(server)
    key = new_key()
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: guest.order(line(server.ours, "Duck"), key=key), range(16)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotent-replayed" in answer.headers for answer in answers) == 15
    assert orders_placed(server) == 1


def test_a_first_order_by_the_link_sent_at_once_brings_one_guest(server: Server):
    token, _ = seated(server)
    key, body = new_key(), {"qr_session_token": token, "lines": [line(server.ours, "Duck")]}
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: server.stranger().post("/api/orders", body, key), range(8)))

    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["set-cookie"] for answer in answers}) == 1
    assert answers[0].json()["placed_by"] == "Tomato"
    assert [fact.kind for fact in server.ours.log()].count("guest.joined") == 2
    assert orders_placed(server) == 1


def test_an_order_by_the_link_is_repeated_with_the_cookie_it_brought(server: Server):
    token, _ = seated(server)
    key, body = new_key(), {"qr_session_token": token, "lines": [line(server.ours, "Duck")]}
    phone = server.stranger()
    first, again = phone.post("/api/orders", body, key), phone.post("/api/orders", body, key)

    assert first.content == again.content
    assert again.headers["idempotent-replayed"] == "true"
    assert phone.get("/api/guest/session").json()["guest"]["name"] == "Tomato"


def test_a_refusal_is_decided_afresh(server: Server):
    _, guest = seated(server)
    key = new_key()
    server.ours.switch("Duck", False)
    refused = guest.order(line(server.ours, "Duck"), key=key)
    server.ours.switch("Duck", True)
    accepted = guest.order(line(server.ours, "Duck"), key=key)

    assert (refused.status_code, accepted.status_code) == (409, 201)
    assert "idempotent-replayed" not in accepted.headers


def test_keys_of_two_tables_and_of_the_cashier_do_not_meet(server: Server):
    key = new_key()
    (_, first), (_, second) = seated(server, "1"), seated(server, "2")
    session = server.ours.open_table("3")
    answers = [
        first.order(line(server.ours, "Duck"), key=key),
        second.order(line(server.ours, "Duck"), key=key),
        server.staff().order(line(server.ours, "Duck"), key=key, qr_session_id=session.id),
    ]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert [answer.json()["number"] for answer in answers] == [1, 2, 3]


def test_one_payment_sent_by_many_threads_at_once_is_taken_once(server: Server):
    session = server.ours.open_table("5")
    server.ours.order(session, "Duck")
    key, cashier = new_key(), server.staff()
    path = f"/api/qr-sessions/{session.id}/payments"
    with ThreadPoolExecutor(8) as senders:
        answers = list(senders.map(lambda _: cashier.post(path, {"method": "cash", "tendered": 2000}, key), range(8)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert (answers[0].json()["amount"], answers[0].json()["change"]) == (1690, 310)
    bill = cashier.get(f"/api/qr-sessions/{session.id}/bill").json()
    assert (bill["captured"], len(bill["payments"])) == (1690, 1)


def test_two_cashiers_take_the_last_money_once(server: Server):
    for _ in range(10):
        session = server.ours.open_table(None)
        server.ours.order(session, "Duck")
        path = f"/api/qr-sessions/{session.id}/payments"
        tills = [server.staff(), server.staff(server.ours.manager)]

        def take(number: int, path: str = path, tills: list[Device] = tills) -> int:
            branch = f"?branch_id={server.ours.branch_id}"
            return tills[number % 2].post(path + branch, {"method": "card"}, new_key()).status_code

        with ThreadPoolExecutor(4) as hands:
            assert sorted(hands.map(take, range(4))) == [201, 410, 410, 410]
        assert server.ours.bill(session).captured == 1690


def test_stored_answers_hold_no_secret(server: Server):
    token, _ = seated(server)
    phone = server.stranger()
    phone.post("/api/orders", {"qr_session_token": token, "lines": [line(server.ours, "Duck")]}, new_key())
    phone.order(line(server.ours, "Duck"))
    rows = server.world.database.look_now(lambda tx: tx.all(select(idempotency)))

    assert len(rows) == 2
    for row in rows:
        for secret in (token, token[9:], *phone.http.cookies.values()):
            assert secret not in repr(row)


def test_after_a_week_a_key_is_forgotten(server: Server):
    key, session = new_key(), server.ours.open_table("5")
    body = {"qr_session_id": session.id}
    first = server.staff().order(line(server.ours, "Duck"), key=key, **body).json()
    server.clock.advance(days=7)
    cashier = server.staff(server.ours.sign_in(server.ours.cashier))
    again = cashier.order(line(server.ours, "Duck"), key=key, **body)

    assert (again.status_code, "idempotent-replayed" in again.headers) == (201, False)
    assert again.json()["id"] != first["id"]
    assert cashier.order(line(server.ours, "Duck"), key=key, **body).content == again.content
