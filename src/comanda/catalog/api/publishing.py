"""After the catalog is saved, every branch publishes it, one short command after the other."""

import logging

from comanda.catalog.actions.publish import publish_soon, publish_step, steps_of
from comanda.catalog.queries.publication import behind, difference
from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.kernel.errors import Unavailable
from comanda.kernel.scope import Right, Role

TRIES = 5
"""Each starts again from what is there; a menu that is switched about all the time is left to the timer."""
logger = logging.getLogger(__name__)


async def publish_to(database: Database, organization_id: str, branch_id: str) -> bool:
    """The difference is found outside the writer; whether the branch offers the catalog now."""
    for _ in range(TRIES):
        found = await database.look(lambda tx: difference(tx, organization_id, branch_id))
        if found.settled:
            return True
        for step in steps_of(found):
            answer = await database.write(publish_step, _house(organization_id, branch_id), step)
            if not answer.value:
                break
        else:
            return True
    return False


async def publish_everywhere(database: Database, organization_id: str, branch_ids: list[str]) -> None:
    """What was saved stays saved: a branch that cannot be written to now is reminded of it."""
    for branch_id in branch_ids:
        try:
            if not await publish_to(database, organization_id, branch_id):
                logger.warning("the menu of branch %s is switched about; the timer publishes it", branch_id)
                await database.write(publish_soon, _house(organization_id, branch_id))
        except Unavailable:
            logger.warning("the menu of branch %s is published later", branch_id)


def _house(organization_id: str, branch_id: str) -> Caller:
    return Caller(SystemProof(organization_id, branch_id, Role.ADMIN), Right.KEEP_HOUSE)


async def resume_publishing(database: Database) -> None:
    """At start: branches that a crash has left behind their catalog, and new ones that have none yet."""
    for branch in await database.look(behind):
        await publish_everywhere(database, branch.organization_id, [branch.id])
