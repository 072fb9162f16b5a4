"""Sign-ins begin and end."""

from msgspec import Struct
from sqlalchemy import bindparam, delete, insert, or_, update

from comanda.engine.timer import remind
from comanda.engine.tokens import fingerprint
from comanda.engine.tx import Tx
from comanda.identity.events import SignedIn, SignedOut, SignedOutEverywhere
from comanda.identity.queries import ONLY_WORKPLACE, member
from comanda.identity.rules import SIGN_IN_LASTS, life
from comanda.identity.tables import sign_ins, staff
from comanda.identity.values import StaffMember
from comanda.kernel.errors import NotSignedIn
from comanda.kernel.scope import Scope

OPEN_SIGN_IN = insert(sign_ins)
SAW_PERSON = (
    update(staff)
    .where(staff.c.id == bindparam("staff"), staff.c.active == 1, staff.c.password_hash == bindparam("checked"))
    .values(last_login_at=bindparam("at"))
    .returning(staff.c.id)
)
"""Whoever suspends somebody or sets a password writes this row too: one comes first, and the other one sees it."""
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

DROP_OVER = delete(sign_ins).where(
    sign_ins.c.staff_id == bindparam("staff"),
    or_(
        sign_ins.c.expires_at <= bindparam("now"),
        sign_ins.c.expires_at >= bindparam("latest"),
        sign_ins.c.closed_at.is_not(None),
    ),
)
SIGN_IN_OVER = "sign_in.over"
"""The reminder that a person's latest sign-in has run out."""


class OpenSignIn(Struct, frozen=True):
    """`password_hash` is the one the password was checked against, or was made of it just now.

    `earlier` is the hash of the sign-in the browser carried before, whoever's it was.
    """

    staff_id: str
    secret: str
    password_hash: str
    earlier: bytes | None = None


def open_sign_in(tx: Tx, scope: Scope, command: OpenSignIn) -> StaffMember:
    """The password has been checked; from now on the secret stands for the person.

    Raises NotSignedIn for somebody who was suspended, or given another password, at this moment.
    """
    if tx.one(SAW_PERSON, staff=command.staff_id, at=tx.now, checked=command.password_hash) is None:
        raise NotSignedIn()
    if command.earlier is not None:
        _end_earlier(tx, scope, command.earlier)
    tx.run(
        OPEN_SIGN_IN,
        secret_hash=fingerprint(command.secret),
        staff_id=command.staff_id,
        opened_at=tx.now,
        expires_at=tx.now + SIGN_IN_LASTS,
        closed_at=None,
    )
    remind(tx, scope, SIGN_IN_OVER, command.staff_id, tx.now + SIGN_IN_LASTS)
    tx.record(SignedIn(id=command.staff_id))
    return member(tx, command.staff_id)


def _end_earlier(tx: Tx, scope: Scope, secret_hash: bytes) -> None:
    """The sign-in that this browser carried until now opens nothing any more; unknown and ended ones are left alone.

    Of another organization's person only the row changes: its log is behind another lock, and not ours to write.
    """
    person = tx.one(ONLY_WORKPLACE, secret_hash=secret_hash, **life(tx.now))
    if person is None:
        return
    tx.run(CLOSE_SIGN_IN, secret=secret_hash, at=tx.now)
    if (person.organization_id or "") == scope.organization_id:
        tx.record(SignedOut(id=person.id))


def close_sign_in(tx: Tx, scope: Scope, secret_hash: bytes) -> None:
    """Nothing that comes after this is done in that person's name."""
    tx.run(CLOSE_SIGN_IN, secret=secret_hash, at=tx.now)
    tx.record(SignedOut(id=scope.actor_id))


def drop_sign_ins(tx: Tx, scope: Scope, staff_id: str) -> None:
    """What has run out or was closed proves nothing any more."""
    tx.run(DROP_OVER, staff=staff_id, **life(tx.now))


def close_every_sign_in(tx: Tx, staff_id: str) -> None:
    """On every device; whoever has the password may sign in again, also who is just doing so."""
    tx.run(CLOSE_ALL, staff=staff_id, at=tx.now)
    tx.record(SignedOutEverywhere(id=staff_id))
