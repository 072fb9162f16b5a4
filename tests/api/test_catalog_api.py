"""The manager's catalog over HTTP: a small menu is built by hand, and is for sale before the answer is read."""

from typing import Any

import httpx
import pytest

from tests.cast import House
from tests.served import Device, Server

NOBODY = "0192f000-0000-7000-8000-00000000dead"


class Office:
    """A signed-in manager's browser."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def get(self, path: str) -> Any:
        answer = self.device.get(f"/api/{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.device.post(f"/api/{path}", body)

    def put(self, path: str, **body: Any) -> httpx.Response:
        return self.device.put(f"/api/{path}", body)

    def patch(self, path: str, version: int | None, **body: Any) -> httpx.Response:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return self.device.http.patch(f"/api/{path}", json=body, headers=headers)

    def delete(self, path: str) -> httpx.Response:
        return self.device.http.delete(f"/api/{path}")

    def made(self, path: str, **body: Any) -> Any:
        answer = self.post(path, **body)
        assert answer.status_code == 201, answer.text
        return answer.json()


@pytest.fixture
def office(server: Server) -> Office:
    return Office(server.staff(server.ours.manager))


def everywhere(*houses: House) -> dict[str, Any]:
    """The reach of a change to the whole house."""
    named = [{"id": house.branch_id, "name": name} for house, name in zip(houses, ("Ours", "Sister"), strict=True)]
    return {"branches": sorted(named, key=lambda branch: branch["id"])}


def dish_on_menu(device: Device, product_id: str) -> Any:
    menu = device.get("/api/menu").json()
    return next((one for kind in menu["product_types"] for one in kind["products"] if one["id"] == product_id), None)


def test_a_menu_is_built_by_hand(server: Server, office: Office):
    reach = everywhere(server.ours, server.sister)
    rate = office.made("tax-rates", name="MwSt. 7 %", rate="0.07")
    kind = office.made("product-types", name="Bowls", station="kitchen", cooking_minutes=10)
    size = office.made(
        "option-groups", name="Size", required=True, min=1, max=1,
        options=[{"name": "S", "default": True}, {"name": "L", "price_delta": 200, "kind": "choice"}],
    )  # fmt: skip
    dish = office.made(
        "products", product_type_id=kind["id"], name="Bowl", price=900, tax_rate_id=rate["id"],
        option_group_ids=[size["id"]], allergens=["sesame"], translations={"name": {"en": "Bowl of rice"}},
    )  # fmt: skip

    assert rate == {"id": rate["id"], "name": "MwSt. 7 %", "rate": "0.07", "used_by": 0, "version": 1, "reach": reach}
    assert kind == {
        "id": kind["id"], "name": "Bowls", "description": "", "position": 3, "station": "kitchen",
        "option_group_ids": [], "window_id": None, "cooking_minutes": 10, "products": 0, "translations": {},
        "version": 1, "reach": reach,
    }  # fmt: skip
    assert [option["position"] for option in size["options"]] == [0, 1]
    assert dish == {
        "id": dish["id"], "product_type_id": kind["id"], "name": "Bowl", "description": "", "sku": "", "price": 900,
        "tax_rate_id": rate["id"], "takeaway_tax_rate_id": None, "allergens": ["sesame"], "additives": [], "tags": [],
        "spiciness": None, "min_age": None, "option_group_ids": [size["id"]], "available": True, "position": 0,
        "window_id": None, "branch_prices": [], "translations": {"name": {"en": "Bowl of rice"}}, "version": 1,
        "reach": reach,
    }  # fmt: skip
    for person in (server.ours.cashier, server.sister.cashier):
        sold = dish_on_menu(server.staff(person), dish["id"])
        assert (sold["name"], sold["price"], sold["available"]) == ("Bowl", 900, True)
        assert sold["translations"] == {"name": {"en": "Bowl of rice"}}
        assert [option["name"] for option in sold["option_groups"][0]["options"]] == ["S", "L"]
        assert "opens" not in sold["option_groups"][0]["options"][0]
    (group,) = [one for one in office.get("option-groups")["items"] if one["id"] == size["id"]]
    assert group["used_by"] == [{"id": dish["id"], "name": "Bowl"}]


def test_lists_hold_everything_at_once_or_page_by_page(server: Server, office: Office):
    whole = office.get("products")
    assert (len(whole["items"]), whole["next"]) == (8, None)

    first = office.get("products?limit=5")
    rest = office.get(f"products?limit=5&cursor={first['next']}")

    assert first["items"] + rest["items"] == whole["items"]
    assert (len(rest["items"]), rest["next"]) == (3, None)
    assert office.device.get("/api/products?limit=201").status_code == 422


def test_a_version_is_asked_for_and_must_be_the_present_one(server: Server, office: Office):
    path = f"products/{server.ours.dish('Duck')}"

    missing, stale = office.patch(path, None, price=1), office.patch(path, 7, price=1)
    changed = office.patch(path, 1, price=1)

    assert (missing.status_code, missing.json()["type"]) == (428, "/problems/version-missing")
    assert (stale.status_code, stale.json()["current"]) == (412, 1)
    assert (changed.status_code, changed.json()["price"], changed.json()["version"]) == (200, 1, 2)
    assert office.get(path)["version"] == 2


def test_faults_come_back_at_their_fields(server: Server, office: Office):
    wrong = office.post("option-groups", name="Size", min=2, max=1, options=[{"name": "S"}, {"name": "s"}])

    assert (wrong.status_code, wrong.json()["type"]) == (422, "/problems/invalid-catalog")
    assert [(one["pointer"], one["code"]) for one in wrong.json()["errors"]] == [
        ("/options/1/name", "duplicate-name"),
        ("/max", "below-min"),
    ]
    body = office.post(
        "products", product_type_id=server.ours.dish("x"), name="x", price=10**9 + 1, tax_rate_id="x", total=1,
        translations={"name": {"EN": "x", "fr": 7}},
    )  # fmt: skip
    assert (body.status_code, body.json()["type"]) == (422, "/problems/invalid-body")
    assert {(one["pointer"], one["code"]) for one in body.json()["errors"]} == {
        ("/price", "out-of-range"),
        ("/total", "unknown-field"),
        ("/translations/name/EN", "not-allowed-characters"),
        ("/translations/name/fr", "wrong-type"),
    }
    change = office.patch(f"products/{server.ours.dish('Duck')}", 1, translations={"name": {"EN": "x", "fr": 7}}, sku=3)
    assert [(one["pointer"], one["code"]) for one in change.json()["errors"]] == [
        ("/sku", "wrong-type"),
        ("/translations/name/EN", "not-allowed-characters"),
        ("/translations/name/fr", "wrong-type"),
    ]


def test_an_option_is_changed_and_the_group_comes_back(server: Server, office: Office):
    answer = office.patch(f"options/{server.ours.option('Large')}", 1, price_delta=175)

    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["version"]) == (server.ours.group("Size"), 2)
    assert [option["price_delta"] for option in answer.json()["options"]] == [0, 175]
    soup = dish_on_menu(server.staff(), server.ours.dish("Wan Tan Soup"))
    assert [option["price_delta"] for option in soup["option_groups"][0]["options"]] == [0, 175]


def test_archiving_says_where_it_is_felt(server: Server, office: Office):
    duck = server.ours.dish("Duck")

    gone = office.delete(f"products/{duck}")

    assert (gone.status_code, gone.json()) == (200, {"id": duck, "reach": everywhere(server.ours, server.sister)})
    assert dish_on_menu(server.staff(), duck) is None
    assert office.delete(f"products/{duck}").status_code == 404
    used = office.delete(f"availability-windows/{office.get('availability-windows')['items'][0]['id']}")
    assert (used.status_code, used.json()["type"]) == (409, "/problems/still-in-use")


def test_the_order_of_the_menu_is_the_manager_s(server: Server, office: Office):
    food, drinks = (kind["id"] for kind in office.get("product-types")["items"])
    ids = [server.ours.dish("Tap Water"), server.ours.dish("Green Tea")]

    assert office.put("product-types/order", ids=[drinks, food]).json()["ids"] == [drinks, food]
    ordered = office.put("products/order", product_type_id=drinks, ids=ids).json()

    assert ordered == {"ids": ids, "reach": everywhere(server.ours, server.sister)}
    first = server.staff().get("/api/menu").json()["product_types"][0]
    assert (first["id"], [one["id"] for one in first["products"]]) == (drinks, ids)


def test_a_price_for_one_branch_names_the_branch(server: Server, office: Office):
    duck, here = server.ours.dish("Duck"), server.ours.branch_id

    unsaid = office.put(f"products/{duck}/price", price=1)
    answer = office.put(f"products/{duck}/price?branch_id={here}", price=1850)

    assert (unsaid.status_code, unsaid.json()["type"]) == (422, "/problems/branch-required")
    assert answer.json()["branch_prices"] == [{"branch_id": here, "price": 1850}]
    assert answer.json()["reach"] == {"branches": [{"id": here, "name": "Ours"}]}
    assert dish_on_menu(server.staff(), duck)["price"] == 1850
    assert dish_on_menu(server.staff(server.sister.cashier), duck)["price"] == 1690
    again = office.put(f"products/{duck}/price?branch_id={here}", price=None)
    assert (again.json()["branch_prices"], dish_on_menu(server.staff(), duck)["price"]) == ([], 1690)
    rival = server.rival.branch_id
    assert office.put(f"products/{duck}/price?branch_id={rival}", price=1).status_code == 404


def test_open_menus_hear_of_a_change_before_the_manager_s_answer(server: Server, office: Office):
    visitor = server.ours.join(server.ours.open_table())
    with server.guest(visitor).listening() as ear:
        assert [frame["type"] for frame in ear.frames(2)] == ["hello", "menu"]

        office.patch(f"products/{server.ours.dish('Duck')}", 1, available=False)

        frame = ear.frame()
    menu = server.guest(visitor).get("/api/guest/menu").json()
    assert frame == {"type": "menu", "version": menu["version"]}


def test_a_new_house_finds_its_country_s_rates_and_a_new_branch_its_menu(server: Server):
    admin = Office(Device(server, {f"{server.cookie}staff": "secret of admin@platform.test"}))
    house = admin.made("organizations", name="Alpenblick", country="CH")
    email, password = "owner@alpenblick.test", "a long enough password"
    admin.made("managers", email=email, name="Vreni", organization_id=house["id"], password=password)
    owner = Office(server.stranger())
    assert owner.post("auth/sign-in", email=email, password=password).status_code == 200

    rates = owner.get("tax-rates")["items"]
    kind = owner.made("product-types", name="Suppen")
    dish = owner.made(
        "products", product_type_id=kind["id"], name="Gerstensuppe", price=950, tax_rate_id=rates[0]["id"]
    )
    branch = admin.made(f"organizations/{house['id']}/branches", name="Chur")

    assert [(rate["name"], rate["rate"]) for rate in rates] == [("MWST 8.1 %", "0.081"), ("MWST 2.6 %", "0.026")]
    assert (kind["reach"], dish["reach"]) == ({"branches": []}, {"branches": []})
    menu = owner.get(f"menu?branch_id={branch['id']}")
    assert [one["name"] for one in menu["product_types"][0]["products"]] == ["Gerstensuppe"]


ROUTES = (
    ("GET", "tax-rates"), ("POST", "tax-rates"), ("GET", "tax-rates/{id}"), ("PATCH", "tax-rates/{id}"),
    ("GET", "availability-windows"), ("POST", "availability-windows"), ("GET", "availability-windows/{id}"),
    ("PATCH", "availability-windows/{id}"), ("DELETE", "availability-windows/{id}"),
    ("GET", "product-types"), ("POST", "product-types"), ("PUT", "product-types/order"),
    ("GET", "product-types/{id}"), ("PATCH", "product-types/{id}"), ("DELETE", "product-types/{id}"),
    ("GET", "products"), ("POST", "products"), ("PUT", "products/order"), ("GET", "products/{id}"),
    ("PATCH", "products/{id}"), ("DELETE", "products/{id}"), ("PUT", "products/{id}/price"),
    ("GET", "option-groups"), ("POST", "option-groups"), ("GET", "option-groups/{id}"),
    ("PATCH", "option-groups/{id}"), ("DELETE", "option-groups/{id}"), ("PATCH", "options/{id}"),
)  # fmt: skip
BODIES: dict[str, Any] = {
    "POST tax-rates": {"name": "x", "rate": "0.1"},
    "POST availability-windows": {"name": "x", "weekdays": [1], "from": "10:00", "to": "11:00"},
    "POST product-types": {"name": "x"},
    "PUT product-types/order": {"ids": []},
    "POST products": {"name": "x", "price": 1, "product_type_id": "x", "tax_rate_id": "x"},
    "PUT products/order": {"product_type_id": NOBODY, "ids": []},
    "PUT products/{id}/price": {"price": 1},
    "POST option-groups": {"name": "x"},
}


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nobody_but_the_manager_touches_the_catalog(shared_server: Server, method: str, path: str):
    server = shared_server
    with server.ours.nothing_written():
        for person in (server.ours.cashier, server.ours.kitchen):
            assert ask(server.staff(person), method, path).status_code == 403
        assert ask(server.stranger(), method, path).status_code == 401


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if "{id}" in route[1]])
def test_what_is_not_ours_is_not_there(shared_server: Server, method: str, path: str):
    server = shared_server
    office = server.staff(server.ours.manager)
    here = f"?branch_id={server.ours.branch_id}" if path.endswith("price") else ""
    with server.ours.nothing_written():
        for thing in (NOBODY, *theirs(server.rival)):
            answer = ask(office, method, path, thing, here)
            assert (answer.status_code, answer.json()["type"][:17]) == (404, "/problems/no-such")


def theirs(rival: House) -> list[str]:
    return [rival.dish("Duck"), rival.group("Size"), rival.option("Large"), rival.tax("7%")]


def ask(device: Device, method: str, path: str, thing: str = NOBODY, query: str = "") -> httpx.Response:
    body = BODIES.get(f"{method} {path}", {} if method == "PATCH" else None)
    headers = {"If-Match": '"1"'} if method == "PATCH" else {}
    return device.http.request(method, f"/api/{path.format(id=thing)}{query}", json=body, headers=headers)
