"""Signing in and out."""

from typing import Any

from litestar import Response
from msgspec import Struct

from comanda.engine.commands import Answer, Caller
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.passwords import Checker
from comanda.engine.tokens import fingerprint, random_secret
from comanda.engine.tx import Tx
from comanda.identity.actions.sign_ins import SIGN_IN_LASTS, OpenSignIn, close_sign_in, open_sign_in
from comanda.identity.api.known_devices import Attempt, device_cookie, device_of, limits_of
from comanda.identity.errors import WrongCredentials
from comanda.identity.queries import Account, PersonProof, account_of, member
from comanda.identity.rules import kept_email
from comanda.identity.schemas import Me, SignIn
from comanda.identity.values import StaffMember
from comanda.kernel.clock import SECOND
from comanda.kernel.errors import NotSignedIn, TooMany
from comanda.kernel.scope import Right, Role, Scope


class CheckedPerson(Struct, frozen=True):
    """Somebody whose password was right a moment ago; checked again for being active, and for that password."""

    staff_id: str
    email: str
    password_hash: str

    def prove(self, tx: Tx) -> Scope:
        """Raises WrongCredentials when the account was closed, or given another password, meanwhile."""
        if account_of(tx, self.email) != Account(self.staff_id, self.password_hash):
            raise WrongCredentials()
        person = member(tx, self.staff_id)
        return Scope(Role(person.role), f"staff:{person.id}", person.organization_id or "", "", person.name)


def checker_of(call: Call) -> Checker:
    """One queue for every password of the process."""
    return call.edge.kept("passwords", Checker)


@endpoint("POST", "/api/auth/sign-in", None, takes=SignIn, gives=Me, refuses=(WrongCredentials, NotSignedIn, TooMany))
async def sign_in(call: Call) -> Response[Any]:
    """Sign in with e-mail and password."""
    command = await call.command(SignIn)
    email = kept_email(command.email)

    def account(tx: Tx) -> Account | None:
        return account_of(tx, email)

    known = await call.edge.database.look(account)
    # counted before the password is looked at, or many tries at once would count as one
    attempt = limits_of(call).begin(email, known, device_of(call), call)
    checked = None if known is None else known.password_hash
    if not await _is_right(call, command.password, checked, attempt) or known is None or checked is None:
        raise WrongCredentials()
    attempt.undo()
    secret = random_secret()
    caller = Caller(CheckedPerson(known.staff_id, email, checked), Right.OWN_SIGN_IN)
    opened = OpenSignIn(known.staff_id, secret, checked, earlier_sign_in(call))
    return let_in(call, secret, known, await call.edge.database.write(open_sign_in, caller, opened, answer=as_me))


async def _is_right(call: Call, password: str, password_hash: str | None, attempt: Attempt) -> bool:
    """Raises TooMany when too many passwords wait to be checked; the attempt does not count then."""
    checker = checker_of(call)
    try:
        if attempt.is_known:
            return await checker.matches(password, password_hash)
        return await checker.matches_of_stranger(password, password_hash, call.address)
    except TooMany:
        attempt.undo()
        raise


def earlier_sign_in(call: Call) -> bytes | None:
    """The sign-in this browser carries until now; a new one takes its place."""
    secret = call.cookie(call.edge.cookies.staff)
    return fingerprint(secret) if secret else None


def as_me(person: StaffMember, scope: Scope) -> Me:
    return Me.of(person)


def let_in(call: Call, secret: str, account: Account, answer: Answer) -> Response[Any]:
    """The person who was just signed in, with the cookie that stands for him or her, and the one of the device."""
    cookies = call.edge.cookies
    staff = cookies.set(cookies.staff, secret, SIGN_IN_LASTS // SECOND)
    return reply(answer, staff, device_cookie(call, account))


def person_proof(call: Call) -> PersonProof:
    """The signed-in person, for what concerns the house or the platform and no branch. Raises NotSignedIn."""
    secret = call.cookie(call.edge.cookies.staff)
    if not secret:
        raise NotSignedIn()
    call.refuse_other_sites()
    return PersonProof(fingerprint(secret))


@endpoint("POST", "/api/auth/sign-out", Right.OWN_SIGN_IN, status=204)
async def sign_out(call: Call) -> Response[Any]:
    """End this sign-in; the cookie is worth nothing afterwards."""
    secret = call.cookie(call.edge.cookies.staff)
    call.refuse_other_sites()
    cookies = call.edge.cookies
    if secret:
        try:
            await call.write(close_sign_in, PersonProof(fingerprint(secret)), fingerprint(secret))
        except NotSignedIn as refusal:  # signed out already, as was asked
            call.edge.count_guess(call.address, refusal)
    return Response(None, status_code=204, headers={"Set-Cookie": cookies.set(cookies.staff, "", 0)})


@endpoint("GET", "/api/auth/me", Right.OWN_SIGN_IN, gives=Me, refuses=(NotSignedIn,))
async def me(call: Call) -> Response[Any]:
    """Who is signed in, and where there is work."""
    secret = call.cookie(call.edge.cookies.staff)
    if not secret:
        raise NotSignedIn()

    def person(tx: Tx, scope: Scope) -> Me:
        return Me.of(member(tx, scope.actor_id))

    return found(await call.read(person, PersonProof(fingerprint(secret))))


endpoints: list[Endpoint] = [sign_in, sign_out, me]
