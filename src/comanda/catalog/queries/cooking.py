"""How long dishes take."""

from sqlalchemy import bindparam, select

from comanda.catalog.tables import offers
from comanda.engine.statements import among
from comanda.engine.tx import Tx

COOKING_MINUTES = select(offers.c.id, offers.c.cooking_minutes).where(
    offers.c.branch_id == bindparam("branch_id"),
    among(offers.c.id, "product_ids"),
    offers.c.cooking_minutes.is_not(None),
)


def cooking_minutes(tx: Tx, branch_id: str, product_ids: list[str]) -> dict[str, int]:
    """By product, where its type says; what the branch does not offer any more is absent."""
    rows = tx.all(COOKING_MINUTES, branch_id=branch_id, product_ids=product_ids)
    return {row.id: row.cooking_minutes for row in rows}
