"""What was done and when: deeds in the order of their moments, done by the ordinary verbs at a told time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from comanda.engine.commands import Caller, Verb, execute
from comanda.engine.database import Database
from comanda.engine.tx import Tx
from comanda.kernel.clock import Clock, Instant, system_clock
from comanda.kernel.errors import Refusal, Unavailable
from comanda.kernel.scope import Right, Scope

AT_ONCE = 64
"""Deeds of one commit."""


class ToldClock:
    """Says the moment it was told; what the time is where nobody has told it anything."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.clock = clock
        self.told: int | None = None

    def __call__(self) -> Instant:
        return self.clock() if self.told is None else Instant(self.told)


class AtWork(Struct, frozen=True):
    """The demo acts as one of its own staff or guests."""

    scope: Scope

    def prove(self, tx: Tx) -> Scope:
        return self.scope


class Deed(Struct, frozen=True):
    """One command and its moment in microseconds; `run` finds out for itself what earlier deeds have left to do."""

    at: int
    run: Callable[[Tx], Any]


def act(tx: Tx, scope: Scope, right: Right, verb: Verb, command: Any) -> Any:
    """The whole way of a command, but for its answer, which nobody reads."""
    return execute(tx, Caller(AtWork(scope), right), verb, command, _no_answer, 200).value


def live_through(database: Database, clock: ToldClock, deeds: Iterable[Deed]) -> None:
    """All of one branch, in the order of their moments. What is refused was not done, and life goes on.

    Raises what breaks, and Unavailable.
    """
    before = clock.told
    try:
        for some in _parts(sorted(deeds, key=lambda deed: deed.at)):
            clock.told = some[0].at
            runs = [_told(clock, deed, following) for deed, following in zip(some, [*some[1:], some[-1]], strict=True)]
            for outcome in database.run_batch(runs):
                if isinstance(outcome.error, Unavailable) or not isinstance(outcome.error, Refusal | None):
                    raise outcome.error
    finally:
        clock.told = before


def _told(clock: ToldClock, deed: Deed, following: Deed) -> Callable[[Tx], Any]:
    """The writer reads the clock before each command: it is set to the next one's moment when this one is over."""

    def run(tx: Tx) -> Any:
        try:
            done = deed.run(tx)
        except Refusal:
            clock.told = following.at
            raise
        clock.told = following.at
        return done

    return run


def _parts(deeds: list[Deed]) -> Iterator[list[Deed]]:
    left = iter(deeds)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _no_answer(value: Any, scope: Scope) -> None:
    return None
