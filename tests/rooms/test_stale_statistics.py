"""What PostgreSQL believes about a table may be wrong, as it is right after a rush: the day is read as quickly."""

from itertools import product

import psycopg
import pytest

from comanda.engine.drivers import PostgresDriver
from comanda.engine.statements import POSTGRESQL, ready
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope
from comanda.reports import queries
from comanda.reports.queries import today
from tests.rooms.test_waiting_cost import multiply
from tests.world import World

TABLES = ("orders", "order_lines", "bills", "qr_sessions")
PAGES = (1, 100_000)
"""Full pages, or next to empty ones: what the planner takes for granted until it has counted."""
MOST_PAGES = 10_000
"""Ten for each of the 1,000 waiting orders; looking at each of them for every line takes 110,000."""


@pytest.mark.parametrize("world", [POSTGRESQL], indirect=True)
@pytest.mark.parametrize("name", ["BILLS", "METHODS", "TAXES", "PRODUCTS", "CANCELLED"])
def test_the_day_is_read_as_quickly_whatever_the_planner_believes(world: World, name: str):
    session = world.ours.open_table("5")
    world.ours.confirm(world.ours.order(session, "Duck"))
    multiply(world.ours, world.ours.order(session, "Green Tea"), 1_000)

    def day(tx: Tx, scope: Scope) -> str:
        return today(tx, scope.branch_id).isoformat()

    statement = ready(getattr(queries, name), POSTGRESQL)
    values = statement.parameters({"branch_id": world.ours.branch_id, "day": world.ours.read(day), "most": 10})
    driver = world.database.driver
    assert isinstance(driver, PostgresDriver)
    with psycopg.connect(driver.dsn) as connection:
        for believed in product(PAGES, repeat=len(TABLES)):
            for table, pages in zip(TABLES, believed, strict=True):
                connection.execute(
                    "UPDATE pg_class SET relpages = %s, reltuples = 1 WHERE oid = %s::regclass", (pages, table)
                )
            explained = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.text}".encode()
            ((plan,),) = connection.execute(explained, values).fetchall()
            connection.rollback()
            assert plan[0]["Plan"]["Shared Hit Blocks"] <= MOST_PAGES, believed
