"""Accounts that nobody else can make: the platform's administrators."""

from pathlib import Path

import msgspec
from msgspec import Struct

from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.engine.passwords import hash_password
from comanda.engine.strict import Misshapen, read
from comanda.engine.typed import tidy
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.queries import nobody_signs_in
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Right, Role
from comanda.kernel.wire import Email, Name, Secret
from comanda.ops.existing import NoDatabase, existing
from comanda.settings import Place, Settings


class NewAdmin(Struct, frozen=True):
    email: Email
    name: Name
    password: Secret


class BadAccount(ValueError):
    """What the account is to be made of cannot be used."""


def nobody_there(settings: Settings) -> bool:
    """Whether these data hold no account at all; False where that cannot be read."""
    try:
        return existing(Place(settings.data_dir, Path(), settings.database_url)).look_now(nobody_signs_in)
    except NoDatabase:
        return False


def add_admin(database: Database, email: str, name: str, password: str) -> str:
    """The new person's id. Raises BadAccount, EmailTaken, Unavailable."""
    try:
        wish = read(msgspec.json.encode({"email": email, "name": name, "password": password}), NewAdmin)
        wish = tidy(wish)
    except Misshapen as misshapen:
        first = misshapen.faults[0]
        what = {"/email": "e-mail"}.get(first["pointer"], first["pointer"].strip("/"))
        raise BadAccount(f"this {what} cannot be used: {first['detail']}") from None
    caller = Caller(SystemProof("", "", Role.ADMIN), Right.KEEP_HOUSE)
    new = NewStaff(wish.email, wish.name, StaffRole.ADMIN, hash_password(wish.password))
    staff_id: str = database.write_now(add_staff, caller, new)
    return staff_id
