"""Every screen and sheet of the apps can be used by everybody: axe finds nothing, fingers hit, eyes can read, nothing
has to be scrolled to the side. Guests, cashiers and managers are looked at in a full house."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.busy import FullHouse
from tests.browser.cashier_tour import tour_cashier
from tests.browser.desk import Desk, nobodys_desk, open_desk
from tests.browser.guest_tour import tour_guest
from tests.browser.inspecting import faults_of
from tests.browser.manager_tour import tour_manager
from tests.browser.new_house import new_house
from tests.browser.opening import Opener
from tests.browser.till import CashierPage
from tests.browser.watching import Watch

GUEST_STOPS, CASHIER_STOPS, MANAGER_STOPS = 23, 34, 43
TURNED = 3
"""Each third stop is read from right to left too."""


def test_every_screen_of_the_guests_app(full_house: FullHouse, full_opener: Opener, watch: Watch):
    faults, stops = _inspect(tour_guest(full_house, full_opener.guest, watch))
    assert faults == {}
    assert stops == GUEST_STOPS


def test_every_screen_of_the_cashiers_app(full_house: FullHouse, full_opener: Opener, watch: Watch):
    def till(email: str | None) -> CashierPage:
        return full_opener.nobodys_till() if email is None else full_opener.cashier(email)

    faults, stops = _inspect(tour_cashier(full_house, till, watch))
    assert faults == {}
    assert stops == CASHIER_STOPS


def test_every_screen_of_the_managers_app(full_house: FullHouse, full_opener: Opener, watch: Watch):
    house = new_house(full_house.restaurant, "Kartoffelhaus")

    def at(screen: str, email: str | None) -> Desk:
        return nobodys_desk(full_opener) if email is None else open_desk(full_opener, screen, email=email)

    faults, stops = _inspect(tour_manager(full_house, house, at, watch))
    assert faults == {}
    assert stops == MANAGER_STOPS


def _inspect(tour: Iterator[tuple[str, Page]]) -> tuple[dict[str, list[str]], int]:
    """All faults of all stops, by the stop's name, and how many stops there were."""
    found = {name: faults_of(page, turned=number % TURNED == 0) for number, (name, page) in enumerate(tour)}
    return {name: faults for name, faults in found.items() if faults}, len(found)
