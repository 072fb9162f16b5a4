"""When something can be had, decided from values alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from comanda.catalog.errors import LineFault
from comanda.catalog.values import Because, Channel, Overlay, Portions, SoldLine, Taking, Window
from comanda.kernel.clock import Instant, from_datetime, local, zone

NO_OVERLAY = Overlay(True, None, Channel.EVERYONE, None)


def is_open(window: Window, moment: datetime) -> bool:
    """`moment` is local. Over midnight, the part after midnight belongs to the day before."""
    minute = moment.hour * 60 + moment.minute
    today, yesterday = moment.weekday(), (moment.weekday() - 1) % 7
    if window.from_minute <= window.to_minute:
        return _on(window, today) and window.from_minute <= minute <= window.to_minute
    return (_on(window, today) and minute >= window.from_minute) or (
        _on(window, yesterday) and minute <= window.to_minute
    )


def _on(window: Window, weekday: int) -> bool:
    return bool(window.weekdays >> weekday & 1)


def unavailable_because(
    offered: bool, overlay: Overlay, windows: Iterable[Window], now: int, zone_name: str, guest: bool
) -> Because | None:
    """None when it can be had now; the first reason in the order people would name them."""
    if not offered:
        return Because.NOT_OFFERED
    switched_off = not overlay.available and (overlay.until is None or now < overlay.until)
    if switched_off and overlay.channel is Channel.EVERYONE:
        return Because.SWITCHED_OFF
    if overlay.remaining == 0:
        return Because.SOLD_OUT
    if any(not is_open(window, local(now, zone_name)) for window in windows):
        return Because.OUTSIDE_HOURS
    if switched_off and guest:
        return Because.STAFF_ONLY
    return None


def portions_of(lines: Sequence[Taking]) -> Portions:
    """What the lines take from the counts: an option counts once for each portion and each of its quantity."""
    taken = Portions({}, {})
    for line in lines:
        if line.counted:
            taken.products[line.product_id] = taken.products.get(line.product_id, 0) + line.quantity
        for option in line.options:
            if option.option_id in line.counted_options:
                portions = line.quantity * option.quantity
                taken.options[option.option_id] = taken.options.get(option.option_id, 0) + portions
    return taken


def beyond_what_is_left(lines: Sequence[SoldLine]) -> list[LineFault]:
    """Lines that together ask for more than is left of something counted, before anything was taken."""
    wanted = portions_of(lines)
    every = {**wanted.products, **wanted.options}
    left = {one: number for line in lines for one, number in line.left.items()}
    short = {one for one, number in every.items() if number > left[one]}
    return [
        LineFault(place, line.product_id, Because.SOLD_OUT, None if one == line.product_id else one, left[one])
        for place, line in enumerate(lines)
        for one in line.left
        if one in short
    ]


def next_change(
    windows: Iterable[Window], untils: Iterable[int | None], now: Instant, zone_name: str
) -> Instant | None:
    """When something next comes or goes by itself: a window opens or has closed, an `until` passes."""
    moments = [until for until in untils if until is not None and until > now]
    for window in windows:
        moments += [edge for edge in _edges(window, now, zone_name) if edge > now]
    return Instant(min(moments)) if moments else None


def opens_at(windows: Iterable[Window], now: Instant, zone_name: str) -> Instant | None:
    """When the closed ones among the windows are all open for the first time within eight days; None when never."""
    closed = [window for window in windows if not is_open(window, local(now, zone_name))]
    openings = [_next_opening(window, now, zone_name) for window in closed]
    known = [opening for opening in openings if opening is not None]
    return Instant(max(known)) if known and len(known) == len(closed) else None


def _next_opening(window: Window, now: int, zone_name: str) -> int | None:
    openings = (
        _at(window.from_minute, days, now, zone_name)
        for days in range(8)
        if _on(window, (local(now, zone_name).weekday() + days) % 7)
    )
    return next((opening for opening in openings if opening > now), None)


def _edges(window: Window, now: int, zone_name: str) -> list[int]:
    """The opening and closing instants around now; a window ends with the end of its last minute."""
    minutes = (window.from_minute, window.to_minute + 1)
    return [_at(minute, days, now, zone_name, fold) for days in (-1, 0, 1) for minute in minutes for fold in (0, 1)]


def _at(minute: int, days: int, now: int, zone_name: str, fold: int = 0) -> int:
    """The instant of a local minute, some days from today; where the clock shows it twice, `fold` says which."""
    here = local(now, zone_name)
    midnight = datetime(here.year, here.month, here.day, tzinfo=zone(zone_name))
    return from_datetime((midnight + timedelta(days=days, minutes=minute)).replace(fold=fold))
