"""Token buckets per key, in this process's memory, measured by a clock that never steps back."""

from collections.abc import Callable, Hashable

from comanda.kernel.clock import SECOND, monotonic_clock
from comanda.kernel.errors import TooMany

KEYS = 50_000
"""Buckets kept one per key; beyond that, keys without a bucket share `SHARED` ones."""
SHARED = 1_024


class Limiter:
    """`burst` tries at once, then one more every `seconds`.

    A bucket is the microsecond at which it is full again. Only full buckets are dropped, so that no number of other
    keys gives a key its tries back.
    """

    def __init__(self, burst: int, seconds: float, clock: Callable[[], int] = monotonic_clock) -> None:
        self._every, self._clock = int(seconds * SECOND), clock
        self._whole = burst * self._every
        self._full_at: dict[Hashable, int] = {}
        self._swept_at: int | None = None

    def take(self, key: str) -> None:
        """Raises TooMany, or uses one try up."""
        now = self._clock()
        bucket = self._bucket(key, now)
        self._full_at[bucket] = self._taken(self._full_at.get(bucket, now), now)

    def due_in(self, key: str, longest: float) -> float:
        """Uses one try up, and never refuses: the seconds to wait for it, at most `longest`."""
        now = self._clock()
        bucket = self._bucket(key, now)
        after = max(self._full_at.get(bucket, now), now) + self._every
        self._full_at[bucket] = min(after, now + self._whole + int(longest * SECOND))
        return max(0, self._full_at[bucket] - now - self._whole) / SECOND

    def give_back(self, key: str) -> None:
        """Undoes one `take`."""
        bucket = self._bucket(key, self._clock())
        if bucket in self._full_at:
            self._full_at[bucket] -= self._every

    def __len__(self) -> int:
        """How many buckets are held."""
        return len(self._full_at)

    def _taken(self, full_at: int, now: int) -> int:
        """When the bucket is full after one more try. Raises TooMany."""
        after = max(full_at, now) + self._every
        if (too_early := after - now - self._whole) > 0:
            raise TooMany(retry_after=max(1, too_early // SECOND + 1))
        return after

    def _bucket(self, key: str, now: int) -> Hashable:
        """The key itself, or the number of a shared bucket while every place is taken by one that is not full."""
        if key in self._full_at or len(self._full_at) < KEYS:
            return key
        if self._swept_at is None or now - self._swept_at >= SECOND:
            self._swept_at = now
            self._full_at = {one: full_at for one, full_at in self._full_at.items() if full_at > now}
        return key if len(self._full_at) < KEYS else hash(key) % SHARED
