"""A file brought in once more: what it does not say stays, and what shares a name is told apart or not guessed."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from comanda.catalog.actions import groups, products, types
from comanda.catalog.queries import editing
from comanda.catalog.schemas.editing import (
    ChangeOption,
    ChangeOptionGroup,
    ChangeProduct,
    ChangeProductType,
    Described,
    InLanguages,
    OptionIn,
    OrderProducts,
)
from comanda.catalog.values import OptionKind
from comanda.engine.commands import Caller, Change
from comanda.engine.tokens import fingerprint
from comanda.identity.queries import PersonProof
from comanda.kernel.scope import Right
from comanda.ops.import_menu.carry_out import carry_out, plan_for, present_of
from comanda.ops.import_menu.plan import Plan
from comanda.ops.import_menu.reading import BadMenu, menu_from
from tests.chain import Chain, ImportedHouse

FIELD = Path(__file__).parents[1] / "data/field"
pytestmark = pytest.mark.slow


def field(name: str) -> Any:
    return msgspec.json.decode((FIELD / f"{name}.json").read_bytes())


def bring_in(chain: Chain, menu: Any, organization_id: str | None = None) -> Plan:
    plan = plan_for(menu_from(msgspec.json.encode(menu)), present_of(chain.database, organization_id))
    carry_out(chain.database, plan)
    return plan


def house_of(chain: Chain, menu: Any) -> ImportedHouse:
    return ImportedHouse(chain.database, chain.clock, bring_in(chain, menu), menu["branches"][0]["id"])


def changes_in(plan: Plan) -> dict[str, tuple[int, int]]:
    return {name: (tally.new, tally.changed) for name, tally in plan.tallies.items() if tally.new or tally.changed}


class Manager:
    """Changes what is in the catalog, by the file's ids."""

    def __init__(self, house: ImportedHouse) -> None:
        self.house = house

    def do(self, verb: Any, wish: Any) -> None:
        proof = PersonProof(fingerprint(self.house.manager.secret))
        self.house.database.write_now(verb, Caller(proof, Right.EDIT_CATALOG), wish)

    def change(self, verb: Any, thing: Any, wish: Any, thing_id: str = "") -> None:
        self.do(verb, Change(thing_id or thing.id, thing.version, wish))

    def product(self, name: str) -> Any:
        return self.read(editing.product, self.house.dish(name))

    def group(self, name: str) -> Any:
        return self.read(editing.option_group, self.house.plan.ids.option_groups[name])

    def read(self, query: Any, *arguments: Any) -> Any:
        return self.house.database.look_now(lambda tx: query(tx, self.house.organization_id, *arguments))


@pytest.fixture
def manager(chain: Chain) -> Manager:
    return Manager(house_of(chain, field("reimport-menu")))


def test_what_a_manager_set_and_the_file_does_not_mention_stays(chain: Chain, manager: Manager):
    menu, house = field("reimport-menu"), manager.house
    menu["availability_windows"] = [
        {"id": "w", "name": {"en": "Noon"}, "weekdays": [1], "from": "11:00", "to": "14:00"},
    ]
    menu["tax_rates"].append({"id": "away", "name": "VAT 0%", "rate": "0"})
    plan = bring_in(chain, menu, house.organization_id)
    (hours,) = plan.catalog.availability_windows
    (away,) = plan.catalog.tax_rates
    chips, side = house.option("g/chips"), manager.group("g")
    pie = ChangeProduct(
        description="With gravy\nand peas", sku="P1", allergens=["gluten"], additives=["colour"], tags=["hot"],
        spiciness=2, min_age=18, takeaway_tax_rate_id=away["id"], window_id=hours["id"], position=7, available=False,
        option_group_ids=[manager.group("h").id], translations=Described({"de": "Pastete"}, {"de": "Mit Soße"}),
    )  # fmt: skip
    manager.change(products.change_product, manager.product("q"), pie)
    (mains,) = manager.read(editing.product_types)
    kind = ChangeProductType(
        description="From noon", station="grill", cooking_minutes=9, window_id=hours["id"],
        option_group_ids=[manager.group("h").id], translations=Described({"de": "Hauptgerichte"}),
    )  # fmt: skip
    manager.change(types.change_product_type, mains, kind)
    answer = ChangeOption(
        kind=OptionKind.ADD, allergens=["celery"], default=True, opens_group_id=manager.group("h").id,
        translations=InLanguages({"de": "Pommes"}),
    )  # fmt: skip
    manager.change(groups.change_option, side, answer, chips)
    limits = ChangeOptionGroup(max_per_option=2, free_quantity=1, translations=InLanguages({"de": "Dips"}))
    manager.change(groups.change_option_group, manager.group("h"), limits)
    here = products.PriceHere(house.dish("q"), 850)
    house.do(products.set_price_here, here, Right.EDIT_CATALOG, by=house.manager)
    before = [manager.read(query) for query in (editing.list_of_products, editing.product_types, editing.option_groups)]

    again = bring_in(chain, field("reimport-menu"), house.organization_id)

    after = [manager.read(query) for query in (editing.list_of_products, editing.product_types, editing.option_groups)]
    assert after == before
    assert (changes_in(again), again.ids) == ({}, house.plan.ids)
    assert manager.product("q").allergens == ["gluten"]


