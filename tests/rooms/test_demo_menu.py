"""What the demo sells: a menu in three languages whose allergens and diets are right, and whose footnotes are facts."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from comanda.catalog.queries.menu import build_menu
from comanda.catalog.schemas.menu import Menu, ProductOut
from comanda.engine.database import Database
from comanda.engine.drivers import driver_for
from comanda.identity.queries import branches_of
from comanda.ops.demo import HOUSE, MENU, open_demo
from comanda.settings import read_settings
from tests.cast import StoppedClock

pytestmark = pytest.mark.slow

SEA = {"fish", "crustaceans", "molluscs"}


@pytest.fixture(scope="module")
def menu(tmp_path_factory: pytest.TempPathFactory) -> Menu:
    """As Mitte sells it."""
    folder = tmp_path_factory.mktemp("menu")
    open_demo(read_settings({}, data_dir=folder), StoppedClock(), empty=True)
    database = Database(driver_for(None, folder), StoppedClock())
    try:
        (mitte, _) = database.look_now(lambda tx: branches_of(tx, HOUSE))
        return database.look_now(lambda tx: build_menu(tx, mitte.id, guest=False).menu)
    finally:
        database.close()


def dishes(menu: Menu) -> list[ProductOut]:
    return [dish for kind in menu.product_types for dish in kind.products]


def test_every_dish_section_and_answer_speaks_three_languages(menu: Menu):
    groups = {group.id: group for kind in menu.product_types for dish in kind.products for group in dish.option_groups}
    named: list[Any] = [*menu.product_types, *dishes(menu), *groups.values()]
    named += [option for group in groups.values() for option in group.options]

    assert (len(menu.product_types), len(dishes(menu)), len(groups)) == (24, 247, 2)
    for one in named:
        said = {"name": one.name, **({"description": one.description} if getattr(one, "description", "") else {})}
        for field in said:
            told = one.translations[field]
            assert sorted(told) == ["ar", "en"], (one.name, field)
            assert all(text.strip() for text in told.values())
            assert any("؀" <= letter <= "ۿ" for letter in told["ar"]), told["ar"]
            assert not any("؀" <= letter <= "ۿ" for letter in told["en"])


def test_footnotes_are_facts_and_not_text(menu: Menu):
    assert "[" not in "".join(texts_of(json.loads(MENU.read_text(encoding="utf-8"))))
    by_number = {dish.sku: dish for dish in dishes(menu)}
    assert "colour" in by_number["9"].additives
    assert by_number["S45"].additives == ["antioxidant", "colour"]
    surimi = [dish for dish in by_number.values() if "Surimi" in dish.description or dish.sku in ("S52", "S56")]
    assert len(surimi) == 5
    assert all({"fish", "crustaceans"} <= set(dish.allergens) for dish in surimi)


def texts_of(file: dict[str, Any]) -> Iterator[str]:
    named = [*file["categories"], *file["products"], *file["option_groups"]]
    named += [option for group in file["option_groups"] for option in group["options"]]
    for one in named:
        yield from one["name"].values()
        yield from one.get("description", {}).values()


def test_diets_are_right(menu: Menu):
    by_number = {dish.sku: dish for dish in dishes(menu)}
    crackers = by_number["11"]
    assert (crackers.name, crackers.allergens, crackers.tags) == ("Krupuk", ["crustaceans"], [])
    for dish in by_number.values():
        words = f"{dish.translations['name']['en']} {dish.translations.get('description', {}).get('en', '')}".lower()
        if "vegetarian" in dish.tags:
            assert not SEA & set(dish.allergens), dish.name
            assert not any(flesh in words for flesh in ("chicken", "beef", "pork", "duck", "prawn", "salmon", "meat"))
        if "vegan" in dish.tags:
            assert "vegetarian" in dish.tags
            assert not (SEA | {"milk", "eggs"}) & set(dish.allergens), dish.name
            assert "honey" not in words


@pytest.mark.parametrize(
    ("word", "allergen"),
    [
        ("prawn", "crustaceans"), ("shrimp", "crustaceans"), ("scampi", "crustaceans"), ("crab", "crustaceans"),
        ("salmon", "fish"), ("tuna", "fish"), ("roe", "fish"), ("surimi", "fish"), ("squid", "molluscs"),
        ("octopus", "molluscs"), ("peanut", "peanuts"), ("satay", "peanuts"), ("cashew", "nuts"), ("almond", "nuts"),
        ("cream cheese", "milk"), ("mayonnaise", "eggs"), ("egg", "eggs"), ("egg noodles", "gluten"),
        ("sesame", "sesame"), ("tofu", "soybeans"), ("hoisin", "gluten"), ("beer", "gluten"),
    ],
)  # fmt: skip
def test_what_a_dish_names_is_among_its_allergens(menu: Menu, word: str, allergen: str):
    found = 0
    for dish in dishes(menu):
        words = f"{dish.translations['name']['en']} {dish.translations.get('description', {}).get('en', '')}".lower()
        if re.search(rf"\b{word}s?\b", words):
            found += 1
            assert allergen in dish.allergens, f"{dish.sku} {words}"
    assert found


def test_dishes_of_one_name_differ_in_number_and_in_what_is_in_them(menu: Menu):
    numbers = [dish.sku for dish in dishes(menu)]
    assert len(set(numbers)) == len(numbers)
    together: dict[str, list[str]] = {}
    for dish in dishes(menu):
        together.setdefault(dish.name, []).append(dish.description)
    assert sorted(set(together["Gebratenes Gemüse"])) == [
        "mit Champignons", "mit China-Curry und Kokosmilch", "mit Erdnuss-Sauce und Kokosmilch",
        "mit Kokosmilch und Thai-Rot-Curry",
    ]  # fmt: skip
    for name, told in together.items():
        assert len(told) == 1 or all(told), name
