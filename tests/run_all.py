"""Runs every test, then says plainly what ran and, in one line each, what was left out and why: `make test` ends here.

Browser tests that measure what a person waits for run one at a time and get the machine to themselves; everything else
runs two at once.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests import browser_setup

PARTS = {
    "browser, timed": ["-m", "timed"],
    "browser": ["-m", "browser and not timed", "-n", "2", "--dist", "worksteal"],
    "Firefox and WebKit": ["tests/engines", "-n", "2", "--dist", "worksteal"],
    "faults": ["tests/faults", "-n", "2", "--dist", "worksteal"],
    "unit, rooms, API, flows, architecture": [
        *("-m", "not browser", "--ignore=tests/faults", "--ignore=tests/engines"),
        *("-n", "2", "--dist", "loadscope"),
    ],
}
NO_TESTS = 5  # pytest's exit code when a selection is empty


@dataclass
class Result:
    """What one part came to; `left_out` counts tests by their reason."""

    code: int
    passed: int = 0
    failed: int = 0
    left_out: Counter[str] = field(default_factory=Counter[str])


def run_part(options: list[str]) -> Result:
    """Run pytest on its own and read its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *options]
        code = subprocess.run(command, check=False).returncode
        result = Result(0 if code == NO_TESTS else code)
        if report.exists():
            count(report, result)
    return result


def count(report: Path, result: Result) -> None:
    """Sort the cases of a JUnit report into the result."""
    for case in ElementTree.parse(report).iter("testcase"):
        skipped = case.find("skipped")
        if skipped is not None:
            result.left_out[skipped.get("message", "no reason given")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            result.failed += 1
        else:
            result.passed += 1


def main() -> int:
    """Every part runs, also after a failure in an earlier one."""
    browser_setup.main()
    results: dict[str, Result] = {}
    for name, options in PARTS.items():
        print(f"\n== tests: {name}", flush=True)
        results[name] = run_part(options)

    print("\n== summary")
    left_out: Counter[str] = Counter()
    for name, result in results.items():
        print(f"{name}: {result.passed} passed, {result.failed} failed")
        left_out += result.left_out
    for reason, number in left_out.items():
        print(f"left out: {number} {'test' if number == 1 else 'tests'}: {reason}")
    if not left_out:
        print("left out: nothing")
    broken = any(result.code for result in results.values())
    print("FAILED" if broken else "PASSED")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
