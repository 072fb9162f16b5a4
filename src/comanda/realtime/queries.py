"""Reads of the log from a cursor, as far as the caller may see."""

from msgspec.structs import replace

from comanda.catalog.queries.menu import menu_version
from comanda.engine.hub import events_after, events_of_session_after, hash_in_session, head_of, session_head
from comanda.engine.log import hash_at
from comanda.engine.tx import Tx
from comanda.kernel.scope import Role, Scope
from comanda.realtime.rules import LONGEST_BEHIND, concerns, epoch_text, is_of_history, mark_text, must_start_over
from comanda.realtime.values import Cursor, Page, Position


def position_of(tx: Tx, scope: Scope, run: str = "") -> Position:
    """`run` names this opening of the database."""
    head = head_of(tx, scope.branch_id)
    version = menu_version(tx, scope.branch_id)
    if scope.role is Role.GUEST:
        session_id = scope.qr_session_id or ""
        seq, last = session_head(tx, scope.branch_id, session_id)
        return Position(epoch_text(head.epoch, session_id, run), seq, mark_text(seq, last), version)
    return Position(epoch_text(head.epoch, "", run), head.seq, mark_text(head.seq, head.hash), version)


def page_after(tx: Tx, scope: Scope, cursor: Cursor, run: str = "") -> Page:
    """One page, of at most so many events and bytes as the log gives at once; without a cursor only the position.

    A cursor that goes on keeps its epoch.
    """
    position, after = position_of(tx, scope, run), cursor.after
    if after is None:
        return Page(position, [], position.seq, position.mark, False)
    if must_start_over(after, position.seq) or not _is_of_this_history(tx, scope, cursor, position):
        return Page(position, [], position.seq, position.mark, True)
    if scope.role is Role.GUEST:
        events = events_of_session_after(tx, scope.branch_id, scope.qr_session_id or "", after).events
        upto = events[-1].session_seq or after if events else after
    else:
        events = events_after(tx, scope.branch_id, after).events
        upto = events[-1].seq if events else after
    if events and tx.now - events[0].at > LONGEST_BEHIND:
        return Page(position, [], position.seq, position.mark, True)
    last = events[-1].hash if events else _hash_at(tx, scope, upto)
    kept = position if cursor.epoch is None else replace(position, epoch=cursor.epoch)
    return Page(kept, [event for event in events if concerns(scope, event)], upto, mark_text(upto, last), False)


def _is_of_this_history(tx: Tx, scope: Scope, cursor: Cursor, position: Position) -> bool:
    """Whether everything up to the cursor is still what it was when the cursor was given."""
    marked, _, _ = (cursor.mark or "").partition("-")
    found = _hash_at(tx, scope, int(marked)) if marked else None
    proved = found is not None and mark_text(int(marked), found) == cursor.mark
    return is_of_history(cursor, position.epoch, marked=int(marked) if marked else None, proved=proved)


def _hash_at(tx: Tx, scope: Scope, seq: int) -> bytes:
    if scope.role is Role.GUEST:
        found = hash_in_session(tx, scope.branch_id, scope.qr_session_id or "", seq)
    else:
        found = hash_at(tx, scope.branch_id, seq)
    return found or b""
