"""Who installs a release gets the built client and needs no Node."""

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, SOURCE

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist of this tree and the wheel made from that sdist; the client is taken as it is built."""
    folder = tmp_path_factory.mktemp("release")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        env={**os.environ, "COMANDA_BUILD_CLIENT": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def client_files() -> set[str]:
    """What `make install` built, as paths below src."""
    return {str(path.relative_to(SOURCE.parent)) for path in (SOURCE / "static").rglob("*") if path.is_file()}


def test_the_wheel_holds_the_package_with_its_client_and_nothing_else(release: Path):
    (wheel,) = release.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {"comanda/static/guest.html", "comanda/static/cashier.html"} <= client_files() <= names
    assert {name.split("/")[0] for name in names} == {"comanda", f"comanda-{version('comanda')}.dist-info"}


def test_the_sdist_holds_the_built_client_and_its_sources(release: Path):
    (sdist,) = release.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {f"src/{name}" for name in client_files()} <= names
    assert {"web/package-lock.json", "web/guest.html", "hatch_build.py", "LICENSE", "Makefile"} <= names
    assert [name for name in names if "node_modules" in name or name.startswith(".venv")] == []
