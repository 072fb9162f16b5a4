"""What is installed is what was reviewed: every package has a version and a hash, on every platform."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.house import ROOT

PYTHON_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def client_packages() -> dict[str, dict[str, Any]]:
    """The entries of npm's lock but the client itself."""
    packages: dict[str, dict[str, Any]] = json.loads((ROOT / "web/package-lock.json").read_text())["packages"]
    return {name: entry for name, entry in packages.items() if name}


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_with_its_hashes(lock: Path):
    pins = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", lock.read_text(), flags=re.MULTILINE).strip())

    assert [pin for pin in pins if not re.match(r"[a-z0-9-]+==[\w.]+[^\n]* \\\n +--hash=sha256:", pin)] == []


def test_every_client_package_has_its_hash_and_no_address():
    packages = client_packages()

    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_the_client_can_be_built_on_every_platform():
    packages = client_packages()
    wanted = {name for entry in packages.values() for name in entry.get("optionalDependencies", {})}
    there = {name.rpartition("node_modules/")[2] for name in packages}

    assert wanted - there == set()


def test_the_lock_and_the_package_ask_for_the_same():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    to_be_locked = [line for line in (ROOT / "requirements/run.in").read_text().splitlines() if line[0] != "#"]

    assert sorted(to_be_locked) == sorted(name.replace("'", '"') for name in declared)
