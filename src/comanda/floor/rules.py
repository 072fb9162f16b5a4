"""Names, limits and links of a visit, from values alone."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from comanda.engine.tokens import base32, base64url, derive
from comanda.floor.values import FormerLabel, Session, SessionLimits
from comanda.identity.rules import branch_code, usual_value
from comanda.identity.values import Branch
from comanda.kernel.clock import DAY, MINUTE
from comanda.kernel.text import alike

_encode = msgspec.json.Encoder().encode
GIVEN_NAMES = (
    "Basil", "Tomato", "Olive", "Lemon", "Thyme", "Pepper", "Fennel", "Mango", "Clove", "Rosemary", "Ginger", "Plum",
    "Saffron", "Cherry", "Sage", "Papaya", "Dill", "Peach", "Mint", "Quince", "Anise", "Melon", "Chive", "Fig",
)  # fmt: skip
"""What guests are called; none of them is one of the fourteen allergens."""

MOST_LABELS = 50
"""Former labels that are kept of a table."""
RECEIPT_LASTS = DAY
"""How long after closing its guests may still read their visit."""

IDLE = "session.idle"
"""The reminder that a visit may have been forgotten."""
UNANSWERED = "session.unanswered"
"""The reminder that staff were asked about a visit, and did not touch it."""
IDLE_AFTER = 30 * MINUTE
TURNED_AWAY_EVERY = MINUTE
"""How often it is recorded that a session is full, however often devices try."""
ANSWER_WITHIN = 5 * MINUTE
"""How long staff may touch a visit after they were told that it seems forgotten."""


def given_name(joined_before: int) -> str:
    """Basil, Tomato, …; after the list Basil 2, Tomato 2, …"""
    lap, place = divmod(joined_before, len(GIVEN_NAMES))
    return GIVEN_NAMES[place] if lap == 0 else f"{GIVEN_NAMES[place]} {lap + 1}"


def most_devices(guests: int | None, least: int = 12) -> int:
    """Twice as many phones as people, and never fewer than the branch says."""
    return max(least, 2 * (guests or 0))


class Limits(Struct, frozen=True):
    """What holds for one table session now. `value` in minor units; see `OrderLimits` for the others."""

    devices: int
    device_orders: int
    table_orders: int
    value: int
    portions: int


def limits_of(session: Session, branch: Branch) -> Limits:
    """The branch's limits, where staff have not set the session's own."""
    own, usual = session.limits, branch.order_limits
    value = usual_value(branch.currency) if usual.value is None else usual.value
    return Limits(
        most_devices(session.guests, usual.devices) if own.devices is None else own.devices,
        usual.device_orders if own.device_orders is None else own.device_orders,
        usual.table_orders if own.table_orders is None else own.table_orders,
        value if own.value is None else own.value,
        usual.portions if own.portions is None else own.portions,
    )


def as_text(value: SessionLimits | Sequence[FormerLabel]) -> str:
    """As it is stored."""
    return _encode(value).decode()


def renamed(former: Sequence[FormerLabel], label: str, now: int) -> list[FormerLabel]:
    """The labels a table has had, with the one it loses now."""
    return [*former, FormerLabel(label, now)][-MOST_LABELS:]


def is_called(session: Session, label: str) -> bool:
    """Whether the session's table is, or was while the session ran, called so; a code says what it was printed with."""
    had = [one.label for one in session.former_labels if one.until >= session.opened_at]
    return alike(label) in {alike(one) for one in (session.table_label or "", *had)}


class Links(Struct, frozen=True):
    """Makes a visit's secret token again from the house's secret, so that nothing but its hash is ever stored."""

    secret: bytes
    base_url: str

    def token(self, session: Session) -> str:
        """`<branch code>-<32 letters>`, 160 bits that only the house can make."""
        raw = derive(self.secret, "table session", session.branch_id, session.id, str(session.rotation))
        return f"{branch_code(session.branch_id)}-{base32(raw, 32)}"

    def url(self, session: Session) -> str:
        query = {"session": self.token(session)}
        if session.table_label is not None:
            query["table"] = session.table_label
        return f"{self.base_url}/user?{urlencode(query)}"

    def credential(self, token: str, key: str) -> str:
        """A guest's secret; the same token and key give the same one, so a join tried again is the same join."""
        return f"{token.partition('-')[0]}.{base64url(derive(self.secret, 'guest', token, key))}"
