"""Dishes with nested questions and included answers, and what the pricing package asks for them.

The server's answers, written down for the client's own arithmetic: `python -m tests.known_prices` writes the file anew,
a test of each side reads it.
"""

import json
import random
from pathlib import Path
from typing import Any

from comanda.kernel.money import Minor
from comanda.pricing.line import Choice, price_line
from comanda.pricing.options import Answer, OptionGroup, asked_groups, check_answers

FILE = Path(__file__).parent / "data" / "known-prices.json"
HOW_MANY = 120
DEEPEST = 4


class Kitchen:
    """Makes dishes and answers up, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._made = 0

    def _id(self, kind: str) -> str:
        self._made += 1
        return f"{kind} {self._made}"

    def group(self, depth: int = 1) -> dict[str, Any]:
        dice = self._dice
        each = dice.choice([1, 1, 2, 3])
        options = [self.option(depth) for _ in range(dice.randint(1, 4))]
        most = dice.choice([None, 1, 2, 4])
        least = dice.randint(0, min(2, len(options) * each, most or 2))
        return {
            "id": self._id("group"), "min": least, "max": most, "max_per_option": each,
            "free_quantity": dice.choice([0, 0, 1, 2]), "options": options,
        }  # fmt: skip

    def option(self, depth: int) -> dict[str, Any]:
        opens = self.group(depth + 1) if depth < DEEPEST and self._dice.random() < 0.25 else None
        return {"id": self._id("option"), "price_delta": self._dice.randint(-150, 400), "opens": opens}

    def dish(self) -> dict[str, Any]:
        groups = [self.group() for _ in range(self._dice.randint(1, 3))]
        return {"price": self._dice.choice([0, 90, 450, 1190]), "option_groups": groups}

    def picks(self, groups: list[dict[str, Any]]) -> dict[str, int]:
        """Any answers within each group's bounds, and those of what they open."""
        found: dict[str, int] = {}
        for group in groups:
            left = group["max"] or 99
            for option in group["options"]:
                times = self._dice.randint(0, min(group["max_per_option"], left))
                left -= times
                if times:
                    found |= {option["id"]: times} | self.picks([option["opens"]] if option["opens"] else [])
        return found


def every_group(groups: list[dict[str, Any]], opener: str | None = None) -> list[tuple[dict[str, Any], str | None]]:
    """Each group with the option that opens it."""
    found: list[tuple[dict[str, Any], str | None]] = []
    for group in groups:
        found.append((group, opener))
        for option in group["options"]:
            if option["opens"]:
                found += every_group([option["opens"]], option["id"])
    return found


def answer_of(dish: dict[str, Any], picks: dict[str, int]) -> dict[str, Any]:
    """What the server says: the unit's price, and the questions that still want an answer."""
    groups = every_group(dish["option_groups"])
    questions = [
        OptionGroup(
            group["id"], group["min"], group["max"], group["max_per_option"],
            frozenset(option["id"] for option in group["options"]), None if opener is None else frozenset({opener}),
        )
        for group, opener in groups
    ]  # fmt: skip
    asked = {question.id for question in asked_groups(questions, picks.keys())}
    choices = [
        Choice(option["id"], group["id"], Minor(option["price_delta"]), picks[option["id"]])
        for group, _ in groups
        for option in group["options"]
        if group["id"] in asked and option["id"] in picks
    ]
    free = {group["id"]: group["free_quantity"] for group, _ in groups if group["free_quantity"]}
    faults = check_answers(questions, [Answer(option_id, times) for option_id, times in picks.items()])
    return {
        "unit": price_line(Minor(dish["price"]), choices, 1, free).unit,
        "missing": sorted(fault.group_id or "" for fault in faults),
    }


def known_prices() -> list[dict[str, Any]]:
    kitchen = Kitchen(seed=2026)
    found: list[dict[str, Any]] = []
    for _ in range(HOW_MANY):
        dish = kitchen.dish()
        picks = kitchen.picks(dish["option_groups"])
        found.append({"dish": dish, "picks": picks, **answer_of(dish, picks)})
    return found


def as_text(cases: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(as_text(known_prices()), encoding="utf-8")
