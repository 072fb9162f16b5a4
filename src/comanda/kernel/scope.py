"""Who acts, for whom, and what a role may do. The table here is the only one; default is no."""

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    ADMIN = "admin"
    MANAGER = "manager"
    CASHIER = "cashier"
    KITCHEN = "kitchen"
    GUEST = "guest"


class Right(StrEnum):
    """One right per kind of act; a route names exactly one."""

    OWN_SIGN_IN = "own sign-in"
    READ_MENU = "read menu"
    SET_AVAILABILITY = "set availability"
    READ_FLOOR = "read floor"
    RUN_SESSIONS = "run table sessions"
    PLACE_ORDERS = "place orders"
    READ_ORDERS = "read orders"
    RUN_ORDERS = "confirm orders"
    CANCEL_ORDERS = "cancel orders"
    MOVE_LINES = "prepare lines"
    SERVE_LINES = "serve lines"
    VOID_LINES = "void lines"
    TAKE_PAYMENTS = "take payments"
    READ_EVENTS = "read events"
    VISIT = "own visit"
    KEEP_BRANCHES = "settings of branches"
    KEEP_PLATFORM = "organizations, branches and manager accounts"
    EDIT_CATALOG = "catalog and prices"
    EDIT_FLOOR = "areas and tables"
    EDIT_STAFF = "staff accounts"
    EDIT_SETTINGS = "branch settings and tax rates"
    READ_REPORTS = "reports"
    READ_KITCHEN = "kitchen board"
    RUN_KITCHEN = "work of the kitchen"
    KEEP_HOUSE = "keep house"
    """Organizations, branches, staff and their catalog, from the machine itself; no route has it."""


_FLOOR = frozenset(
    {
        Right.OWN_SIGN_IN,
        Right.READ_MENU,
        Right.SET_AVAILABILITY,
        Right.READ_FLOOR,
        Right.RUN_SESSIONS,
        Right.PLACE_ORDERS,
        Right.READ_ORDERS,
        Right.RUN_ORDERS,
        Right.CANCEL_ORDERS,
        Right.MOVE_LINES,
        Right.SERVE_LINES,
        Right.VOID_LINES,
        Right.TAKE_PAYMENTS,
        Right.READ_EVENTS,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset({Right.OWN_SIGN_IN, Right.KEEP_HOUSE, Right.KEEP_PLATFORM, Right.KEEP_BRANCHES}),
    Role.MANAGER: _FLOOR
    | {
        Right.KEEP_BRANCHES,
        Right.EDIT_CATALOG,
        Right.EDIT_FLOOR,
        Right.EDIT_STAFF,
        Right.EDIT_SETTINGS,
        Right.READ_REPORTS,
        Right.READ_KITCHEN,
        Right.RUN_KITCHEN,
    },
    Role.CASHIER: _FLOOR,
    Role.KITCHEN: frozenset(
        {
            Right.OWN_SIGN_IN,
            Right.READ_MENU,
            Right.SET_AVAILABILITY,
            Right.READ_ORDERS,
            Right.MOVE_LINES,
            Right.READ_EVENTS,
            Right.READ_KITCHEN,
            Right.RUN_KITCHEN,
        }
    ),
    Role.GUEST: frozenset({Right.PLACE_ORDERS, Right.CANCEL_ORDERS, Right.READ_EVENTS, Right.VISIT}),
}


def may(role: Role, right: Right) -> bool:
    return right in RIGHTS[role]


class Scope(Struct, frozen=True):
    """The verified caller. Everything a verb reads or writes is bound to the ids in here."""

    role: Role
    actor: str
    """`staff:<id>`, `guest:<id>`, or `system`."""
    organization_id: str
    branch_id: str
    """Empty when the act is not a branch's."""
    name: str = ""
    """A staff member's name, or a guest's given name."""
    qr_session_id: str | None = None
    """A guest's own visit."""

    @property
    def stream_id(self) -> str:
        return self.branch_id or self.organization_id or "platform"

    @property
    def key_space(self) -> str:
        """Whose idempotency keys these are: the table session's for guests, else the staff member's."""
        return f"session:{self.qr_session_id}" if self.role is Role.GUEST else self.actor

    @property
    def actor_id(self) -> str:
        return self.actor.partition(":")[2]


SYSTEM = "system"
