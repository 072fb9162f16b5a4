"""Each role sees its own app: where signing in leads, what another's page says, how one comes in and is kept out."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.opening import DESKTOP, Opener
from tests.browser.restaurant import ADMIN, CASHIER, KITCHEN, MANAGER, PASSWORD, PLAIN, STAFF_COOKIE, Restaurant
from tests.browser.watching import LEFT, Watch

HOMES = {ADMIN: "/admin", MANAGER: "/manager", CASHIER: "/cashier", KITCHEN: "/kitchen"}
WORKS_IN = {
    ADMIN: {"/admin"},
    MANAGER: {"/manager", "/cashier", "/kitchen"},
    CASHIER: {"/cashier"},
    KITCHEN: {"/kitchen"},
}
NEW_PASSWORD = "a table by the window"
SIX_CHARACTERS = "🔑" * 6
"""Twelve as a browser counts; the server knows better, and what it says stands at the field too."""
Note = Callable[[str, object], None]


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def told_elsewhere(page: Page) -> None:
    expect(page.get_by_text("This page belongs to colleagues with other work.")).to_be_visible()


def add_staff(restaurant: Restaurant, role: str, **more: Any) -> Any:
    """Somebody of whom no other test knows."""
    email = f"{uuid.uuid4().hex[:8]}@mitte.test"
    wish = {"email": email, "name": "Toni Weiss", "role": role, "branch_id": restaurant.branch_id(), **more}
    return restaurant.do("POST", "/api/staff", wish, by=MANAGER)


def add_manager(restaurant: Restaurant, **more: Any) -> Any:
    email = f"{uuid.uuid4().hex[:8]}@house.test"
    wish = {"email": email, "name": "Rosa Klein", "organization_id": restaurant.organization_id, **more}
    return restaurant.do("POST", "/api/managers", wish, by=ADMIN)


# which app


@pytest.mark.parametrize("email", HOMES)
def test_whoever_signs_in_lands_in_the_own_app(opener: Opener, watch: Watch, email: str):
    """Wherever they do it, here at the door of another role's."""
    watch.announce(LEFT)
    page = opener.page("somebody", DESKTOP)
    page.goto("/kitchen" if email == CASHIER else "/cashier")
    sign_in(page, email)
    page.wait_for_url(re.compile(rf"{HOMES[email]}(#.*)?$"))
    page.goto("/")
    page.wait_for_url(re.compile(rf"{HOMES[email]}(#.*)?$"))


@pytest.mark.parametrize("email", HOMES)
def test_another_roles_page_says_so_and_leads_to_the_own(opener: Opener, watch: Watch, email: str):
    watch.announce(LEFT)
    page = opener.app("/invitation", email)
    for path in [path for path in HOMES.values() if path not in WORKS_IN[email]]:
        page.goto(path)
        told_elsewhere(page)
        assert page.locator("a").count() == 0
    page.get_by_role("button", name="To my page").click()
    page.wait_for_url(re.compile(rf"{HOMES[email]}(#.*)?$"))


def test_on_a_shared_device_somebody_else_may_sign_in(opener: Opener, watch: Watch):
    page = opener.app("/kitchen", CASHIER)
    page.get_by_role("button", name="Sign in as somebody else").click()
    sign_in(page, KITCHEN)
    expect(page.get_by_role("button", name="Start in the kitchen")).to_be_visible()


def test_a_manager_goes_to_register_and_kitchen_and_back(opener: Opener, watch: Watch):
    watch.announce(LEFT)
    page = opener.manager(branch="mitte")
    page.get_by_role("link", name="Kitchen").click()
    page.get_by_role("link", name="To my own page").click()
    page.get_by_role("link", name="Kitchen").click()
    page.get_by_role("button", name="Start in the kitchen").click()
    page.get_by_role("contentinfo").get_by_role("link", name="To my own page").click()
    page.get_by_role("link", name="Register", exact=True).click()  # the first steps name it too
    page.get_by_role("navigation", name="Screens").get_by_role("button", name="Mona").click()
    page.get_by_role("link", name="To my own page").click()
    page.wait_for_url(re.compile("/manager(#.*)?$"))


