"""An organization may keep its catalog and taxes from managers of single branches, who keep prices and availability."""

from typing import Any

import pytest

from comanda.app import API
from comanda.engine.http.endpoint import WRITING
from comanda.identity.errors import CatalogRestricted
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Right
from tests.api.bodies import body_for
from tests.api.test_houses import ADMIN, NOBODY, patch, told
from tests.api.things import Maker
from tests.cast import Person
from tests.menu import known_id
from tests.served import Device, Server
from tests.world import add_person

SAVING = [
    endpoint
    for endpoint in API
    if endpoint.right in (Right.EDIT_CATALOG, Right.EDIT_SETTINGS) and endpoint.method in WRITING
]
OF_A_BRANCH = {"put_price", "patch_own_organization"}
"""The price of one branch; and the setting itself, which is tried below."""


@pytest.fixture
def keeper(server: Server) -> Device:
    """The manager of our branch alone."""
    return server.staff(keeper_of(server))


def keeper_of(server: Server) -> Person:
    ours = server.ours
    return add_person(ours.database, "ours", "keeper@ours.test", StaffRole.MANAGER, ours.branch_id)


@pytest.fixture
def manager(server: Server) -> Device:
    return server.staff(server.ours.manager)


def restrict(manager: Device, wanted: str = "prices") -> Any:
    version = manager.get("/api/organization").json()["version"]
    answer = patch(manager, "/api/organization", version, branch_managers=wanted)
    assert answer.status_code == 200
    return answer.json()


def test_managers_of_single_branches_edit_the_catalog_until_the_organization_says_otherwise(
    server: Server, keeper: Device, manager: Device
):
    ours = server.ours
    assert manager.get("/api/organization").json() == {
        "id": ours.organization_id, "name": "Ours", "branch_managers": "catalog", "version": 1,
    }  # fmt: skip
    assert keeper.get("/api/auth/me").json()["edits_catalog"] is True
    assert keeper.post("/api/product-types", {"name": "Sweets"}).status_code == 201

    assert restrict(manager) == {
        "id": ours.organization_id, "name": "Ours", "branch_managers": "prices", "version": 2,
    }  # fmt: skip
    assert keeper.get("/api/auth/me").json()["edits_catalog"] is False
    assert manager.get("/api/auth/me").json()["edits_catalog"] is True
    assert told(keeper.post("/api/product-types", {"name": "Sour"})) == (403, "catalog-restricted")
    assert manager.post("/api/product-types", {"name": "Sour"}).status_code == 201

    restrict(manager, "catalog")
    assert keeper.post("/api/product-types", {"name": "Salty"}).status_code == 201


def test_every_change_of_catalog_and_taxes_is_refused(server: Server, keeper: Device, manager: Device):
    ours = server.ours
    maker, answers = Maker(server, ours, "Spare"), dict[str, tuple[int, str]]()
    things = {one.operation: maker.make(one.path.split("/")[2]) for one in SAVING if "{id:str}" in one.path}
    restrict(manager)
    with ours.nothing_written():
        for one in SAVING:
            if one.operation in OF_A_BRANCH:
                continue
            path = one.path.replace("{id:str}", things.get(one.operation, ""))
            body = body_for(one, ours)
            answers[one.operation] = told(keeper.http.request(one.method, path, json=body, headers={"If-Match": '"1"'}))

    assert len(answers) == 17
    assert set(answers.values()) == {(403, "catalog-restricted")}
    assert {one.operation for one in API if CatalogRestricted in one.refuses} == answers.keys()


def test_prices_and_availability_of_the_branch_stay_with_its_manager(server: Server, keeper: Device, manager: Device):
    ours = server.ours
    restrict(manager)
    duck = ours.dish("Duck")

    priced = keeper.put(f"/api/products/{duck}/price", {"price": 1234})
    assert priced.status_code == 200
    assert keeper.put(f"/api/products/{duck}/availability", {"available": False}).status_code == 200
    assert keeper.get(f"/api/products/{duck}").status_code == 200
    version = keeper.get(f"/api/branches/{ours.branch_id}").json()["version"]
    assert patch(keeper, f"/api/branches/{ours.branch_id}", version, cutoff="05:00").status_code == 200
    assert told(keeper.put(f"/api/products/{duck}/price?branch_id={server.sister.branch_id}", {"price": 1})) == (
        404, "no-such-branch",
    )  # fmt: skip


def test_only_managers_of_the_whole_organization_decide(server: Server, keeper: Device, manager: Device):
    ours, path = server.ours, "/api/organization"
    assert keeper.get(path).json()["branch_managers"] == "catalog"
    with ours.nothing_written():
        refused = patch(keeper, path, 1, branch_managers="prices")
        assert (*told(refused), refused.json()["field"]) == (403, "forbidden-field", "branch_managers")
        assert told(patch(server.staff(), path, 1, branch_managers="prices")) == (403, "forbidden")
        assert told(patch(server.staff(ADMIN), path, 1, branch_managers="prices")) == (403, "forbidden")
        assert told(patch(manager, path, None, branch_managers="prices")) == (428, "version-missing")
        assert told(patch(manager, path, 2, branch_managers="prices")) == (412, "version-conflict")
        assert told(patch(manager, path, 1, branch_managers="nothing")) == (422, "invalid-body")
        assert patch(manager, path, 1).status_code == 200

    assert server.staff(server.rival.manager).get(path).json()["branch_managers"] == "catalog"


def test_the_admin_may_decide_for_an_organization(server: Server, keeper: Device):
    admin, path = server.staff(ADMIN), f"/api/organizations/{known_id('ours')}"
    changed = patch(admin, path, 1, branch_managers="prices")

    assert (changed.status_code, changed.json()["branch_managers"], changed.json()["name"]) == (200, "prices", "Ours")
    assert told(patch(admin, f"/api/organizations/{NOBODY}", 1, branch_managers="prices")) == (
        404, "no-such-organization",
    )  # fmt: skip
    assert told(keeper.post("/api/product-types", {"name": "Sweets"})) == (403, "catalog-restricted")
