"""Every list is handed out in pages, which together are the whole list."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from comanda.kernel.cursor import InvalidCursor, page_of
from comanda.kernel.wire import PageQuery
from tests.api.stage import Caller, Stage, Where
from tests.cast import refused
from tests.served import Server


class Thing(NamedTuple):
    id: str


LISTS = {
    "organizations": Caller.ADMIN,
    "organizations/{house}/branches": Caller.ADMIN,
    "branches": Caller.ADMIN,
    "managers": Caller.ADMIN,
    "staff": Caller.MANAGER,
    "tables": Caller.CASHIER,
    "areas": Caller.CASHIER,
    "requests": Caller.CASHIER,
    "qr-sessions": Caller.CASHIER,
    "orders": Caller.CASHIER,
    "orders?status=OPEN,CONFIRMED": Caller.CASHIER,
    "orders?qr_session_id={visit}": Caller.CASHIER,
    "tax-rates": Caller.MANAGER,
    "availability-windows": Caller.MANAGER,
    "product-types": Caller.MANAGER,
    "products": Caller.MANAGER,
    "option-groups": Caller.MANAGER,
    "guest/orders": Caller.GUEST,
    "guest/requests": Caller.GUEST,
}
"""Each with somebody who may read it."""


@pytest.fixture(scope="module")
def stage(shared_server: Server) -> Stage:
    stage = Stage(shared_server)
    ours = stage.makers[Where.OWN]
    for segment in ("organizations", "branches", "managers", "staff", "areas", "availability-windows", "requests"):
        for _ in range(2):
            ours.make(segment)
    guest = stage.device(Caller.GUEST)
    for kind in ("waiter", "water", "bill"):
        guest.post("/api/guest/requests", {"kind": kind})
    for _ in range(3):
        ours.order(stage.table.id, by=stage.visitor)
    return stage


@pytest.mark.parametrize("path", LISTS)
def test_the_pages_of_a_list_are_the_list(stage: Stage, path: str):
    device = stage.device(LISTS[path])
    asked = f"/api/{path}".format(house=stage.server.ours.organization_id, visit=stage.table.id)
    asked += "&" if "?" in asked else "?"
    whole = device.get(f"{asked}limit=200").json()
    pages: list[Any] = [device.get(f"{asked}limit=1").json()]
    while pages[-1]["next"]:
        pages.append(device.get(f"{asked}limit=1&cursor={pages[-1]['next']}").json())

    assert whole["next"] is None
    assert len(whole["items"]) > 1
    assert [item["id"] for page in pages for item in page["items"]] == [item["id"] for item in whole["items"]]
    assert {len(page["items"]) for page in pages} == {1}


@pytest.mark.parametrize("path", [path for path in LISTS if path != "orders"])
def test_a_cursor_that_no_page_gave_is_refused(stage: Stage, path: str):
    asked = f"/api/{path}".format(house=stage.server.ours.organization_id, visit=stage.table.id)
    answer = stage.device(LISTS[path]).get(f"{asked}{'&' if '?' in asked else '?'}cursor=yesterday")

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-cursor")


def walk(*lists: Sequence[Thing]) -> list[str]:
    """What somebody sees who asks for two at a time while the list is another one each time."""
    seen, cursor = list[str](), None
    for things in lists:
        page, cursor = page_of(things, PageQuery(limit=2, cursor=cursor))
        seen += [thing.id for thing in page]
        if cursor is None:
            break
    return seen


def test_a_list_that_changes_meanwhile_is_neither_skipped_nor_repeated():
    things = [Thing(letter) for letter in "abcdef"]

    assert walk(things, things, things) == ["a", "b", "c", "d", "e", "f"]
    assert walk(things, things[1:], things[1:]) == ["a", "b", "c", "d", "e", "f"]
    assert walk(things, [Thing("0"), *things], things) == ["a", "b", "c", "d", "e", "f"]
    assert walk(things, [Thing("a"), *things[2:]], things) == ["a", "b", "c", "d", "e", "f"]
    assert walk([]) == []


@pytest.mark.parametrize("things", [[], [Thing("a")], [Thing("a"), Thing("b"), Thing("c")]])
@pytest.mark.parametrize("cursor", ["2", "0_a", "0_x", "-1_a", "00_b"])
def test_only_what_a_page_gave_is_a_cursor(things: list[Thing], cursor: str):
    with refused(InvalidCursor):
        page_of(things, PageQuery(limit=1, cursor=cursor))
