"""Organizations and branches: the platform's admin makes them, managers set their branches up."""

from typing import Any

from litestar import Response
from msgspec.structs import replace

from comanda.engine.commands import Change
from comanda.engine.http.call import Call, found, reply
from comanda.engine.http.endpoint import Endpoint, endpoint
from comanda.engine.tx import Tx
from comanda.identity.actions.houses import (
    NewBranch,
    NewOrganization,
    change_branch,
    change_organization,
    create_branch,
    create_organization,
)
from comanda.identity.api.sign_ins import person_proof
from comanda.identity.errors import (
    ForbiddenField,
    NoSuchBranch,
    NoSuchOrganization,
    UnknownCurrency,
    UnknownZone,
)
from comanda.identity.queries import (
    KeeperProof,
    branch_of,
    branches_of,
    every_organization,
    kept_branches,
    organization_of,
)
from comanda.identity.schemas import (
    BranchList,
    BranchOut,
    ChangeBranch,
    ChangeOrganization,
    ChangeOwnOrganization,
    NewBranchIn,
    NewOrganizationIn,
    OrganizationList,
    OrganizationOut,
    OwnOrganizationOut,
)
from comanda.identity.values import Branch
from comanda.kernel.countries import COUNTRIES
from comanda.kernel.cursor import page_of
from comanda.kernel.errors import VersionConflict, VersionMissing
from comanda.kernel.ids import new_id
from comanda.kernel.scope import Right, Scope
from comanda.kernel.wire import PageQuery, StaffPageQuery


@endpoint("GET", "/api/organizations", Right.KEEP_PLATFORM, query=PageQuery, gives=OrganizationList)
async def list_organizations(call: Call) -> Response[Any]:
    """Every organization on the platform."""

    asked = call.query(PageQuery)

    def listed(tx: Tx, scope: Scope) -> OrganizationList:
        page, more = page_of(every_organization(tx), asked)
        return OrganizationList([OrganizationOut.of(house) for house in page], more)

    return found(await call.read(listed, person_proof(call)))


@endpoint(
    "POST",
    "/api/organizations",
    Right.KEEP_PLATFORM,
    takes=NewOrganizationIn,
    gives=OrganizationOut,
    status=201,
    refuses=(UnknownCurrency,),
)
async def add_organization(call: Call) -> Response[Any]:
    """A new organization, with its country's currency and language unless named; not every country's is known."""
    wish = await call.command(NewOrganizationIn)
    usual = COUNTRIES.get(wish.country)
    currency = wish.currency or (usual.currency if usual else "")
    language = wish.language or (usual.language if usual else "en")
    new = NewOrganization(new_id(), wish.name, currency, wish.country, language)

    def add(tx: Tx, scope: Scope, command: NewOrganization) -> OrganizationOut:
        return OrganizationOut.of(organization_of(tx, create_organization(tx, scope, command)))

    return reply(await call.write(add, person_proof(call), new))


@endpoint(
    "GET", "/api/organizations/{id:str}", Right.KEEP_PLATFORM, gives=OrganizationOut, refuses=(NoSuchOrganization,)
)
async def read_organization(call: Call) -> Response[Any]:
    """One organization."""

    def one(tx: Tx, scope: Scope) -> OrganizationOut:
        return OrganizationOut.of(organization_of(tx, call.path_params["id"]))

    return found(await call.read(one, person_proof(call)))


@endpoint(
    "PATCH",
    "/api/organizations/{id:str}",
    Right.KEEP_PLATFORM,
    takes=ChangeOrganization,
    gives=OrganizationOut,
    refuses=(NoSuchOrganization, VersionMissing, VersionConflict),
)
async def patch_organization(call: Call) -> Response[Any]:
    """Rename an organization, or say what managers of its single branches may edit."""
    change = Change(call.path_params["id"], call.expected_version(), await call.command(ChangeOrganization))
    answer = await call.write(
        change_organization, person_proof(call), change, answer=lambda house, _: OrganizationOut.of(house)
    )
    return reply(answer)


@endpoint("GET", "/api/organization", Right.EDIT_SETTINGS, gives=OwnOrganizationOut)
async def read_own_organization(call: Call) -> Response[Any]:
    """The manager's own organization, and what managers of its single branches may edit."""

    def own(tx: Tx, scope: Scope) -> OwnOrganizationOut:
        return OwnOrganizationOut.of(organization_of(tx, scope.organization_id))

    return found(await call.read(own, person_proof(call)))


