"""Answers are kept for a week under their keys, then thrown away a few hundred at a time."""

from sqlalchemy import bindparam, delete, select

from comanda.engine.commands import KEPT_FOR
from comanda.engine.tables import idempotency
from comanda.engine.timer import remind
from comanda.engine.tx import Tx
from comanda.kernel.clock import DAY
from comanda.kernel.scope import Scope

OLD_KEYS = "idempotency.sweep"
"""The reminder that a stream may have answers nobody will ask for again; it comes once a day."""
AT_ONCE = 500

OLDEST = (
    select(idempotency.c.at)
    .where(idempotency.c.branch_id == bindparam("stream"), idempotency.c.at <= bindparam("until"))
    .order_by(idempotency.c.at)
    .limit(AT_ONCE)
)
DROP_KEYS = delete(idempotency).where(
    idempotency.c.branch_id == bindparam("stream"), idempotency.c.at <= bindparam("until")
)


def drop_old_keys(tx: Tx, scope: Scope, stream_id: str) -> None:
    """The oldest few hundred; where there are more, the rest at once after this, else tomorrow's."""
    old = tx.all(OLDEST, stream=stream_id, until=tx.now - KEPT_FOR)
    if old:
        tx.run(DROP_KEYS, stream=stream_id, until=old[-1].at)
    remind(tx, scope, OLD_KEYS, stream_id, tx.now if len(old) == AT_ONCE else tx.now + DAY)
