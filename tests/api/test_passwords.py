"""Hashing a password costs time and memory, so it is done for those who may set one."""

import pytest

from comanda.engine import passwords
from tests.api.test_houses import patch
from tests.api.test_people import PASSWORD
from tests.served import Server


@pytest.mark.parametrize("who", ["a stranger", "a cashier", "a manager"])
def test_only_who_may_set_passwords_makes_the_server_hash_one(
    shared_server: Server, monkeypatch: pytest.MonkeyPatch, who: str
):
    ours = shared_server.ours
    people = {"a cashier": ours.cashier, "a manager": ours.manager}
    device = shared_server.staff(people[who]) if who in people else shared_server.stranger()
    hashed = list[str]()

    def hash_slowly(password: str) -> str:
        hashed.append(password)
        return "a hash"

    monkeypatch.setattr(passwords, "hash_password", hash_slowly)
    new = {"email": "cashier@ours.test", "name": "New", "role": "cashier", "branch_id": ours.branch_id}
    added = device.post("/api/staff", {**new, "password": PASSWORD})
    changed = patch(device, f"/api/staff/{ours.kitchen.id}", 99, password=PASSWORD)

    status = {"a stranger": (401, 401), "a cashier": (403, 403), "a manager": (409, 412)}[who]
    assert (added.status_code, changed.status_code) == status
    assert hashed == ([PASSWORD] * 2 if who == "a manager" else [])
