"""Where a reader of the log stands."""

from msgspec import Struct

from comanda.kernel.events import LogEvent


class Position(Struct, frozen=True):
    """Where a caller's stream stands; a guest's epoch and seq are the visit's own."""

    epoch: str
    seq: int
    menu_version: int


class Page(Struct, frozen=True):
    """Events after a cursor; `upto` is where to go on. `start_over`: the cursor is worth nothing any more."""

    position: Position
    events: list[LogEvent]
    upto: int
    start_over: bool