def test_the_register_says_who_works_at_it_before_the_first_tap_and_its_sound_is_a_key_by_itself(opener: Opener):
    page = opener.app("/cashier", CASHIER)
    keys = page.get_by_role("navigation", name="Screens").get_by_role("button")
    expect(keys).to_have_text(["Sound off", "Anna"])
    keys.last.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_have_text(["Sound on", "Anna"])
    keys.first.click()
    page.get_by_role("dialog", name="Sound for new orders").get_by_text("Off").click()
    page.keyboard.press("Escape")
    expect(keys).to_have_text(["Sound off", "Anna"])


def whole_app(restaurant: Restaurant, path: str) -> str:
    """The page and every file that it, or a file of it, names."""
    found, wanted = dict[str, str](), [path]
    while wanted:
        name = wanted.pop()
        found[name] = httpx.get(restaurant.base_url + name, **PLAIN).text
        named = re.findall(r"[\w./-]*?([\w-]+\.(?:js|css))\b", found[name])
        wanted += [f"/assets/{one}" for one in set(named) if f"/assets/{one}" not in {*found, *wanted}]
    return "\n".join(found.values())


@pytest.mark.parametrize(
    ("path", "strange"),
    [("/cashier", ["/kitchen", "/admin"]), ("/admin", ["/kitchen", "/cashier", "/manager"]), ("/kitchen", ["/admin"])],
)
def test_an_app_knows_nothing_of_the_others(restaurant: Restaurant, path: str, strange: list[str]):
    """Not as a link, and nowhere in its scripts; the server alone knows where people belong."""
    code = whole_app(restaurant, path)
    assert len(code) > 20_000
    assert [name for name in strange if re.search(rf"(?<!api){name}\b", code)] == []


@pytest.mark.parametrize(("email", "path"), [(CASHIER, "/cashier"), (ADMIN, "/admin")])
def test_no_page_of_cashier_and_admin_links_to_the_kitchen(opener: Opener, email: str, path: str):
    page = opener.app(path, email)
    page.get_by_role("navigation").first.get_by_role("button").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert re.findall("kitchen", page.content().partition('id="app"')[2].partition("<script")[0], re.IGNORECASE) == []


def test_what_the_door_refuses_is_said_in_the_readers_language(opener: Opener, watch: Watch):
    watch.announce("422 POST /api/auth/sign-in")
    page = opener.page("somebody", DESKTOP, locale="de-DE")
    page.goto("/kitchen")
    page.get_by_label("E-Mail").fill(KITCHEN)
    page.get_by_label("Passwort").fill("x" * 300)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Etwas hier ist nicht so geschrieben, wie es sein muss. Prüfen, dann noch einmal versuchen."
    )


# in by a link


def choose_password(page: Page, password: str) -> None:
    page.get_by_label("Password").fill(password)
    page.get_by_label("The same again").fill(password)
    page.get_by_role("button", name="Set password and go in").click()


