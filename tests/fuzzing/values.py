"""Values made at random from a JSON schema of the contract: mostly as it asks for, sometimes not."""

import re
from random import Random
from typing import Any

from tests.cast import PASSWORD

ODD_TEXTS = [
    "", " ", "\n", "\t", "\x00", "\x07", "²", "١", "\u202eevil", "\u2066x", "🙂" * 40, "é" * 301, "a" * 5000, "%", "%s",
    "' OR 1=1 --", '"', "\\", "null", "0", "-1", "1e999", "..", "../../etc/passwd", "<script>", "{{7*7}}", "${x}",
    "2026-02-30", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", "24:00", "2026-11-23T12:00:00.999999999999Z",
]  # fmt: skip
ODD_VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 10**12, 10**12 + 1, -(10**12) - 1, 2**63, 2**64, 10**30, 1.0, 0.5, -0.0, 1e308, [], {},
    [[]], [None], {"": {}}, "1", "true",
]  # fmt: skip
PLAIN_TEXTS = [
    "x", "Tea", "no chili", "09:30", "17:00", "2026-11-23", "2026-11-24T12:00:00Z", "de", "en", "DE", "EUR", "0.07",
    "gluten", "milk", "round", "cashier", "kitchen", "manager", "guest", "someone@house.test", "kitchen-2",
]  # fmt: skip


class Values:
    """`pool` holds what earlier answers gave, by the name of the field it stood in."""

    def __init__(self, random: Random, schemas: dict[str, Any], pool: dict[str, list[Any]], odd: float) -> None:
        self.random, self.schemas, self.pool, self.odd = random, schemas, pool, odd

    def value(self, schema: dict[str, Any], name: str = "", depth: int = 0) -> Any:
        """One that fits, but for a share `odd` of all places."""
        schema = self.resolved(schema)
        if self.random.random() < self.odd:
            return self.random.choice(ODD_VALUES if self.random.random() < 0.6 else ODD_TEXTS)
        if "anyOf" in schema:
            return self.value(self.random.choice(schema["anyOf"]), name, depth)
        if "enum" in schema or "const" in schema:
            return self.random.choice(schema.get("enum") or [schema["const"]])
        match schema.get("type"):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, name, depth)
            case "string":
                return self._text(schema, name)
            case "integer" | "number":
                return self._number(schema, name)
            case "boolean":
                return self.random.random() < 0.5
            case _:
                return None

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def known(self, name: str) -> Any:
        """Something of that name that is there, newest ones preferred; None when there is nothing."""
        found = self.pool.get(name)
        if not found:
            return None
        return self.random.choice(found[-5:] if self.random.random() < 0.7 else found)

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        wanted = set(schema.get("required", ()))
        likely = 0.4 if depth < 3 else 0.1
        made = {
            name: self.value(inner, name, depth + 1)
            for name, inner in schema.get("properties", {}).items()
            if name in wanted or self.random.random() < likely
        }
        if isinstance(schema.get("additionalProperties"), dict):
            for name in self.random.sample(["de", "en", "fr", "x-y", "DE", ""], self.random.randint(0, 3)):
                made[name] = self.value(schema["additionalProperties"], name, depth + 1)
        if self.random.random() < self.odd:
            made[self.random.choice([*ODD_TEXTS[:20], "price", "total", "status"])] = self.random.choice(ODD_VALUES)
        return made

    def _array(self, schema: dict[str, Any], name: str, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.value(item, name, depth + 1) for item in schema["prefixItems"]]
        least, most = schema.get("minItems", 0), schema.get("maxItems", 10)
        length = self.random.randint(least, max(least, min(most, 3)))
        if self.random.random() < self.odd:
            length = self.random.choice([0, most, most + 1])
        made = [self.value(schema["items"], name, depth + 1) for _ in range(min(length, 70))]
        return made + made[:1] * (length - len(made))

    def _text(self, schema: dict[str, Any], name: str) -> str:
        known = self.known(name)
        if known is not None and self.random.random() < 0.85:
            return str(known)
        if "format" in schema:
            return f"0192f000-0000-7000-8000-{self.random.getrandbits(48):012x}"
        least, most = schema.get("minLength", 0), schema.get("maxLength", 40)
        if name in ("password", "secret"):
            return self.random.choice([PASSWORD, PASSWORD, "x" * least, "x" * most])
        texts = [*PLAIN_TEXTS, f"n{self.random.getrandbits(30)}", f"n{self.random.getrandbits(30)}@house.test"]
        texts += ["x" * least, "x" * most]
        pattern = schema.get("pattern", "")
        fitting = [text for text in texts if least <= len(text) <= most and re.search(pattern, text)]
        listed = re.fullmatch(r"\^\(([\w|-]+)\)\$.*", pattern)
        return self.random.choice(listed[1].split("|") if listed else fitting or ["x"])

    def _number(self, schema: dict[str, Any], name: str) -> int:
        known = self.known(name)
        if known is not None and self.random.random() < 0.5:
            return known
        least, most = schema.get("minimum", -5), schema.get("maximum", 1000)
        return self.random.choice([least, most, self.random.randint(least, most), min(most, max(least, 1))])
