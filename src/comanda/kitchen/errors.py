"""What the kitchen refuses."""

from comanda.kernel.errors import Conflict


class NotInKitchen(Conflict):
    """This item is not being made."""

    slug = "not-in-kitchen"
    current: str
