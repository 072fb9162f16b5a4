"""One way for every change: a command of the organization, then a publication of each branch, then the answer."""

from collections.abc import Callable
from typing import Any

from litestar import Response
from msgspec import Struct
from msgspec.structs import asdict

from comanda.catalog.api.publishing import publish_everywhere
from comanda.catalog.queries.editing import reach_of
from comanda.catalog.schemas.editing import Archived, Reach
from comanda.engine.commands import Change, Verb
from comanda.engine.http.call import Call, found, reply
from comanda.engine.tx import Tx
from comanda.identity.api.sign_ins import person_proof
from comanda.identity.queries import refuse_restricted_manager
from comanda.kernel.cursor import page_of
from comanda.kernel.scope import Scope
from comanda.kernel.wire import StaffPageQuery

Query = Callable[[Tx, str, str], Struct]
"""One thing of an organization by its id."""


class Saved(Struct, frozen=True):
    """What goes back, and where it has to be published."""

    organization_id: str
    answer: Any
    reach: Reach


async def save(call: Call, verb: Verb, command: Any, show: Callable[[Tx, Scope, Any, Reach], Any]) -> Response[Any]:
    """`show` makes the answer of the verb's value; it goes out when the branches offer what it says.

    Raises CatalogRestricted besides what the verb refuses.
    """

    def act(tx: Tx, scope: Scope, wanted: Any) -> Saved:
        refuse_restricted_manager(tx, scope)
        value = verb(tx, scope, wanted)
        reach = reach_of(tx, scope.organization_id)
        return Saved(scope.organization_id, show(tx, scope, value, reach), reach)

    done = await call.write(act, person_proof(call), command, answer=lambda saved, _: saved.answer)
    if done.replayed:
        return reply(done)
    branch_ids = [branch.id for branch in done.value.reach.branches]
    await publish_everywhere(call.edge.database, done.value.organization_id, branch_ids)
    return reply(done)


def shown_as(kind: type[Any], query: Query) -> Callable[[Tx, Scope, Any, Reach], Any]:
    """The saved thing as it is read, with the reach beside its fields."""

    def show(tx: Tx, scope: Scope, thing_id: Any, reach: Reach) -> Any:
        return kind(**asdict(query(tx, scope.organization_id, thing_id)), reach=reach)

    return show


def archived(tx: Tx, scope: Scope, thing_id: Any, reach: Reach) -> Archived:
    """What is left to say of it."""
    return Archived(thing_id, reach)


async def change_in(call: Call, shape: type[Struct]) -> Change:
    """The body of a PATCH with the version it was made from. Raises VersionMissing, InvalidBody."""
    return Change(call.path_params["id"], call.expected_version(), await call.command(shape))


async def read_one(call: Call, query: Query) -> Response[Any]:
    """The thing the path names."""

    def one(tx: Tx, scope: Scope) -> Struct:
        return query(tx, scope.organization_id, call.path_params["id"])

    return found(await call.read(one, person_proof(call)))


async def read_page(call: Call, query: Callable[[Tx, str], list[Any]], shape: Callable[..., Any]) -> Response[Any]:
    """A page of everything there is."""
    page = call.query(StaffPageQuery)

    def listed(tx: Tx, scope: Scope) -> Any:
        return shape(*page_of(query(tx, scope.organization_id), page))

    return found(await call.read(listed, person_proof(call)))
