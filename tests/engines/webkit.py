"""WebKitGTK's own small browser on a screen that nobody sees, driven by WebKitWebDriver over http."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx

from tests.engines.driver import ELEMENT, STARTED, NotStarted, Refused

BROWSERS = "/usr/lib"
PACKAGES = ("webkit2gtk-driver", "xvfb")
"""Debian's."""
MISSING = "no WebKitWebDriver with its MiniBrowser and Xvfb, and none could be installed"

CALM = {
    "LANG": "en_GB.UTF-8",
    "LANGUAGE": "en_GB",
    "TZ": "Europe/Berlin",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
}
"""It runs as root too, and shows nothing but our own pages."""


def find() -> str | None:
    """The path of the browser, when all that it needs is there too."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return None
    return next((str(path) for path in sorted(Path(BROWSERS).glob("*/webkit2gtk-4.*/MiniBrowser"))), None)


class Browser:
    """One driver for all tests; each `start` is a process that remembers nothing."""

    name = "webkit"

    def __init__(self, executable: str, folder: Path, proxy_port: int) -> None:
        self._executable, self._proxy_port, self._session = executable, proxy_port, ""
        self._environment = {**os.environ, **CALM, "HOME": str(folder)}
        self._log = (folder / "webkit.log").open("wb")
        self._screen, self._driver = None, None
        try:
            self._environment["DISPLAY"] = f":{self._light_screen()}"
        except BaseException:
            self.close()
            raise

    def _light_screen(self) -> str:
        reader, writer = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
            pass_fds=[writer], stdout=self._log, stderr=self._log,
        )  # fmt: skip
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        if not number:
            raise NotStarted("Xvfb did not start")
        return number

    def start(self, width: int, height: int, *, dark: bool) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self._driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"], env=self._environment, stdout=self._log, stderr=self._log
        )
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=STARTED, verify=False)
        arguments = ["--automation", f"--proxy=http://127.0.0.1:{self._proxy_port}", *(["--dark-mode"] if dark else [])]
        wanted = {"webkitgtk:browserOptions": {"binary": self._executable, "args": arguments}}
        deadline = time.monotonic() + STARTED
        while True:
            try:
                made = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                break
            except httpx.ConnectError:
                if time.monotonic() > deadline:
                    raise NotStarted("WebKitWebDriver did not start") from None
                time.sleep(0.05)
        self._session = f"/session/{made['sessionId']}"
        self._do("window/rect", {"x": 0, "y": 0, "width": width, "height": height})

    def stop(self) -> None:
        if self._session:
            self._send("DELETE", self._session)
            self._session = ""
            self._client.close()
        if self._driver:
            self._driver.terminate()
            self._driver.wait(10)
            self._driver = None

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        value = self._client.request(method, path, json=body).json()["value"]
        if isinstance(value, dict) and "error" in value:
            raise Refused(value["error"], value["message"])
        return value

    def _do(self, verb: str, given: dict[str, Any]) -> Any:
        return self._send("POST", f"{self._session}/{verb}", given)

    def open(self, url: str) -> None:
        self._do("url", {"url": url})

    def reload(self) -> None:
        self._do("refresh", {})

    def back(self) -> None:
        self._do("back", {})

    def run(self, script: str, *given: Any) -> Any:
        return self._do("execute/sync", {"script": script, "args": list(given)})

    def click(self, element: dict[str, str]) -> None:
        self._do(f"element/{element[ELEMENT]}/click", {})

    def type(self, element: dict[str, str], text: str) -> None:
        self._do(f"element/{element[ELEMENT]}/value", {"text": text})

    def picture(self) -> str:
        return self._send("GET", f"{self._session}/screenshot")

    def close(self) -> None:
        self.stop()
        if self._screen:
            self._screen.terminate()
            self._screen.wait(10)
        self._log.close()
