"""A menu file becomes a restaurant; the same file again becomes nothing."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from comanda.catalog.queries.catalog import whole_catalog
from comanda.catalog.schemas.menu import ProductOut
from comanda.floor.queries import dining_tables
from comanda.identity.errors import NoSuchOrganization
from comanda.identity.queries import branch_of
from comanda.kernel.countries import COUNTRIES, cash_step
from comanda.kernel.text import clean
from comanda.ops.import_menu.carry_out import ROWS_AT_ONCE, carry_out, import_menu, parts_of, plan_for, present_of
from comanda.ops.import_menu.plan import Plan
from comanda.ops.import_menu.reading import BadMenu, menu_from
from tests.cast import everything, refused
from tests.chain import MENUS, SAMPLES, Chain, ImportedHouse, sample

pytestmark = pytest.mark.slow


def products_of(house: ImportedHouse) -> dict[str, ProductOut]:
    """What is on the branch's menu, by the file's ids."""
    listed = {one.id: one for kind in house.menu().product_types for one in kind.products}
    return {file_id: listed[product_id] for file_id, product_id in house.plan.ids.products.items()}


def text(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def in_other_languages(name: dict[str, str]) -> dict[str, dict[str, str]]:
    others = {language: clean(words) for language, words in name.items() if language != "ja"}
    return {"name": others} if others else {}


def import_again(chain: Chain, plan: Plan, menu: Any) -> Plan:
    """The file as it is now, into the organization it was first imported to."""
    again = plan_for(menu_from(msgspec.json.encode(menu)), present_of(chain.database, plan.organization_id))
    carry_out(chain.database, again)
    return again


def changes_in(plan: Plan) -> dict[str, tuple[int, int]]:
    """(new, changed) of whatever is not as it was."""
    return {name: (tally.new, tally.changed) for name, tally in plan.tallies.items() if tally.new or tally.changed}


@pytest.fixture
def bistro(chain: Chain) -> tuple[ImportedHouse, Any]:
    """A German bistro of the test's own, and its file to be changed."""
    return chain.another_house("de-asia-bistro", "mitte"), sample("de-asia-bistro")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_comes_in_with_its_counts(chain: Chain, name: str):
    file, plan = sample(name), chain.plan(name)

    catalog = chain.database.look_now(lambda tx: whole_catalog(tx, plan.organization_id))
    assert plan.counts == file["counts"]
    assert (len(catalog.products), len(catalog.product_types)) == (
        file["counts"]["products"],
        file["counts"]["categories"],
    )
    assert (len(catalog.option_groups), len(catalog.options)) == (
        file["counts"]["option_groups"],
        file["counts"]["options"],
    )
    assert len(catalog.product_groups) == file["counts"]["products_with_option_groups"]


@pytest.mark.parametrize(("name", "language"), [*zip(SAMPLES, ("en", "de", "ja"), strict=True)])
def test_every_dish_of_every_branch_is_as_the_file_says(chain: Chain, name: str, language: str):
    file = sample(name)
    groups = {group["id"]: group for group in file["option_groups"]}
    for branch in file["branches"]:
        house = chain.house(name, branch["id"])
        own_prices = {one["product_id"]: one["price"] for one in branch.get("price_overrides", [])}
        on_menu = products_of(house)
        assert on_menu.keys() == {product["id"] for product in file["products"]}
        for product in file["products"]:
            offer = on_menu[product["id"]]
            assert offer.name == text(product["name"], language)
            assert offer.price == own_prices.get(product["id"], product["price"])
            assert (offer.sku, offer.allergens) == (product["sku"], product["allergens"])
            assert (offer.min_age, offer.tags) == (product.get("min_age"), product.get("tags", []))
            for group, file_id in zip(offer.option_groups, product["option_group_ids"], strict=True):
                asked = groups[file_id]
                limits = (group.min, group.max, group.required, group.max_per_option, group.free_quantity)
                assert limits == (asked["min"], asked["max"], asked["required"], 1, 0)
                assert [(one.name, one.price_delta, one.kind) for one in group.options] == [
                    (text(one["name"], language), one["price_delta"], one["kind"]) for one in asked["options"]
                ]


