"""Ending the process when it cannot go on; a service manager starts it again."""

import asyncio
import logging
import os
import sys
from typing import Any, NoReturn

SOFTWARE_FAULT = 70
"""Exit status: EX_SOFTWARE of sysexits.h."""
logger = logging.getLogger(__name__)


def end_process(reason: str, error: BaseException | None = None) -> NoReturn:
    """Log why and exit at once with status 70: no request waits for an answer that nobody will give."""
    logger.critical("%s; the process ends and has to be started again", reason, exc_info=error)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(SOFTWARE_FAULT)


def supervise(task: asyncio.Task[Any], name: str) -> None:
    """End the process when a task that should run until it is cancelled ends in any other way."""

    def ended(task: asyncio.Task[Any]) -> None:
        if not task.cancelled():
            end_process(f"{name} stopped", task.exception())

    task.add_done_callback(ended)
