"""Which events concern whom, and when a reader must start over, from values alone."""

from comanda.kernel.clock import DAY, to_text
from comanda.kernel.events import LogEvent
from comanda.kernel.scope import Role, Scope
from comanda.realtime.values import Cursor

MOST_BEHIND = 10_000
LONGEST_BEHIND = 7 * DAY
MENU_KINDS = frozenset({"menu.published", "product.availability", "option.availability"})


def concerns(scope: Scope, event: LogEvent) -> bool:
    """Staff hear their branch, the kitchen its part, a guest the own visit."""
    if scope.role is Role.GUEST:
        return event.session_id == scope.qr_session_id and event.session_seq is not None
    return "kitchen" in event.audience if scope.role is Role.KITCHEN else True


def staff_frame(event: LogEvent) -> str:
    """A frame as text, with its mark."""
    return _frame(event, event.seq)


def guest_frame(event: LogEvent) -> str:
    """Guests count in their own visit's numbers, so that gaps tell nothing about other tables."""
    return _frame(event, event.session_seq or 0)


def must_start_over(after: int, head: int) -> bool:
    """True for a cursor from the future, or too far behind to be replayed."""
    return after > head or head - after > MOST_BEHIND


def epoch_text(epoch: int, session_id: str, run: str) -> str:
    """`<epoch of the stream>[.<visit>].<opening of the database>`."""
    return ".".join([str(epoch), *([session_id] if session_id else []), *([run] if run else [])])


def mark_text(seq: int, chain: bytes) -> str:
    """What proves that a reader and a log have the same history up to an event: `<seq>-<12 digits of its hash>`."""
    return f"{seq}-{chain[:6].hex()}"


def is_of_history(cursor: Cursor, epoch: str, *, marked: int | None, proved: bool) -> bool:
    """Whether a reader may go on where it stood, though an older database may have been put in place of another.

    `epoch` is given now; `marked` is the event of the cursor's mark, and `proved` whether it is the one in the log. An
    epoch of another opening of the database counts only with a mark of everything the reader has heard.
    """
    if marked is not None and not proved:
        return False
    if cursor.epoch is None or cursor.epoch == epoch:
        return True
    same_stream = cursor.epoch.rpartition(".")[0] == epoch.rpartition(".")[0]
    return same_stream and marked is not None and marked >= (cursor.after or 0)


def menu_frame(version: int) -> str:
    return f'{{"type":"menu","version":{version}}}'


def _frame(event: LogEvent, seq: int) -> str:
    return (
        f'{{"type":"event","seq":{seq},"kind":"{event.kind}","at":"{to_text(event.at)}",'
        f'"entity":"{event.entity}","entity_id":"{event.entity_id}","body":{event.body or "null"},'
        f'"mark":"{mark_text(seq, event.hash)}"}}'
    )
