"""Years of a branch's past, put into the tables at once, and what a call asks of the database there."""

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from msgspec import Struct

from comanda.engine.drivers import PostgresDriver, SqliteDriver
from comanda.floor.tables import guests, qr_sessions, requests
from comanda.kernel.clock import DAY, MINUTE, to_text
from comanda.orders.tables import order_lines, orders
from tests.cast import House, Visitor

ORDERS, PER_VISIT = 200_000, 4
AGE = 2 * MINUTE
"""Between two orders."""
Rows = list[tuple[Any, ...]]


def past_of(house: House, now: int, guest: Visitor) -> dict[Any, Rows]:
    """Closed visits with cancelled and paid orders, and answered requests; each order has one line."""
    found: dict[Any, Rows] = {qr_sessions: [], guests: [], orders: [], order_lines: [], requests: []}
    staff = house.cashier.id
    for visit in range(ORDERS // PER_VISIT):
        at = now - DAY - visit * PER_VISIT * AGE
        day, visit_id, guest_id = to_text(at)[:10], f"old-visit-{visit:06}", f"old-guest-{visit:06}"
        found[qr_sessions].append(
            row(qr_sessions, branch_id=house.branch_id, id=visit_id, organization_id=house.organization_id,
                status="CLOSED", service="dine_in", guests=2, rotation=1, business_date=day, opened_at=at,
                opened_by=staff, served_by=staff, touched_at=at, closed_at=at, closed_because="empty",
                ordering_locked=0, limits="{}", currency="EUR", tax_included=1, tax_rounding="bill",
                cash_step=1, version=1)
        )  # fmt: skip
        found[guests].append(
            row(guests, branch_id=house.branch_id, id=guest_id, qr_session_id=visit_id, name="Basil",
                credential_hash=f"{visit:032}".encode(), rotation=1, joined_at=at)
        )  # fmt: skip
        found[requests].append(
            row(requests, branch_id=house.branch_id, id=f"old-request-{visit:06}", qr_session_id=visit_id,
                guest_id=guest_id, kind="waiter", status="DONE", created_at=at, done_at=at, done_by=staff)
        )  # fmt: skip
        for one in range(PER_VISIT):
            number = visit * PER_VISIT + one
            _add_order(found, (house, visit_id, day), number, at - one * AGE)
    return found


def id_of(number: int) -> str:
    """Of the order with so many newer ones in the past."""
    return f"00000000-0000-7000-8000-{number:012}"


def _add_order(found: dict[Any, Rows], of: tuple[House, str, str], number: int, at: int) -> None:
    house, visit_id, day = of
    cancelled, order_id = number % 4 > 0, id_of(number)
    found[orders].append(
        row(orders, branch_id=house.branch_id, id=order_id, number=1_000_000 + number, business_date=day,
            qr_session_id=visit_id, status="CANCELLED" if cancelled else "PAID", source="guest", service="dine_in",
            organization_id=house.organization_id, placed_by="guest:x", placed_name="Basil", currency="EUR", note="",
            cancelled_because="changed our mind" if cancelled else None, total=100, created_at=at,
            confirmed_at=None if cancelled else at, portions=1, version=2)
    )  # fmt: skip
    found[order_lines].append(
        row(order_lines, branch_id=house.branch_id, order_id=order_id, position=0, id=f"old-line-{number:07}",
            product_id="x", name="Tea", station="bar", quantity=1, unit_price=100, line_total=100, tax_id="x",
            tax_name="7%", tax_rate=70_000, note="", allergies="[]", status="VOIDED" if cancelled else "SERVED",
            status_at=at, void_reason="x" if cancelled else None, counted=0, counted_options="[]", reserved=0)
    )  # fmt: skip


def row(table: Any, **values: Any) -> tuple[Any, ...]:
    """The values in the order of the table's columns; None where none is given."""
    assert values.keys() <= set(table.columns.keys())
    return tuple(values.get(column.name) for column in table.columns)


def fill(driver: SqliteDriver | PostgresDriver, past: dict[Any, Rows]) -> None:
    """Without the checks of foreign keys, and with the statistics a database keeps of itself."""
    if isinstance(driver, SqliteDriver):
        connection = sqlite3.connect(driver.path)
        for table, rows in past.items():
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table.name} ({_columns(table)}) VALUES ({places})", rows)
        connection.commit()
        connection.close()
        return
    with psycopg.connect(driver.dsn, autocommit=True) as connection:
        for table, rows in past.items():
            with connection.cursor().copy(f"COPY {table.name} ({_columns(table)}) FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        connection.execute("ANALYZE")


def _columns(table: Any) -> str:
    return ", ".join(column.name for column in table.columns)


class Asked(Struct):
    """What the readers of one call were asked, and on SQLite how many steps of its machine that took."""

    statements: list[tuple[str, Any]]
    steps: int = 0


STEPS_AT_ONCE = 1000


class WatchedSqlite(SqliteDriver):
    """Tells what is read."""

    asked = Asked([])

    def connect(self, *, read_only: bool = False) -> sqlite3.Connection:
        connection = super().connect(read_only=read_only)

        def step() -> int:
            self.asked.steps += STEPS_AT_ONCE
            return 0

        if read_only:
            connection.set_progress_handler(step, STEPS_AT_ONCE)
            connection.set_trace_callback(lambda text: self.asked.statements.append((text, None)))
        return connection

    def plan(self, statement: tuple[str, Any]) -> list[str]:
        connection = sqlite3.connect(self.path)
        try:
            return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement[0]}").fetchall()]
        finally:
            connection.close()


class WatchedPostgres(PostgresDriver):
    """Tells what is read."""

    asked = Asked([])

    def connect(self, *, read_only: bool = False) -> Any:
        connection = super().connect(read_only=read_only)
        if read_only:
            connection.cursor_factory = self._cursor()
        return connection

    def _cursor(self) -> Any:
        asked = self.asked

        class Noting(psycopg.Cursor[Any]):
            def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
                asked.statements.append((str(query), params))
                return super().execute(query, params, **more)

        return Noting

    def plan(self, statement: tuple[str, Any]) -> Any:
        """The plan's nodes, flat."""
        text, parameters = statement
        with psycopg.connect(self.dsn) as connection:
            row: Any = connection.execute(f"EXPLAIN (FORMAT JSON) {text}".encode(), parameters).fetchone()
        return list(_nodes(row[0][0]["Plan"]))


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


@contextmanager
def watching(driver: WatchedSqlite | WatchedPostgres) -> Generator[Asked]:
    """What is asked until the end of it."""
    asked = driver.asked
    asked.statements.clear()
    asked.steps = 0
    yield asked


def reads(asked: Asked) -> Sequence[tuple[str, Any]]:
    return [one for one in asked.statements if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]
