"""Time: instants are whole microseconds since the epoch in UTC; a branch lives in its own zone and business day."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from functools import cache, lru_cache
from importlib.resources import files
from typing import NewType
from zoneinfo import ZoneInfo

Instant = NewType("Instant", int)
Clock = Callable[[], Instant]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
DEFAULT_CUTOFF = 4 * 60
"""Minutes after local midnight at which a business day begins (04:00)."""
CLOCKS_DIFFER = MINUTE
"""What lies further ahead than this was noted by a clock that was wrong; less may lie between two machines."""
FAR_AHEAD = 5 * MINUTE
"""How far the last event of a stream may lie in the future before it is said loudly."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DATE.pattern + r"[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")


def system_clock() -> Instant:
    return Instant(time.time_ns() // 1000)


def monotonic_clock() -> Instant:
    """For limits and deadlines: microseconds since some moment, which no change of the system's time sets back."""
    return Instant(time.monotonic_ns() // 1000)


def to_datetime(instant: int) -> datetime:
    return _EPOCH + timedelta(microseconds=instant)


def from_datetime(moment: datetime) -> Instant:
    """Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return Instant((moment - _EPOCH) // timedelta(microseconds=1))


def to_text(instant: int) -> str:
    """RFC 3339 in UTC, `2026-11-22T19:04:05.123456Z`."""
    seconds, micro = divmod(instant, SECOND)
    return f"{_second_text(seconds)}.{micro:06d}Z"


@lru_cache(maxsize=256)
def _second_text(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


def maybe_text(instant: int | None) -> str | None:
    return None if instant is None else to_text(instant)


def from_text(text: str) -> Instant:
    """Reads RFC 3339; raises ValueError for anything else or for a moment without a zone."""
    if _MOMENT.fullmatch(text) is None:
        raise ValueError("a moment is written like 2026-11-22T19:04:05Z")
    return from_datetime(datetime.fromisoformat(text))


def date_from_text(text: str) -> date:
    """Reads `2026-11-22`; raises ValueError for anything else, also for what ISO 8601 would allow."""
    if _DATE.fullmatch(text) is None:
        raise ValueError("a date is written like 2026-11-22")
    return date.fromisoformat(text)


def is_within(span: int, at: int, now: int) -> bool:
    """Whether a moment lies at most `span` microseconds from now.

    One that lies further ahead was noted by a clock that was wrong, and counts as long over.
    """
    return abs(now - at) <= span


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo:
    """Raises ZoneInfoNotFoundError for what is no zone here; what is stored is read, also outside `zone_names`."""
    return ZoneInfo(name)


@cache
def zone_names() -> frozenset[str]:
    """The IANA list, links included, without the machine's own names and without `Factory`, which is no place."""
    listed = files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return frozenset(listed) - {"Factory"}


def listed_zone(name: str) -> str:
    """A zone as browsers know it: what was stored before the list was asked is found in it where that can be."""
    listed = {one.casefold(): one for one in zone_names()} if name not in zone_names() else {}
    return listed.get(name.removeprefix("posix/").removeprefix("right/").casefold(), name)


def local(instant: int, zone_name: str) -> datetime:
    return to_datetime(instant).astimezone(zone(zone_name))


def business_date(instant: int, zone_name: str, cutoff: int = DEFAULT_CUTOFF) -> date:
    """The branch's day: a sale at 02:30 still belongs to yesterday when the day is cut at 04:00.

    A day once begun stays begun, also where the clock goes back over the cutoff.
    """
    day = local(instant, zone_name).date() + timedelta(days=1)
    while instant < _begins(day, zone_name, cutoff):
        day -= timedelta(days=1)
    return day


@lru_cache(maxsize=1024)
def _begins(day: date, zone_name: str, cutoff: int) -> int:
    """When the wall clock first passes the cutoff of that day, or leaps over it."""
    wall = datetime.combine(day, clock_time(cutoff // 60, cutoff % 60), zone(zone_name))
    first, second = (from_datetime(wall.replace(fold=fold)) for fold in (0, 1))
    if first <= second:
        return first
    before, after = second, first  # no clock shows it: the leap lies between, where the offset changes
    offset = local(after, zone_name).utcoffset()
    while after - before > 1:
        between = (before + after) // 2
        before, after = (before, between) if local(between, zone_name).utcoffset() == offset else (between, after)
    return after