def test_branches_keep_their_zone_their_tables_and_their_areas(chain: Chain):
    house = chain.house("jp-family-restaurant", "s02")
    (file,) = (branch for branch in sample("jp-family-restaurant")["branches"] if branch["id"] == "s02")

    branch = chain.database.look_now(lambda tx: branch_of(tx, house.branch_id))
    assert (branch.name, branch.timezone, branch.country) == ("港町店", "Asia/Tokyo", "JP")
    assert (branch.currency, branch.language, branch.tax_included, branch.cash_step) == ("JPY", "ja", True, 1)
    tables = house.read(dining_tables)
    assert [(table.label, table.area_name, table.seats) for table in tables] == [
        (table["label"], table["area"], table["seats"]) for table in file["tables"]
    ]
    assert len({table.area_id for table in tables}) == len({table["area"] for table in file["tables"]})


def test_what_a_branch_is_out_of_is_off_there_alone(chain: Chain):
    mitte, west = (products_of(chain.house("de-asia-bistro", branch))["de-338"] for branch in ("mitte", "west"))

    assert (mitte.available, mitte.unavailable_because) == (False, "switched_off")
    assert west.available


def test_what_a_file_says_in_other_languages_is_on_the_menu_beside_its_own(chain: Chain):
    file, house = sample("jp-family-restaurant"), chain.house("jp-family-restaurant", "s02")
    on_menu = products_of(house)

    assert on_menu["1202"].translations == {"name": {"en": "Shrimp Salad", "zh": "小甜虾沙拉"}}
    assert {key: offer.translations for key, offer in on_menu.items()} == {
        product["id"]: in_other_languages(product["name"]) for product in file["products"]
    }
    for kind, category in zip(house.menu().product_types, file["categories"], strict=True):
        assert kind.translations == in_other_languages(category["name"])
    asked = {one["name"]["ja"]: one["name"] for group in file["option_groups"] for one in group["options"]}
    for option in (one for offer in on_menu.values() for group in offer.option_groups for one in group.options):
        assert option.translations == in_other_languages(asked[option.name])


def test_a_translation_made_by_hand_stays_and_one_of_the_file_follows_it(
    chain: Chain, bistro: tuple[ImportedHouse, Any]
):
    house, file = bistro
    soup = file["products"][0]
    soup["name"]["en"], soup["description"] = "Soup", {"de": "Mit Ei", "en": "With egg"}
    first = import_again(chain, house.plan, file)
    soup["name"] = {"de": soup["name"]["de"], "ar": "حساء"}
    soup["description"]["en"] = "With an egg"

    second = import_again(chain, house.plan, file)

    assert (changes_in(first), changes_in(second)) == ({"products": (0, 1)}, {"products": (0, 1)})
    assert products_of(house)[soup["id"]].translations == {
        "name": {"en": "Soup", "ar": "حساء"},
        "description": {"en": "With an egg"},
    }
    assert changes_in(import_again(chain, house.plan, file)) == {}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_file_again_changes_nothing(chain: Chain, name: str):
    plan = chain.plan(name)
    before = everything(chain.database)

    again = import_menu(chain.database, MENUS / f"{name}.json", plan.organization_id)

    assert (changes_in(again), again.differs, again.ids) == ({}, False, plan.ids)
    assert everything(chain.database) == before


