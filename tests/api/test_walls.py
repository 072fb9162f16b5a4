"""What belongs to the branch next door or to a rival does not exist: every route, every foreign id, same bytes."""

import re
from collections import defaultdict

import httpx
import pytest

from comanda.app import API
from comanda.engine.http.endpoint import WRITING, Endpoint
from comanda.identity.errors import BranchRequired
from comanda.kernel.scope import RIGHTS, Right, Role
from tests.api.bodies import NOWHERE, body_for
from tests.cast import Person
from tests.menu import known_id
from tests.served import Device, Server, line, new_key

ADMIN = Person("", "admin@platform.test", "secret of admin@platform.test", Role.ADMIN)
WITH_AN_ID = [one for one in API if "{id:str}" in one.path]
name_of = lambda one: f"{one.method} {one.path}"  # noqa: E731


class Neighbours:
    """A busy evening at the sister's and at the rival's, and nothing yet at ours."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.things = defaultdict[str, list[str]](list)
        for house in (server.sister, server.rival):
            session = house.open_table("5")
            visitor = house.join(session)
            order = house.order(session, "Duck", by=visitor)
            request = server.guest(visitor).post("/api/guest/requests", {"kind": "waiter"})
            keeper = server.staff(house.manager)
            area = keeper.post(f"/api/areas?branch_id={house.branch_id}", {"name": "Terrace"})
            self.things["qr-sessions"].append(session.id)
            self.things["orders"].append(order.id)
            self.things["order-lines"].append(order.lines[0].id)
            self.things["requests"].append(request.json()["id"])
            self.things["areas"].append(area.json()["id"])
        # the catalog is the house's, so the sister has the same one; the rival's is foreign
        rival = server.rival
        self.things |= {
            "products": [rival.dish("Duck")],
            "options": [rival.option("Egg")],
            "option-groups": [rival.group("Size")],
            "tax-rates": [rival.tax("7%")],
            "product-types": [known_id("rival", "type", "Food")],
            "availability-windows": [known_id("rival", "window", "Lunch")],
            "tables": [server.sister.table("5"), rival.table("5")],
            "branches": [rival.branch_id],
            "staff": [rival.cashier.id, rival.manager.id],
            "managers": [rival.cashier.id],
            "organizations": [rival.branch_id],
        }

    def of(self, endpoint: Endpoint) -> list[str]:
        return self.things[endpoint.path.split("/")[2]]

    def ask(self, device: Device, endpoint: Endpoint, thing: str) -> httpx.Response:
        path = endpoint.path.replace("{id:str}", thing)
        path += f"?branch_id={self.server.ours.branch_id}" if BranchRequired in endpoint.refuses else ""
        headers = {"Idempotency-Key": new_key(), "If-Match": '"1"'}
        return device.http.request(endpoint.method, path, json=body_for(endpoint, self.server.ours), headers=headers)

    def keeper(self, endpoint: Endpoint) -> Device:
        """Somebody of ours who has the right."""
        ours = self.server.ours
        people = (ours.cashier, ours.manager, ADMIN)
        return self.server.staff(next(one for one in people if endpoint.right in RIGHTS[one.role]))


@pytest.fixture(scope="module")
def neighbours(shared_server: Server) -> Neighbours:
    return Neighbours(shared_server)


@pytest.mark.parametrize("endpoint", WITH_AN_ID, ids=name_of)
def test_a_foreign_id_is_an_unknown_id(neighbours: Neighbours, endpoint: Endpoint):
    device = neighbours.keeper(endpoint)
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
        Role.ADMIN: server.staff(ADMIN),
        Role.GUEST: server.guest(server.ours.join(session)),
    }
    path = endpoint.path.replace("{id:str}", NOWHERE)
    path += f"?branch_id={server.ours.branch_id}" if role is Role.MANAGER and BranchRequired in endpoint.refuses else ""
    body = body_for(endpoint, server.ours)
    with server.ours.nothing_written():
        answer = devices[role].http.request(
            endpoint.method,
            path,
            json=body if endpoint.method in WRITING else None,
            headers={"Idempotency-Key": new_key(), "If-Match": '"1"'},
        )

    assert answer.status_code in ((401,) if role is Role.GUEST or right is Right.VISIT else (403,))
