"""A menu file that cannot be taken says everything that is wrong with it at once."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from comanda.ops.import_menu.reading import LARGEST_FILE, BadMenu, menu_from, read_menu
from comanda.ops.import_menu.rules import remarks_on
from tests.chain import MENUS, SAMPLES, sample

AWKWARD = Path(__file__).parents[1] / "data/awkward"


def faults_in(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadMenu) as caught:
        menu_from(content)
    return [(fault["pointer"], fault["code"]) for fault in caught.value.faults]


def faults_of(menu: Any) -> list[tuple[str, str]]:
    return faults_in(msgspec.json.encode(menu))


def test_a_file_full_of_mistakes_has_each_of_them_named():
    """Allowed in it: hours over midnight, a question whose answers are all sold out, one code for two dishes."""
    assert faults_in((AWKWARD / "10-broken-option-groups.json").read_bytes()) == [
        ("/availability_windows/0/weekdays/3", "out-of-range"),
        ("/branches/0/unavailable_product_ids/0", "unknown-reference"),
        ("/categories/1/id", "duplicate"),
        ("/option_groups/0/min", "contradiction"),
        ("/option_groups/1/options", "cannot-be-answered"),
        ("/option_groups/2/required", "contradiction"),
        ("/option_groups/3/options", "cannot-be-answered"),
        ("/option_groups/4/options/1/id", "duplicate"),
        ("/option_groups/7/options/0/price_delta", "wrong-type"),
        ("/option_groups/8/options/0/price_delta", "wrong-type"),
        ("/option_groups/9/id", "duplicate"),
        ("/products/6/option_group_ids", "below-nothing"),
        ("/products/9/option_group_ids/0", "unknown-reference"),
        ("/products/10/allergens/1", "unknown-value"),
        ("/products/10/available", "wrong-type"),
        ("/products/10/category_id", "unknown-reference"),
        ("/products/10/name", "missing"),
        ("/products/10/option_group_ids", "below-nothing"),
        ("/products/10/option_group_ids/1", "duplicate"),
        ("/products/10/price", "out-of-range"),
        ("/products/10/tax_rate_id", "unknown-reference"),
        ("/products/11/price", "out-of-range"),
    ]


WHOLE = (MENUS / "de-asia-bistro.json").read_bytes()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ("", "not-json")),
        (WHOLE[:7000], ("", "not-json")),
        (b"[" * 20_000, ("", "too-deep")),
        (b'{"format": "menu-sample/1", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}", ("", "too-deep")),
        (WHOLE.replace(b'"price": 590', b'"price": NaN', 1), ("", "not-json")),
        (WHOLE.replace(b'"sku": "M1"', b'"sku": "M1", "sku": "M2"', 1), ("", "not-json")),
        (WHOLE.decode().encode("utf-16"), ("", "not-json")),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', ("", "not-json")),
        (b"[]", ("/format", "unknown-value")),
        (b'"menu-sample/1"', ("/format", "unknown-value")),
        (b'{"format": "menu-sample/2"}', ("/format", "unknown-value")),
        (b'{"objects": [], "cursor": "abc"}', ("/format", "unknown-value")),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_is_no_menu_file_has_one_fault(content: bytes, fault: tuple[str, str]):
    assert faults_in(content) == [fault]


def test_a_file_cut_in_the_middle_says_where():
    with pytest.raises(BadMenu) as caught:
        menu_from(WHOLE[:7000])

    (fault,) = caught.value.faults
    assert fault["detail"] == "Expecting value: line 411 column 1 (char 6987)"


def test_a_file_larger_than_the_limit_is_not_read(tmp_path: Path):
    path = tmp_path / "large.json"
    path.write_bytes(WHOLE + b" " * LARGEST_FILE)

    with pytest.raises(BadMenu) as caught:
        read_menu(path)

    (fault,) = caught.value.faults
    assert (fault["code"], fault["detail"]) == ("too-large", "larger than 10 MiB")


def test_the_byte_order_mark_of_an_editor_is_no_fault():
    assert menu_from(b"\xef\xbb\xbf" + WHOLE).counts == sample("de-asia-bistro")["counts"]


GROUP, PRODUCT, BRANCH = "/option_groups/0", "/products/0", "/branches/0"
SPOILT: dict[str, tuple[str, Any, list[tuple[str, str]]]] = {
    "a price with a fraction": (f"{PRODUCT}/price", 5.9, [(f"{PRODUCT}/price", "wrong-type")]),
    "a price as text": (f"{PRODUCT}/price", "590", [(f"{PRODUCT}/price", "wrong-type")]),
    "a price below nothing": (f"{PRODUCT}/price", -1, [(f"{PRODUCT}/price", "out-of-range")]),
    "no price": (f"{PRODUCT}/price", None, [(f"{PRODUCT}/price", "wrong-type")]),
    "a field nobody knows": (f"{PRODUCT}/colour", "red", [(f"{PRODUCT}/colour", "unknown-field")]),
    "an empty name": (f"{PRODUCT}/name", {"de": " \u202e"}, [(f"{PRODUCT}/name", "missing")]),
    "a name of a novel": (f"{PRODUCT}/name", {"de": "x" * 121}, [(f"{PRODUCT}/name/de", "wrong-length")]),
    "a novel for a description": (
        f"{PRODUCT}/description",
        {"de": "x" * 1001},
        [(f"{PRODUCT}/description/de", "wrong-length")],
    ),
    "free of all and with milk": (
        f"{PRODUCT}/allergens",
        ["none", "milk"],
        [(f"{PRODUCT}/allergens/0", "contradiction")],
    ),
    "hours of nobody": (
        f"{PRODUCT}/availability_window_id",
        "night",
        [(f"{PRODUCT}/availability_window_id", "unknown-reference")],
    ),
    "a takeaway rate of nobody": (
        f"{PRODUCT}/takeaway_tax_rate_id",
        "s0",
        [(f"{PRODUCT}/takeaway_tax_rate_id", "unknown-reference")],
    ),
    "a rate of 7": ("/tax_rates/0/rate", "7", [("/tax_rates/0/rate", "wrong-type")]),
    "a rate as a number": ("/tax_rates/0/rate", 0.07, [("/tax_rates/0/rate", "wrong-type")]),
    "a rate twice": (
        "/tax_rates",
        [*({"id": key, "name": key, "rate": "0"} for key in ("s7", "d19", "s7"))],
        [("/tax_rates/2/id", "duplicate")],
    ),
    "25 o'clock": (
        "/availability_windows/0/from",
        "25:00",
        [("/availability_windows/0/from", "not-allowed-characters")],
    ),
    "no weekday": ("/availability_windows/0/weekdays", [], [("/availability_windows/0/weekdays", "wrong-length")]),
    "an unknown zone": (f"{BRANCH}/timezone", "Europe/Atlantis", [(f"{BRANCH}/timezone", "unknown-value")]),
    "a zone outside the list": (f"{BRANCH}/timezone", "../../etc/passwd", [(f"{BRANCH}/timezone", "unknown-value")]),
    "a country in words": (f"{BRANCH}/country", "Germany", [(f"{BRANCH}/country", "not-allowed-characters")]),
    "decimals of another currency": (f"{BRANCH}/minor_unit", 3, [(f"{BRANCH}/minor_unit", "contradiction")]),
    "two currencies": (
        "/branches/1/currency",
        "CHF",
        [("/branches/1/currency", "contradiction")],
    ),
    "two branches of one name": ("/branches/1/name", " Mitte", [("/branches/1/name", "duplicate")]),
    "two tables of one label": (f"{BRANCH}/tables/1/label", "1 ", [(f"{BRANCH}/tables/1/label", "duplicate")]),
    "a price for a stranger": (
        f"{BRANCH}/price_overrides",
        [{"product_id": "x", "price": 1}],
        [(f"{BRANCH}/price_overrides/0/product_id", "unknown-reference")],
    ),
    "two prices for one dish": (
        f"{BRANCH}/price_overrides",
        [{"product_id": "de-m1", "price": 1}, {"product_id": "de-m1", "price": 2}],
        [(f"{BRANCH}/price_overrides/1/product_id", "duplicate")],
    ),
    "no limit for one option": (f"{GROUP}/max_per_option", 0, [(f"{GROUP}/max_per_option", "out-of-range")]),
    "required for nothing": (f"{GROUP}/min", 0, [(f"{GROUP}/required", "contradiction")]),
    "optional but asked": (f"{GROUP}/required", False, [(f"{GROUP}/required", "contradiction")]),
    "more than there is": (
        f"{GROUP}/options",
        [],
        [("/counts/options", "contradiction"), (f"{GROUP}/options", "cannot-be-answered")],
    ),
    "a kind nobody cooks": (
        f"{GROUP}/options/0/kind",
        "maybe",
        [(f"{GROUP}/options/0/kind", "unknown-value")],
    ),
    "a discount beyond the price": (f"{GROUP}/options/0/price_delta", -10_000, []),
    "a station nobody stands at": ("/categories/0/station", "garden", [("/categories/0/station", "unknown-value")]),
    "a count that is not so": ("/counts/products", 246, [("/counts/products", "contradiction")]),
    "no branch": (
        "/branches",
        [],
        [("/branches", "wrong-length"), ("/counts/branches", "contradiction"), ("/counts/tables", "contradiction")],
    ),
    "a list for an organization": ("/organization", [], [("/organization", "wrong-type")]),
}


def spoil(menu: Any, pointer: str, value: Any) -> None:
    *path, last = pointer.strip("/").split("/")
    for part in path:
        menu = menu[int(part)] if part.isdigit() else menu[part]
    menu[last] = value


@pytest.mark.parametrize(("pointer", "value", "expected"), SPOILT.values(), ids=SPOILT.keys())
def test_one_mistake_is_one_fault_at_its_place(pointer: str, value: Any, expected: list[tuple[str, str]]):
    menu = sample("de-asia-bistro")
    spoil(menu, pointer, value)
    if not expected:  # every dish that asks this question is at fault, and no other
        asking = [place for place, one in enumerate(menu["products"]) if "vorspeise" in one["option_group_ids"]]
        expected = [(f"/products/{place}/option_group_ids", "below-nothing") for place in asking]
        assert len(expected) == 47

    assert faults_of(menu) == expected


def test_what_the_import_will_not_keep_is_said():
    assert [remarks_on(menu_from((MENUS / f"{name}.json").read_bytes())) for name in SAMPLES] == [
        [],
        ["the code 131d stands for 2 products", "not kept: imitation_crab (of 3 products)"],
        [
            "texts are taken in ja, with translations in en, zh",
            "not kept: published_price_without_tax (of 115 products)",
            "not kept: old_code (of 93 products)",
        ],
    ]


def test_invisible_characters_and_sold_out_answers_are_said():
    menu = sample("de-asia-bistro")
    menu["products"][0]["name"]["de"] = "Gebratenes\u202e Gemüse"
    for option in menu["option_groups"][0]["options"]:
        option["available"] = False

    said = remarks_on(menu_from(msgspec.json.encode(menu)))

    assert said[1:3] == [
        "option group vorspeise needs more answers than are available: its products cannot be ordered",
        "invisible characters are taken out of names: 1",
    ]


def test_what_an_answer_demands_may_pay_for_what_another_takes_off():
    """Both answers must be given: 0 − 300 + 400 is never below nothing; the discount alone would be."""
    menu = sample("de-asia-bistro")
    group = menu["option_groups"][0]
    group |= {"min": 2, "max": 2}
    group["options"][0]["price_delta"], group["options"][1]["price_delta"] = -300, 400
    for product in menu["products"][:47]:
        product["price"] = 0

    assert menu_from(msgspec.json.encode(menu)).products[0].price == 0
    group["free_quantity"] = 2
    assert {code for _, code in faults_of(menu)} == {"below-nothing"}
