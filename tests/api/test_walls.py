"""What belongs to the branch next door or to a rival does not exist: every route, every foreign id, same bytes."""

import re
from typing import Any

import httpx
import pytest

from comanda.app import API
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.kernel.scope import RIGHTS, Right, Role
from tests.served import Device, Server, line, new_key

NOWHERE = "0192f000-0000-7000-8000-000000000000"
WITH_AN_ID = [one for one in API if "{id:str}" in one.path]
name_of = lambda one: f"{one.method} {one.path}"  # noqa: E731
BODIES: dict[str, Any] = {
    "SetAvailability": {"available": False},
    "Because": {"reason": "x"},
    "MoveTo": {"status": "READY"},
    "TakePayment": {"method": "cash"},
    "ConfirmOrder": {},
}


class Neighbours:
    """A busy evening at the sister's and at the rival's, and nothing yet at ours."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.things: dict[str, list[str]] = {"qr-sessions": [], "orders": [], "order-lines": []}
        for house in (server.sister, server.rival):
            session = house.open_table("5")
            order = house.order(session, "Duck", by=house.join(session))
            self.things["qr-sessions"].append(session.id)
            self.things["orders"].append(order.id)
            self.things["order-lines"].append(order.lines[0].id)
        # dishes and answers are the house's, so the sister has the same ones; the rival's are foreign
        self.things["products"] = [server.rival.dish("Duck")]
        self.things["options"] = [server.rival.option("Egg")]

    def of(self, endpoint: Endpoint) -> list[str]:
        return self.things[endpoint.path.split("/")[2]]

    def ask(self, device: Device, endpoint: Endpoint, thing: str) -> httpx.Response:
        body = BODIES[endpoint.takes.__name__] if endpoint.takes is not None else None
        path = endpoint.path.replace("{id:str}", thing)
        return device.http.request(endpoint.method, path, json=body, headers={"Idempotency-Key": new_key()})


@pytest.fixture(scope="module")
def neighbours(shared_server: Server) -> Neighbours:
    return Neighbours(shared_server)


@pytest.mark.parametrize("endpoint", WITH_AN_ID, ids=name_of)
def test_a_foreign_id_is_an_unknown_id(neighbours: Neighbours, endpoint: Endpoint):
    device = neighbours.server.staff()
    with neighbours.server.ours.nothing_written():
        unknown = neighbours.ask(device, endpoint, NOWHERE)
        foreign = [neighbours.ask(device, endpoint, thing) for thing in neighbours.of(endpoint)]

    assert unknown.status_code == 404
    assert [(answer.status_code, answer.content) for answer in foreign] == [(404, unknown.content)] * len(foreign)


@pytest.mark.parametrize("path", [one.path for one in API if one.method == "GET" and "{" not in one.path])
def test_no_list_holds_anything_of_the_neighbours(neighbours: Neighbours, path: str):
    visitor = neighbours.server.ours.join(neighbours.server.ours.open_table(None))
    foreign = {thing for things in neighbours.things.values() for thing in things}
    foreign |= {neighbours.server.rival.branch_id, neighbours.server.rival.organization_id, "Rival"}
    foreign |= {neighbours.server.sister.branch_id, "Sister"}
    for device in (neighbours.server.staff(), neighbours.server.guest(visitor)):
        for query in ("", "?after=0", "?status=OPEN", "?status=OPEN,CONFIRMED,PAID,CANCELLED"):
            text = device.get(path + query).text
            assert [thing for thing in foreign if thing in text] == []


def test_foreign_ids_inside_a_body_are_unknown_too(neighbours: Neighbours):
    server, ours = neighbours.server, neighbours.server.ours
    staff, session = server.staff(), server.ours.open_table(None)
    with ours.nothing_written():
        tables = [
            staff.post("/api/qr-sessions", {"table_id": table})
            for table in (NOWHERE, server.sister.table("5"), server.rival.table("5"))
        ]
        visits = [
            staff.order(line(ours, "Duck"), qr_session_id=visit)
            for visit in (NOWHERE, *neighbours.things["qr-sessions"])
        ]
        dishes = [
            staff.order({"product_id": dish, "quantity": 1}, qr_session_id=session.id)
            for dish in (NOWHERE, server.rival.dish("Duck"))
        ]

    for answers, status in ((tables, 404), (visits, 404), (dishes, 409)):
        texts = {re.sub(r'"product_id":"[^"]+"', '"product_id":""', answer.text) for answer in answers}
        assert ({answer.status_code for answer in answers}, len(texts)) == ({status}, 1)


def test_filters_by_foreign_ids_find_nothing(neighbours: Neighbours):
    staff = neighbours.server.staff()
    for query in (
        *(f"qr_session_id={visit}" for visit in (NOWHERE, *neighbours.things["qr-sessions"])),
        *(f"table_id={house.table('5')}" for house in (neighbours.server.sister, neighbours.server.rival)),
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


ROLES = {Role.MANAGER, Role.CASHIER, Role.KITCHEN, Role.GUEST, Role.ADMIN}
GUARDED = [one for one in API if one.right is not None and one.right is not Right.READ_OWN_SIGN_IN]
SHUT = [(one, role) for one in GUARDED for role in sorted(ROLES) if one.right not in RIGHTS[role]]


@pytest.mark.parametrize(("endpoint", "role"), SHUT, ids=lambda one: one if isinstance(one, str) else name_of(one))
def test_whoever_lacks_the_right_does_nothing(neighbours: Neighbours, endpoint: Endpoint, role: Role):
    """The table of rights is the one in the code; a route without a right in it is nobody's."""
    server, right = neighbours.server, endpoint.right
    session = server.ours.open_table(None)
    devices = {
        Role.MANAGER: server.staff(server.ours.manager),
        Role.CASHIER: server.staff(),
        Role.KITCHEN: server.staff(server.ours.kitchen),
        Role.ADMIN: Device(server, {"comanda_staff": "secret of admin@platform.test"}),
        Role.GUEST: server.guest(server.ours.join(session)),
    }
    bodies = {**BODIES, "PlaceOrder": {"qr_session_id": session.id, "lines": [line(server.ours, "Duck")]}}
    bodies["NewSession"] = {"table_id": None}
    path = endpoint.path.replace("{id:str}", NOWHERE)
    path += f"?branch_id={server.ours.branch_id}" if role is Role.MANAGER else ""
    body = bodies[endpoint.takes.__name__] if endpoint.takes is not None else None
    with server.ours.nothing_written():
        answer = devices[role].http.request(
            endpoint.method,
            path,
            json=body if endpoint.method in WRITING else None,
            headers={"Idempotency-Key": new_key()},
        )

    assert answer.status_code in ((401,) if role is Role.GUEST or right is Right.VISIT else (403,))
