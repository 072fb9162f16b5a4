"""Products, types, tax rates and hours: what is saved is what is sold, and what was ordered stays as it was."""

import pytest

from comanda.catalog.actions import hours_and_rates as hours
from comanda.catalog.actions import products, types
from comanda.catalog.actions.changes import Change, begin_catalog
from comanda.catalog.errors import MenuMoved, NoSuchProduct, NoSuchTaxRate, StillInUse
from comanda.catalog.queries import editing
from comanda.catalog.schemas.editing import (
    BranchPriceItem,
    ChangeProductType,
    ChangeTaxRate,
    ChangeWindow,
    Described,
    NewProduct,
    NewProductType,
    NewTaxRate,
    NewWindow,
    OptionIn,
    OrderProducts,
    OrderTypes,
)
from comanda.catalog.schemas.menu import ProductOut
from comanda.identity.actions.houses import NewOrganization, create_organization
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Right
from comanda.kernel.wire import Named
from comanda.orders.schemas import ChosenIn, LineIn
from tests.cast import House, refused, run
from tests.desk import Desk, cannot_be_saved
from tests.menu import known_id


@pytest.fixture
def desk(ours: House, sister: House) -> Desk:
    return Desk(ours, sister)


def on_menu(house: House, product_id: str) -> ProductOut | None:
    every = (one for kind in house.menu().product_types for one in kind.products)
    return next((one for one in every if one.id == product_id), None)


def test_a_product_is_kept_and_sold_as_it_was_written(desk: Desk, ours: House, sister: House):
    product_id = desk.add_product(
        "  Kürbissuppe ", 650, sku="K1", description="Mit Kernen\nund Öl", allergens=["milk", "celery", "milk"],
        additives=["colour"], tags=["vegetarian"], spiciness=1, min_age=16,
        translations=Described({"en": "Pumpkin soup"}, {"en": "With seeds"}),
    )  # fmt: skip

    product = desk.product(product_id)
    assert (product.name, product.price, product.sku, product.position) == ("Kürbissuppe", 650, "K1", 1)
    assert (product.description, product.allergens) == ("Mit Kernen\nund Öl", ["milk", "celery"])
    assert (product.additives, product.tags, product.spiciness, product.min_age) == (["colour"], ["vegetarian"], 1, 16)
    assert product.translations == {"name": {"en": "Pumpkin soup"}, "description": {"en": "With seeds"}}
    assert (product.available, product.version, product.branch_prices) == (True, 1, [])
    for branch in (ours, sister):
        sold = on_menu(branch, product_id)
        assert sold is not None
        assert (sold.name, sold.price, sold.translations) == ("Kürbissuppe", 650, product.translations)


def test_every_fault_of_a_product_is_named_at_its_field(desk: Desk, rival: House):
    first = desk.add_product("Soup", sku="A1")
    group_id = desk.add_group("Size", "S")
    wish = NewProduct(
        rival.option("Small"), " ", 1, rival.tax("7%"), rival.tax("7%"), sku="A1", window_id="never",
        option_group_ids=[group_id, group_id, rival.group("Size")], translations=Described({"de": "Suppe"}),
    )  # fmt: skip

    with desk.house.nothing_written(), cannot_be_saved(
        ("/name", "empty"), ("/product_type_id", "unknown"), ("/tax_rate_id", "unknown"),
        ("/takeaway_tax_rate_id", "unknown"), ("/sku", "taken"), ("/window_id", "unknown"),
        ("/option_group_ids/1", "twice"), ("/option_group_ids/2", "unknown"), ("/translations/name/de", "own-language"),
    ):  # fmt: skip
        desk.save(products.add_product, wish)
    desk.change_product(first, sku="A1", name="Soups")


def test_the_code_of_an_archived_product_is_free_again(desk: Desk):
    first = desk.add_product("Soup", sku="A1")
    desk.save(products.archive_product, first)
    second = desk.add_product("Broth", sku="A1")

    assert desk.product(second).sku == "A1"


def test_somebody_else_was_quicker(desk: Desk):
    product_id = desk.add_product("Soup")
    desk.change_product(product_id, price=900)

    with desk.house.nothing_written(), refused(VersionConflict, current=2):
        desk.save(products.change_product, Change(product_id, 1, products.ChangeProduct(price=800)))


def test_a_rival_s_product_does_not_exist_for_us(desk: Desk, rival: House):
    change = Change(rival.dish("Duck"), 1, products.ChangeProduct(price=1))

    with desk.house.nothing_written(), pytest.raises(NoSuchProduct):
        desk.save(products.change_product, change)
    with desk.house.nothing_written(), pytest.raises(NoSuchProduct):
        desk.house.do(
            products.set_price_here, products.PriceHere(rival.dish("Duck"), 1), Right.EDIT_CATALOG, desk.house.manager
        )
    with desk.house.nothing_written(), pytest.raises(NoSuchTaxRate):
        desk.save(hours.change_tax_rate, Change(rival.tax("7%"), 1, ChangeTaxRate(name="x")))


