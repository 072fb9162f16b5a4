"""Browser tests run in the Chromium that `python -m tests.browser_setup` found; without one they are left out.

All of them share one restaurant; after each test everybody goes home and everything is sold again.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.busy import BEFORE_LUNCH, FullHouse
from tests.browser.card import Card
from tests.browser.guest import GuestPage
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.specials import Specials
from tests.browser.till import CashierPage
from tests.browser.watching import Watch
from tests.browser_setup import NOT_FOUND, find_browser

FOLDER = Path(__file__).parent
PATIENCE = 30_000
"""Milliseconds a test waits for what is only said to come, on whatever machine; what is promised sooner says when."""
expect.set_options(timeout=PATIENCE)
FIGURES = pytest.StashKey[dict[str, str]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was measured, not only that it was within its bounds."""
    if figures := config.stash.get(FIGURES, None):
        terminalreporter.section("measured")
        for name, figure in figures.items():
            terminalreporter.write_line(f"{name}: {figure}")


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Notes a figure for the end of the run."""
    figures = request.config.stash.setdefault(FIGURES, {})

    def write(name: str, figure: object) -> None:
        figures[name] = f"{figure:.2f}" if isinstance(figure, float) else str(figure)

    return write


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts it: silent towards the network, and without its sandbox only as root."""
    executable = find_browser()
    if executable is None:
        pytest.skip(NOT_FOUND)
    return {**browser_type_launch_args, "executable_path": executable, "args": launch_arguments()}


def launch_arguments() -> list[str]:
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    calm = ["--no-first-run", "--disable-gpu"]
    return [*quiet, *calm, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@pytest.fixture(scope="session")
def whole_restaurant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restaurant]:
    made = Restaurant(tmp_path_factory.mktemp("restaurant"))
    yield made
    made.close()


@pytest.fixture
def restaurant(whole_restaurant: Restaurant) -> Iterator[Restaurant]:
    """Two branches with free tables, everything on the card sold."""
    yield whole_restaurant
    whole_restaurant.clear_tables()


@pytest.fixture(scope="session")
def full_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullHouse]:
    """Real load, in a restaurant of its own that stays full all along; whoever looks in leaves the tables as they are,
    or takes those that nobody else looks at."""
    made = Restaurant(tmp_path_factory.mktemp("full"), BEFORE_LUNCH, card=Card(loaded=True))
    yield FullHouse(made)
    made.close()


@pytest.fixture
def full_opener(browser: Browser, full_house: FullHouse, watch: Watch) -> Iterator[Opener]:
    """Opens pages in the full house."""
    made = Opener(browser, full_house.restaurant, watch)
    yield made
    made.close()


@pytest.fixture
def specials(restaurant: Restaurant) -> Iterator[Specials]:
    """Dishes with questions inside questions, included answers and allergens; gone again after the test."""
    made = Specials(restaurant)
    yield made
    made.take_away()


@pytest.fixture
def card(restaurant: Restaurant) -> Card:
    return restaurant.card


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test for every fault of its pages that it did not announce."""
    made = Watch()
    yield made
    assert made.faults == []


@pytest.fixture
def opener(browser: Browser, restaurant: Restaurant, watch: Watch) -> Iterator[Opener]:
    """Opens pages, each in a browser of its own; closes them after the test."""
    made = Opener(browser, restaurant, watch)
    yield made
    made.close()


@pytest.fixture
def cashier(opener: Opener) -> CashierPage:
    """Anna's tablet in Mitte, signed in, on the floor, live."""
    return opener.cashier()


@pytest.fixture
def guest(opener: Opener) -> Callable[..., GuestPage]:
    """A phone that has opened the link of a table's visit."""
    return opener.guest
