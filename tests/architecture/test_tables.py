"""Every row belongs to a tenant, and the tables are made of what both databases carry unchanged."""

import pytest
from sqlalchemy import Table

from comanda.engine.schema import Hash, Whole, Words
from tests.architecture.sql import GLOBAL_TABLES, TENANT_COLUMNS, tables, tenant_of

ALL = tables()
TENANTS = {"branch_id", "organization_id"}


def test_a_key_begins_with_its_tenant():
    without = {table.name for table in ALL if tenant_of(table) is None}

    assert without == set(GLOBAL_TABLES)


@pytest.mark.parametrize("table", ALL, ids=str)
def test_a_reference_stays_with_its_tenant(table: Table):
    wrong = [
        constraint.name
        for constraint in table.foreign_key_constraints
        if (tenant := tenant_of(constraint.referred_table)) in TENANTS
        if tenant not in {key.column.name for key in constraint.elements if key.parent.name in TENANTS}
    ]

    assert wrong == []


@pytest.mark.parametrize("table", ALL, ids=str)
def test_every_column_is_of_a_kind_both_drivers_carry_unchanged(table: Table):
    assert [column.name for column in table.columns if column.type not in (Words, Whole, Hash)] == []
    assert [column.name for column in table.columns if column.default is not None or column.server_default] == []
    assert table.dialect_options["sqlite"]["strict"] is True


def test_the_tenant_columns_are_the_ones_the_tables_use():
    assert {tenant_of(table) for table in ALL} - {None} <= set(TENANT_COLUMNS)
