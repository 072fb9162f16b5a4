"""Tables, visits and guests on the wire."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from comanda.floor.rules import Links
from comanda.floor.values import Area, DiningTable, Guest, GuestRequest, PayingHow, RequestKind, Service, Session
from comanda.identity.rules import confirms_after
from comanda.identity.schemas import Devices, OrdersInTenMinutes, UnseenPortions
from comanda.identity.values import Branch
from comanda.kernel.clock import maybe_text, to_text
from comanda.kernel.wire import END, House, Key, Name, Named, People, Positive, typed

Label = Annotated[str, typed("line", 12, least=1)]
Coordinate = Annotated[int, Meta(ge=0, le=100_000)]
Seats = Annotated[int, Meta(ge=0, le=99)]
Shape = Annotated[str, Meta(pattern=f"^(square|round|long){END}")]
Position = Annotated[int, Meta(ge=0, le=1000)]


class TableOut(Struct, frozen=True):
    """`x` and `y` are hundredths of a seat's width; 0 where nobody drew the floor yet."""

    id: str
    label: str
    area_id: str | None
    area: Named | None
    seats: int
    x: int
    y: int
    shape: str
    version: int

    @classmethod
    def of(cls, table: DiningTable) -> "TableOut":
        area = None if table.area_id is None else Named(table.area_id, table.area_name or "")
        return cls(
            table.id, table.label, table.area_id, area, table.seats, table.x, table.y, table.shape, table.version
        )


class TableList(Struct, frozen=True):
    items: list[TableOut]
    next: str | None = None


class NewSession(Struct, frozen=True, forbid_unknown_fields=True):
    """`table_id` null for a counter sale."""

    table_id: Key | None
    guests: People | None = None
    service: Service = Service.DINE_IN
    name: Name | None = None


class SetOrdering(Struct, frozen=True, forbid_unknown_fields=True):
    """`locked`: guests' devices may not order for now."""

    locked: bool


class DraftIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`device` is any id the till made for itself; `items` 0 when nothing is unsent any more."""

    device: Key
    items: Annotated[int, Meta(ge=0, le=3000)]


class SetLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """What this party may send by itself; null: as the branch says, left out: as it is. `value` in minor units."""

    devices: Devices | UnsetType | None = UNSET
    device_orders: OrdersInTenMinutes | UnsetType | None = UNSET
    table_orders: OrdersInTenMinutes | UnsetType | None = UNSET
    value: Positive | UnsetType | None = UNSET
    portions: UnseenPortions | UnsetType | None = UNSET


class SessionOut(Struct, frozen=True):
    """A visit with its link; only whoever runs the table may read it."""

    id: str
    organization_id: str
    branch_id: str
    table_id: str | None
    table_label: str | None
    status: str
    service: str
    name: str | None
    guests: int | None
    qr_code_token: str
    qr_url: str
    opened_at: str
    opened_by: str
    served_by: str
    touched_at: str
    business_date: str
    closed_at: str | None
    closed_because: str | None
    version: int

    @classmethod
    def of(cls, session: Session, links: Links) -> "SessionOut":
        return cls(
            session.id, session.organization_id, session.branch_id, session.table_id, session.table_label,
            session.status, session.service, session.name, session.guests, links.token(session), links.url(session),
            to_text(session.opened_at), session.opened_by, session.served_by, to_text(session.touched_at),
            session.business_date, maybe_text(session.closed_at), session.closed_because, session.version,
        )  # fmt: skip


class Join(Struct, frozen=True, forbid_unknown_fields=True):
    """The token of the link; `table` is what the link shows, and only checked."""

    session: Key
    table: Name | None = None


class Ordering(Struct, frozen=True):
    """`reason`: `closed`, or `locked` by staff. `confirms_after`: so many seconds after sending the branch confirms by
    itself; null where staff do it.
    """

    open: bool
    reason: str | None
    confirms_after: int | None


class GuestSession(Struct, frozen=True):
    """A guest's own visit. `tax_included`: whether prices hold the tax, under the terms this visit opened with."""

    qr_session_id: str
    table_label: str | None
    service: str
    status: str
    closed_because: str | None
    guest: Named
    branch: Named
    house: House
    currency: str
    tax_included: bool
    timezone: str
    ordering: Ordering

    @classmethod
    def of(cls, session: Session, guest: Guest, branch: Branch) -> "GuestSession":
        closed = session.closed_at is not None
        reason = "closed" if closed else "locked" if session.ordering_locked else None
        return cls(
            session.id,
            session.table_label,
            session.service,
            session.status,
            session.closed_because,
            Named(guest.id, guest.name),
            Named(branch.id, branch.name),
            House(branch.organization_name),
            session.terms.currency,
            session.terms.tax_included,
            branch.timezone,
            Ordering(reason is None, reason, confirms_after(branch)),
        )


class AreaIn(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name
    position: Position = 0


class ChangeArea(Struct, frozen=True, forbid_unknown_fields=True):
    name: Name | UnsetType = UNSET
    position: Position | UnsetType = UNSET


class AreaOut(Struct, frozen=True):
    id: str
    name: str
    position: int
    version: int

    @classmethod
    def of(cls, area: Area) -> "AreaOut":
        return cls(area.id, area.name, area.position, area.version)


class AreaList(Struct, frozen=True):
    items: list[AreaOut]
    next: str | None = None


class TableIn(Struct, frozen=True, forbid_unknown_fields=True):
    label: Label
    area_id: Key | None = None
    seats: Seats = 4
    x: Coordinate = 0
    y: Coordinate = 0
    shape: Shape = "square"


class ChangeTable(Struct, frozen=True, forbid_unknown_fields=True):
    label: Label | UnsetType = UNSET
    area_id: Key | UnsetType | None = UNSET
    seats: Seats | UnsetType = UNSET
    x: Coordinate | UnsetType = UNSET
    y: Coordinate | UnsetType = UNSET
    shape: Shape | UnsetType = UNSET


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    id: Key
    x: Coordinate
    y: Coordinate
    area_id: Key | None


class Places(Struct, frozen=True, forbid_unknown_fields=True):
    tables: Annotated[list[Place], Meta(min_length=1, max_length=500)]


class RequestIn(Struct, frozen=True, forbid_unknown_fields=True):
    """`how` only with the bill."""

    kind: RequestKind
    how: PayingHow | None = None


class RequestOut(Struct, frozen=True):
    """`done_at`: when somebody came, or when the table took it back."""

    id: str
    qr_session_id: str
    table_label: str | None
    kind: str
    how: str | None
    status: str
    created_at: str
    done_at: str | None

    @classmethod
    def of(cls, request: GuestRequest) -> "RequestOut":
        return cls(
            request.id, request.qr_session_id, request.table_label, request.kind, request.how, request.status,
            to_text(request.created_at), maybe_text(request.done_at),
        )  # fmt: skip


class RequestList(Struct, frozen=True):
    items: list[RequestOut]
    next: str | None = None
