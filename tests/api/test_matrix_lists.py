"""Lists, pages, streams and spreadsheets of ours never hold a word of the neighbours."""

import json
import re

import msgspec
import pytest

from comanda.app import API, PAGES
from comanda.engine.http.endpoint import Endpoint
from comanda.engine.schema import Words, metadata
from comanda.kernel.scope import RIGHTS
from tests.api.canaries import NOT_FREE, free_texts
from tests.api.stage import Caller, Stage, Where, has_right
from tests.served import Server, line

LISTS = [one for one in API if one.method == "GET" and one.right is not None and "{" not in one.path]
ASKED = (
    {"after": "0"},
    {"status": "OPEN,CONFIRMED,PAID,CANCELLED"},
    {"status": "CLOSED"},
    {"since": "2026-11-01T00:00:00Z"},
    {"date": "2026-11-23"},
    {"limit": "200", "cursor": "0"},
)
"""Whatever widens a list, where the list takes it."""


@pytest.fixture(scope="module")
def stage(shared_server: Server) -> Stage:
    stage = Stage(shared_server)
    stage.makers[Where.OWN].order(stage.table.id, by=stage.visitor)
    stage.makers[Where.OWN].make("requests")
    return stage


def test_every_text_of_the_tables_is_a_canary_or_on_the_written_list():
    plain = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if column.type is Words and not re.fullmatch(r"(\w+_)?id", column.name) and not column.foreign_keys
        if not any(f"{column.name} IN (" in str(getattr(one, "sqltext", "")) for one in table.constraints)
    }
    canaries = {(table.name, name) for table in metadata.sorted_tables for name in free_texts(table)}
    written = {(name, column) for name, columns in NOT_FREE.items() for column in columns}

    assert canaries | written == plain
    assert canaries & written == set()


def test_the_neighbours_are_full_of_canaries(stage: Stage):
    """Or nothing here would prove anything."""
    rival = stage.server.staff(stage.server.rival.manager)
    heard = set[str]()
    for path in ("menu", "orders", "tables", "areas", "branches", "staff", "products", "tax-rates", "reports/day"):
        found = {table for house, table in stage.heard(rival.get(f"/api/{path}").text) if house == "rival"}
        assert found != set(), path
        heard |= found

    assert {"offers", "order_lines", "orders", "tables", "areas", "branches", "staff", "products"} <= heard


@pytest.mark.parametrize("endpoint", LISTS, ids=lambda one: one.path)
def test_no_list_holds_a_word_of_the_neighbours(stage: Stage, endpoint: Endpoint):
    taken = (
        set[str]() if endpoint.query is None else {one.encode_name for one in msgspec.structs.fields(endpoint.query)}
    )
    for caller in Caller:
        if has_right(caller, endpoint, RIGHTS):
            for query in ({}, *(one for one in ASKED if one.keys() <= taken)):
                assert stage.ask(caller, endpoint, "", **query).status_code in (200, 422)


@pytest.mark.parametrize("page", [one for one in PAGES if "{" not in one.path], ids=lambda one: one.path)
def test_no_page_holds_a_word_of_the_neighbours(stage: Stage, page: Endpoint):
    token = stage.server.ours.links.token(stage.server.ours.session(stage.table))
    for caller in Caller:
        assert stage.heard(stage.device(caller).get(f"{page.path}?session={token}&table=1").text) == set()


@pytest.mark.parametrize("caller", [Caller.MANAGER, Caller.KEEPER, Caller.CASHIER, Caller.KITCHEN, Caller.GUEST])
def test_no_frame_tells_of_the_neighbours(stage: Stage, caller: Caller):
    ours, query = stage.server.ours, ""
    if caller is Caller.MANAGER:
        query = f"?branch_id={ours.branch_id}"
    with stage.device(caller).listening(f"{query}{'&' if query else '?'}after=0") as ear:
        for where in (Where.SISTER, Where.RIVAL):
            stage.makers[where].order(stage.things[where]["qr-sessions"])
        mark = stage.server.guest(stage.visitor).order(line(ours, "Duck"))
        stage.device(Caller.CASHIER).post(f"/api/orders/{mark.json()['id']}/confirm")
        frames = [ear.frame()]
        while not _confirms(frames[-1], mark.json()["id"]):
            frames.append(ear.frame())

    assert stage.heard(json.dumps(frames)) == set()


def _confirms(frame: dict[str, object], order_id: str) -> bool:
    return frame.get("kind") == "order.confirmed" and frame.get("entity_id") == order_id