def test_an_archived_product_is_gone_from_every_menu(desk: Desk, ours: House, sister: House):
    desk.save(products.archive_product, ours.dish("Duck"))

    assert (on_menu(ours, ours.dish("Duck")), on_menu(sister, ours.dish("Duck"))) == (None, None)
    with pytest.raises(NoSuchProduct):
        desk.product(ours.dish("Duck"))


def test_the_questions_of_a_type_come_before_a_product_s_own(desk: Desk, ours: House):
    spice, heat = desk.add_group("Spice", "Mild"), desk.add_group("Heat", "Warm")
    food = desk.house_id("type", "Food")
    desk.change_product(ours.dish("Duck"), option_group_ids=[heat, spice])

    wish = ChangeProductType(option_group_ids=[spice], cooking_minutes=12)
    desk.save(types.change_product_type, Change(food, 1, wish))

    assert [group.name for group in ours.on_menu("Duck").option_groups] == ["Spice", "Heat"]
    assert [group.name for group in ours.on_menu("Kids Rice").option_groups] == ["Spice", "Extras"]
    assert desk.product(ours.dish("Kids Rice")).option_group_ids == [ours.group("Extras")]
    kind = desk.read(editing.product_type, food)
    assert (kind.option_group_ids, kind.cooking_minutes, kind.products, kind.version) == ([spice], 12, 6, 2)
    assert {"Duck", "Kids Rice", "Lunch Bowl"} <= {one.name for one in desk.group(spice).used_by}


def test_a_type_with_products_is_not_archived(desk: Desk, ours: House):
    drinks = desk.house_id("type", "Drinks")
    tea, water = ours.dish("Green Tea"), ours.dish("Tap Water")
    used_by = sorted([Named(tea, "Green Tea"), Named(water, "Tap Water")], key=lambda one: one.id)

    with desk.house.nothing_written(), pytest.raises(StillInUse) as caught:
        desk.save(types.archive_product_type, drinks)
    assert sorted(caught.value.used_by, key=lambda one: one.id) == used_by
    for product_id in (tea, water):
        desk.save(products.archive_product, product_id)
    desk.save(types.archive_product_type, drinks)

    assert [kind.name for kind in ours.menu().product_types] == ["Food"]


def test_the_manager_orders_types_and_products(desk: Desk, ours: House):
    drinks, food = desk.house_id("type", "Drinks"), desk.house_id("type", "Food")
    snacks = desk.save(types.add_product_type, NewProductType("Snacks"))

    assert desk.save(types.order_product_types, OrderTypes([drinks])) == [drinks, food, snacks]
    ids = [ours.dish("Duck"), ours.dish("Night Snack")]
    ordered = desk.save(products.order_products, OrderProducts(food, ids))

    menu = ours.menu()
    assert [kind.name for kind in menu.product_types] == ["Drinks", "Food"]
    assert [one.id for one in menu.product_types[1].products] == ordered
    assert ordered[:2] == ids
    with cannot_be_saved(("/ids/0", "unknown"), ("/ids/2", "twice")):
        desk.save(products.order_products, OrderProducts(food, [ours.dish("Green Tea"), ids[0], ids[0]]))


def test_a_price_of_one_branch_is_its_own(desk: Desk, ours: House, sister: House):
    duck = ours.dish("Duck")
    set_price(ours, duck, 1990)

    assert (ours.on_menu("Duck").price, sister.on_menu("Duck").price, desk.product(duck).price) == (1990, 1690, 1690)
    assert desk.product(duck).branch_prices == [BranchPriceItem(ours.branch_id, 1990)]
    desk.change_product(duck, price=1750)
    assert (ours.on_menu("Duck").price, sister.on_menu("Duck").price) == (1990, 1750)
    set_price(ours, duck, None)
    assert (ours.on_menu("Duck").price, desk.product(duck).branch_prices) == (1750, [])


def set_price(house: House, product_id: str, price: int | None) -> None:
    house.do(products.set_price_here, products.PriceHere(product_id, price), Right.EDIT_CATALOG, house.manager)


def test_the_log_tells_what_a_price_was(desk: Desk, ours: House):
    before = ours.log_head()

    set_price(ours, ours.dish("Duck"), 1990)

    facts = [(fact.kind, fact.body.get("was"), fact.body.get("now")) for fact in ours.log_since(before)]
    assert facts == [("product.price", None, 1990), ("menu.published", None, None)]


def test_a_placed_order_keeps_what_it_sold(desk: Desk, ours: House):
    table = ours.open_table()
    order = ours.order(table, ours.line("Wan Tan Soup", "Large"))

    desk.change_product(ours.dish("Wan Tan Soup"), name="Broth", price=999, tax_rate_id=ours.tax("19%"))
    desk.change_option(ours.group("Size"), "Large", name="XXL", price_delta=999)
    desk.save(hours.change_tax_rate, Change(ours.tax("7%"), 1, ChangeTaxRate(rate="0.09", name="9%")))
    desk.save(products.archive_product, ours.dish("Wan Tan Soup"))

    assert ours.order_now(order) == order
    (line,) = ours.bill(table).lines
    assert (line.name, line.unit_price, line.tax_rate) == ("Wan Tan Soup", 600, "0.07")


