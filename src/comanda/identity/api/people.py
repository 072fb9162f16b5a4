"""Accounts: the admin keeps managers, managers keep cashiers and kitchen staff."""

from typing import Any

import msgspec
from litestar import Response
from msgspec import UNSET
from msgspec.structs import replace

from comanda.engine.commands import Change
from comanda.engine.http.call import Call, completed, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tokens import base64url, derive, random_secret
from comanda.engine.tx import Tx
from comanda.identity.actions.people import (
    ChangedPerson,
    Invite,
    NewStaff,
    TakeUp,
    add_staff,
    change_staff,
    invite,
    sign_out_everywhere,
    take_up_invitation,
)
from comanda.identity.api.sign_ins import as_me, checker_of, earlier_sign_in, let_in, person_proof
from comanda.identity.errors import (
    EmailTaken,
    InvitationOver,
    NoSuchBranch,
    NoSuchOrganization,
    NoSuchPerson,
    UnknownInvitation,
)
from comanda.identity.queries import Account, InvitationProof, account, every_manager, kept_staff
from comanda.identity.schemas import (
    AccountList,
    AccountOut,
    ChangeManager,
    ChangeStaff,
    Invitation,
    Me,
    NewManager,
    NewStaffIn,
    TakeUpInvitation,
)
from comanda.identity.values import StaffAccount, StaffRole
from comanda.kernel.cursor import page_of
from comanda.kernel.errors import TooMany, VersionConflict, VersionMissing
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import PageQuery, StaffPageQuery

decode_account = msgspec.json.Decoder(AccountOut).decode
ADDING = (EmailTaken, NoSuchOrganization, NoSuchBranch, TooMany)
CHANGING = (NoSuchPerson, NoSuchBranch, EmailTaken, VersionMissing, VersionConflict, TooMany)


@endpoint("GET", "/api/managers", Right.KEEP_PLATFORM, query=PageQuery, gives=AccountList)
async def list_managers(call: Call) -> Response[Any]:
    """Every manager account: last login, organization, branch."""

    asked = call.query(PageQuery)

    def listed(tx: Tx, scope: Scope) -> AccountList:
        return _page(every_manager(tx), asked)

    return found(await call.read(listed, person_proof(call)))


@endpoint("POST", "/api/managers", Right.KEEP_PLATFORM, takes=NewManager, gives=AccountOut, status=201, refuses=ADDING)
async def add_manager(call: Call) -> Response[Any]:
    """A new manager; without a password the answer carries a link by which the person chooses one."""
    wish = await call.command(NewManager)
    hashed = None if wish.password is None else await _hashed(call, wish.password)
    new = NewStaff(wish.email, wish.name, StaffRole.MANAGER, hashed, wish.organization_id, wish.branch_id)

    def asked(scope: Scope) -> NewStaff:
        return new

    return await _add(call, asked, invited=wish.password is None)


@endpoint(
    "PATCH",
    "/api/managers/{id:str}",
    Right.KEEP_PLATFORM,
    takes=ChangeManager,
    gives=AccountOut,
    refuses=CHANGING,
)
async def patch_manager(call: Call) -> Response[Any]:
    """Rename, move, suspend, or give a new e-mail or password."""
    return await _change(call, await call.command(ChangeManager))


@endpoint("POST", "/api/managers/{id:str}/invitation", Right.KEEP_PLATFORM, gives=Invitation, refuses=(NoSuchPerson,))
async def invite_manager(call: Call) -> Response[Any]:
    """A new link to choose a password; the old ones end."""
    return await _invite(call)


@endpoint(
    "POST", "/api/managers/{id:str}/sign-out-everywhere", Right.KEEP_PLATFORM, status=204, refuses=(NoSuchPerson,)
)
async def sign_manager_out(call: Call) -> Response[Any]:
    """End every sign-in of a manager; whoever has the password may sign in again."""
    return await _sign_out(call)


@endpoint("GET", "/api/staff", Right.EDIT_STAFF, query=StaffPageQuery, gives=AccountList)
async def list_staff(call: Call) -> Response[Any]:
    """The cashiers and kitchen staff of the caller's branches."""

    asked = call.query(StaffPageQuery)

    def listed(tx: Tx, scope: Scope) -> AccountList:
        return _page(kept_staff(tx, scope), asked)

    return found(await call.read(listed, person_proof(call)))


@endpoint("POST", "/api/staff", Right.EDIT_STAFF, takes=NewStaffIn, gives=AccountOut, status=201, refuses=ADDING)
async def add_staff_member(call: Call) -> Response[Any]:
    """A new cashier or kitchen member of one branch."""
    wish = await call.command(NewStaffIn)
    hashed = None if wish.password is None else await _hashed(call, wish.password)

    def new(scope: Scope) -> NewStaff:
        return NewStaff(wish.email, wish.name, StaffRole(wish.role), hashed, scope.organization_id, wish.branch_id)

    return await _add(call, new, invited=wish.password is None)


