"""Every statement is compiled once for both databases, stays with its tenant, and finds its rows by an index."""

import ast
import re
import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import bindparam, column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from comanda.engine.rows import CHANGED, writes_of
from comanda.engine.schema import Words
from comanda.engine.statements import POSTGRESQL, SQLITE, Ready
from comanda.engine.tables import log, streams
from tests.architecture.house import ROOT, modules
from tests.architecture.sql import Statement, statements, tables, unbound_tables

ALL = statements()

FIND_THEIR_TENANT = {
    "comanda.engine.log.STREAM_HEADS": "the hub follows every stream of its process",
    "comanda.engine.log.STREAMS_IN_LOG": "the whole log is proved, by hand",
    "comanda.engine.clockwatch.AHEAD": "health tells of the machine's clock, whichever branch it met",
    "comanda.engine.timer.ASKED_AHEAD": "the timer asks which branch was reminded by a clock that was ahead",
    "comanda.engine.timer.NOW_DUE": "the timer asks which branch has something to do, a hundred rows at a time",
    "comanda.ops.proof.rows": "the whole database is proved, by hand, a page at a time",
    "comanda.ops.proof.shape": "the schema is proved, by hand",
}
"""Statements that read a tenant's table before the tenant is known, and why they must."""

READ_WHOLE_TABLES = {
    "comanda.engine.clockwatch.AHEAD": "one short row per branch, when health is asked for",
    "comanda.engine.log.STREAM_HEADS": "one short row per branch, once a second",
    "comanda.engine.log.STREAMS_IN_LOG": "the whole log is proved, by hand",
    "comanda.ops.proof.rows": "the whole database is proved, by hand, a page at a time",
    "comanda.ops.proof.shape": "the schema is proved, by hand",
    "comanda.identity.queries.ANYBODY": "asked once, at the start",
    "comanda.identity.queries.HOUSES": "asked once, at the start",
    "comanda.identity.queries.EVERY_BRANCH": "the admin's: the whole platform is listed and counted",
    "comanda.identity.queries.EVERY_MANAGER": "the admin's: the whole platform is listed",
    "comanda.identity.queries.EVERY_ORGANIZATION": "the admin's: the whole platform is listed and counted",
    "comanda.reports.queries.SIGNED_IN": "asked by the platform's health page alone",
}
"""Statements that may read every row there is, and why that is fine."""

READ_A_TENANT_WHOLE = {
    "comanda.catalog.queries.catalog": "a catalog is published, and compared with an import, whole",
    "comanda.catalog.actions.groups": "a group is edited by hand, among a few hundred small rows",
    "comanda.catalog.queries.editing.BRIEF": "the manager's catalog is listed whole, and counted",
    "comanda.catalog.queries.editing.PRICES_AT": "listed with the products",
    "comanda.catalog.queries.publication": "compares the whole catalog with the whole offer",
    "comanda.catalog.queries.menu": "a menu is read whole, once per version",
    "comanda.catalog.queries.offers.WINDOWS": "a handful of hours per branch",
    "comanda.floor.queries.AREAS": "the floor is shown whole",
    "comanda.floor.queries.LABELS": "the labels of a floor's few dozen tables are compared when one is made or renamed",
    "comanda.floor.queries.NEXT_PLACE": "a floor's few dozen tables are counted when one is added",
    "comanda.floor.queries.TABLES": "the floor is shown whole",
    "comanda.ops.proof.bills.CASH_ELSEWHERE": "every payment is proved, by hand",
    "comanda.identity.queries.STAFF_OF": "the people of one organization are listed whole",
}
"""Statements, or modules of such, that may read every row a tenant has in a table, and why that is fine."""

EXECUTING = {"one", "all", "run", "many"}
"""The verbs of Tx."""

