"""Every table there is, for Alembic and for whoever compares."""

from comanda.billing import tables as billing
from comanda.catalog import tables as catalog
from comanda.engine import tables as engine
from comanda.engine.schema import metadata
from comanda.floor import tables as floor
from comanda.identity import tables as identity
from comanda.orders import tables as orders
from comanda.payments import tables as payments
from comanda.shifts import tables as shifts

ROOMS = (identity, catalog, floor, shifts, orders, billing, payments, engine)

__all__ = ["ROOMS", "metadata"]
