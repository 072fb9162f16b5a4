"""Names, notes, labels, addresses and passwords as people type and paste them, over real HTTP."""

import unicodedata
from typing import Any

import pytest

from comanda.engine import passwords
from tests.api.test_houses import ADMIN, patch
from tests.served import Device, Server, line, new_key

NOTHING = ["\u200b", "\u00ad", "\u3164", "\u2800", "\ufeff", " ", "\u2066\u2069", "\u00a0\u200d"]
PASSWORD = "Geh\u0065\u0301im im M\u00e4rz"


def places(server: Server) -> list[tuple[Device, str, dict[str, Any], str]]:
    """Every route that gives something a name, with its body and the field."""
    ours = server.ours
    manager, admin, at = server.staff(ours.manager), server.staff(ADMIN), f"?branch_id={ours.branch_id}"
    food = next(one for one in manager.get("/api/product-types").json()["items"] if one["name"] == "Food")["id"]
    rate = manager.get("/api/tax-rates").json()["items"][0]["id"]
    person = {"email": "new@ours.test", "role": "cashier", "branch_id": ours.branch_id}
    return [
        (manager, f"/api/areas{at}", {}, "name"),
        (manager, f"/api/tables{at}", {}, "label"),
        (manager, "/api/tax-rates", {"rate": "0.1"}, "name"),
        (manager, "/api/availability-windows", {"weekdays": [1], "from": "10:00", "to": "11:00"}, "name"),
        (manager, "/api/product-types", {}, "name"),
        (manager, "/api/products", {"product_type_id": food, "tax_rate_id": rate, "price": 1}, "name"),
        (manager, "/api/option-groups", {}, "name"),
        (manager, "/api/staff", person, "name"),
        (server.staff(), "/api/qr-sessions", {"table_id": None}, "name"),
        (admin, "/api/organizations", {"country": "DE", "language": "de"}, "name"),
        (
            admin, f"/api/organizations/{ours.organization_id}/branches", {"timezone": "Europe/Berlin"}, "name",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", NOTHING, ids=ascii)
def test_no_name_is_invisible(server: Server, nothing: str):
    for device, path, body, field in places(server):
        answer = device.post(path, {**body, field: nothing})

        assert answer.status_code == 422, (path, answer.text)
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [(f"/{field}", "empty")], path


def test_every_name_is_kept_clean(server: Server):
    for device, path, body, field in places(server):
        answer = device.post(path, {**body, field: "\ufeff Cafe\u0301\r\n \u2066Zwei\u2069\u00ad "})

        assert answer.status_code == 201, (path, answer.text)
        assert answer.json()[field] == "Café Zwei", path


def test_a_label_that_reads_like_another_is_taken(server: Server):
    manager, at = server.staff(server.ours.manager), f"?branch_id={server.ours.branch_id}"
    first = manager.post(f"/api/tables{at}", {"label": "\u00c41"}).json()
    other = manager.post(f"/api/tables{at}", {"label": "B1"}).json()

    for label in ("1 ", "1\u200b", "\uff11", "A\u03081", "\u00c41\u200e", " \u00e41"):
        assert manager.post(f"/api/tables{at}", {"label": label}).status_code == 409, ascii(label)
        assert patch(manager, f"/api/tables/{other['id']}{at}", 1, label=label).status_code == 409, ascii(label)
    assert patch(manager, f"/api/tables/{first['id']}{at}", 1, label="A\u03081 ").json()["version"] == 1


def test_answers_that_read_alike_cannot_be_told_apart(server: Server):
    manager = server.staff(server.ours.manager)
    group: dict[str, Any] = {
        "name": "Size",
        "options": [{"name": "Gro\u00df"}, {"name": "gro\u00df\u200b "}, {"name": "\u3164"}],
    }

    answer = manager.post("/api/option-groups", group)

    found = [(one["pointer"], one["code"]) for one in answer.json()["errors"]]
    assert (answer.status_code, found) == (422, [("/options/2/name", "empty")])
    del group["options"][2]
    found = [(one["pointer"], one["code"]) for one in manager.post("/api/option-groups", group).json()["errors"]]
    assert found == [("/options/1/name", "duplicate-name")]


def test_a_note_with_marks_of_direction_is_taken(server: Server):
    session = server.ours.open_table("5")
    pasted = "\u202aohne\u202c \u2067Zwiebeln\u2069\r\n\u2066bitte\u2069\ufeff"
    cart = {
        "qr_session_token": server.ours.links.token(session), "note": pasted,
        "lines": [line(server.ours, "Duck", note="\u202bبدون بصل\u202c"), line(server.ours, "Duck", note="\u200b")],
    }  # fmt: skip

    order = server.stranger().post("/api/orders", cart, new_key()).json()

    assert order["note"] == "ohne Zwiebeln\nbitte"
    assert [one["note"] for one in order["lines"]] == ["بدون بصل", ""]


def test_a_character_no_keyboard_has_is_refused(server: Server):
    answer = server.staff(server.ours.manager).post(f"/api/areas?branch_id={server.ours.branch_id}", {"name": "a\x00"})

    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/name", "not-allowed-characters")]


def test_an_address_that_was_pasted_signs_in(server: Server):
    manager = server.staff(server.ours.manager)
    new = {"email": "\u202a Paula@ours.test\u202c\r\n", "name": "Paula", "role": "cashier", "password": PASSWORD}
    made = manager.post("/api/staff", {**new, "branch_id": server.ours.branch_id})

    assert (made.status_code, made.json()["email"]) == (201, "paula@ours.test")
    wish = {"email": "paula@ours.test\u200b ", "password": PASSWORD}
    assert server.stranger().post("/api/auth/sign-in", wish).status_code == 200
    answer = manager.post("/api/staff", {**new, "email": "paula at ours", "branch_id": server.ours.branch_id})
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/email", "not-allowed-characters")]


FORMS = {form: unicodedata.normalize(form, PASSWORD) for form in ("NFC", "NFD")} | {"mixed": PASSWORD}


@pytest.mark.parametrize("set_as", FORMS)
def test_a_password_is_right_in_every_form(server: Server, set_as: str):
    new = {"email": "paula@ours.test", "name": "Paula", "role": "cashier", "branch_id": server.ours.branch_id}
    made = server.staff(server.ours.manager).post("/api/staff", {**new, "password": FORMS[set_as]})
    assert made.status_code == 201

    for form in FORMS.values():
        wish = {"email": "paula@ours.test", "password": form}
        assert server.stranger().post("/api/auth/sign-in", wish).status_code == 200
    wrong = {"email": "paula@ours.test", "password": PASSWORD.replace("\u00e4", "a")}
    assert server.stranger().post("/api/auth/sign-in", wrong).status_code == 401


@pytest.mark.parametrize("set_as", FORMS)
def test_a_hash_made_before_this_rule_still_opens(set_as: str):
    older = passwords._hasher.hash(FORMS[set_as])

    assert passwords.matches(FORMS[set_as], older)
    assert not passwords.matches(FORMS[set_as] + " ", older)


def test_a_password_is_as_long_as_it_reads(server: Server):
    new = {"email": "paula@ours.test", "name": "Paula", "role": "cashier", "branch_id": server.ours.branch_id}
    answer = server.staff(server.ours.manager).post("/api/staff", {**new, "password": "a\u0308" * 6})

    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/password", "wrong-length")]


@pytest.mark.parametrize("printed", ["5", " 5", "5\u200b", "\uff15"])
def test_a_printed_code_lets_in_after_the_table_was_renamed(server: Server, printed: str):
    manager, at = (
        server.staff(server.ours.manager),
        f"/api/tables/{server.ours.table('5')}?branch_id={server.ours.branch_id}",
    )
    session = server.ours.open_table("5")
    token = server.ours.links.token(session)
    guest = server.stranger()
    assert guest.post("/api/guest/join", {"session": token, "table": printed}).status_code == 200
    assert patch(manager, at, 1, label="Window").status_code == 200
    assert patch(manager, at, 2, label="Terrace").status_code == 200

    for label in (printed, "Window", "terrace"):
        joined = server.stranger().post("/api/guest/join", {"session": token, "table": label})
        assert (joined.status_code, joined.json()["table_label"]) == (200, "Terrace")
    again = guest.post("/api/guest/join", {"session": token, "table": printed})
    assert (again.status_code, again.json()["table_label"]) == (200, "Terrace")
    assert server.stranger().post("/api/guest/join", {"session": token, "table": "6"}).status_code == 409


def test_a_label_of_an_earlier_party_is_not_this_ones(server: Server):
    manager = server.staff(server.ours.manager)
    assert (
        patch(
            manager, f"/api/tables/{server.ours.table('5')}?branch_id={server.ours.branch_id}", 1, label="Window"
        ).status_code
        == 200
    )
    server.clock.advance(minutes=1)
    token = server.ours.links.token(server.ours.open_table("5"))

    assert server.stranger().post("/api/guest/join", {"session": token, "table": "5"}).status_code == 409
