"""Answering those who wait, from a writer's thread."""

import asyncio
import logging
from typing import Any, cast

from comanda.engine.backlog import Work
from comanda.engine.throttled import FaultLog

faults = FaultLog(logging.getLogger(__name__))
Settled = tuple[Work, Any, BaseException | None]
"""A command with its value, or what it raises."""


def settle(settled: list[Settled]) -> None:
    """Wakes each event loop once. A loop that is closed has nobody waiting any more."""
    by_loop: dict[asyncio.AbstractEventLoop | None, list[Settled]] = {}
    for one in settled:
        by_loop.setdefault(one[0].loop, []).append(one)
    for loop, some in by_loop.items():
        if loop is None:
            _answer(some)
            continue
        try:
            loop.call_soon_threadsafe(_answer, some)
        except RuntimeError as error:
            if not loop.is_closed():
                raise
            faults.error("the event loop of a command is closed", error)


def _answer(settled: list[Settled]) -> None:
    for work, value, error in settled:
        if not _still_wanted(work.future):
            continue
        if error is None:
            work.future.set_result(value)
        else:
            work.future.set_exception(error)


def _still_wanted(future: Any) -> bool:
    """A future from another thread must be taken hold of first, or its owner may cancel it meanwhile."""
    if isinstance(future, asyncio.Future):
        return not cast("asyncio.Future[Any]", future).done()
    return bool(future.set_running_or_notify_cancel())
