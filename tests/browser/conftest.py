"""Browser tests run in the Chromium that `python -m tests.browser_setup` found; without one they are left out."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser_setup import NOT_FOUND, find_browser

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts it: silent towards the network, and without its sandbox only as root."""
    executable = find_browser()
    if executable is None:
        pytest.skip(NOT_FOUND)
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": executable, "args": [*quiet, *as_root]}
