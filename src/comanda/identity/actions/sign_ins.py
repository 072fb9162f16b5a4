"""Sign-ins begin and end."""

from msgspec import Struct
from sqlalchemy import bindparam, insert, update

from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.identity.events import SignedIn, SignedOut, SignedOutEverywhere
from comanda.identity.queries import member
from comanda.identity.tables import sign_ins, staff
from comanda.identity.values import StaffMember
from comanda.kernel.clock import DAY
from comanda.kernel.scope import Scope

SIGN_IN_LASTS = 7 * DAY

OPEN_SIGN_IN = insert(sign_ins)
SAW_PERSON = update(staff).where(staff.c.id == bindparam("staff")).values(last_login_at=bindparam("at"))
CLOSE_SIGN_IN = (
    update(sign_ins)
    .where(sign_ins.c.secret_hash == bindparam("secret"), sign_ins.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"))
)
CLOSE_ALL = (
    update(sign_ins)
    .where(sign_ins.c.staff_id == bindparam("staff"), sign_ins.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"))
)


class OpenSignIn(Struct, frozen=True):
    staff_id: str
    secret: str


def open_sign_in(tx: Tx, scope: Scope, command: OpenSignIn) -> StaffMember:
    """The password has been checked; from now on the secret stands for the person."""
    tx.run(
        OPEN_SIGN_IN,
        secret_hash=fingerprint(command.secret),
        staff_id=command.staff_id,
        opened_at=tx.now,
        expires_at=tx.now + SIGN_IN_LASTS,
        closed_at=None,
    )
    tx.run(SAW_PERSON, staff=command.staff_id, at=tx.now)
    tx.record(SignedIn(id=command.staff_id))
    return member(tx, command.staff_id)


def close_sign_in(tx: Tx, scope: Scope, secret_hash: bytes) -> None:
    """Nothing that comes after this is done in that person's name."""
    tx.run(CLOSE_SIGN_IN, secret=secret_hash, at=tx.now)
    tx.record(SignedOut(id=scope.actor_id))


def close_every_sign_in(tx: Tx, staff_id: str) -> None:
    """On every device; whoever has the password may sign in again."""
    tx.run(CLOSE_ALL, staff=staff_id, at=tx.now)
    tx.record(SignedOutEverywhere(id=staff_id))
