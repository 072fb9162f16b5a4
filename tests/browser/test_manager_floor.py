"""The floor drawn by a manager: with the mouse, with the keys, and with sixty tables on it."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.inspecting import faults_of
from tests.browser.new_house import NewHouse, new_house
from tests.browser.opening import Opener
from tests.browser.restaurant import Restaurant
from tests.browser.watching import LEFT, Watch

STEP = 100
"""What one step of the grid is on the wire."""


@pytest.fixture(scope="session")
def house(whole_restaurant: Restaurant) -> NewHouse:
    return new_house(whole_restaurant, "Trattoria Piano")


def tables_of(house: NewHouse) -> dict[str, dict[str, Any]]:
    return {table["label"]: table for table in house.do("GET", "/api/tables")["items"]}


def clear(house: NewHouse) -> None:
    for table in tables_of(house).values():
        house.do("DELETE", f"/api/tables/{table['id']}")


@pytest.fixture
def desk(house: NewHouse, opener: Opener) -> Desk:
    clear(house)
    return open_desk(opener, "floor", email=house.owner)


def test_a_floor_begins_with_a_table_and_is_drawn_by_keys_and_mouse(house: NewHouse, desk: Desk):
    expect(desk.page.get_by_text("No table here yet. Add one, or several at once.")).to_be_visible()
    desk.button("Add table").click()
    sheet = desk.dialog("Table 1")
    expect(sheet.get_by_text("It is on the floor already.")).to_be_visible()
    expect(sheet.get_by_label("Number or name")).to_be_focused()
    desk.tick("Round", sheet)
    desk.button("More seats", sheet).click()
    desk.button("Save", sheet).click()
    desk.told("Saved.")
    table = desk.table("1")
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        table.press(key)
    expect(desk.page.get_by_text("Table 1, column 4, row 3")).to_be_attached()
    with desk.page.expect_response(re.compile("/api/tables/layout")):
        pass
    assert _place(house) == {"x": 3 * STEP, "y": 2 * STEP, "seats": 5, "shape": "round"}

    with desk.page.expect_response(re.compile("/api/tables/layout")):
        _drag(desk, table, 5, 2)
    assert _place(house) == {"x": 8 * STEP, "y": 4 * STEP, "seats": 5, "shape": "round"}
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("there", ["people", "back", "/cashier"])
def test_a_table_moved_by_a_key_stays_there_however_soon_one_leaves(
    house: NewHouse, desk: Desk, watch: Watch, there: str
):
    """Sooner than the burst of keys is over, which is saved after 0.7 s."""
    watch.announce(LEFT, "ERR_ABORTED PUT /api/tables/layout")
    desk.button("Add table").click()
    desk.close_sheet()
    desk.turn_to("Staff")
    desk.turn_to("Floor")
    before = _place(house)
    desk.table("1").press("ArrowDown")
    if there == "/cashier":
        desk.page.goto(there)
    else:
        with desk.page.expect_request(re.compile("/api/tables/layout"), timeout=500):
            desk.turn_to("Staff") if there == "people" else desk.page.evaluate("history.back()")
    deadline = time.monotonic() + 2
    while _place(house) == before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _place(house) == {**before, "y": before["y"] + STEP}


def _place(house: NewHouse) -> dict[str, Any]:
    table = tables_of(house)["1"]
    return {field: table[field] for field in ("x", "y", "seats", "shape")}


def _drag(desk: Desk, table: Locator, across: int, down: int) -> None:
    box = table.bounding_box()
    assert box is not None
    cell = desk.page.evaluate("document.querySelector('.canvas').offsetWidth") / 20
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(x + across * cell / 2, y + down * cell / 2, steps=4)
    desk.page.mouse.move(x + across * cell, y + down * cell, steps=4)
    desk.page.mouse.up()


def test_two_tables_never_lie_on_each_other_nor_share_a_number(house: NewHouse, desk: Desk, watch: Watch):
    watch.announce("409 PATCH /api/tables/")
    for label in ("1", "2"):
        desk.button("Add table").click()
        desk.button("Save", desk.dialog(f"Table {label}")).click()
        expect(desk.page.get_by_role("dialog")).to_have_count(0)
    with desk.page.expect_response(re.compile("/api/tables/layout")):
        for _ in range(3):
            desk.table("1").press("ArrowRight")
        expect(desk.page.get_by_text("Table 1, column 3, row 2")).to_be_attached()

    desk.table("2").click()
    sheet = desk.dialog("Table 2")
    sheet.get_by_label("Number or name").fill("1")
    desk.button("Save", sheet).click()
    expect(sheet.get_by_text("Another table is called so.")).to_be_visible()
    expect(sheet.get_by_label("Number or name")).to_have_attribute("aria-invalid", "true")
    sheet.get_by_label("Number or name").fill(" ")
    desk.button("Save", sheet).click()
    expect(sheet.get_by_text("Please give it a name.")).to_be_visible()
    assert sorted(tables_of(house)) == ["1", "2"]
    assert tables_of(house)["1"]["x"] == 2 * STEP


def test_many_tables_are_added_at_once_and_the_first_area_takes_none_of_them(house: NewHouse, desk: Desk, watch: Watch):
    watch.announce(LEFT)
    house.do("POST", "/api/tables", {"label": "T3", "seats": 2, "shape": "square", "x": 0, "y": 0, "area_id": None})
    desk.page.reload()
    expect(desk.table("T3")).to_be_visible()
    desk.button("Add several").click()
    sheet = desk.dialog("Add several tables")
    sheet.get_by_label("How many").fill("0")
    expect(sheet.get_by_text("Please type a number from 1 to 100.")).to_be_visible()
    sheet.get_by_label("How many").fill("12")
    sheet.get_by_label("First number").fill("T1")
    desk.button("More seats", sheet).click()
    desk.button("More seats", sheet).click()
    expect(sheet.get_by_text("They are numbered T1 to T13; numbers in use are left out.")).to_be_visible()
    desk.button("Add 12 tables", sheet).click()
    expect(sheet).to_have_count(0)
    expect(desk.table("T13")).to_be_visible()
    made = tables_of(house)
    assert sorted(made) == sorted(f"T{number}" for number in range(1, 14))
    assert {label: table["seats"] for label, table in made.items() if label != "T3"} == dict.fromkeys(
        (label for label in made if label != "T3"), 6
    )
    assert len({(table["x"], table["y"]) for table in made.values()}) == 13

    desk.button("New area").click()
    area = desk.dialog("New area")
    area.get_by_label("Name of the area").fill("Terrace")
    desk.button("Add the area", area).click()
    expect(desk.page.get_by_text("No table here yet.")).to_be_visible()
    desk.tick("No area")
    desk.table("T1").click()
    desk.dialog("Table T1").get_by_label("Area", exact=True).select_option("Terrace")
    desk.button("Save", desk.dialog("Table T1")).click()
    expect(desk.table("T1")).to_have_count(0)
    expect(desk.table("T2")).to_be_visible()
    [terrace] = house.do("GET", "/api/areas")["items"]
    placed = {label: table["area_id"] for label, table in tables_of(house).items()}
    assert placed == {**dict.fromkeys(placed), "T1": terrace["id"]}
    house.do("DELETE", f"/api/areas/{terrace['id']}")


def test_areas_are_named_filled_and_removed(house: NewHouse, desk: Desk):
    desk.button("Add table").click()
    desk.close_sheet()
    for area in ("Inside", "Terrace"):
        desk.button("New area").click()
        sheet = desk.dialog("New area")
        sheet.get_by_label("Name of the area").fill(area)
        desk.button("Add the area", sheet).click()
        expect(sheet).to_have_count(0)
    desk.tick("Terrace")
    expect(desk.page.get_by_text("No table here yet.")).to_be_visible()
    desk.button("Add table").click()
    desk.close_sheet()
    areas = {area["name"]: area["id"] for area in house.do("GET", "/api/areas")["items"]}
    assert tables_of(house)["2"]["area_id"] == areas["Terrace"]

    desk.button("Change the area Terrace").click()
    desk.button("Remove this area").click()
    desk.button("Remove Terrace; its tables stay").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.tick("No area")
    expect(desk.table("2")).to_be_visible()
    assert [area["name"] for area in house.do("GET", "/api/areas")["items"]] == ["Inside"]
    assert sorted(tables_of(house)) == ["1", "2"]
    house.do("DELETE", f"/api/areas/{areas['Inside']}")


def test_a_table_with_guests_stays_on_the_floor(house: NewHouse, desk: Desk, watch: Watch):
    watch.announce("409 DELETE /api/tables/")
    desk.button("Add table").click()
    desk.close_sheet()
    session = house.do("POST", "/api/qr-sessions", {"table_id": tables_of(house)["1"]["id"]})
    desk.table("1").click()
    sheet = desk.dialog("Table 1")
    desk.button("Take it off the floor", sheet).click()
    desk.button("Take table 1 off the floor", sheet).click()
    expect(sheet.get_by_text("Guests sit at this table. Take it off when they have left.")).to_be_visible()
    house.do("PUT", f"/api/qr-sessions/{session['id']}/close", {})
    desk.button("Take table 1 off the floor", sheet).click()
    expect(desk.page.get_by_text("No table here yet.")).to_be_visible()
    assert tables_of(house) == {}


def test_sixty_tables_stand_clear_of_each_other_and_everybody_can_move_them(
    house: NewHouse, opener: Opener, desk: Desk, watch: Watch
):
    watch.announce(LEFT)
    for number in range(1, 61):
        house.do("POST", "/api/tables", {"label": f"T{number}", "seats": 2 + number % 5})
    desk.page.reload()
    expect(desk.page.get_by_role("list", name="Tables").get_by_role("button")).to_have_count(60)
    boxes = desk.page.evaluate(
        "[...document.querySelectorAll('.on-floor')].map(one => one.getBoundingClientRect().toJSON())"
    )
    assert [one for at, one in enumerate(boxes) if any(_overlap(one, other) for other in boxes[at + 1 :])] == []
    assert faults_of(desk.page) == []
    with desk.page.expect_response(re.compile("/api/tables/layout")) as saved:
        desk.table("T60").press("ArrowDown")
    assert len(saved.value.json()["items"]) == 60


def _overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    apart_x = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
    apart_y = one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
    return not (apart_x or apart_y)


def test_a_long_name_stays_inside_its_table(house: NewHouse, desk: Desk, watch: Watch):
    watch.announce(LEFT)
    new = {"seats": 4, "shape": "round", "x": STEP, "y": STEP}
    house.do("POST", "/api/tables", {**new, "label": "Window seat"})
    house.do("POST", "/api/tables", {**new, "label": "Conservatory", "x": 5 * STEP})
    desk.page.reload()
    for label in ("Window seat", "Conservatory"):
        table = desk.table(label)
        outer, inner = table.bounding_box(), table.locator("b").bounding_box()
        assert outer is not None
        assert inner is not None
        assert outer["x"] <= inner["x"]
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        assert inner["height"] < outer["height"] / 2