def test_a_cart_is_refused_only_when_its_own_prices_moved(desk: Desk, ours: House):
    sauces, extras = ours.group("Sauces"), ours.group("Extras")
    table, version = ours.open_table(), ours.menu().version
    desk.change_group(sauces, free_quantity=0)
    desk.change_option(extras, "Egg", price_delta=120)

    ours.order(table, ours.line("Fried Noodles", "No Noodles"), menu_version=version)
    for option, unit_price in (("Chili", 890 + 50), ("Egg", 890 + 120)):
        with ours.nothing_written(), pytest.raises(MenuMoved) as caught:
            ours.order(table, ours.line("Fried Noodles", option), menu_version=version)
        assert caught.value.quote == ours.quote(table, ours.line("Fried Noodles", option))
        assert caught.value.quote.lines[0].unit_price == unit_price  # type: ignore[attr-defined]
    ours.order(table, ours.line("Fried Noodles", "Egg", "Chili"), menu_version=ours.menu().version)


def test_a_price_inside_an_opened_question_moves_only_carts_that_answer_it(desk: Desk, ours: House):
    sauce = desk.add_group("Sauce", OptionIn("Hot", price_delta=30), OptionIn("Mild"))
    side = desk.add_group("Side", OptionIn("Fries", opens_group_id=sauce))
    dish = desk.add_product("Burger", 900, option_group_ids=[side])
    fries, hot, mild = desk.option(side, "Fries"), desk.option(sauce, "Hot"), desk.option(sauce, "Mild")
    table, version = ours.open_table(), ours.menu().version

    desk.change_option(sauce, "Hot", price_delta=40)

    ours.order(table, LineIn(dish, 1, options=[ChosenIn(fries), ChosenIn(mild)]), menu_version=version)
    with pytest.raises(MenuMoved):
        ours.order(table, LineIn(dish, 1, options=[ChosenIn(fries), ChosenIn(hot)]), menu_version=version)


def test_hours_are_kept_and_not_archived_while_something_is_sold_in_them(desk: Desk, ours: House):
    night = desk.save(hours.add_window, NewWindow("Night", [5, 6, 5], "22:00", "02:00"))

    assert desk.read(editing.window, night).weekdays == [5, 6]
    desk.change_product(ours.dish("Duck"), window_id=night)
    assert ours.on_menu("Duck").unavailable_because == "outside_hours"
    with desk.house.nothing_written(), refused(StillInUse, used_by=[{"id": ours.dish("Duck"), "name": "Duck"}]):
        desk.save(hours.archive_window, night)
    desk.save(hours.change_window, Change(night, 1, ChangeWindow(weekdays=[1], from_="12:00", to="12:00")))
    assert ours.on_menu("Duck").available
    desk.change_product(ours.dish("Duck"), window_id=None)
    desk.save(hours.archive_window, night)
    with cannot_be_saved(("/window_id", "unknown")):
        desk.change_product(ours.dish("Duck"), window_id=night)


@pytest.mark.parametrize("rate", ["1.1", "-0.07", "7", "0,07", "0.0000001", "abc"])
def test_a_rate_that_is_none_is_refused(desk: Desk, rate: str):
    with desk.house.nothing_written(), cannot_be_saved(("/rate", "out-of-range")):
        desk.save(hours.add_tax_rate, NewTaxRate("MwSt.", rate))


def test_a_rate_says_how_many_products_are_sold_at_it(desk: Desk, ours: House):
    new = desk.save(hours.add_tax_rate, NewTaxRate("MwSt. 5 %", "0.05"))

    rates = {rate.name: (rate.rate, rate.used_by) for rate in desk.read(editing.tax_rates)}
    assert rates == {"7%": ("0.07", 5), "19%": ("0.19", 4), "MwSt. 5 %": ("0.05", 0)}
    desk.change_product(ours.dish("Duck"), tax_rate_id=new)
    assert desk.read(editing.tax_rate, new).used_by == 1


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("DE", [("MwSt. 7 %", "0.07"), ("MwSt. 19 %", "0.19")]),
        ("CH", [("MWST 8.1 %", "0.081"), ("MWST 2.6 %", "0.026")]),
        ("JP", [("消費税 10 %", "0.1"), ("消費税 8 %", "0.08")]),
        ("AU", [("GST 10 %", "0.1"), ("GST 0 %", "0")]),
        ("CZ", [("DPH 12 %", "0.12"), ("DPH 21 %", "0.21")]),
        ("US", [("No tax", "0")]),
    ],
)
def test_a_new_house_begins_with_its_country_s_usual_rates(ours: House, country: str, expected: list[tuple[str, str]]):
    house = known_id("new", country)
    run(ours.database, create_organization, NewOrganization(house, "New", "EUR", country))

    for _ in range(2):
        run(ours.database, begin_catalog, None, organization_id=house)

    rates = ours.database.look_now(lambda tx: editing.tax_rates(tx, house))
    assert [(rate.name, rate.rate) for rate in rates] == expected
