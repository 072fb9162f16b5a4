"""`comanda demo` as a program of its own: one line when it is ready, and it goes when it is told to."""

import json
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from comanda.cli import settings_of_demo


@pytest.mark.slow
@pytest.mark.parametrize(("more", "settled"), [([], True), (["--empty"], False)], ids=["living", "empty"])
def test_the_demo_serves_what_its_one_line_says(tmp_path: Path, more: list[str], settled: bool):
    command = [sys.executable, "-c", "from comanda.cli import main; main()", "demo", "--port", "0", "--json", *more]
    with subprocess.Popen([*command, "--data", str(tmp_path)], stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            line = json.loads(running.stdout.readline())
            with urllib.request.urlopen(f"{line['base_url']}/readyz", timeout=10) as answer:
                assert json.load(answer) == {"status": "ready"}
            with urllib.request.urlopen(line["qr_url"], timeout=10) as page:
                assert b"Asia-Bistro Sonnenhof" in page.read()
        finally:
            running.send_signal(signal.SIGTERM)
            code = running.wait(15)

    assert code == 0
    people = ("admin", "manager", "cashier", "kitchen")
    assert line.keys() == {"base_url", *people, "qr_url", "branch_id", "organization_id"}
    assert all(line[who].keys() == {"email", "password"} for who in people)
    assert line["qr_url"].startswith(f"{line['base_url']}/user?session=")
    with sqlite3.connect(tmp_path / "comanda.db") as data:
        (bills,) = data.execute("SELECT count(*) FROM bills WHERE status = 'SETTLED'").fetchone()
    assert (bills > 500) is settled


def test_the_bare_house_has_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    folders = [settings_of_demo(None, 8080, None, lan=False, empty=empty).data_dir for empty in (False, True)]
    assert folders == [tmp_path / "data/demo", tmp_path / "data/demo-empty"]
