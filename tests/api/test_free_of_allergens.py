"""A house says that something contains none of the fourteen; nothing written down is never the same."""

from typing import Any

from tests.api.test_houses import patch
from tests.served import Device, Server


def saved(server: Server, **fields: Any) -> Any:
    """The answer to a new dish of these."""
    manager = server.staff(server.ours.manager)
    food = next(one for one in manager.get("/api/product-types").json()["items"] if one["name"] == "Food")["id"]
    rate = manager.get("/api/tax-rates").json()["items"][0]["id"]
    return manager.post(
        "/api/products", {"product_type_id": food, "tax_rate_id": rate, "price": 800, "name": "Salad", **fields}
    )


def on_menu(device: Device, name: str) -> Any:
    kinds = device.get("/api/guest/menu").json()["product_types"]
    return next(one for kind in kinds for one in kind["products"] if one["name"] == name)


def test_a_dish_and_an_answer_can_be_free_of_the_fourteen(server: Server):
    manager = server.staff(server.ours.manager)
    answers = [{"name": "Oil", "allergens": ["none"]}, {"name": "Yoghurt", "allergens": ["milk"]}, {"name": "House"}]
    group = manager.post("/api/option-groups", {"name": "Dressing", "options": answers}).json()
    made = saved(server, allergens=["none"], option_group_ids=[group["id"]])
    assert (made.status_code, made.json()["allergens"]) == (201, ["none"])

    guest = server.guest(server.ours.join(server.ours.open_table("5")))
    dish = on_menu(guest, "Salad")
    assert dish["allergens"] == ["none"]
    assert [one["allergens"] for one in dish["option_groups"][0]["options"]] == [["none"], ["milk"], []]
    left = patch(manager, f"/api/products/{made.json()['id']}", 1, allergens=[])
    assert (left.status_code, left.json()["allergens"]) == (200, [])


def test_free_of_them_stands_alone(server: Server):
    answer = saved(server, allergens=["none", "milk"])
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/allergens", "contradiction")]

    group = {"name": "Dressing", "options": [{"name": "Oil", "allergens": ["milk", "none"]}]}
    answer = server.staff(server.ours.manager).post("/api/option-groups", group)
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/options/0/allergens", "contradiction")
    ]


def test_codes_that_read_alike_are_one_code(server: Server):
    assert saved(server, sku="A1").status_code == 201

    for sku in ("a1", "A1\u200b", " A1", "\uff211"):
        answer = saved(server, sku=sku)
        assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [("/sku", "taken")], ascii(sku)
