"""Every table there is, for Alembic and for whoever compares."""

import comanda.billing.tables
import comanda.catalog.tables
import comanda.engine.tables
import comanda.floor.tables
import comanda.identity.tables
import comanda.orders.tables
import comanda.payments.tables
import comanda.shifts.tables  # noqa: F401
from comanda.engine.schema import metadata

__all__ = ["metadata"]
