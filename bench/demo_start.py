"""How long `comanda demo` takes until it serves: the first start, which tells two weeks of service, a later one, and
what a later one adds when the evening is over and another is told."""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trial.budgets import limits_of

from comanda.kernel.clock import HOUR, Instant, system_clock
from comanda.ops.demo import open_demo
from comanda.settings import read_settings

COMMAND = [sys.executable, "-c", "from comanda.cli import main; main()", "demo", "--port", "0", "--json", "--data"]


def seconds_until_served(folder: Path) -> float:
    begun = time.perf_counter()
    with subprocess.Popen([*COMMAND, str(folder)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        seconds = time.perf_counter() - begun
        running.send_signal(signal.SIGTERM)
        running.wait(15)
    assert line.startswith("{"), "the demo did not start"
    return seconds


def seconds_of_another_evening(folder: Path) -> float:
    settings = read_settings({}, data_dir=folder)
    begun = time.perf_counter()
    open_demo(settings, lambda: Instant(system_clock() + 20 * HOUR))
    return time.perf_counter() - begun


def main() -> None:
    limits, kept = limits_of("demo_start"), True
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        figures = {
            "first": seconds_until_served(folder),
            "later": seconds_until_served(folder),
            "another_evening": seconds_of_another_evening(folder),
        }
    for name, seconds in figures.items():
        most = limits[f"most_seconds_{name}"]
        kept = kept and seconds <= most
        print(f"comanda demo: {name.replace('_', ' '):16} {seconds:6.2f} s (most {most})")
    if not kept:
        sys.exit("a limit of bench/budgets.toml is broken")


if __name__ == "__main__":
    main()
