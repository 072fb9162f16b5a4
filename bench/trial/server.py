"""The server in a process of its own, which tells how much processor time it has used."""

import multiprocessing
import threading
import time
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from comanda.settings import Settings

READY_WITHIN = 20.0


class ServerProcess:
    """`comanda serve` on the settings' port, from entering to leaving."""

    def __init__(self, settings: Settings) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._asking, answering = spawning.Pipe()
        self._process = spawning.Process(target=_serve, args=(settings, answering), name="server")

    def __enter__(self) -> Self:
        self._process.start()
        if not self._asking.poll(READY_WITHIN):
            self._process.kill()
            raise TimeoutError("the server did not start")
        self._asking.recv()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.terminate()
        self._process.join()

    def cpu_seconds(self) -> float:
        """User and system time of all its threads so far."""
        self._asking.send(None)
        return float(self._asking.recv())


def _serve(settings: Settings, pipe: Connection) -> None:
    from comanda.ops.serve import serve

    def answer() -> None:
        pipe.send("ready")
        threading.Thread(target=_tell_cpu_seconds, args=(pipe,), daemon=True).start()

    serve(settings, answer)


def _tell_cpu_seconds(pipe: Connection) -> None:
    while True:
        try:
            pipe.recv()
        except EOFError:
            return
        pipe.send(time.process_time())
