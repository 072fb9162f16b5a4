"""A clock that steps: the log is ordered by number, so nothing is lost, but whoever runs the server hears of it."""

import logging

from msgspec import Struct
from sqlalchemy import bindparam, select

from comanda.engine.statements import Statements
from comanda.engine.tables import streams
from comanda.kernel.clock import DAY, FAR_AHEAD, HOUR, MINUTE, SECOND, is_within, to_text

logger = logging.getLogger(__name__)
SAID_FOR = DAY
"""How long health tells of a clock that has stepped back."""
AHEAD = (
    select(streams.c.stream_id, streams.c.at).where(streams.c.at > bindparam("latest")).order_by(streams.c.stream_id)
)


class Step(Struct, frozen=True):
    """The clock went back by so much, and stood there afterwards (microseconds)."""

    back: int
    at: int


class ClockWatch:
    """What the writers of one database have seen of the machine's clock."""

    def __init__(self) -> None:
        self._step: Step | None = None

    def see(self, stream_id: str, back: int, now: int) -> None:
        """An event was written that lies `back` microseconds before the one in front of it."""
        if back <= SECOND:
            return
        self._step = Step(back, now)
        if back > FAR_AHEAD:
            logger.error(
                "the clock is wrong, or was: the last event of stream %s lay %s in the future, at %s",
                stream_id, span_text(back), to_text(now + back),
            )  # fmt: skip
        else:
            logger.warning("the clock has stepped back by %s since the last event of %s", span_text(back), stream_id)

    def warnings(self, tx: Statements, now: int) -> list[str]:
        """What whoever watches the server should know, a line each; over all tenants: the clock is the machine's."""
        found: list[str] = []
        if ahead := tx.all(AHEAD, latest=now + FAR_AHEAD):
            farthest = max(row.at for row in ahead)
            which = "1 stream lies" if len(ahead) == 1 else f"{len(ahead)} streams lies"
            found.append(
                f"The clock is wrong, or was: the last event of {which} in the future, by up to "
                f"{span_text(farthest - now)}, at {to_text(farthest)}."
            )
        step = self._step
        if step is not None and is_within(SAID_FOR, step.at, now):
            found.append(f"The clock stepped back by {span_text(step.back)}, to {to_text(step.at)}.")
        return found


def span_text(span: int) -> str:
    """`40 s`, `12 min`, `26 h`, `365 days`."""
    if span < 2 * MINUTE:
        return f"{span // SECOND} s"
    if span < 2 * HOUR:
        return f"{span // MINUTE} min"
    return f"{span // HOUR} h" if span < 72 * HOUR else f"{span // (24 * HOUR)} days"