def test_by_an_invitation_one_chooses_a_password_and_is_in(opener: Opener, restaurant: Restaurant, watch: Watch):
    """Once; then the link says that it is over, as does one that was replaced. The token is nowhere to be found."""
    watch.announce(LEFT, "(404|410|422) POST /api/auth/invitation")
    invited, replaced = add_staff(restaurant, "kitchen"), add_manager(restaurant)
    restaurant.do("POST", f"/api/managers/{replaced['id']}/invitation", {}, by=ADMIN)
    page = opener.page("toni")
    page.goto(invited["invitation_url"])
    assert page.url == f"{restaurant.base_url}/invitation"
    for refused in ("too short", SIX_CHARACTERS):
        choose_password(page, refused)
        field = page.get_by_label("Password")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile("Please choose at least 12 characters."))
        expect(page.get_by_role("alert")).to_have_count(1)
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("button", name="English").click()
    choose_password(page, NEW_PASSWORD)
    expect(page.get_by_role("button", name="Start in the kitchen")).to_be_visible()
    assert page.evaluate("history.state") is None

    second = opener.page("late")
    for link, words in {
        replaced["invitation_url"]: "This invitation is over: it was used, replaced, or is older than a week.",
        f"{restaurant.base_url}/invitation?token=invented": "This link is not complete",
        invited["invitation_url"]: "This invitation is over: it was used, replaced, or is older than a week.",
    }.items():
        second.goto(link)
        choose_password(second, NEW_PASSWORD)
        expect(second.get_by_text(words)).to_be_visible()
        assert "token" not in second.evaluate("JSON.stringify(history.state)") + second.url
        second.reload()
        expect(second.get_by_text(words)).to_be_visible()
    second.get_by_role("button", name="Sign in").click()
    sign_in(second, invited["email"], NEW_PASSWORD)
    expect(second.get_by_role("button", name="Start in the kitchen")).to_be_visible()


# out at once


def suspend(restaurant: Restaurant, kind: str, person: Any) -> None:
    path, by = f"/api/{kind}/{person['id']}", ADMIN if kind == "managers" else MANAGER
    restaurant.do("PATCH", path, {"active": False}, by=by, version=person["version"])


def sign_out_everywhere(restaurant: Restaurant, kind: str, person: Any) -> None:
    by = ADMIN if kind == "managers" else MANAGER
    answer = restaurant.staff(by=by).post(f"/api/{kind}/{person['id']}/sign-out-everywhere", json={})
    assert answer.status_code == 204


def set_password(restaurant: Restaurant, kind: str, person: Any) -> None:
    path, by = f"/api/{kind}/{person['id']}", ADMIN if kind == "managers" else MANAGER
    restaurant.do("PATCH", path, {"password": NEW_PASSWORD}, by=by, version=person["version"])


@pytest.mark.timed
@pytest.mark.parametrize(
    ("keep_out", "kind", "path"),
    [
        (sign_out_everywhere, "staff", "/kitchen"),
        (set_password, "staff", "/cashier"),
        (suspend, "staff", "/cashier"),
        (sign_out_everywhere, "managers", "/kitchen"),
        (set_password, "managers", "/manager"),
        (suspend, "managers", "/manager"),
    ],
)
def test_whoever_is_kept_out_is_out_within_two_seconds(
    opener: Opener, restaurant: Restaurant, watch: Watch, note: Note, keep_out: Any, kind: str, path: str
):
    """With the page open and nothing touched: the socket says so."""
    watch.announce("401 GET", "WebSocket", LEFT)
    person = (
        add_manager(restaurant, password=PASSWORD)
        if kind == "managers"
        else add_staff(restaurant, path[1:], password=PASSWORD)
    )
    page = opener.app(path, person["email"], branch="mitte")
    if path == "/kitchen":
        page.get_by_role("button", name="Start in the kitchen").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("^Live$"))).to_be_visible()
    secret = next(one.get("value", "") for one in page.context.cookies() if one.get("name") == STAFF_COOKIE)
    newest = next(one for one in listed(restaurant, kind) if one["id"] == person["id"])

    began = time.monotonic()
    keep_out(restaurant, kind, newest)

    cookie = {"Cookie": f"{STAFF_COOKIE}={secret}"}
    assert httpx.get(f"{restaurant.base_url}/api/auth/me", headers=cookie, **PLAIN).status_code == 401
    expect(page.get_by_text("Your sign-in has ended.")).to_be_visible(timeout=2_000)
    note(f"{keep_out.__name__} to sign-in page of {path}, seconds", time.monotonic() - began)


def listed(restaurant: Restaurant, kind: str) -> Any:
    return restaurant.do("GET", f"/api/{kind}", by=ADMIN if kind == "managers" else MANAGER)["items"]
