"""docs/menu-file.md, the schema beside it and the import agree; README is run as it is written."""

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from comanda.catalog.values import ALLERGENS
from comanda.ops.import_menu import shapes
from comanda.ops.import_menu.reading import BadMenu, menu_from, read_menu
from comanda.ops.import_menu.rules import counts_of, remarks_on
from comanda.ops.import_menu.schema import menu_schema, schema_text
from tests.served import free_port

ROOT = Path(__file__).parents[2]
PAGE, EXAMPLE = ROOT / "docs/menu-file.md", ROOT / "docs/menu-example.json"
PARTS = {
    "The file": shapes.MenuFile,
    "`organization`": shapes.MenuOrganization,
    "`branches`": shapes.MenuBranch,
    "`tax_rates`": shapes.MenuTaxRate,
    "`availability_windows`": shapes.MenuWindow,
    "`categories`": shapes.MenuCategory,
    "`option_groups`": shapes.MenuGroup,
    "`options`": shapes.MenuOption,
    "`products`": shapes.MenuProduct,
}


def told_of(part: str) -> tuple[set[str], set[str]]:
    """The fields in the page's table, and those in bold."""
    section = PAGE.read_text().split(f"\n### {part}\n")[1].split("\n### ")[0]
    cells = " ".join(line.split("|")[1] for line in section.splitlines() if line.startswith("| "))
    return set(re.findall(r"`([^`]+)`", cells)), set(re.findall(r"\*\*`([^`]+)`\*\*", cells))


@pytest.mark.parametrize("part", PARTS)
def test_the_page_names_every_field_and_which_must_be_there(part: str):
    fields = msgspec.structs.fields(PARTS[part])

    assert told_of(part) == (
        {field.encode_name for field in fields},
        {field.encode_name for field in fields if field.required},
    )


def test_the_page_names_the_fourteen():
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith("| `allergens` | of the fourteen"))

    assert re.findall(r"`(\w+)`", row.split("|")[2].partition("`[")[0]) == list(ALLERGENS)


