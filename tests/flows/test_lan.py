"""`comanda demo --lan`: phones on this network scan a code in the terminal and are at the table."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import segno

from comanda.cli import lan_address, settings_of_demo
from tests.served import new_key

HALVES = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}
"""Light and dark of the two modules in a letter: the terminal's own colour is the dark one."""


def modules_of(printed: list[str]) -> list[list[bool]]:
    """The dark modules of a code printed in half blocks, without the quiet zone."""
    rows = [row for line in printed for row in zip(*(HALVES[letter] for letter in line), strict=True)]
    dark_rows = [place for place, row in enumerate(rows) if any(row)]
    dark_columns = [place for row in rows for place, dark in enumerate(row) if dark]
    first, last = min(dark_columns), max(dark_columns)
    return [list(row[first : last + 1]) for row in rows[dark_rows[0] : dark_rows[0] + last - first + 1]]


@pytest.mark.slow
def test_a_phone_on_the_network_scans_the_code_and_orders(tmp_path: Path):
    command = [sys.executable, "-c", "from comanda.cli import main; main()", "demo", "--lan", "--empty", "--port", "0"]
    with subprocess.Popen(
        [*command, "--data", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            printed = list[str]()
            while not printed or "Ctrl+C" not in printed[-1]:
                printed.append(running.stdout.readline().rstrip("\n"))
            (link,) = (line.strip() for line in printed if "/user?session=" in line)
            base_url, _, query = link.partition("/user?")
            token = re.fullmatch(r"session=([a-z2-7]{8}-[a-z2-7]{32})&table=.+", query)
            assert token
            origin = {"Origin": base_url}
            with httpx.Client(base_url=base_url, headers=origin, trust_env=False, timeout=10) as phone:
                assert "Asia-Bistro Sonnenhof" in phone.get(f"/user?{query}").text
                joined = phone.post("/api/guest/join", json={"session": token[1]})
                assert (joined.status_code, joined.json()["status"]) == (200, "OPEN")
                assert list(phone.cookies) == ["comanda_guest"]
                menu = phone.get("/api/guest/menu").json()
                dish = next(
                    one for kind in menu["product_types"] for one in kind["products"]
                    if one["available"] and not any(group["required"] for group in one["option_groups"])
                )  # fmt: skip
                body = {"lines": [{"product_id": dish["id"], "quantity": 1, "options": []}]}
                ordered = phone.post("/api/orders", json=body, headers={"Idempotency-Key": new_key()})
                assert (ordered.status_code, ordered.json()["total"]) == (201, dish["price"])
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(15)
        warned = running.stderr.read()

    assert base_url.startswith(f"http://{lan_address()}:")
    assert "serving plain http on 0.0.0.0" in warned
    code = [line for line in printed if line and set(line) <= HALVES.keys() and "█" in line]
    assert modules_of(code) == [[bool(module) for module in row] for row in segno.make(link, error="m").matrix]


def test_without_lan_nobody_else_reaches_the_demo(tmp_path: Path):
    settings = settings_of_demo(None, 8080, tmp_path, lan=False)
    assert (settings.host, settings.base_url) == ("127.0.0.1", "http://127.0.0.1:8080")


def test_on_the_lan_links_name_the_address_others_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("comanda.cli.lan_address", lambda: "10.1.2.3")
    settings = settings_of_demo(None, 8080, tmp_path, lan=True)
    assert (settings.host, settings.base_url, settings.secure) == ("0.0.0.0", "http://10.1.2.3:8080", False)


def test_a_machine_without_a_network_is_its_own(monkeypatch: pytest.MonkeyPatch):
    def no_way(probe: socket.socket, address: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", no_way)
    assert lan_address() == "127.0.0.1"
