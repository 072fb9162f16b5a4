"""What the apps weigh, compressed with brotli as they travel, and what the server lets them do."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
from playwright.sync_api import expect

from tests.architecture.house import ROOT
from tests.browser.opening import PHONE, Opener
from tests.browser.restaurant import PLAIN, Restaurant

KB = 1024
LOCK = Path(__file__).parents[2] / "web" / "package-lock.json"
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
STAFF_APPS = ("cashier", "kitchen", "manager", "admin", "invitation")
Note = Callable[[str, object], None]


class Weighed:
    """A page and what it loads, as a browser that speaks brotli gets it."""

    def __init__(self, restaurant: Restaurant, path: str) -> None:
        self._base_url = restaurant.base_url
        self.size, self.text = self.travelling(path)
        self.files = re.findall(r'(?:src|href)="/(assets/[^"]+\.(?:js|css))"', self.text)
        self.styles = re.findall(r"<style>(.*?)</style>", self.text, re.DOTALL)

    def travelling(self, path: str) -> tuple[int, str]:
        """How many bytes go over the wire, and what they say."""
        address = path if path.startswith(self._base_url) else self._base_url + path
        with httpx.stream("GET", address, headers={"Accept-Encoding": "br"}, **PLAIN) as answer:
            assert answer.status_code == 200
            self.policy = answer.headers["content-security-policy"]
            raw, coding = b"".join(answer.iter_raw()), answer.headers.get("content-encoding")
        return len(raw), (brotli.decompress(raw) if coding == "br" else raw).decode()

    def file(self, name: str) -> int:
        return self.travelling(f"/{name}")[0]

    def first_route(self) -> int:
        """Scripts and styles of the first screen, whether they come as files or inside the page."""
        inside = sum(len(brotli.compress(style.encode())) for style in self.styles)
        return inside + sum(map(self.file, self.files))

    def later_parts(self) -> dict[str, int]:
        """What scripts ask for afterwards, each script together with its own styles."""
        parts: dict[str, int] = {}
        for script in (name for name in self.files if name.endswith(".js")):
            _, text = self.travelling(f"/{script}")
            for name in set(re.findall(r"assets/[\w-]+\.(?:js|css)", text)):
                part = name.removeprefix("assets/").partition("-")[0]
                parts[part] = parts.get(part, 0) + self.file(name)
        return parts

    def fetched_with(self, script: str) -> dict[str, set[str]]:
        """The parts this script asks for, each with all files it needs."""
        _, text = self.travelling(f"/{script}")
        listed = re.search(r"__vite__mapDeps.*?=\[(.*?)\]", text)
        files = re.findall(r"assets/[\w-]+\.(?:js|css)", listed[1]) if listed else []
        wanted = re.findall(r"import\(`\./([\w-]+\.js)`\)[^\[]*?__vite__mapDeps\(\[([\d,]+)\]\)", text)
        return {name: {f"assets/{name}", *(files[int(at)] for at in ats.split(","))} for name, ats in wanted}


@pytest.fixture
def link(restaurant: Restaurant) -> str:
    return restaurant.open_table("2")["qr_url"]


def test_the_guests_first_screen_is_light(restaurant: Restaurant, link: str, note: Note):
    page = Weighed(restaurant, link)
    note("guest, first route, bytes", page.first_route())
    note("guest, page with the whole menu, bytes", page.size)
    assert page.text.count('"sku":') == 247
    assert page.first_route() <= 18 * KB
    assert page.size <= 30 * KB


def test_what_a_guest_fetches_later_comes_in_small_parts(restaurant: Restaurant, link: str, note: Note):
    parts = Weighed(restaurant, link).later_parts()
    note("guest, later parts, bytes", parts)
    assert {"tablePart", "choosingPart", "endingPart"} <= parts.keys()
    assert {name: size for name, size in parts.items() if size > 10 * KB} == {}


def test_a_guest_sees_the_menu_after_three_requests_at_most(
    restaurant: Restaurant, link: str, opener: Opener, note: Note
):
    """Everything that comes after them stays on its way for ever, and the menu is there."""
    needed = [link, *(f"{restaurant.base_url}/{name}" for name in Weighed(restaurant, link).files)]
    page = opener.page("guest", PHONE)
    page.route("**/*", lambda route: route.continue_() if route.request.url in needed else opener.held(route))
    page.goto(link, wait_until="commit")
    expect(page.get_by_role("heading", name="Mittagsmenu")).to_be_visible()
    expect(page.get_by_role("button", name="Bamboo", exact=True)).to_be_visible()
    note("guest, requests before the first render", len(needed))
    assert len(needed) <= 3


def test_the_cashiers_app_is_light(restaurant: Restaurant, note: Note):
    page = Weighed(restaurant, "/cashier")
    whole = page.first_route() + sum(page.later_parts().values())
    note("cashier, scripts and styles, bytes", whole)
    assert whole <= 64 * KB


@pytest.mark.parametrize(("app", "budget"), [("kitchen", 32), ("admin", 40)])
def test_the_apps_of_kitchen_and_admin_are_light(restaurant: Restaurant, note: Note, app: str, budget: int):
    page = Weighed(restaurant, f"/{app}")
    whole = page.first_route() + sum(page.later_parts().values())
    note(f"{app}, scripts and styles, bytes", whole)
    assert whole <= budget * KB


def test_the_managers_app_is_light(restaurant: Restaurant, note: Note):
    """Every page by itself; all pages with the reports and the menu's forms; and what comes beside a form, each."""
    page = Weighed(restaurant, "/manager")
    fetched = [page.fetched_with(script) for script in page.files if script.endswith(".js")]
    pages = {name: needed - set(page.files) for later in fetched for name, needed in later.items()}
    later = {name: sum(map(page.file, needed)) for name, needed in pages.items()}
    inner = [page.fetched_with(f"assets/{name}") for name in pages]
    everything = set(page.files).union(*pages.values(), *(needed for one in inner for needed in one.values()))
    whole = sum(map(page.file, everything))
    beside = [page.fetched_with(name) for name in everything if name.startswith("assets/editorPart")]
    extras = {name: sum(map(page.file, needed - everything)) for one in beside for name, needed in one.items()}
    note("manager, heaviest page, all pages, bytes", (page.first_route() + max(later.values()), whole))
    note("manager, beside a form, bytes", extras)
    assert len(later) == 6
    assert page.first_route() + max(later.values()) <= 45 * KB
    assert whole <= 85 * KB
    assert len(extras) == 3
    assert {name: size for name, size in extras.items() if size > 10 * KB} == {}


