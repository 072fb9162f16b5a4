"""What the catalog does when it is time."""

from comanda.catalog.actions.availability import OPTION_BACK, PRODUCT_BACK, bring_option_back, bring_product_back
from comanda.catalog.actions.publish import PUBLISH, PublishStep, publish_step, steps_of
from comanda.catalog.queries.publication import difference
from comanda.engine.timer import Handler, remind
from comanda.engine.tx import Tx
from comanda.kernel.scope import Scope


def catch_up(tx: Tx, scope: Scope, organization_id: str) -> None:
    """Publishes to a branch that was left behind by a crash, a few hundred rows at a time."""
    found = difference(tx, scope.organization_id, scope.branch_id)
    if found.settled:
        return
    step: PublishStep = steps_of(found)[0]
    publish_step(tx, scope, step)
    if not step.last:
        remind(tx, scope, PUBLISH, organization_id, tx.now)


HANDLERS: dict[str, Handler] = {
    PUBLISH: catch_up,
    PRODUCT_BACK: bring_product_back,
    OPTION_BACK: bring_option_back,
}
"""By the kind of the reminder."""
