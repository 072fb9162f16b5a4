"""Firefox as it is installed, driven over its own Marionette: the commands of WebDriver on a socket."""

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.engines.driver import ELEMENT, STARTED, NotStarted, Refused

NAMES = ("firefox-esr", "firefox")
PACKAGES = ("firefox-esr",)
"""Debian's."""
MISSING = "no Firefox on PATH and none could be installed"
LIKED = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.allow_hijacking_localhost": True,
    "network.proxy.type": 1,
    "remote.active-protocols": 0,
    "services.settings.server": "http://127.0.0.1:9",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.prefersReducedMotion": 1,
}
"""Silent towards the network, everything through the line, and still."""
SET_SCHEME = "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0])"
FORGET = """
const { CLEAR_COOKIES_AND_SITE_DATA, CLEAR_ALL_CACHES } = Ci.nsIClearDataService;
Services.clearData.deleteData(CLEAR_COOKIES_AND_SITE_DATA | CLEAR_ALL_CACHES, { onDataDeleted: arguments[0] });
"""


def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One process for all tests; each `start` is a browser that remembers nothing."""

    name = "firefox"

    def __init__(self, executable: str, folder: Path, proxy_port: int) -> None:
        profile = folder / "profile"
        profile.mkdir()
        liked = LIKED | {
            f"network.proxy.{part}": value
            for scheme in ("http", "ssl")
            for part, value in ((scheme, "127.0.0.1"), (f"{scheme}_port", proxy_port))
        }
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in liked.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        with (folder / "firefox.log").open("wb") as log:
            self._process = subprocess.Popen(
                [executable, "--headless", "--marionette", "-remote-allow-system-access", "--no-remote",
                 "--profile", str(profile)],
                env={**os.environ, "HOME": str(folder), "TZ": "Europe/Berlin", "MOZ_HEADLESS_WIDTH": "1440"},
                stdout=log, stderr=log,
            )  # fmt: skip
        try:
            self._connect(profile)
        except BaseException:
            self.close()
            raise

    def _connect(self, profile: Path) -> None:
        told = profile / "MarionetteActivePort"
        deadline = time.monotonic() + STARTED
        while not told.exists() or not told.read_text():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NotStarted("Firefox did not start")
            time.sleep(0.1)
        self._socket = socket.create_connection(("127.0.0.1", int(told.read_text())), timeout=STARTED)
        self._read, self._number = self._socket.makefile("rb"), 0
        self._receive()
        self._send("WebDriver:NewSession", {})

    def _send(self, command: str, given: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, given]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self._receive()
        assert number == self._number, (number, self._number)
        if error:
            raise Refused(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _receive(self) -> Any:
        size = b""
        while (digit := self._read.read(1)) not in (b":", b""):
            size += digit
        return json.loads(self._read.read(int(size)))

    def _as_the_browser(self, script: str, *given: Any, until_told: bool = False) -> None:
        self._send("Marionette:SetContext", {"value": "chrome"})
        try:
            verb = "WebDriver:ExecuteAsyncScript" if until_told else "WebDriver:ExecuteScript"
            self._send(verb, {"script": script, "args": list(given)})
        finally:
            self._send("Marionette:SetContext", {"value": "content"})

    def start(self, width: int, height: int, *, dark: bool) -> None:
        self._as_the_browser(SET_SCHEME, 0 if dark else 1)
        self._as_the_browser(FORGET, until_told=True)
        self._send("WebDriver:SetWindowRect", {"width": width, "height": height})

    def stop(self) -> None:
        self.open("about:blank")

    def open(self, url: str) -> None:
        self._send("WebDriver:Navigate", {"url": url})

    def reload(self) -> None:
        self._send("WebDriver:Refresh", {})

    def back(self) -> None:
        self._send("WebDriver:Back", {})

    def run(self, script: str, *given: Any) -> Any:
        return self._send("WebDriver:ExecuteScript", {"script": script, "args": list(given)})

    def click(self, element: dict[str, str]) -> None:
        self._send("WebDriver:ElementClick", {"id": element[ELEMENT]})

    def type(self, element: dict[str, str], text: str) -> None:
        self._send("WebDriver:ElementSendKeys", {"id": element[ELEMENT], "text": text})

    def picture(self) -> str:
        return self._send("WebDriver:TakeScreenshot", {"full": False})

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        if hasattr(self, "_socket"):
            self._read.close()
            self._socket.close()
