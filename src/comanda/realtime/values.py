"""Where a reader of the log stands."""

from msgspec import Struct

from comanda.kernel.events import LogEvent


class Position(Struct, frozen=True):
    """Where a caller's stream stands; a guest's epoch and seq are the visit's own. `mark` goes with `seq`."""

    epoch: str
    seq: int
    mark: str
    menu_version: int


class Cursor(Struct, frozen=True):
    """Where a reader stood: after which event, in which epoch, and the mark of the last event it knows."""

    after: int | None = None
    epoch: str | None = None
    mark: str | None = None


class Page(Struct, frozen=True):
    """Events after a cursor; `upto` is where to go on, and `mark` goes with it.

    `start_over`: the cursor is worth nothing any more.
    """

    position: Position
    events: list[LogEvent]
    upto: int
    mark: str
    start_over: bool
