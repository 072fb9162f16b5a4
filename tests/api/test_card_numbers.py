"""Whatever people type as a note, a name or a reason: no card number reaches a row, the log or an answer."""

import re
from typing import Any

import httpx

from tests.api.test_houses import ADMIN, patch
from tests.served import Server, line, new_key

CARD = "4242 4242 4242 4242"
MASKED = "•••• 4242"
SEVERAL_DIGITS = re.compile(r"4[\s-]*2[\s-]*4[\s-]*2[\s-]*4[\s-]*2[\s-]*4[\s-]*2")


def made(answer: httpx.Response) -> Any:
    assert answer.status_code in (200, 201), answer.text
    assert MASKED in answer.text
    assert SEVERAL_DIGITS.search(answer.text) is None
    return answer.json()


def test_no_card_number_is_stored_logged_or_answered(server: Server):
    ours, cashier, manager = server.ours, server.staff(), server.staff(server.ours.manager)
    admin, key = server.staff(ADMIN), new_key()
    sale = made(cashier.post("/api/qr-sessions", {"table_id": None, "name": f"Ms Vega {CARD}"}))
    cart = {
        "qr_session_token": sale["qr_code_token"],
        "note": "4242-4242-4242-4242\nvalid 12/27",
        "lines": [line(ours, "Duck", note=f"pay by {CARD}"), line(ours, "Duck", note="no card")],
    }
    guest = server.stranger()
    order = made(guest.post("/api/orders", cart, key))
    assert [one["note"] for one in order["lines"]] == [f"pay by {MASKED}", "no card"]
    assert order["note"] == f"{MASKED}\nvalid 12/27"
    again = guest.post("/api/orders", cart, key)
    assert (again.status_code, again.json(), again.headers["idempotent-replayed"]) == (201, order, "true")

    turned_down = {"reject_lines": [{"line_id": order["lines"][0]["id"], "reason": f"declined {CARD}"}]}
    made(cashier.post(f"/api/orders/{order['id']}/confirm", turned_down))
    new = {"email": "carla@ours.test", "name": f"Carla {CARD}", "role": "cashier", "branch_id": ours.branch_id}
    made(manager.post("/api/staff", new))
    made(manager.post(f"/api/areas?branch_id={ours.branch_id}", {"name": CARD}))
    made(patch(admin, f"/api/organizations/{ours.organization_id}", 1, name=f"Ours {CARD}"))

    rows = server.world.everything()
    assert [name for name, dump in rows.items() if SEVERAL_DIGITS.search("\n".join(dump))] == []


def test_no_card_number_is_repeated_by_a_refusal(server: Server):
    cart = {"lines": [line(server.ours, "Duck")], CARD: 1, "service": CARD}
    refused = server.staff().post("/api/orders", cart, new_key())

    assert refused.status_code == 422
    assert SEVERAL_DIGITS.search(refused.text) is None
    assert {error["pointer"] for error in refused.json()["errors"]} == {f"/{MASKED}", "/service"}


def test_codes_that_guests_and_managers_make_up_hold_no_card_number(server: Server):
    duck = line(server.ours, "Duck", allergies=["peanuts", "4242-4242-4242-4242"])
    cart = {"qr_session_id": server.ours.open_table(None).id, "lines": [duck]}
    order = made(server.staff().post("/api/orders", cart, new_key()))
    assert order["lines"][0]["allergies"] == ["peanuts", MASKED]
    made(server.staff(server.ours.manager).post("/api/product-types", {"name": "Bar", "station": f"bar {CARD}"}))

    rows = server.world.everything()
    assert [name for name, dump in rows.items() if SEVERAL_DIGITS.search("\n".join(dump))] == []
