"""Every screen and sheet of the kitchen's app, one after the other, in the middle of a lunch."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.card import BAMBOO, BEER, MANGO, SALAD, SEAFOOD, WAN_TAN, WATER, WINGS
from tests.browser.cook import KitchenPage
from tests.browser.restaurant import CASHIER, KITCHEN, Restaurant

Stop = tuple[str, Page]
At = Callable[..., Page]
"""A page, on a device on which this person signed in before."""
ARABIC = "ar-EG"


def tour_kitchen(restaurant: Restaurant, at: At) -> Iterator[Stop]:
    """Each stop's name and its page; the page moves on when the next stop is asked for."""
    yield "kitchen-elsewhere", at("/kitchen", CASHIER)
    kitchen = KitchenPage(at("/kitchen", KITCHEN))
    expect(kitchen.button("Start in the kitchen")).to_be_enabled()
    yield "kitchen-arm", kitchen.page
    kitchen.arm()
    yield "kitchen-empty", kitchen.page
    _fill(restaurant)
    kitchen = KitchenPage(at("/kitchen", KITCHEN)).arm()
    expect(kitchen.ticket("Cancelled: Table 2")).to_be_visible()
    yield "kitchen-rail", kitchen.page
    yield from _sheets(kitchen)
    yield from _work(restaurant, kitchen)
    bar = KitchenPage(at("/kitchen", KITCHEN)).arm("Bar")
    expect(bar.ticket("Table 1")).to_be_visible()
    yield "kitchen-bar", bar.page


def tour_full_kitchen(at: At) -> Iterator[Stop]:
    """The height of a full house's lunch: the start of the rail and further on, and what all of it comes to."""
    kitchen = KitchenPage(at("/kitchen", KITCHEN, branch="mitte")).arm()
    expect(kitchen.ticket("Table S5")).to_be_attached()
    yield "kitchen-full", kitchen.page
    kitchen.ticket("Table S5").scroll_into_view_if_needed()
    yield "kitchen-full-further", kitchen.page
    kitchen.open("All day")
    yield "kitchen-full-all-day", kitchen.page
    kitchen = KitchenPage(at("/kitchen", KITCHEN, branch="mitte", locale=ARABIC))
    kitchen.page.get_by_role("main").get_by_role("button").first.click()
    expect(kitchen.page.locator(".papers")).to_be_visible()
    yield "kitchen-full-arabic", kitchen.page


def _fill(restaurant: Restaurant) -> None:
    """An allergy, a cancelled item, an addition, a takeaway: ten minutes apart, so that some are late."""
    allergic = restaurant.open_table("1")
    told = restaurant.guest_order(allergic, (SEAFOOD, 1, []), (BEER, 2, []), allergies=["peanuts", "crustaceans"])
    restaurant.do("POST", f"/api/orders/{told['id']}/confirm", {})
    second = restaurant.order(restaurant.open_table("2"), (WAN_TAN, 2, []), (WATER, 2, []))
    restaurant.do("POST", f"/api/order-lines/{second['lines'][0]['id']}/void", {"reason": "changed their mind"})
    restaurant.clock.ahead += 10 * 60_000_000
    third = restaurant.open_table("3")
    restaurant.order(third, (WINGS, 1, ["portion/twelve", "dips/garlic", "dips/none"]), (SALAD, 1, ["dressing/french"]))
    restaurant.clock.ahead += 10 * 60_000_000
    restaurant.order(third, (MANGO, 2, []))
    restaurant.order(restaurant.open_table("4"), (BAMBOO, 2, ["vorspeise/mini-fruhlingsrollen"]), (MANGO, 1, []))
    restaurant.order(restaurant.open_table(None, service="takeaway", name="Pick-up 1"), (WAN_TAN, 1, []))


def _sheets(kitchen: KitchenPage) -> Iterator[Stop]:
    page = kitchen.page
    kitchen.open("All day")
    yield "kitchen-all-day", page
    kitchen.open("All day")
    kitchen.open("Sold out")
    sheet = kitchen.dialog("Sold out")
    expect(sheet.get_by_role("listitem").first).to_be_visible()
    yield "kitchen-sold-out", page
    sheet.get_by_role("searchbox").fill("suppe")
    yield "kitchen-sold-out-found", page
    kitchen.button("Sold out", sheet).first.click()
    yield "kitchen-off", page
    kitchen.close_sheet()
    kitchen.open("All stations")
    yield "kitchen-post", page
    kitchen.close_sheet()
    kitchen.open("Ready")
    yield "kitchen-ready-none", page
    kitchen.close_sheet()


def _work(restaurant: Restaurant, kitchen: KitchenPage) -> Iterator[Stop]:
    page, card = kitchen.page, restaurant.card
    wings = kitchen.ticket("Table 3").first
    kitchen.item(wings, card.name(SALAD)).click()
    kitchen.cannot_make(wings, card.name(WINGS))
    expect(wings).to_contain_text("The floor has been asked")
    kitchen.button(f"Allergy seen: {card.name(SEAFOOD)}").click()
    expect(kitchen.ticket("Table 1")).to_contain_text("Seen")
    yield "kitchen-cooking", page
    for step in ("Start all", "All ready"):
        kitchen.button(step, kitchen.ticket("Table 4")).click()
    expect(kitchen.undo).to_contain_text("Table 4: ready")
    yield "kitchen-undo", page
    kitchen.open("Ready")
    yield "kitchen-ready", page
    kitchen.close_sheet()