def test_the_written_schema_is_what_the_import_reads_by():
    assert (ROOT / "docs/menu-file.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_example_can_be_taken_and_shows_nearly_everything():
    menu = read_menu(EXAMPLE)
    shown = set(re.findall(r'"([$\w]+)":', EXAMPLE.read_text()))

    assert counts_of(menu)["products"] == 5
    assert remarks_on(menu) == ["texts are taken in en, with translations in de"]
    every = {field.encode_name for part in PARTS.values() for field in msgspec.structs.fields(part)}
    assert every - shown == {
        "additives", "available", "counts", "free_quantity", "imitation_crab", "kcal", "old_code",
        "published_price_without_tax", "salt_g", "source",
    }  # fmt: skip


SPOILT: dict[str, tuple[str, Any]] = {
    "no price": ("/products/0/price", None),
    "a price as text": ("/products/0/price", "12.50"),
    "a field nobody knows": ("/products/0/colour", "red"),
    "a kind nobody cooks": ("/option_groups/0/options/0/kind", "maybe"),
    "25 o'clock": ("/availability_windows/0/from", "25:00"),
    "no branch": ("/branches", []),
    "another form": ("/format", "menu-sample/2"),
}


@pytest.mark.parametrize(("pointer", "value"), SPOILT.values(), ids=SPOILT.keys())
def test_what_the_schema_refuses_the_import_refuses_too(pointer: str, value: Any):
    menu = json.loads(EXAMPLE.read_text())
    assert fits(menu, menu_schema())
    *path, last = pointer.strip("/").split("/")
    here = menu
    for part in path:
        here = here[int(part)] if part.isdigit() else here[part]
    here[last] = value

    assert not fits(menu, menu_schema())
    with pytest.raises(BadMenu):
        menu_from(json.dumps(menu).encode())


def fits(value: Any, schema: dict[str, Any], whole: dict[str, Any] | None = None) -> bool:
    """As much of JSON Schema as ours says."""
    whole = whole or schema
    if "$ref" in schema:
        return fits(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole)
    if "anyOf" in schema:
        return any(fits(value, one, whole) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    if type(value) is not kinds[schema["type"]]:
        return False
    if isinstance(value, dict):
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        inside = all(
            fits(one, known[name], whole) if name in known else others is not False for name, one in value.items()
        )
        return inside and set(schema.get("required", ())) <= value.keys()
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(fits(one, schema["items"], whole) for one in value)
    if isinstance(value, str):
        bounds = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return bounds and re.search(schema.get("pattern", ""), value) is not None
    if not isinstance(value, int):
        return True
    return schema.get("minimum", value) <= value <= schema.get("maximum", value)


def blocks_of(page: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text(), re.MULTILINE | re.DOTALL)


def test_every_target_of_make_that_a_page_names_is_there():
    named = re.findall(
        r"^make ([\w-]+)", "\n".join(blocks_of("README.md") + blocks_of("CONTRIBUTING.md")), re.MULTILINE
    )
    there = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert {"demo", "test", "install"} <= set(named) <= there


@pytest.mark.slow
def test_who_follows_readme_signs_in_to_the_restaurant_that_was_imported(tmp_path: Path):
    *_, block = blocks_of("README.md")
    assert "make install\n" in block
    email = re.findall(r"--email (\S+)", block)[0]
    # `exec`: the server is the shell's own process, so that it can be stopped; the password is typed as people do
    typed = block.replace("make install\n", "set -e\n").replace(
        ".venv/bin/comanda serve", "exec .venv/bin/comanda serve"
    )
    port, kept = free_port(), {name: value for name, value in os.environ.items() if not name.startswith("COMANDA_")}
    home = {**kept, "HOME": str(tmp_path), "COMANDA_PORT": str(port)}
    with subprocess.Popen(
        ["sh", "-c", typed], cwd=ROOT, env=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdin is not None
            running.stdin.write("a long password of mine\n")
            running.stdin.close()
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as browser:
                wish = {"email": email, "password": "a long password of mine"}
                signed_in = answered(browser, "/api/auth/sign-in", wish)
                assert signed_in.status_code == 200, signed_in.text
                (house,) = browser.get("/api/organizations").json()["items"]
            assert (house["name"], house["branches"]) == ("Riverside Kitchen", 1)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(20)
        assert running.stdout is not None
        assert "Nobody can sign in" not in running.stdout.read()
    assert (tmp_path / "comanda/comanda.db").exists()


def answered(browser: httpx.Client, path: str, body: Any) -> httpx.Response:
    """As soon as the server is up."""
    until = time.monotonic() + 60
    while True:
        try:
            return browser.post(path, json=body, headers={"Origin": str(browser.base_url).rstrip("/")})
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@pytest.mark.slow
def test_the_commands_of_the_page_can_be_typed(tmp_path: Path):
    (block,) = blocks_of("docs/menu-file.md")
    said = list[str]()
    for line in block.splitlines():
        typed = line.replace("--data house", f"--data {tmp_path}")
        ran = subprocess.run(typed, shell=True, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert ran.returncode == 0, ran.stderr
        said.append(ran.stdout.splitlines()[-1])

    assert said[0] == "Nothing was written."
    assert said[1].startswith("Imported into organization ")


@pytest.mark.slow
def test_who_serves_another_folder_is_told_that_nobody_can_sign_in(tmp_path: Path):
    command = [ROOT / ".venv/bin/comanda", "serve", "--port", str(free_port()), "--data", tmp_path / "other"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(2)]
        running.send_signal(signal.SIGTERM)
        running.wait(20)

    make = f"comanda create-admin --email YOU --data {tmp_path / 'other'}"
    assert lines[1] == f"Nobody can sign in to these data yet. Make an administrator of them: {make}\n"
