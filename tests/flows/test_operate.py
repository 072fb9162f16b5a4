"""docs/operate.md is run as it is written, in a folder of its own."""

import re
import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from tests.served import free_port

ROOT = Path(__file__).parents[2]

PROVED = "All is well: 14 events in 4 streams, 1031 rows, 0 bills with 0 payments in 2 branches."


def commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs/operate.md").read_text(), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.slow
def test_what_the_page_says_can_be_typed(tmp_path: Path):
    port, done = free_port(), list[str]()
    for written in commands():
        typed = written.replace("--data house", f"--data {tmp_path}").replace("--port 8000", f"--port {port}")
        if typed == "make install":
            assert re.search(r"^install:", (ROOT / "Makefile").read_text(), re.MULTILINE)
        elif " serve " in typed:
            assert serves(typed, port)
        else:
            ran = subprocess.run(typed, shell=True, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
            assert ran.returncode == 0, f"{written}: {ran.stderr}"
            done.append(ran.stdout.splitlines()[-1])

    assert done[0].startswith("comanda, version ")
    assert done[1:3] == ["you@house.example can sign in as administrator.", "Nothing was written."]
    assert re.fullmatch(r"Imported into organization [0-9a-f-]{36}", done[3])
    assert re.fullmatch(r"platform:[0-9]+:[0-9a-f]{64}", done[4])
    assert done[5:] == [PROVED]


def serves(typed: str, port: int) -> bool:
    with subprocess.Popen(["exec " + typed], shell=True, cwd=ROOT, stdout=subprocess.DEVNULL) as running:
        try:
            for _ in range(100):
                try:
                    return httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).status_code == 200
                except httpx.TransportError:
                    time.sleep(0.1)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(15)
    return False
