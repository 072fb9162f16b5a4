"""Which events concern whom, and when a reader must start over, from values alone."""

from comanda.kernel.clock import DAY, to_text
from comanda.kernel.events import LogEvent
from comanda.kernel.scope import Role, Scope

MOST_BEHIND = 10_000
LONGEST_BEHIND = 7 * DAY
MENU_KINDS = frozenset({"menu.published", "product.availability", "option.availability"})


def concerns(scope: Scope, event: LogEvent) -> bool:
    """Staff hear their branch, the kitchen its part, a guest the own visit."""
    if scope.role is Role.GUEST:
        return event.session_id == scope.qr_session_id and event.session_seq is not None
    return "kitchen" in event.audience if scope.role is Role.KITCHEN else True


def staff_frame(event: LogEvent) -> str:
    return _frame(event, event.seq)


def guest_frame(event: LogEvent) -> str:
    """Guests count in their own visit's numbers, so that gaps tell nothing about other tables."""
    return _frame(event, event.session_seq or 0)


def must_start_over(after: int, head: int) -> bool:
    """True for a cursor from the future, or too far behind to be replayed."""
    return after > head or head - after > MOST_BEHIND


def menu_frame(version: int) -> str:
    return f'{{"type":"menu","version":{version}}}'


def _frame(event: LogEvent, seq: int) -> str:
    return (
        f'{{"type":"event","seq":{seq},"kind":"{event.kind}","at":"{to_text(event.at)}",'
        f'"entity":"{event.entity}","entity_id":"{event.entity_id}","body":{event.body or "null"}}}'
    )
