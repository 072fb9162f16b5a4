"""A token bucket per key, in this process's memory. Counts failures by address, and acts by credential."""

from collections import OrderedDict
from collections.abc import Callable

from comanda.kernel.clock import SECOND
from comanda.kernel.errors import TooMany

KEYS = 50_000


class Limiter:
    """`burst` tries at once, then one more every `seconds`. The oldest keys are forgotten first."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], int]) -> None:
        self.burst, self.refill, self.clock = burst, seconds * SECOND, clock
        self._buckets: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def check(self, key: str) -> None:
        """Raises TooMany when the key has no try left; takes none."""
        left, _ = self._left(key)
        if left < 1:
            raise TooMany(retry_after=max(1, int((1 - left) * self.refill / SECOND) + 1))

    def take(self, key: str) -> None:
        """Raises TooMany, or uses one try up."""
        self.check(key)
        left, now = self._left(key)
        self._buckets[key] = (left - 1, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > KEYS:
            self._buckets.popitem(last=False)

    def forgive(self, key: str) -> None:
        """A success: the key starts afresh."""
        self._buckets.pop(key, None)

    def _left(self, key: str) -> tuple[float, int]:
        now = self.clock()
        left, since = self._buckets.get(key, (float(self.burst), now))
        return min(float(self.burst), left + max(0, now - since) / self.refill), now