@endpoint(
    "PATCH",
    "/api/organization",
    Right.EDIT_SETTINGS,
    takes=ChangeOwnOrganization,
    gives=OwnOrganizationOut,
    refuses=(VersionMissing, VersionConflict, ForbiddenField),
)
async def patch_own_organization(call: Call) -> Response[Any]:
    """What managers of single branches may edit; theirs to say who manage the whole organization."""
    change = Change("", call.expected_version(), await call.command(ChangeOwnOrganization))

    def act(tx: Tx, scope: Scope, wanted: Change) -> OwnOrganizationOut:
        return OwnOrganizationOut.of(change_organization(tx, scope, replace(wanted, id=scope.organization_id)))

    return reply(await call.write(act, person_proof(call), change))


@endpoint(
    "GET",
    "/api/organizations/{id:str}/branches",
    Right.KEEP_PLATFORM,
    query=PageQuery,
    gives=BranchList,
    refuses=(NoSuchOrganization,),
)
async def list_branches_of(call: Call) -> Response[Any]:
    """An organization's branches."""

    asked = call.query(PageQuery)

    def listed(tx: Tx, scope: Scope) -> BranchList:
        house = organization_of(tx, call.path_params["id"])
        return _page(branches_of(tx, house.id), asked)

    return found(await call.read(listed, person_proof(call)))


@endpoint(
    "POST",
    "/api/organizations/{id:str}/branches",
    Right.KEEP_PLATFORM,
    takes=NewBranchIn,
    gives=BranchOut,
    status=201,
    refuses=(NoSuchOrganization, UnknownZone),
)
async def add_branch(call: Call) -> Response[Any]:
    """A new branch, in the organization's country unless another is named: its zone, its coins, tax inside or not."""
    wish, organization_id = await call.command(NewBranchIn), call.path_params["id"]

    def add(tx: Tx, scope: Scope, command: NewBranchIn) -> BranchOut:
        country = command.country or organization_of(tx, organization_id).country
        usual = COUNTRIES.get(country)
        zone = command.timezone or (usual.timezone if usual else "UTC")
        new = NewBranch(new_id(), organization_id, command.name, zone, country)
        return BranchOut.of(branch_of(tx, create_branch(tx, scope, new)))

    return reply(await call.write(add, person_proof(call), wish))


@endpoint("GET", "/api/branches", Right.KEEP_BRANCHES, query=StaffPageQuery, gives=BranchList)
async def list_branches(call: Call) -> Response[Any]:
    """The branches the caller keeps: for the admin every one, for a manager the organization's or the own."""

    asked = call.query(StaffPageQuery)

    def listed(tx: Tx, scope: Scope) -> BranchList:
        return _page(kept_branches(tx, scope), asked)

    return found(await call.read(listed, person_proof(call)))


@endpoint("GET", "/api/branches/{id:str}", Right.KEEP_BRANCHES, gives=BranchOut, refuses=(NoSuchBranch,))
async def read_branch(call: Call) -> Response[Any]:
    """One branch with its settings."""

    def one(tx: Tx, scope: Scope) -> BranchOut:
        return BranchOut.of(branch_of(tx, call.path_params["id"]))

    return found(await call.read(one, keeper_proof(call, call.path_params["id"])))


@endpoint(
    "PATCH",
    "/api/branches/{id:str}",
    Right.KEEP_BRANCHES,
    takes=ChangeBranch,
    gives=BranchOut,
    refuses=(NoSuchBranch, VersionMissing, VersionConflict, ForbiddenField, UnknownZone),
)
async def patch_branch(call: Call) -> Response[Any]:
    """Change a branch's settings: name, zone and country are the admin's, the rest its manager's."""
    branch_id = call.path_params["id"]
    change = Change(branch_id, call.expected_version(), await call.command(ChangeBranch))
    proof = keeper_proof(call, branch_id)
    return reply(await call.write(change_branch, proof, change, answer=lambda branch, _: BranchOut.of(branch)))


def keeper_proof(call: Call, branch_id: str) -> KeeperProof:
    """The admin, or somebody of the branch. Raises NotSignedIn."""
    return KeeperProof(person_proof(call).secret_hash, branch_id)


def _page(branches: list[Branch], asked: PageQuery) -> BranchList:
    page, more = page_of(branches, asked)
    return BranchList([BranchOut.of(branch) for branch in page], more)


endpoints: list[Endpoint] = [
    list_organizations,
    add_organization,
    read_organization,
    patch_organization,
    read_own_organization,
    patch_own_organization,
    list_branches_of,
    add_branch,
    list_branches,
    read_branch,
    patch_branch,
]
