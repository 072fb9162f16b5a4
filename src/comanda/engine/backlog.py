"""Commands on their way to the writers.

Where a transaction may hold one stream only, commands wait in one line per stream, and a line is worked on by one
writer at a time. Which stream a command writes is known for certain only once its credential is proved, so lines are
chosen by what its sender wrote last, and `admits` corrects a wrong guess.
"""

import asyncio
import heapq
import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any

from comanda.engine.tx import Tx
from comanda.kernel.errors import Unavailable

MOST_WAITING = 2048
"""Commands that may wait at once; more are refused."""
MOST_SENDERS = 20_000
_turn = threading.Lock()


class Work:
    """One command, its future, and whether it has begun: what has not can still be withdrawn."""

    __slots__ = ("_begun", "_withdrawn", "future", "loop", "run", "sender", "tries")

    def __init__(
        self,
        run: Callable[[Tx], Any],
        future: Any,
        loop: asyncio.AbstractEventLoop | None = None,
        sender: Hashable | None = None,
    ) -> None:
        self.run, self.future, self.loop, self.sender = run, future, loop, sender
        """`future` belongs to `loop`, or is a thread-safe one where there is no loop."""
        self.tries = 0
        self._begun = self._withdrawn = False

    def begin(self) -> bool:
        """False when it was withdrawn meanwhile."""
        with _turn:
            self._begun = not self._withdrawn
            return self._begun

    def wait_again(self) -> None:
        """Its transaction was rolled back; it may be withdrawn again."""
        with _turn:
            self._begun = False

    def withdraw(self) -> bool:
        """True when it will never run; False when it has begun, and may be stored."""
        with _turn:
            self._withdrawn = not self._begun
            return self._withdrawn


class Batch:
    """What one writer takes at once: commands of one line."""

    def __init__(self, line: Hashable, works: list[Work]) -> None:
        self.line, self.works = line, works


class Backlog:
    """`by_stream`: one line per stream; else a single line for all."""

    def __init__(self, *, by_stream: bool, most: int = MOST_WAITING) -> None:
        self._by_stream, self._most = by_stream, most
        self._most_in_line = most // 4 if by_stream else most
        self._changed = threading.Condition()
        self._lines: dict[Hashable, deque[Work]] = {}
        """Every line that has work waiting or is being worked on."""
        self._ready: deque[Hashable] = deque()
        self._later: list[tuple[float, int, Hashable]] = []
        """A heap of lines that wait for a moment (monotonic seconds)."""
        self._count, self._order, self._closed = 0, itertools.count(), False
        self._streams: dict[Hashable, str] = {}

    def put(self, work: Work) -> None:
        """Raises Unavailable when too much is waiting already."""
        with self._changed:
            line = self._line_of(work)
            if self._closed or self._count >= self._most or len(self._lines.get(line, ())) >= self._most_in_line:
                raise Unavailable("Too many requests are waiting to be stored.")
            self._append(line, work)

    def take(self, most: int) -> Batch | None:
        """Waits for a line with work; None when closed and empty. Every batch must be given back with `done`."""
        with self._changed:
            while not self._find_ready():
                if self._closed and not self._later:
                    return None
                self._changed.wait(self._later[0][0] - time.monotonic() if self._later else None)
            line = self._ready.popleft()
            waiting = self._lines[line]
            works = [waiting.popleft() for _ in range(min(most, len(waiting)))]
            self._count -= len(works)
            return Batch(line, works)

    def done(self, batch: Batch, again: list[Work], delay: float = 0.0) -> None:
        """Frees the batch's line; `again` goes to its head, and the line rests for `delay` seconds."""
        with self._changed:
            waiting = self._lines[batch.line]
            waiting.extendleft(reversed(again))
            self._count += len(again)
            if not waiting:
                del self._lines[batch.line]
            elif delay:
                heapq.heappush(self._later, (time.monotonic() + delay, next(self._order), batch.line))
            else:
                self._ready.append(batch.line)
            self._changed.notify()

    def admits(self, batch: Batch, stream_id: str) -> bool:
        """Whether the batch may write this stream: it is the batch's own, or nobody has to do with it at the moment."""
        if not self._by_stream or batch.line == stream_id:
            return True
        with self._changed:
            if isinstance(batch.line, str) or stream_id in self._lines:
                return False
            self._lines[stream_id] = self._lines.pop(batch.line)
            batch.line = stream_id
            return True

    def move(self, work: Work, stream_id: str) -> None:
        """To the end of another stream's line."""
        with self._changed:
            self._learn(work, stream_id)
            self._append(stream_id, work)

    def learn(self, work: Work, stream_id: str) -> None:
        """What this sender sends next is expected to write the same stream."""
        if self._by_stream:
            with self._changed:
                self._learn(work, stream_id)

    def close(self) -> None:
        """Takes nothing more; what waits is still worked off."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _line_of(self, work: Work) -> Hashable:
        """A stream's id (a str), or something that is no str: the sender, the command itself."""
        if not self._by_stream:
            return ""
        if work.sender is None:
            return work
        return self._streams.get(work.sender) or ("sender", work.sender)

    def _append(self, line: Hashable, work: Work) -> None:
        self._count += 1
        waiting = self._lines.get(line)
        if waiting is None:
            self._lines[line] = deque([work])
            self._ready.append(line)
            self._changed.notify()
        else:
            waiting.append(work)

    def _learn(self, work: Work, stream_id: str) -> None:
        if work.sender is not None:
            if len(self._streams) >= MOST_SENDERS:
                self._streams.clear()
            self._streams[work.sender] = stream_id

    def _find_ready(self) -> bool:
        while self._later and self._later[0][0] <= time.monotonic():
            self._ready.append(heapq.heappop(self._later)[2])
            self._changed.notify()
        return bool(self._ready)
