"""The JSON Schema of a menu file, from the very structs that read one."""

import json
from typing import Any

import msgspec

from comanda.ops.import_menu.shapes import FORMAT, MenuFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def menu_schema() -> dict[str, Any]:
    """Shapes alone; what must hold between them (ids that exist, answers that suffice) the import says itself."""
    return {"$schema": DIALECT, "title": FORMAT, **msgspec.json.schema(MenuFile)}


def schema_text() -> str:
    return json.dumps(menu_schema(), indent=2, ensure_ascii=False) + "\n"
