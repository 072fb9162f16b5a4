"""Signing in and out."""

from typing import Any

from litestar import Response
from msgspec import Struct

from comanda.engine.commands import Caller, Proof
from comanda.engine.http.call import JSON, Call, found
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.passwords import Checker
from comanda.engine.ratelimit import Limiter
from comanda.engine.tokens import fingerprint, random_secret
from comanda.engine.tx import Tx
from comanda.identity.actions.sign_ins import SIGN_IN_LASTS, OpenSignIn, close_sign_in, open_sign_in
from comanda.identity.errors import WrongCredentials
from comanda.identity.queries import Account, PersonProof, account_of, member
from comanda.identity.schemas import Me, SignIn
from comanda.kernel.clock import SECOND
from comanda.kernel.errors import NotSignedIn, TooMany
from comanda.kernel.scope import Right, Role, Scope


class CheckedPerson(Struct, frozen=True):
    """Somebody whose password was right a moment ago; checked again for being active."""

    staff_id: str
    email: str

    def prove(self, tx: Tx) -> Scope:
        """Raises WrongCredentials when the account was closed meanwhile."""
        account = account_of(tx, self.email)
        if account is None or account.staff_id != self.staff_id:
            raise WrongCredentials()
        person = member(tx, self.staff_id)
        return Scope(Role(person.role), f"staff:{person.id}", person.organization_id or "", "", person.name)


def limiter_of(call: Call) -> Limiter:
    """Ten wrong passwords at once per account, then one a minute."""
    state, database = call.edge.state, call.edge.database
    if "sign-in" not in state:
        state["sign-in"] = Limiter(10, 60, database.clock)
    return state["sign-in"]


def checker_of(call: Call) -> Checker:
    """One queue for every password of the process."""
    checker: Checker = call.edge.state.setdefault("passwords", Checker())
    return checker


@endpoint("POST", "/api/auth/sign-in", None, takes=SignIn, gives=Me, refuses=(WrongCredentials, NotSignedIn, TooMany))
async def sign_in(call: Call) -> Response[Any]:
    """Sign in with e-mail and password."""
    command = await call.command(SignIn)
    email, limiter = command.email.strip().lower(), limiter_of(call)
    limiter.take(email)  # before the password is looked at, or many tries at once would count as one

    def account(tx: Tx) -> Account | None:
        return account_of(tx, email)

    known = await call.edge.database.look(account)
    right = await checker_of(call).matches(command.password, None if known is None else known.password_hash)
    if known is None or not right:
        raise WrongCredentials()
    limiter.forgive(email)
    return await let_in(call, CheckedPerson(known.staff_id, email), known.staff_id)


async def let_in(call: Call, proof: Proof, staff_id: str) -> Response[Any]:
    """Opens a sign-in for a person who has just proved to be who he or she is."""
    secret = random_secret()
    answer = await call.edge.database.write(
        open_sign_in,
        Caller(proof, Right.OWN_SIGN_IN),
        OpenSignIn(staff_id, secret),
        answer=lambda person, _: Me.of(person),
    )
    cookies = call.edge.cookies
    cookie = cookies.set(cookies.staff, secret, SIGN_IN_LASTS // SECOND)
    return Response(answer.body, media_type=JSON, headers={"Set-Cookie": cookie, "Cache-Control": "no-store"})


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
    try:
        await call.write(close_sign_in, PersonProof(fingerprint(secret)), fingerprint(secret))
    except NotSignedIn:
        pass  # already out: the wish is fulfilled
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