@endpoint("PATCH", "/api/staff/{id:str}", Right.EDIT_STAFF, takes=ChangeStaff, gives=AccountOut, refuses=CHANGING)
async def patch_staff_member(call: Call) -> Response[Any]:
    """Rename, move, suspend, or give a new e-mail or password."""
    return await _change(call, await call.command(ChangeStaff))


@endpoint("POST", "/api/staff/{id:str}/invitation", Right.EDIT_STAFF, gives=Invitation, refuses=(NoSuchPerson,))
async def invite_staff_member(call: Call) -> Response[Any]:
    """A new link to choose a password; the old ones end."""
    return await _invite(call)


@endpoint("POST", "/api/staff/{id:str}/sign-out-everywhere", Right.EDIT_STAFF, status=204, refuses=(NoSuchPerson,))
async def sign_staff_member_out(call: Call) -> Response[Any]:
    """End every sign-in of a person; whoever has the password may sign in again."""
    return await _sign_out(call)


@endpoint(
    "POST",
    "/api/auth/invitation",
    None,
    takes=TakeUpInvitation,
    gives=Me,
    refuses=(UnknownInvitation, InvitationOver, TooMany),
)
async def take_up(call: Call) -> Response[Any]:
    """Choose a password by an invitation's link, and be signed in."""
    wish = await call.command(TakeUpInvitation)
    proof, secret = InvitationProof(wish.token), random_secret()
    invited = await call.edge.database.look(proof.prove)  # hashing is for those who have a link
    call.right = Right.OWN_SIGN_IN
    chosen = Account(invited.actor_id, await checker_of(call).hash(wish.password))
    command = TakeUp(wish.token, chosen.password_hash or "", secret, earlier_sign_in(call))
    return let_in(call, secret, chosen, await call.write(take_up_invitation, proof, command, answer=as_me))


def invitation_url(call: Call, token: str) -> str:
    return f"{call.reached_at}/invitation?token={token}"


def _page(people: list[StaffAccount], asked: PageQuery) -> AccountList:
    page, more = page_of(people, asked)
    return AccountList([AccountOut.of(person) for person in page], more)


async def _hashed(call: Call, password: str) -> str:
    """Costs 30 ms and 19 MiB, so whoever may not set passwords is refused first. Raises NotSignedIn, Forbidden."""

    def allowed(tx: Tx, scope: Scope) -> None:
        """The proof and the right are all there is to see."""

    await call.read(allowed, person_proof(call))
    return await checker_of(call).hash(password)


async def _add(call: Call, new: Any, *, invited: bool) -> Response[Any]:
    """Tried again under its key it is the same person with the same link, of which nothing but the hash is kept."""
    nonce = call.own_key() or random_secret()

    def token(staff_id: str) -> str:
        return base64url(derive(call.edge.settings.secret, "invitation", staff_id, nonce))

    def add(tx: Tx, scope: Scope, command: None) -> AccountOut:
        staff_id = add_staff(tx, scope, new(scope))
        if invited:
            invite(tx, scope, Invite(staff_id, token(staff_id)))
        return AccountOut.of(account(tx, staff_id))

    answer = await call.write(add, person_proof(call))
    person = decode_account(answer.body)
    url = invitation_url(call, token(person.id)) if invited else None
    return reply(completed(answer, replace(person, invitation_url=url)))


async def _change(call: Call, wish: ChangeManager | ChangeStaff) -> Response[Any]:
    hashed = UNSET if wish.password is UNSET else await _hashed(call, wish.password)
    role = UNSET if wish.role is UNSET else StaffRole(wish.role)
    changed = ChangedPerson(wish.name, wish.email, role, wish.branch_id, wish.active, hashed)
    change = Change(call.path_params["id"], call.expected_version(), changed)
    answer = await call.write(change_staff, person_proof(call), change, answer=lambda person, _: AccountOut.of(person))
    return reply(answer)


async def _invite(call: Call) -> Response[Any]:
    token = random_secret()
    link = Invitation(invitation_url(call, token))
    command = Invite(call.path_params["id"], token)

    def send(tx: Tx, scope: Scope, command: Invite) -> Invitation:
        invite(tx, scope, command)
        return link

    return reply(await call.write(send, person_proof(call), command))


async def _sign_out(call: Call) -> Response[Any]:
    await call.write(sign_out_everywhere, person_proof(call), call.path_params["id"])
    return Response(None, status_code=204)


endpoints: list[Endpoint] = [
    list_managers,
    add_manager,
    patch_manager,
    invite_manager,
    sign_manager_out,
    list_staff,
    add_staff_member,
    patch_staff_member,
    invite_staff_member,
    sign_staff_member_out,
    take_up,
]
