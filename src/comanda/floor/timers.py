"""What the floor does when it is time."""

from comanda.engine.timer import Handler
from comanda.floor.actions.visits import OVER, forget_visit

HANDLERS: dict[str, Handler] = {OVER: forget_visit}
"""By the kind of the reminder."""
