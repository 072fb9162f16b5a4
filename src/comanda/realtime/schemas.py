"""Events on the wire."""

from typing import Annotated, Any

from msgspec import Meta, Raw, Struct

from comanda.kernel.clock import to_text
from comanda.kernel.events import LogEvent
from comanda.kernel.scope import Role
from comanda.kernel.wire import END, Key, Limit
from comanda.realtime.rules import mark_text
from comanda.realtime.values import Cursor as Place
from comanda.realtime.values import Page

Cursor = Annotated[int, Meta(ge=0, le=10**12)]


class EventsQuery(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """`epoch` as the hello frame gave it, `mark` of the last event heard; without a mark a reader starts over after
    every start of the server. `as` where one browser is guest and staff at once."""

    after: Cursor | None = None
    limit: Limit = 200
    epoch: Annotated[str, Meta(max_length=100)] | None = None
    mark: Annotated[str, Meta(max_length=25, pattern=f"^[0-9]{{1,12}}-[0-9a-f]{{12}}{END}")] | None = None
    branch_id: Key | None = None
    as_: Annotated[str, Meta(pattern=f"^(guest|staff){END}")] | None = None

    @property
    def place(self) -> Place:
        return Place(self.after, self.epoch, self.mark)


class EventOut(Struct, frozen=True, tag_field="type", tag="event"):
    seq: int
    kind: str
    at: str
    entity: str
    entity_id: str
    body: Any
    mark: str


class EventPage(Struct, frozen=True):
    """`seq` is where to go on, with `mark`; `resync`: fetch everything anew and go on from `seq`."""

    epoch: str
    seq: int
    mark: str
    items: list[EventOut]
    menu_version: int
    resync: bool

    @classmethod
    def of(cls, page: Page, role: Role, limit: int) -> "EventPage":
        events = page.events[:limit]
        cut = len(events) < len(page.events)
        items = [_event(event, role) for event in events]
        upto = items[-1].seq if cut else page.upto
        mark = items[-1].mark if cut else page.mark
        return cls(page.position.epoch, upto, mark, items, page.position.menu_version, page.start_over)


def _event(event: LogEvent, role: Role) -> EventOut:
    seq = event.session_seq or 0 if role is Role.GUEST else event.seq
    body = Raw((event.body or "null").encode())
    mark = mark_text(seq, event.hash)
    return EventOut(seq, event.kind, to_text(event.at), event.entity, event.entity_id, body, mark)
