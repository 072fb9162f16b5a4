"""What a till has not sent is known to whoever would close the table over it."""

from tests.served import Server


def announce(server: Server, session_id: str, device: str, items: int):
    return server.staff().put(f"/api/qr-sessions/{session_id}/draft", {"device": device, "items": items})


def test_a_round_that_is_not_sent_stands_at_its_table_until_it_is_sent(server: Server):
    session = server.ours.open_table("5")
    assert announce(server, session.id, "till a", 4).status_code == 200
    assert announce(server, session.id, "till b", 1).status_code == 200
    announce(server, session.id, "till a", 5)

    item = server.staff().get(f"/api/qr-sessions/{session.id}").json()
    assert [(draft["device"], draft["items"]) for draft in item["drafts"]] == [("till a", 5), ("till b", 1)]
    assert item["drafts"][0]["by"]["id"] == item["opened_by"]["id"]

    announce(server, session.id, "till b", 0)
    left = announce(server, session.id, "till a", 0).json()
    assert left["drafts"] == []


def test_closing_forgets_what_was_not_sent_and_a_closed_table_takes_none(server: Server):
    session = server.ours.open_table("5")
    announce(server, session.id, "till a", 4)
    closed = server.staff().put(f"/api/qr-sessions/{session.id}/close")
    assert (closed.status_code, closed.json()["drafts"]) == (200, [])

    refused = announce(server, session.id, "till a", 2)
    assert (refused.status_code, refused.json()["type"]) == (410, "/problems/session-closed")
    assert announce(server, "nobody", "till a", 2).status_code == 404


def test_the_unsent_says_what_it_is_in_bounds(server: Server):
    session = server.ours.open_table("5")
    assert announce(server, session.id, "till a", -1).status_code == 422
    assert announce(server, session.id, "", 1).status_code == 422
