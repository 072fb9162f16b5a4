"""Reads of the log from a cursor, as far as the caller may see."""

from comanda.catalog.queries.menu import menu_version
from comanda.engine.hub import events_after, events_of_session_after, head_of, session_head
from comanda.engine.tx import Tx
from comanda.kernel.scope import Role, Scope
from comanda.realtime.rules import LONGEST_BEHIND, concerns, must_start_over
from comanda.realtime.values import Page, Position


def position_of(tx: Tx, scope: Scope) -> Position:
    head = head_of(tx, scope.branch_id)
    version = menu_version(tx, scope.branch_id)
    if scope.role is Role.GUEST:
        session_id = scope.qr_session_id or ""
        return Position(f"{head.epoch}.{session_id}", session_head(tx, scope.branch_id, session_id), version)
    return Position(str(head.epoch), head.seq, version)


def page_after(tx: Tx, scope: Scope, after: int | None, epoch: str | None = None) -> Page:
    """One page, of at most so many events and bytes as the log gives at once; without `after` only the position."""
    position = position_of(tx, scope)
    if after is None:
        return Page(position, [], position.seq, False)
    foreign = epoch is not None and epoch != position.epoch
    if foreign or must_start_over(after, position.seq):
        return Page(position, [], position.seq, True)
    if scope.role is Role.GUEST:
        events = events_of_session_after(tx, scope.branch_id, scope.qr_session_id or "", after).events
        upto = events[-1].session_seq or after if events else after
    else:
        events = events_after(tx, scope.branch_id, after).events
        upto = events[-1].seq if events else after
    if events and tx.now - events[0].at > LONGEST_BEHIND:
        return Page(position, [], position.seq, True)
    return Page(position, [event for event in events if concerns(scope, event)], upto, False)
