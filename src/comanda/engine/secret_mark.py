"""What a database remembers of the secret it was made with: enough to tell another one, too little to find it."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from comanda.engine.tables import installation
from comanda.engine.tokens import derive
from comanda.engine.tx import Tx

STREAM = "platform"
MARK = select(installation.c.secret_mark).where(installation.c.stream_id == bindparam("stream"))
DROP_MARK = delete(installation).where(installation.c.stream_id == bindparam("stream"))
ADD_MARK = insert(installation).on_conflict_do_nothing()


def knows_secret(tx: Tx, secret: bytes) -> bool | None:
    """Whether this is the database's secret; None where it remembers none yet."""
    row = tx.one(MARK, stream=STREAM)
    return None if row is None else bytes(row.secret_mark) == _mark_of(secret)


def remember_secret(tx: Tx, secret: bytes, *, replace: bool = False) -> None:
    """The first of several at once is kept, unless it is to be replaced."""
    if replace:
        tx.run(DROP_MARK, stream=STREAM)
    tx.run(ADD_MARK, stream_id=STREAM, secret_mark=_mark_of(secret))


def _mark_of(secret: bytes) -> bytes:
    return derive(secret, "mark of the secret")
