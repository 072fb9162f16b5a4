"""The day in one page, to the cent: what was sold in the hours before is there, and it follows by itself."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk, open_desk
from tests.browser.new_house import Pizzeria, new_house, new_pizzeria, write_menu
from tests.browser.opening import Opener
from tests.browser.restaurant import PASSWORD, Restaurant
from tests.browser.watching import LEFT, Watch


@pytest.fixture(scope="session")
def pizzeria(whole_restaurant: Restaurant) -> Pizzeria:
    """Harbour Street has sold to two tables and serves a third; in Old Town nobody has come yet."""
    made = new_pizzeria(whole_restaurant, "Pizzeria Giornata")
    at = f"branch_id={made.house.branch_ids[0]}"
    small = made.choices("Size")["options"][0]["id"]
    for label, guests, method in (("1", 2, "cash"), ("2", 3, "card"), ("3", 1, None)):
        table = made.house.do("POST", f"/api/tables?{at}", {"label": label, "seats": 4})
        session = made.house.do("POST", f"/api/qr-sessions?{at}", {"table_id": table["id"], "guests": guests})
        lines = [
            {"product_id": made.ids["Margherita"], "quantity": guests, "options": [{"option_id": small}]},
            {"product_id": made.ids["Water"], "quantity": 1, "options": []},
        ]
        made.house.do("POST", f"/api/orders?{at}", {"qr_session_id": session["id"], "lines": lines})
        if method:
            made.house.do("POST", f"/api/qr-sessions/{session['id']}/payments?{at}", {"method": method})
    return made


@pytest.fixture
def desk(pizzeria: Pizzeria, opener: Opener) -> Desk:
    return open_desk(opener, "today", email=pizzeria.house.owner)


def figure(paper: Locator, name: str) -> Locator:
    return paper.locator(".figure").filter(has_text=name).locator("dd").first


def rows(paper: Locator, title: str) -> list[str]:
    block = paper.locator(".day-block").filter(has_text=title)
    expect(block.locator("tbody tr").first).to_be_visible()
    return [" ".join(text.split()) for text in block.locator("tbody tr").all_inner_texts()]


def test_every_figure_is_there_to_the_cent(desk: Desk):
    paper = desk.page.get_by_role("article", name="Harbour Street")
    expect(figure(paper, "Sales")).to_have_text("€48.30")
    expect(paper.get_by_text("2 bills")).to_be_visible()
    expect(figure(paper, "Guests")).to_have_text("5")
    expect(figure(paper, "Average")).to_have_text("€24.15")
    expect(figure(paper, "Open tables now")).to_have_text("1")
    expect(paper.get_by_text("€11.40 still to pay")).to_be_visible()
    expect(figure(paper, "Cancelled items")).to_have_text("0")
    assert rows(paper, "How guests paid") == ["Card 1 €28.40", "Cash 1 €19.90"]
    assert rows(paper, "Sold most") == ["Margherita 5 €42.50", "Water 2 €5.80"]
    assert rows(paper, "Tax") == ["MwSt. 7 % €45.14 €3.16"]


def test_branches_stand_side_by_side_and_go_into_a_spreadsheet(desk: Desk, tmp_path: Path):
    desk.tick("All side by side")
    expect(desk.page.get_by_role("heading", name="Harbour Street")).to_be_visible()
    quiet = desk.page.get_by_role("article", name="Old Town")
    expect(figure(quiet, "Sales")).to_have_text("€0.00")
    expect(quiet.get_by_text("Nothing was sold on this day yet.")).to_be_visible()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="As CSV").click()
    file = tmp_path / "day.csv"
    download.value.save_as(file)
    with file.open(newline="", encoding="utf-8-sig") as text:
        table = list(csv.reader(text))
    assert [row[3:] for row in table if row[1:3] == ["Harbour Street", "sales"]] == [["", "2", "48.30", "EUR"]]
    assert [row[3:] for row in table if row[1:3] == ["Old Town", "sales"]] == [["", "0", "0.00", "EUR"]]


def test_a_bill_paid_now_is_counted_by_itself(pizzeria: Pizzeria, desk: Desk):
    paper = desk.page.get_by_role("article", name="Harbour Street")
    expect(figure(paper, "Sales")).to_have_text("€48.30")
    at = f"branch_id={pizzeria.house.branch_ids[0]}"
    [session] = pizzeria.house.do("GET", f"/api/qr-sessions?status=OPEN&{at}")["items"]
    pizzeria.house.do("POST", f"/api/qr-sessions/{session['id']}/payments?{at}", {"method": "card"})
    expect(figure(paper, "Sales")).to_have_text("€59.70")
    expect(figure(paper, "Open tables now")).to_have_text("0")
    desk.button("The day before").click()
    expect(paper.get_by_text("Nothing was sold on this day.", exact=True)).to_be_visible()
    expect(paper.locator(".figure")).to_have_count(4)
    expect(paper.get_by_text("Open tables")).to_have_count(0)
    desk.button("The day after").click()
    expect(figure(paper, "Sales")).to_have_text("€59.70")
    expect(figure(paper, "Open tables now")).to_have_text("0")


def test_who_has_sold_nothing_yet_is_led_to_the_first_bill(whole_restaurant: Restaurant, opener: Opener, watch: Watch):
    watch.announce(LEFT)
    house = new_house(whole_restaurant, "Trattoria Inizio")
    desk = open_desk(opener, "today", email=house.owner)
    steps = desk.page.get_by_role("main").get_by_role("listitem")
    expect(steps).to_have_text(["Write the menu", "Draw the tables", "Add the staff", "Open a table at the register"])
    pizzeria = write_menu(house)
    session = pizzeria.open_table()
    desk.turn_to("Settings")
    desk.turn_to("Today")
    done = [f"{step}: done" for step in ("Write the menu", "Draw the tables", "Open a table at the register")]
    expect(steps).to_have_text([*done[:2], "Add the staff", done[2]])
    desk.page.get_by_role("link", name="Draw the tables: done").click()
    expect(desk.page).to_have_url(re.compile("#/floor$"))

    nora = {"email": "nora@inizio.test", "name": "Nora Lind", "role": "cashier", "branch_id": house.branch_ids[0]}
    house.do("POST", "/api/staff", {**nora, "password": PASSWORD})
    desk.turn_to("Today")
    expect(desk.page.get_by_text("Nothing was sold on this day yet.")).to_be_visible()
    expect(steps).to_have_count(0)
    line = {"product_id": pizzeria.ids["Water"], "quantity": 1, "options": []}
    house.do("POST", "/api/orders", {"qr_session_id": session["id"], "lines": [line]})
    house.do("POST", f"/api/qr-sessions/{session['id']}/payments", {"method": "cash"})
    expect(desk.page.get_by_text("1 bill")).to_be_visible()
    expect(desk.page.get_by_role("link", name="Write the menu")).to_have_count(0)
