"""Whatever is sent, by whomever: no 5xx, and no answer that is not in the contract.

`make test-faults` sends 20,000 requests; the usual run a few hundred, and what was once found.
"""

import os
import sys
from pathlib import Path

import msgspec
import pytest

from comanda.app import API
from tests.architecture.house import ROOT
from tests.fuzzing.requests import Evening, Fault
from tests.served import Device, Server, new_key, serving

CASES = int(os.environ.get("FUZZ_CASES", "400"))
PER_EVENING = 400
FIRST_SEED = int(os.environ.get("FUZZ_SEED", "1"))
SEEDS = range(FIRST_SEED, FIRST_SEED + max(1, CASES // PER_EVENING))


class Tally(msgspec.Struct):
    cases: int = 0
    sent: dict[str, int] = {}
    succeeded: dict[str, int] = {}
    statuses: dict[int, int] = {}


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_request_breaks_the_server_or_the_contract(template: Path, tmp_path: Path, tally: Tally, seed: int):
    with serving(template, tmp_path) as server:
        evening = Evening(server, seed)
        faults = evening.run(PER_EVENING)

    tally.cases += PER_EVENING
    for ours, its in ((tally.sent, evening.sent), (tally.succeeded, evening.succeeded)):
        for name, number in its.items():
            ours[name] = ours.get(name, 0) + number
    for status, number in evening.statuses.items():
        tally.statuses[status] = tally.statuses.get(status, 0) + number
    assert [report(fault) for fault in faults] == []


def report(fault: Fault) -> str:
    return msgspec.json.format(msgspec.json.encode(fault), indent=2).decode()


def test_every_operation_was_tried_and_nearly_every_one_succeeded(tally: Tally, capsys: pytest.CaptureFixture[str]):
    never = sorted({one.operation for one in API} - tally.succeeded.keys())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{tally.cases} generated requests: {dict(sorted(tally.statuses.items()))}, never: {never}\n"
        )
    if CASES < 10_000:
        return
    names = {one.operation for one in API}
    assert tally.sent.keys() == names
    assert len(never) <= 2


# what was found before


class Found(msgspec.Struct):
    """A request that once broke something; `<>` in the body stands for a text many times over, `#` for its number."""

    what: str
    caller: str
    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    slug: str
    repeat: dict[str, str | int] | None = None

    def content(self) -> bytes:
        if self.repeat is None:
            return self.body.encode()
        text, times = str(self.repeat["text"]), int(self.repeat["times"])
        return self.body.replace("<>", ",".join(text.replace("#", str(one)) for one in range(times))).encode()


FOUND = msgspec.json.decode((ROOT / "tests/data/found-requests.json").read_bytes(), type=list[Found])


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.what)
def test_what_was_found_stays_mended(shared_server: Server, found: Found):
    ours = shared_server.ours
    secrets = {"admin": "secret of admin@platform.test", "manager": ours.manager.secret, "cashier": ours.cashier.secret}
    device = shared_server.stranger()
    if found.caller in secrets:
        device = Device(shared_server, {"comanda_staff": secrets[found.caller]})
    visit = ours.open_table(None)
    ours.order(visit, ours.line("Duck"))
    headers = {"Content-Type": "application/json", "Idempotency-Key": new_key(), **found.headers}
    with ours.nothing_written():
        answer = device.http.request(
            found.method,
            found.path.format(organization=ours.organization_id, visit=visit.id),
            content=found.content(),
            headers=[(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        )

    assert (answer.status_code, answer.json()["type"]) == (found.status, f"/problems/{found.slug}")
    assert len(answer.content) <= 32 * 1024
