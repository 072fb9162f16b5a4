"""The main flows in engines that Playwright does not drive as they come; a browser that is not there is left out."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.browser.card import MANGO, Card
from tests.browser.restaurant import MANAGER, Restaurant
from tests.engines import firefox, webkit
from tests.engines.driver import PHONE, Driver, NotStarted
from tests.engines.line import Line
from tests.engines.person import Person

FOLDER = Path(__file__).parent
ENGINES = {"firefox": firefox, "webkit": webkit}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def whole_restaurant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restaurant]:
    """It is there what time it is here: nobody moves the clocks of these browsers."""
    here = datetime.now(ZoneInfo("Europe/Berlin")).strftime("%Y-%m-%d %H:%M:%S")
    made = Restaurant(tmp_path_factory.mktemp("restaurant"), here)
    yield made
    made.close()


@pytest.fixture
def restaurant(whole_restaurant: Restaurant) -> Iterator[Restaurant]:
    yield whole_restaurant
    whole_restaurant.clear_tables()


@pytest.fixture
def card(restaurant: Restaurant) -> Card:
    return restaurant.card


@pytest.fixture(scope="session")
def line(whole_restaurant: Restaurant) -> Iterator[Line]:
    made = Line(whole_restaurant.settings.port)
    yield made
    made.close()


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, line: Line) -> Iterator[Driver]:
    kind = ENGINES[request.param]
    executable = kind.find()
    if executable is None:
        pytest.skip(kind.MISSING)
    try:
        made = kind.Browser(executable, tmp_path_factory.mktemp(request.param), line.port)
    except NotStarted as fault:
        pytest.skip(str(fault))
    yield made
    made.close()


@pytest.fixture
def person(engine: Driver, line: Line) -> Iterator[Callable[..., Person]]:
    """Takes the one device there is: `person(TABLET, dark=True)`."""

    def take(size: tuple[int, int] = PHONE, *, dark: bool = False) -> Person:
        engine.start(*size, dark=dark)
        return Person(engine)

    yield take
    line.mend()
    engine.stop()


@pytest.fixture
def dearer(restaurant: Restaurant) -> Iterator[Callable[[], None]]:
    """Makes the mango cream cost 45 cents more, until the test is over."""

    def change(price: int) -> None:
        path = f"/api/products/{restaurant.ids.products[MANGO]}"
        version = restaurant.do("GET", path, by=MANAGER)["version"]
        restaurant.do("PATCH", path, {"price": price}, by=MANAGER, version=version)

    usual = restaurant.card.unit(MANGO)
    yield lambda: change(usual + 45)
    change(usual)