def test_what_the_file_mentions_is_set_again_also_to_nothing(chain: Chain, manager: Manager):
    menu = field("reimport-menu")
    rate = manager.product("q").tax_rate_id
    wish = ChangeProduct(
        description="With gravy", sku="P1", allergens=["gluten"], tags=["hot"], spiciness=2, takeaway_tax_rate_id=rate,
        available=False, option_group_ids=[manager.group("h").id],
    )  # fmt: skip
    manager.change(products.change_product, manager.product("q"), wish)
    menu["products"][1] |= {
        "description": {}, "sku": "", "allergens": [], "tags": [], "spiciness": None, "takeaway_tax_rate_id": None,
        "available": True, "option_group_ids": [],
    }  # fmt: skip

    again = bring_in(chain, menu, manager.house.organization_id)

    pie = manager.product("q")
    assert changes_in(again) == {"products": (0, 1)}
    assert (pie.description, pie.sku, pie.allergens, pie.tags, pie.spiciness) == ("", "", [], [], None)
    assert (pie.takeaway_tax_rate_id, pie.available, pie.option_group_ids) == (None, True, [])


def test_the_order_somebody_gave_stays_and_a_new_dish_comes_behind_the_one_before_it(chain: Chain, manager: Manager):
    house = manager.house
    (mains,) = manager.read(editing.product_types)
    manager.do(products.order_products, OrderProducts(mains.id, [house.dish("q"), house.dish("p")]))
    menu = field("reimport-menu")
    menu["products"].append({**menu["products"][1], "id": "n", "name": {"en": "Peas"}})

    again = bring_in(chain, menu, house.organization_id)

    assert changes_in(again) == {"products": (1, 0)}
    assert [one.name for one in manager.read(editing.list_of_products)] == ["Pie", "Peas", "Burger"]
    for place, product in enumerate(menu["products"]):
        product["position"] = place
    bring_in(chain, menu, house.organization_id)
    assert [one.name for one in manager.read(editing.list_of_products)] == ["Burger", "Pie", "Peas"]


def test_words_in_the_house_s_language_stay_where_a_file_does_not_speak_it(chain: Chain, manager: Manager):
    house, menu = manager.house, field("reimport-menu")
    wish = ChangeProduct(sku="P1", name="Pastry", translations=Described({"de": "Pastete"}))
    manager.change(products.change_product, manager.product("q"), wish)
    menu["products"][1] |= {"sku": "P1", "name": {"de": "Kuchen"}}

    bring_in(chain, menu, house.organization_id)

    pie = manager.product("q")
    assert (pie.name, pie.translations) == ("Pastry", {"name": {"de": "Kuchen"}})


def test_what_a_file_says_must_go_with_what_somebody_added(chain: Chain, manager: Manager):
    house, menu = manager.house, field("reimport-menu")
    dip = manager.group("h")
    kept = [OptionIn(dip.options[0].name, dip.options[0].id), OptionIn("Ketchup", default=True)]
    manager.change(groups.change_option_group, dip, ChangeOptionGroup(options=kept))
    menu["option_groups"][1] |= {"max": 1}
    menu["option_groups"][1]["options"][0]["default"] = True

    with pytest.raises(BadMenu) as caught:
        bring_in(chain, menu, house.organization_id)

    detail = "with those of the house there are 2 defaults: Mayo, Ketchup"
    assert caught.value.faults == [{"pointer": "/option_groups/1/options", "code": "contradiction", "detail": detail}]


def answers_of(manager: Manager) -> dict[str, list[list[str]]]:
    """By dish, the answers to each of its questions."""
    asked = {one.id: [option.name for option in one.options] for one in manager.read(editing.option_groups)}
    return {
        one.name: [asked[group_id] for group_id in one.option_group_ids]
        for one in manager.read(editing.list_of_products)
    }


RIGHT = {
    "Pizza": [["Anchovies", "Olives"]],
    "Burger": [["Bacon", "Cheese"]],
    "Milkshake": [["Whipped cream", "Oat milk"]],
}


@pytest.mark.parametrize("ids", ["the file's", "other", "shifted"])
def test_groups_of_one_name_are_told_apart_by_what_is_in_them(chain: Chain, ids: str):
    first, second = field("same-name-groups-1"), field("same-name-groups-2")
    manager = Manager(house_of(chain, first))
    if ids != "the file's":
        for place, (group, dish) in enumerate(zip(second["option_groups"], second["products"], strict=True)):
            group["id"] = f"x{place}" if ids == "other" else ("burger", "shake", "pizza")[place]
            dish |= {"id": f"y{place}" if ids == "other" else f"p{place}", "option_group_ids": [group["id"]]}

    again = bring_in(chain, second, manager.house.organization_id)

    assert {"Pizza": RIGHT["Pizza"], **answers_of(manager)} == RIGHT == answers_of(manager)
    assert changes_in(again) == {"option groups": (1, 0), "options": (2, 0), "products": (1, 0)}
    assert changes_in(bring_in(chain, second, manager.house.organization_id)) == {}


