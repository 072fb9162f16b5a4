"""What belongs to the branch next door or to a rival does not exist: ways around the matrix."""

import re

import pytest

from tests.api.bodies import NOWHERE
from tests.api.stage import STRANGE, Stage
from tests.served import Device, Server, line


@pytest.fixture(scope="module")
def stage(shared_server: Server) -> Stage:
    return Stage(shared_server)


def test_foreign_ids_in_an_order_are_told_as_unknown_ones_and_nothing_else(stage: Stage):
    server, ours = stage.server, stage.server.ours
    staff, session = server.staff(), server.ours.open_table(None)
    visits = [stage.things[where]["qr-sessions"] for where in STRANGE]
    with ours.nothing_written():
        tables = [
            staff.post("/api/qr-sessions", {"table_id": table})
            for table in (NOWHERE, server.sister.table("5"), server.rival.table("5"))
        ]
        orders = [staff.order(line(ours, "Duck"), qr_session_id=visit) for visit in (NOWHERE, *visits)]
        dishes = [
            staff.order({"product_id": dish, "quantity": 1}, qr_session_id=session.id)
            for dish in (NOWHERE, server.rival.dish("Duck"))
        ]

    for answers, status in ((tables, 404), (orders, 404), (dishes, 409)):
        texts = {re.sub(r'"product_id":"[^"]+"', '"product_id":""', answer.text) for answer in answers}
        assert ({answer.status_code for answer in answers}, len(texts)) == ({status}, 1)


def test_filters_by_foreign_ids_find_nothing(stage: Stage):
    staff = stage.server.staff()
    visits = [stage.things[where]["qr-sessions"] for where in STRANGE]
    for query in (
        *(f"qr_session_id={visit}" for visit in (NOWHERE, *visits)),
        *(f"table_id={house.table('5')}" for house in (stage.server.sister, stage.server.rival)),
    ):
        assert staff.get(f"/api/orders?{query}").json() == {"items": [], "next": None}


def test_a_guest_of_one_branch_is_nobody_in_another(server: Server):
    session = server.ours.open_table("5")
    credential = server.ours.join(session).credential
    theirs = server.rival.links.token(server.rival.open_table("5"))
    forged = f"{theirs[:8]}.{credential.partition('.')[2]}"
    with server.ours.nothing_written():
        answer = Device(server, {"comanda_guest": forged}).order(line(server.rival, "Duck"))

    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
