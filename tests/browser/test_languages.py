"""One house, three languages: what a page speaks, which way it reads, and what a change of language keeps."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.card import BAMBOO, MANGO, SALAD, WINGS
from tests.browser.inspecting import faults_of
from tests.browser.opening import PHONE, TABLET, Opener
from tests.browser.restaurant import CASHIER, KITCHEN, MANAGER, Restaurant
from tests.browser.watching import LEFT, Watch

SPOKEN = {"en-GB": ("en", "ltr", "Search the menu"), "de-AT": ("de", "ltr", "In der Karte suchen")} | {
    "ar-EG": ("ar", "rtl", "ابحث في القائمة"),
    "ja-JP": ("de", "ltr", "In der Karte suchen"),
}
"""By what a phone asks for: language, direction and a word of it; the house is a German one."""
DUCK_SALAD, SPRING_ROLLS = "سلطة آسيوية", "خيزران بالخضار"


@pytest.fixture
def translated(restaurant: Restaurant) -> Iterator[dict[str, str]]:
    """Two dishes of the house have Arabic names for a while."""
    names = {SALAD: DUCK_SALAD, BAMBOO: SPRING_ROLLS}
    for product_id, name in names.items():
        _call(restaurant, product_id, {"name": {"ar": name}})
    yield names
    for product_id in names:
        _call(restaurant, product_id, {})


def _call(restaurant: Restaurant, product_id: str, translations: dict[str, dict[str, str]]) -> None:
    path = f"/api/products/{restaurant.ids.products[product_id]}"
    version = restaurant.do("GET", path, by=MANAGER)["version"]
    restaurant.do("PATCH", path, {"translations": translations}, by=MANAGER, version=version)


def reading(page: Page) -> tuple[str, str]:
    language, direction = page.evaluate("[document.documentElement.lang, document.dir]")
    return language, direction


def overflow(page: Page) -> int:
    """How far the page can be pushed sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("asked", SPOKEN)
def test_a_phone_is_spoken_to_in_its_own_language_else_in_the_houses(
    restaurant: Restaurant, opener: Opener, asked: str
):
    language, direction, search = SPOKEN[asked]
    phone = opener.guest(restaurant.open_table("5")["qr_url"], locale=asked)

    expect(phone.button(search)).to_be_visible()
    assert reading(phone.page) == (language, direction)
    assert overflow(phone.page) == 0


def test_prices_are_written_as_their_reader_writes_them(restaurant: Restaurant, opener: Opener):
    wings = restaurant.card.name(WINGS)
    link = restaurant.open_table("5")["qr_url"]
    german, arabic = (opener.guest(link, locale=asked) for asked in ("de-DE", "ar"))

    expect(german.card(wings)).to_contain_text("ab 3,50 €")
    expect(arabic.card(wings)).to_contain_text(re.compile("من .{0,3}3.50\u00a0€"))


def test_another_language_keeps_what_was_chosen_and_calls_it_anew(
    restaurant: Restaurant, opener: Opener, translated: dict[str, str], watch: Watch
):
    watch.announce(LEFT)
    phone = opener.guest(restaurant.open_table("5")["qr_url"])
    phone.at_table("5")
    phone.add(restaurant.card.name(MANGO))
    phone.add(restaurant.card.name(BAMBOO), "Mini Frühlingsrollen")

    phone.button("العربية").tap()

    expect(phone.button(re.compile("^عرض الطلب"))).to_contain_text("2")
    assert reading(phone.page) == ("ar", "rtl")
    phone.button(re.compile("^عرض الطلب")).tap()
    cart = phone.sheet("طلبك")
    expect(cart).to_contain_text(translated[BAMBOO])
    expect(cart).to_contain_text(restaurant.card.name(MANGO))
    expect(cart).not_to_contain_text(restaurant.card.name(BAMBOO))
    phone.page.reload()
    expect(phone.button(re.compile("^عرض الطلب"))).to_contain_text("2")
    assert reading(phone.page) == ("ar", "rtl")


def test_every_name_says_which_language_it_is_in(restaurant: Restaurant, opener: Opener, translated: dict[str, str]):
    """So that it is read aloud and broken as its language does."""
    table = restaurant.open_table("5")
    phone = opener.guest(table["qr_url"], locale="ar")
    till = opener.app(f"/cashier#/tables/{table['id']}", CASHIER, locale="ar")
    spoken = "element => element.closest('[lang]').lang"
    for name, language in ((translated[SALAD], "ar"), (restaurant.card.name(MANGO), "de")):
        assert phone.page.get_by_role("heading", name=name, exact=True).locator("bdi").evaluate(spoken) == language
        till.get_by_role("searchbox", name="طبق أو رقم").fill(name)
        assert till.locator(".product-name").first.evaluate(spoken) == language
    assert phone.card(translated[SALAD]).locator("p").first.evaluate(spoken) == "de"
    assert phone.page.get_by_role("main").evaluate(spoken) == "ar"
    assert till.get_by_role("searchbox").evaluate(spoken) == "ar"


def test_a_translated_dish_is_found_by_either_name(restaurant: Restaurant, opener: Opener, translated: dict[str, str]):
    phone = opener.guest(restaurant.open_table("5")["qr_url"], locale="ar")
    own, arabic = restaurant.card.name(SALAD), translated[SALAD]
    expect(phone.page.get_by_role("heading", name=arabic, exact=True)).to_be_visible()
    assert phone.page.get_by_role("heading", name=own, exact=True).count() == 0

    phone.button("ابحث في القائمة").tap()
    for wanted in (own, arabic):
        phone.page.get_by_role("searchbox").fill(wanted)
        expect(phone.page.get_by_role("heading", name=arabic, exact=True)).to_be_visible()
        assert phone.page.get_by_role("main").get_by_role("heading", level=3).count() == 1


def test_a_cashier_finds_the_dish_the_guest_names(restaurant: Restaurant, opener: Opener, translated: dict[str, str]):
    table = restaurant.open_table("5")
    page = opener.app(f"/cashier#/tables/{table['id']}", CASHIER, locale="ar")

    for wanted in (restaurant.card.name(SALAD), translated[SALAD]):
        page.get_by_role("searchbox", name="طبق أو رقم").fill(wanted)
        expect(page.locator(".product-name")).to_have_text([translated[SALAD]])


@pytest.mark.parametrize(
    ("email", "path", "word"),
    [
        (CASHIER, "/cashier", "الصالة"),
        (KITCHEN, "/kitchen", "ابدأ في المطبخ"),
        (MANAGER, "/manager", "القائمة"),
    ],
)
@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_staff_work_from_right_to_left(full_opener: Opener, email: str, path: str, word: str, size: ViewportSize):
    page = full_opener.app(path, email, size, locale="ar")

    expect(page.get_by_text(word).first).to_be_visible()
    expect(page.get_by_role("heading").first).to_be_visible()
    assert reading(page) == ("ar", "rtl")
    assert overflow(page) == 0
    assert faults_of(page) == []


def test_whoever_stands_at_the_door_can_read_it(opener: Opener):
    till = opener.nobodys_till(viewport=PHONE)
    till.page.get_by_label("Email").fill("anna@mitte.test")

    till.button("Deutsch").click()

    expect(till.button("Anmelden")).to_be_visible()
    assert reading(till.page) == ("de", "ltr")
    assert faults_of(till.page) == []
