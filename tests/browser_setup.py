"""Finds the browsers of the tests, or installs them: `python -m tests.browser_setup`.

A Chromium in this order: one on PATH, the one Playwright fetched earlier, Debian's package when we are root, a
download by Playwright. The shell without a window is the same engine for a third less work, so it comes first.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.engines import firefox, webkit

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPLICATIONS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
NOT_FOUND = "no Chromium or Chrome on PATH and none could be installed"


def starts(executable: str) -> bool:
    """A file named chromium may be a stub that only asks for another package."""
    try:
        done = subprocess.run([executable, "--version"], capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find_browser() -> str | None:
    """The path of a browser that starts, or nothing."""
    candidates = [found for name in NAMES if (found := shutil.which(name))]
    candidates += [path for path in (*MAC_APPLICATIONS, fetched_by_playwright()) if Path(path).exists()]
    return next(filter(starts, candidates), None)


def fetched_by_playwright() -> str:
    """Where Playwright keeps its own, there or not."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install_browser() -> None:
    """Try one way after the other, quietly; what came of it is seen by looking again."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        try_command("apt-get", "update")
        for package in NAMES[:2]:
            if find_browser() is None:
                try_command("apt-get", "install", "--yes", "--no-install-recommends", package)
    if find_browser() is None:
        try_command(sys.executable, "-m", "playwright", "install", "chromium")


def install_others() -> None:
    """Firefox and WebKit, in which the main flows are tried too: Debian's, when we are root."""
    for engine in (firefox, webkit):
        if engine.find() is None and os.geteuid() == 0 and shutil.which("apt-get"):
            print(f"Installing {' and '.join(engine.PACKAGES)} for the tests ...", flush=True)
            try_command("apt-get", "update")
            try_command("apt-get", "install", "--yes", "--no-install-recommends", *engine.PACKAGES)
        print(f"Also: {engine.find() or f'left out, {engine.MISSING}'}")


def try_command(*command: str) -> None:
    """Run it for at most ten minutes, with no question asked."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as fault:
        sys.stderr.write(f"{fault}\n")


def main() -> int:
    """Say which browser the tests will drive."""
    browser = find_browser()
    if browser is None:
        print("Installing a browser for the tests ...", flush=True)
        install_browser()
        browser = find_browser()
    print(f"Browser: {browser}" if browser else f"Browser tests are left out: {NOT_FOUND}.")
    install_others()
    return 0


if __name__ == "__main__":
    sys.exit(main())
