"""Accounts that nobody else can make: the platform's administrators."""

import msgspec

from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.engine.passwords import hash_password
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Right, Role
from comanda.kernel.wire import Email, Name, Secret


class BadAccount(ValueError):
    """What the account is to be made of cannot be used."""


def add_admin(database: Database, email: str, name: str, password: str) -> str:
    """The new person's id. Raises BadAccount, EmailTaken, Unavailable."""
    for what, value, kind in (("e-mail", email, Email), ("name", name, Name), ("password", password, Secret)):
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            raise BadAccount(f"this {what} cannot be used: {error}") from None
    caller = Caller(SystemProof("", "", Role.ADMIN), Right.KEEP_HOUSE)
    new = NewStaff(email, name, StaffRole.ADMIN, hash_password(password))
    staff_id: str = database.write_now(add_staff, caller, new)
    return staff_id
