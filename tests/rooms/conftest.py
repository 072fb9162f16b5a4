"""The imported restaurants, on each kind of database."""

from collections.abc import Iterator

import pytest

from comanda.engine.database import Database
from comanda.engine.drivers import Driver, PostgresDriver, SqliteDriver
from comanda.ops.schema import migrate
from tests.cast import StoppedClock
from tests.chain import Chain


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    """The three restaurants, shared by the tests of a page."""
    driver: Driver
    if request.param == "postgresql":
        driver = PostgresDriver(request.getfixturevalue("postgres").new_database())
    else:
        driver = SqliteDriver(tmp_path_factory.mktemp("chain") / "comanda.db")
    migrate(driver)
    clock = StoppedClock()
    made = Chain(Database(driver, clock), clock)
    yield made
    made.database.close()