ONLY_THE_TENANT = re.compile(r"SEARCH (\w+) USING .*\((?:branch_id|organization_id|stream_id)=\?\)$")
PARTIAL_INDEXES = {
    str(index.name)
    for table in tables()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
"""These hold only the rows their condition names: going through one of a tenant's is what it is for."""
ONE_ROW_PER_TENANT = {table.name for table in tables() if len(table.primary_key) == 1}

NO_ROWS_OF_TABLES = re.compile(r"SCAN (json_each|CONSTANT ROW|\(subquery)")


def is_among(statement: Statement, named: dict[str, str]) -> bool:
    """By its own name, or its module's."""
    return any(f"{statement.name}.".startswith(f"{name}.") for name in named)


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    """Every table and index, no rows."""
    connection = sqlite3.connect(":memory:")
    for table in tables():
        connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    yield connection
    connection.close()


def plan_of(statement: Statement, database: sqlite3.Connection) -> list[str]:
    """The steps SQLite would take; they do not depend on the parameters."""
    text = Ready(statement.core, SQLITE).text
    found = database.execute(f"EXPLAIN QUERY PLAN {text}", [""] * text.count("?"))
    return [step for *_, step in found.fetchall()]


def test_only_public_constants_are_executed():
    """A statement is cached by its identity, and only public constants are looked at here; `_NAMES` are fragments."""
    wrong = [
        f"{module.path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call.args[0])}"
        for module in modules()
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args
        if call.func.attr in EXECUTING and ast.unparse(call.func.value).endswith("tx")
        if not is_public_constant(call.args[0])
    ]

    assert wrong == []


def is_public_constant(node: ast.expr) -> bool:
    """A name, something inside one, or a choice of two."""
    match node:
        case ast.Name():
            return not node.id.startswith("_")
        case ast.Attribute() | ast.Subscript():
            return is_public_constant(node.value)
        case ast.IfExp():
            return is_public_constant(node.body) and is_public_constant(node.orelse)
        case _:
            return False


def test_a_list_that_is_expanded_at_each_execution_is_noticed():
    expanding = select(column("id", Words)).where(column("id", Words).in_(bindparam("ids", expanding=True)))

    with pytest.raises(TypeError, match="not compilable once"):
        Ready(expanding, SQLITE)


@pytest.mark.parametrize("dialect", [SQLITE, POSTGRESQL])
@pytest.mark.parametrize("statement", ALL, ids=str)
def test_a_statement_is_compiled_once(statement: Statement, dialect: str):
    assert "POSTCOMPILE" not in Ready(statement.core, dialect).text


def test_a_read_across_tenants_is_noticed():
    everybody = select(log.c.seq).where(log.c.seq == bindparam("seq"))
    through_a_join = (
        select(log.c.seq)
        .select_from(log.join(streams, log.c.stream_id == streams.c.stream_id))
        .where(streams.c.stream_id == bindparam("stream"))
    )

    assert unbound_tables(everybody) == {"log"}
    assert unbound_tables(through_a_join) == set()


@pytest.mark.parametrize("statement", ALL, ids=str)
def test_a_statement_stays_with_its_tenant(statement: Statement):
    assert unbound_tables(statement.core) == set() or is_among(statement, FIND_THEIR_TENANT)


@pytest.mark.parametrize("statement", ALL, ids=str)
def test_a_statement_finds_its_rows_by_an_index(statement: Statement, database: sqlite3.Connection):
    if is_among(statement, READ_WHOLE_TABLES):
        return
    plan = plan_of(statement, database)

    slow = [step for step in plan if "SCAN" in step and not NO_ROWS_OF_TABLES.match(step)]
    assert slow == []
    assert [step for step in plan if "AUTOMATIC" in step] == []


@pytest.mark.parametrize("statement", ALL, ids=str)
def test_a_statement_does_not_go_through_all_a_tenant_has(statement: Statement, database: sqlite3.Connection):
    """Knowing only the tenant, SQLite may prefer the key's first column to an index that names the rows."""
    if is_among(statement, {**READ_A_TENANT_WHOLE, **READ_WHOLE_TABLES}):
        return
    plan = plan_of(statement, database)
    whole = [step for step in plan if not any(f"USING INDEX {name} (" in step for name in PARTIAL_INDEXES)]
    by_tenant = [found[1] for step in whole if (found := ONLY_THE_TENANT.match(step))]

    assert [name for name in by_tenant if name not in ONE_ROW_PER_TENANT] == []


def test_the_exceptions_are_still_statements_of_the_house():
    named = {*FIND_THEIR_TENANT, *READ_WHOLE_TABLES, *READ_A_TENANT_WHOLE}

    assert [name for name in named if not any(f"{each}.".startswith(f"{name}.") for each in ALL)] == []


WRITTEN_ONCE = {
    "comanda.identity.actions.sign_ins.CLOSE_ALL",
    "comanda.identity.actions.sign_ins.CLOSE_SIGN_IN",
    "comanda.identity.actions.people.END_INVITATIONS",
    "comanda.identity.actions.people.USE_INVITATION",
}
"""These write a column that is empty and stays as it is then, so that nothing has to say which of two came last."""


def test_changes_of_rows_behind_several_locks_are_numbered_by_their_version():
    """`verify` puts the changes of a person, a branch or an organization in the order of that number."""
    unnumbered = {
        statement.name
        for statement in ALL
        if (writes := writes_of(statement.core)) is not None and writes.act == CHANGED
        if not writes.of_stream and "version" not in writes.names
    }

    assert unnumbered == WRITTEN_ONCE
