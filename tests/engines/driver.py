"""What a test can ask of a browser, whatever its engine."""

from typing import Any, Protocol

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""Under this name WebDriver hands an element over."""
PHONE, TABLET, DESKTOP = (390, 844), (1024, 768), (1440, 900)
STARTED = 60
"""Seconds a browser may take to start on a busy machine."""


class NotStarted(Exception):
    """The browser is there, but does not run on this machine."""


class Refused(Exception):
    """The browser's answer to a command that it did not carry out: WebDriver's word for it, and an explanation."""

    def __init__(self, word: str, explanation: str) -> None:
        super().__init__(f"{word}: {explanation}")
        self.word = word


class Driver(Protocol):
    """One window. Every verb raises Refused when the browser does not carry it out."""

    name: str

    def start(self, width: int, height: int, *, dark: bool) -> None:
        """A browser that remembers nothing."""
        ...

    def stop(self) -> None: ...

    def open(self, url: str) -> None: ...

    def reload(self) -> None: ...

    def back(self) -> None: ...

    def run(self, script: str, *given: Any) -> Any:
        """The body of a function, which finds what is given in `arguments`."""
        ...

    def click(self, element: dict[str, str]) -> None: ...

    def type(self, element: dict[str, str], text: str) -> None:
        """Keys, where the cursor is."""
        ...

    def picture(self) -> str:
        """A PNG of what is seen, in base64."""
        ...

    def close(self) -> None: ...