def test_a_group_with_other_answers_at_another_dish_is_another_group(chain: Chain):
    first, second = field("same-name-groups-1"), field("same-name-groups-2")
    manager = Manager(house_of(chain, first))
    second["option_groups"], second["products"] = second["option_groups"][:1], second["products"][:1]

    bring_in(chain, second, manager.house.organization_id)

    assert answers_of(manager) == RIGHT


def test_a_group_whose_answers_all_changed_is_known_by_the_dish_that_asks_it(chain: Chain):
    first = field("same-name-groups-1")
    manager = Manager(house_of(chain, first))
    first["option_groups"][0]["options"] = [{"id": "o9", "name": {"en": "Pickles"}, "price_delta": 10}]

    again = bring_in(chain, first, manager.house.organization_id)

    assert changes_in(again) == {"options": (1, 0)}
    assert answers_of(manager)["Burger"] == [["Bacon", "Cheese", "Pickles"]]


def two_teas(*prices: int) -> Any:
    menu = field("reimport-menu")
    tea = {**menu["products"][1], "name": {"en": "Tea"}}
    menu["products"] = [{**tea, "id": f"t{place}", "price": price} for place, price in enumerate(prices)]
    return menu


def test_dishes_of_one_name_are_told_apart_by_their_price_or_not_guessed(chain: Chain):
    manager = Manager(house_of(chain, two_teas(300, 400)))
    manager.change(products.change_product, manager.product("t1"), ChangeProduct(allergens=["milk"]))

    again = bring_in(chain, two_teas(400, 300), manager.house.organization_id)
    with pytest.raises(BadMenu) as caught:
        bring_in(chain, two_teas(500, 350, 450), manager.house.organization_id)

    assert changes_in(again) == {}
    assert again.ids.products == {"t0": manager.house.dish("t1"), "t1": manager.house.dish("t0")}
    assert [(one["pointer"], one["code"]) for one in caught.value.faults] == [
        ("/products/0", "ambiguous"), ("/products/1", "ambiguous"), ("/products/2", "ambiguous"),
    ]  # fmt: skip
    assert caught.value.faults[0]["detail"] == (
        "more than one of the products here or in the house could be 'Tea'; give each a code of its own"
    )
    assert [one.price for one in manager.read(editing.list_of_products)] == [300, 400]


def test_sections_rates_hours_and_answers_of_one_name_are_told_apart_too(chain: Chain):
    def menu(*kinds: str) -> Any:
        """Two or three of everything, all of one name; each kind with its own hours, rate, dish and answer."""
        made = field("reimport-menu")
        made["tax_rates"] = [{"id": kind, "name": "VAT", "rate": f"0.0{at}"} for kind, at in numbered(kinds)]
        made["availability_windows"] = [
            {"id": kind, "name": {"en": "Noon"}, "weekdays": [at], "from": "11:00", "to": "14:00"}
            for kind, at in numbered(kinds)
        ]
        made["categories"] = [{"id": kind, "name": {"en": "Food"}, "position": at} for kind, at in numbered(kinds)]
        made["products"] = [
            {"id": kind, "category_id": kind, "name": {"en": kind}, "price": 100, "tax_rate_id": kind}
            | {"availability_window_id": kind, "option_group_ids": ["g"]}
            for kind in kinds
        ]
        made["option_groups"] = [made["option_groups"][0] | {"options": [
            {"id": kind, "name": {"en": "Large"}, "price_delta": 10 * at} for kind, at in numbered(kinds)
        ]}]  # fmt: skip
        return made

    def numbered(kinds: tuple[str, ...]) -> list[tuple[str, int]]:
        return [(kind, ("", "soup", "cake", "wine").index(kind)) for kind in kinds]

    manager = Manager(house_of(chain, menu("soup", "cake")))
    before = {name: manager.product(name) for name in ("soup", "cake")}
    one_more = menu("wine", "cake", "soup")
    for place, rate in enumerate(one_more["tax_rates"]):
        rate["id"] = one_more["products"][place]["tax_rate_id"] = f"r{place}"

    again = bring_in(chain, one_more, manager.house.organization_id)

    assert changes_in(again) == {
        "tax rates": (1, 0), "availability windows": (1, 0), "product types": (1, 0), "options": (1, 0),
        "products": (1, 0),
    }  # fmt: skip
    assert {name: manager.product(name) for name in ("soup", "cake")} == before
    spoilt = menu("soup", "cake")
    for option in spoilt["option_groups"][0]["options"]:
        option["price_delta"] += 5
    with pytest.raises(BadMenu) as caught:
        bring_in(chain, spoilt, manager.house.organization_id)
    assert [one["pointer"] for one in caught.value.faults] == [
        "/option_groups/0/options/0", "/option_groups/0/options/1",
    ]  # fmt: skip