def test_a_new_price_reaches_every_branch_and_nothing_else_moves(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    sister = ImportedHouse(chain.database, chain.clock, house.plan, "west")
    before = {branch: products_of(branch) for branch in (house, sister)}
    version = house.menu().version
    file["products"][0]["price"] = 650

    again = import_again(chain, house.plan, file)

    assert (changes_in(again), again.ids) == ({"products": (0, 1)}, house.plan.ids)
    for branch, was in before.items():
        assert products_of(branch) == {**was, "de-m1": msgspec.structs.replace(was["de-m1"], price=650)}
    assert house.menu().version == version + 1


def test_a_new_dish_with_a_new_option_comes_in_beside_the_old(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    chips = {"id": "chips", "name": {"de": "Krabbenchips"}, "kind": "choice", "price_delta": 100, "available": True}
    file["option_groups"][0]["options"].append(chips)
    file["products"].append({**file["products"][0], "id": "new", "sku": "M99", "name": {"de": "Neu"}})
    file["branches"][0]["unavailable_product_ids"] = ["new"]
    file["counts"] |= {"products": 248, "options": 9, "products_with_option_groups": 49, "products_with_allergens": 163}

    again = import_again(chain, house.plan, file)

    assert changes_in(again) == {"options": (1, 0), "products": (1, 0)}
    house.plan = again
    new = products_of(house)["new"]
    assert (new.name, new.unavailable_because) == ("Neu", "switched_off")
    assert [option.name for option in new.option_groups[0].options][-1] == "Krabbenchips"


def test_a_dish_that_no_longer_asks_a_question_asks_none(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    file["products"][0]["option_group_ids"] = []
    file["counts"]["products_with_option_groups"] -= 1

    again = import_again(chain, house.plan, file)

    assert changes_in(again) == {"products": (0, 1)}
    assert products_of(house)["de-m1"].option_groups == []
    assert len(products_of(house)["de-m2"].option_groups) == 1


def test_what_is_not_in_the_file_stays(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    gone = file["products"].pop()
    file["branches"] = file["branches"][:1]
    file["branches"][0]["tables"] = []
    del file["counts"]

    again = import_again(chain, house.plan, file)

    assert changes_in(again) == {}
    assert products_of(house)[gone["id"]].available
    assert len(house.read(dining_tables)) == 20


def test_a_branch_the_file_does_not_name_sells_the_new_price_too(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    sister = ImportedHouse(chain.database, chain.clock, house.plan, "west")
    file["branches"] = file["branches"][:1]
    file["products"][0]["price"] = 650
    del file["counts"]

    import_again(chain, house.plan, file)

    assert products_of(sister)["de-m1"].price == 650


def test_a_new_branch_gets_the_whole_menu(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    table = {"id": "t", "label": "A1", "area": "Hof", "seats": 6}
    file["branches"] = [{**file["branches"][0], "id": "ost", "name": "Ost", "tables": [table]}]
    del file["counts"]

    again = import_again(chain, house.plan, file)

    assert changes_in(again) == {"branches": (1, 0), "tables": (1, 0)}
    ost = ImportedHouse(chain.database, chain.clock, again, "ost")
    assert len(products_of(ost)) == 247
    assert [(one.label, one.area_name) for one in ost.read(dining_tables)] == [("A1", "Hof")]
    assert ost.open_table("t").table_label == "A1"


def test_a_new_table_stands_behind_those_of_its_area(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    file["branches"][0]["tables"].append({"id": "99", "label": "99", "area": "Gastraum", "seats": 8})
    del file["counts"]

    again = import_again(chain, house.plan, file)

    assert changes_in(again) == {"tables": (1, 0)}
    first, last = house.read(dining_tables)[0], house.read(dining_tables)[-1]
    assert (last.label, last.seats, last.area_id) == ("99", 8, first.area_id)


def test_names_are_in_the_house_s_language_else_in_the_first_there_is(chain: Chain):
    file = sample("de-asia-bistro")
    file["products"][0]["name"] = {"en": "Fried vegetables", "de-AT": " Gebratenes\tGemüse\u202e "}
    file["products"][1]["name"] = {"fr": " ", "en": "Vegetables"}
    plan = plan_for(menu_from(msgspec.json.encode(file)), present_of(chain.database, None))

    names = [row["name"] for row in plan.catalog.products]
    assert names[:2] == ["Gebratenes Gemüse", "Vegetables"]


def test_staff_who_switched_a_dish_on_again_are_not_overruled(chain: Chain, bistro: tuple[ImportedHouse, Any]):
    house, file = bistro
    house.switch("de-338", available=True)

    import_again(chain, house.plan, file)

    assert products_of(house)["de-338"].available


def test_two_dishes_under_one_code_stay_two_dishes(chain: Chain):
    on_menu = products_of(chain.house("de-asia-bistro", "mitte"))
    file = [product for product in sample("de-asia-bistro")["products"] if product["sku"] == "131d"]

    same_code = [(one["name"]["de"], one["price"]) for one in file]
    assert [(on_menu[one["id"]].name, on_menu[one["id"]].price) for one in file] == same_code
    assert len(set(same_code)) == 2


def test_an_import_that_was_cut_off_is_finished_by_doing_it_again(chain: Chain):
    menu = menu_from((MENUS / "de-asia-bistro.json").read_bytes())
    plan = plan_for(menu, present_of(chain.database, None))
    few = next(parts_of(plan.catalog))
    cut_off = msgspec.structs.replace(plan, catalog=few, branches=[])
    carry_out(chain.database, cut_off)

    again = import_menu(chain.database, MENUS / "de-asia-bistro.json", plan.organization_id)

    assert again.tallies["product types"].same == 24
    assert again.tallies["products"].new == 247
    house = ImportedHouse(chain.database, chain.clock, again, "mitte")
    assert len(products_of(house)) == 247
    assert not products_of(house)["de-338"].available


def test_no_command_of_an_import_writes_more_than_a_few_hundred_rows(chain: Chain):
    for name in SAMPLES:
        plan = plan_for(menu_from((MENUS / f"{name}.json").read_bytes()), present_of(chain.database, None))
        sizes = [sum(map(len, msgspec.structs.astuple(part))) for part in parts_of(plan.catalog)]
        assert sum(sizes) == sum(map(len, msgspec.structs.astuple(plan.catalog)))
        assert max(sizes) <= ROWS_AT_ONCE


def test_a_menu_in_another_currency_is_refused(chain: Chain):
    plan, before = chain.plan("de-asia-bistro"), everything(chain.database)

    with pytest.raises(BadMenu) as caught:
        import_menu(chain.database, MENUS / "gb-curry-house.json", plan.organization_id)

    assert [(fault["pointer"], fault["code"]) for fault in caught.value.faults] == [
        ("/branches/0/currency", "contradiction")
    ]
    assert everything(chain.database) == before


def test_an_unknown_organization_is_refused(chain: Chain):
    with refused(NoSuchOrganization):
        import_menu(chain.database, MENUS / "gb-curry-house.json", "0199e0c0-0000-7000-8000-000000000000")


def test_a_broken_file_writes_nothing(chain: Chain):
    before = everything(chain.database)

    with pytest.raises(BadMenu):
        import_menu(chain.database, Path(__file__).parents[1] / "data/awkward/10-broken-option-groups.json")

    assert everything(chain.database) == before


def test_cash_is_rounded_as_the_country_does():
    facts = msgspec.json.decode((MENUS / "cash-rounding.json").read_bytes())["cases"]

    assert {one["country"]: one["step"] for one in facts} == {
        one["country"]: cash_step(one["country"], COUNTRIES[one["country"]].currency) for one in facts
    }


def test_a_swiss_branch_rounds_cash_to_five_rappen(chain: Chain):
    file = sample("de-asia-bistro")
    for branch in file["branches"]:
        branch |= {"country": "CH", "currency": "CHF", "timezone": "Europe/Zurich"}
    plan = plan_for(menu_from(msgspec.json.encode(file)), present_of(chain.database, None))
    carry_out(chain.database, plan)

    branch = chain.database.look_now(lambda tx: branch_of(tx, plan.ids.branches["mitte"]))
    assert (branch.currency, branch.cash_step) == ("CHF", 5)