def test_sides_follow_the_direction_and_never_the_language():
    """Names in another language stand in pages that run from right to left."""
    sheets = list((ROOT / "src/comanda/static/assets").glob("*.css"))
    assert len(sheets) > 10
    assert [sheet.name for sheet in sheets if ":lang(" in sheet.read_text(encoding="utf-8")] == []


def test_the_client_stands_on_few_packages(note: Note):
    """As many as one machine gets; the lock also names the builds of the others."""
    packages: dict[str, Any] = json.loads(LOCK.read_text())["packages"]
    here = {path: one for path, one in packages.items() if path and _is_for_linux(one)}
    running = [path for path, package in here.items() if not package.get("dev")]
    note("npm packages, run-time and all", f"{len(running)} and {len(here)}")
    assert len(running) <= 10, running
    assert len(here) <= 110


def _is_for_linux(package: dict[str, Any]) -> bool:
    wanted = {"os": "linux", "cpu": "x64", "libc": "glibc"}
    return all(value in package.get(name, [value]) for name, value in wanted.items())


def test_a_page_may_do_nothing_it_does_not_need(restaurant: Restaurant, link: str):
    guest, staff = Weighed(restaurant, link), [Weighed(restaurant, f"/{app}") for app in STAFF_APPS]
    assert [_parts(page.policy) for page in staff] == [POLICY] * len(STAFF_APPS)
    hashes = [f"'sha256-{_sha256(style)}'" for style in guest.styles]
    assert len(hashes) == 1
    assert _parts(guest.policy) == POLICY | {"style-src": ["'self'", *hashes]}
    for page in (guest, *staff):
        assert re.findall(r"(?:src|href)=.https?:", page.text) == []
        assert re.findall(r"<[^>]+\s(?:style|on\w+)=", page.text.partition('id="menu"')[0]) == []


def _parts(policy: str) -> dict[str, list[str]]:
    directives = (directive.split() for directive in policy.split(";"))
    return {name: values for name, *values in directives}


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
