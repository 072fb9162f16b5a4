"""What the event stream refuses."""

from comanda.kernel.errors import Invalid


class InvalidCursor(Invalid):
    """`after` is a whole number from 0."""

    slug = "invalid-cursor"
