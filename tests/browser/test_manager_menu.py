"""The menu written by hand: what a manager saves is what guests read, and nothing impossible can be saved."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.guest import GuestPage
from tests.browser.new_house import NewHouse, Pizzeria, new_house, write_menu
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.test_taps import taps
from tests.browser.timing import Stopwatch
from tests.browser.watching import LEFT, Watch

Note = Callable[[str, object], None]
FOLLOWS = 2.0
"""Seconds in which open menus follow a save."""
PATCHED = "412 PATCH /api/"


@pytest.fixture(scope="session")
def house(whole_restaurant: Restaurant) -> NewHouse:
    """One for all these tests; each finds its menu as it was."""
    return new_house(whole_restaurant, "Pizzeria Carta", ("Harbour Street", "Old Town"))


@pytest.fixture
def pizzeria(house: NewHouse) -> Pizzeria:
    return write_menu(house)


def _seated(pizzeria: Pizzeria, opener: Opener, branch: int = 0) -> GuestPage:
    visit = pizzeria.open_table(branch)
    phone = opener.guest(visit["qr_url"])
    phone.at_table(visit["table_label"])
    return phone


@pytest.fixture
def desk(pizzeria: Pizzeria, opener: Opener) -> Desk:
    return open_desk(opener, "menu", email=pizzeria.house.owner)


@pytest.mark.timed
def test_a_price_takes_three_taps_and_is_on_open_menus_within_two_seconds(
    pizzeria: Pizzeria, desk: Desk, opener: Opener, note: Note
):
    phone = _seated(pizzeria, opener)
    expect(phone.card("Water")).to_contain_text("€2.90")

    with taps(desk.page, 3):
        desk.tree.get_by_role("link", name=re.compile("^Water")).click()
        desk.opened.get_by_label("Price", exact=True).click()
        desk.page.keyboard.type("3.10")
        expect(desk.opened.get_by_text("Reaches both branches.")).to_be_visible()
        watched = Stopwatch()
        desk.save()
    note("a price on open menus, seconds", watched.until_seen(phone.card("Water").get_by_text("€3.10"), FOLLOWS))

    desk.told("Saved: both branches.")
    desk.saved()
    assert pizzeria.dish("Water")["price"] == 310


@pytest.mark.timed
def test_an_options_price_is_in_the_dish_a_guest_has_open_within_two_seconds(
    pizzeria: Pizzeria, desk: Desk, opener: Opener, note: Note
):
    phone = _seated(pizzeria, opener)
    sheet = phone.choose("Margherita", "32 cm")
    expect(phone.done(sheet)).to_contain_text("€11.00")

    choices = desk.open_choices("Size")
    expect(choices.get_by_text("asked by 2 dishes", exact=True)).to_be_visible()
    desk.option(2).get_by_label("Price ±").fill("3,00")
    watched = Stopwatch()
    desk.save()
    note("an option's price in an open dish, seconds", watched.until_seen(sheet.get_by_text("€11.50").first, FOLLOWS))

    desk.saved()
    assert [option["price_delta"] for option in pizzeria.choices("Size")["options"]] == [0, 300]


@pytest.mark.timed
def test_one_branch_charges_its_own_price(pizzeria: Pizzeria, desk: Desk, opener: Opener, note: Note):
    harbour, old_town = (_seated(pizzeria, opener, branch) for branch in (0, 1))
    desk.open_dish("Water")
    desk.tick(re.compile("^Harbour Street has its own price"))
    desk.opened.get_by_label("Price in Harbour Street").fill("3.50")
    watched = Stopwatch()
    desk.save()
    own = harbour.card("Water").get_by_text("€3.50")
    note("a branch's own price on open menus, seconds", watched.until_seen(own, FOLLOWS))

    desk.told("Saved: only Harbour Street.")
    expect(old_town.card("Water")).to_contain_text("€2.90")
    harbour_street = pizzeria.house.branch_ids[0]
    assert pizzeria.dish("Water")["branch_prices"] == [{"branch_id": harbour_street, "price": 350}]


def test_a_question_with_every_rule_is_made_by_hand(pizzeria: Pizzeria, desk: Desk):
    desk.open_dish("Diavola")
    desk.opened.get_by_role("link", name="New choice").click()
    desk.tick("Extras")
    desk.opened.get_by_label("What is asked?").fill("Extras")
    for place, (name, delta) in enumerate((("Olives", "1"), ("Rocket", "1.20"), ("No onions", "-0.50")), start=1):
        if place == 3:
            desk.button("Add an option", desk.opened).click()
        desk.option(place).get_by_label(f"Option {place}").fill(name)
        desk.option(place).get_by_label("Price ±").fill(delta)
    desk.opened.get_by_label("Guests choose").select_option("a number in between")
    _steps(desk, "More: At least", 1)
    _steps(desk, "More: How often each can be taken", 1)
    _steps(desk, "More: How many are free", 1)
    desk.button("More about Rocket", desk.opened).click()
    desk.tick("Chosen beforehand", desk.option(2))
    desk.tick("mustard", desk.option(2))
    desk.option(2).get_by_label("Whoever takes it is asked next").select_option("Size")
    desk.button("More about No onions", desk.opened).click()
    desk.tick("left out", desk.option(3))
    expect(desk.preview.get_by_text("Choose 1 to 3")).to_be_visible()
    desk.button("Make this choice", desk.opened).click()
    expect(desk.opened.get_by_role("heading", name="Diavola", level=2)).to_be_visible()

    [asked] = pizzeria.dish("Diavola")["option_group_ids"]
    made = pizzeria.house.do("GET", f"/api/option-groups/{asked}")
    rules = ("name", "required", "min", "max", "max_per_option", "free_quantity")
    assert [made[rule] for rule in rules] == ["Extras", True, 1, 3, 2, 1]
    assert [one["name"] for one in made["used_by"]] == ["Diavola"]
    told = ("name", "price_delta", "kind", "default", "allergens", "opens_group_id")
    assert [[option[field] for field in told] for option in made["options"]] == [
        ["Olives", 100, "add", False, [], None],
        ["Rocket", 120, "add", True, ["mustard"], pizzeria.ids["Size"]],
        ["No onions", -50, "remove", False, [], None],
    ]


def _steps(desk: Desk, name: str, times: int) -> None:
    for _ in range(times):
        desk.button(name, desk.opened).click()


def test_what_guests_could_not_answer_is_said_at_its_field_and_never_sent(pizzeria: Pizzeria, desk: Desk, watch: Watch):
    before = pizzeria.choices("Size")
    desk.open_choices("Size")
    desk.option(1).get_by_label("Option 1").fill("32 cm")
    desk.option(2).get_by_label("Price ±").fill("much")
    desk.button("More about 32 cm", desk.option(1)).click()
    desk.save()

    expect(desk.option(2).get_by_text("Another one is called so already.")).to_be_visible()
    expect(desk.option(2).get_by_text("Please type an amount, like 1.50 or −0.50.")).to_be_visible()
    expect(desk.opened.get_by_text("Not saved yet: 2 fields are marked.")).to_be_visible()
    desk.option(1).get_by_label("Option 1").fill("26 cm")
    desk.option(2).get_by_label("Price ±").fill("2.50")
    desk.tick(re.compile("^Offered"), desk.option(1))
    desk.button("More about 32 cm", desk.option(2)).click()
    desk.tick(re.compile("^Offered"), desk.option(2))
    desk.save()
    expect(desk.opened.get_by_text("there are fewer options on offer than they must choose")).to_be_visible()
    assert pizzeria.choices("Size") == before
    assert watch.faults == []


def test_what_only_the_server_knows_comes_back_to_its_field(pizzeria: Pizzeria, desk: Desk, watch: Watch):
    watch.announce("422 PATCH /api/products/")
    desk.open_dish("Water")
    assert desk.tree.evaluate("tree => tree.scrollWidth - tree.clientWidth") == 0
    _type_number(desk, "7")
    desk.saved()
    desk.open_dish("Margherita")
    _type_number(desk, "7")
    expect(desk.opened.get_by_text("Another dish has this number already.")).to_be_visible()
    assert (pizzeria.dish("Water")["sku"], pizzeria.dish("Margherita")["sku"]) == ("7", "")


def _type_number(desk: Desk, number: str) -> None:
    desk.unfold("Allergens, diet, tax and hours")
    desk.opened.get_by_label("Number", exact=True).fill(number)
    desk.save()


@pytest.mark.parametrize("way", ["keys", "drag"])
def test_dishes_and_options_are_put_in_order(pizzeria: Pizzeria, desk: Desk, way: str):
    desk.button("Sort", desk.tree).click()
    _move_up(desk.page, desk.button("Move Diavola: drag, or use the arrow keys"), way)
    desk.told("Saved: both branches.")
    desk.open_choices("Size")
    _move_up(desk.page, desk.button("Move 32 cm: drag, or use the arrow keys"), way)
    desk.save()
    desk.saved()

    dishes = pizzeria.house.do("GET", "/api/products")["items"]
    pizzas = [dish["name"] for dish in dishes if dish["product_type_id"] == pizzeria.ids["Pizza"]]
    assert pizzas == ["Diavola", "Margherita"]
    assert [option["name"] for option in pizzeria.choices("Size")["options"]] == ["32 cm", "26 cm"]


def _move_up(page: Page, handle: Locator, way: str) -> None:
    if way == "keys":
        handle.press("ArrowUp")
        return
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - box["height"] / 2, steps=3)
    page.mouse.move(x, y - box["height"] - 10, steps=3)
    page.mouse.up()


def test_two_managers_save_the_same_dish_and_neither_loses_a_word(
    pizzeria: Pizzeria, desk: Desk, opener: Opener, watch: Watch
):
    watch.announce(PATCHED)
    other = open_desk(opener, "menu", email=pizzeria.house.owner)
    desk.open_dish("Margherita")
    desk.opened.get_by_label("Description").fill("Tomato, mozzarella, basil")
    desk.opened.get_by_label("Name", exact=True).fill("Margherita classica")
    other.open_dish("Margherita")
    other.opened.get_by_label("Price", exact=True).fill("9")
    other.opened.get_by_label("Name", exact=True).fill("Margherita D.O.P.")
    other.save()
    other.saved()

    desk.save()
    told = desk.opened.get_by_role("alert").filter(has_text="Somebody else saved this meanwhile.")
    expect(told.get_by_text("Price: now €9.00.")).to_be_visible()
    expect(told.get_by_text("Name: now Margherita D.O.P..")).to_contain_text("You typed something else here.")
    expect(desk.opened.get_by_label("Price", exact=True)).to_have_value("9.00")
    expect(desk.opened.get_by_label("Name", exact=True)).to_have_value("Margherita classica")
    assert pizzeria.dish("Margherita")["description"] == ""

    desk.save()
    desk.saved()
    dish = pizzeria.dish("Margherita")
    assert (dish["name"], dish["price"]) == ("Margherita classica", 900)
    assert dish["description"] == "Tomato, mozzarella, basil"


@pytest.mark.timed
def test_what_is_archived_leaves_open_menus_within_two_seconds(
    pizzeria: Pizzeria, desk: Desk, opener: Opener, note: Note
):
    phone = _seated(pizzeria, opener)
    expect(phone.card("Water")).to_be_visible()
    desk.open_dish("Water")
    desk.button("Archive", desk.opened).click()
    watched = Stopwatch()
    desk.button("Archive Water", desk.opened).click()
    note("an archived dish off open menus, seconds", watched.until_gone(phone.card("Water"), FOLLOWS))
    desk.told("Water is archived, in both branches.")

    desk.open_choices("Size")
    desk.button("Archive", desk.opened).click()
    desk.button("Archive Size", desk.opened).click()
    desk.told("Size is archived, in both branches.")
    phone.button("Add Margherita").tap()
    expect(phone.view_order).to_contain_text("€8.50")


def test_texts_are_written_in_other_languages(pizzeria: Pizzeria, desk: Desk):
    desk.open_dish("Margherita")
    desk.opened.get_by_label("Description").fill("Tomato and basil")
    _write(desk, "German", {"Name": "Margherita mit Basilikum", "Description": "Tomate und Basilikum"})
    desk.save()
    desk.saved()
    assert pizzeria.dish("Margherita")["translations"] == {
        "name": {"de": "Margherita mit Basilikum"},
        "description": {"de": "Tomate und Basilikum"},
    }

    desk.open_choices("Size")
    desk.unfold("In other languages")
    desk.unfold("German: 0 of 3 written")
    desk.opened.get_by_label("What is asked?").last.fill("Größe")
    desk.opened.get_by_label("26 cm", exact=True).fill("26 Zentimeter")
    desk.save()
    desk.saved()
    said: dict[str, Any] = pizzeria.choices("Size")
    assert said["translations"] == {"name": {"de": "Größe"}}
    assert [option["translations"] for option in said["options"]] == [{"name": {"de": "26 Zentimeter"}}, {}]


def _write(desk: Desk, tongue: str, texts: dict[str, str]) -> None:
    desk.unfold("In other languages")
    desk.opened.get_by_label("Add a language").select_option(tongue)
    for label, text in texts.items():
        desk.opened.get_by_label(label, exact=True).last.fill(text)


def test_a_menu_that_does_not_come_says_so_and_is_asked_again(desk: Desk, watch: Watch):
    watch.announce("GET /api/products", LEFT)
    desk.page.route("**/api/products?*", lambda route: route.fulfill(status=503))
    desk.page.reload()
    expect(desk.page.get_by_text("The server is busy. Please wait a moment, then try again.")).to_be_visible()
    desk.page.unroute("**/api/products?*")
    desk.page.route("**/api/products?*", lambda route: route.abort())
    desk.button("Try again").click()
    expect(desk.page.get_by_text("No answer. Check the network and try again.")).to_be_visible()
    desk.page.unroute("**/api/products?*")
    desk.button("Try again").click()
    expect(desk.tree.get_by_role("button", name=re.compile("^Pizza"))).to_be_visible()


def test_a_dish_is_sold_in_hours_made_right_there(pizzeria: Pizzeria, desk: Desk, opener: Opener):
    phone = _seated(pizzeria, opener)
    desk.open_dish("Margherita")
    desk.unfold("Allergens, diet, tax and hours")
    desk.button("Sell it at certain hours", desk.opened).click()
    sheet = desk.dialog("When things are sold")
    desk.button("Save", sheet).click()
    expect(sheet.get_by_text("Please give it a name.")).to_be_visible()
    expect(sheet.get_by_text("Please type a time like 11:30.")).to_have_count(2)
    sheet.get_by_label("Name").fill("Breakfast")
    sheet.get_by_label("From").fill("7:30")
    desk.close_sheet()
    desk.button("Sell it at certain hours", desk.opened).click()
    expect(sheet.get_by_label("Name")).to_have_value("Breakfast")
    expect(sheet.get_by_label("From")).to_have_value("7:30")
    sheet.get_by_label("To").fill("10.00")
    for day in ("Sat", "Sun"):
        desk.tick(day, sheet)
    desk.button("Save", sheet).click()
    expect(sheet.get_by_text("0 sections and dishes are sold in them")).to_be_visible()
    desk.close_sheet()
    desk.opened.get_by_label("Sold", exact=True).select_option("Breakfast, 07:30–10:00")
    desk.save()
    desk.saved()

    [hours] = pizzeria.house.do("GET", "/api/availability-windows")["items"]
    told = [hours[field] for field in ("name", "from", "to", "weekdays", "used_by")]
    assert told == ["Breakfast", "07:30", "10:00", [1, 2, 3, 4, 5], 1]
    expect(phone.card("Margherita")).to_contain_text("07:30")
    desk.button("Change the hours", desk.opened).click()
    expect(sheet.get_by_text("1 section or dish is sold in them")).to_be_visible()
    expect(desk.button("Remove Breakfast", sheet)).to_have_count(0)
    sheet.get_by_label("To").fill("23:30")
    desk.button("Save", sheet).click()
    expect(phone.page.get_by_text("Margherita is available again.")).to_be_visible()
    expect(phone.card("Margherita")).not_to_contain_text("07:30")


def test_a_dish_that_is_free_of_the_fourteen_is_ticked_once_and_listed_as_free(
    pizzeria: Pizzeria, desk: Desk, opener: Opener
):
    phone = _seated(pizzeria, opener)
    desk.open_dish("Water")
    desk.unfold("Allergens, diet, tax and hours", desk.opened)
    desk.tick("milk", desk.opened)
    desk.tick("none of the 14", desk.opened)
    expect(desk.opened.get_by_role("checkbox", name="milk")).not_to_be_checked()
    desk.save()
    desk.saved()

    assert pizzeria.dish("Water")["allergens"] == ["none"]
    phone.tell_allergies("milk", "nuts")
    expect(phone.card("Water")).to_contain_text("Listed without milk")
    expect(phone.look_at("Water")).to_contain_text("This dish contains none of the 14 main allergens.")
