"""Which of the things in the house a menu file means, also where several share a name. Nothing is guessed.

Products and options are found by keys, the closest first. What products refer to (rates, hours, sections, groups)
is found by its name and by evidence: what it holds, and which products use it.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from msgspec import Struct

from comanda.catalog.values import Row

Wanted = TypeVar("Wanted")
Pairs = tuple[list[Row | None], list[int]]
"""For each thing wanted the row that is meant, None for a new one; and the places of those that could be several."""


class Round(Struct, frozen=True):
    """Pairs what has the same key on both sides; None is no key.

    `twins`: where several have it nothing tells them apart, and any order will do. `alone`: only what no other thing
    shares the key with, in the whole file and the whole house.
    """

    of_wanted: Callable[[Any], Any]
    of_row: Callable[[Row], Any]
    twins: bool = False
    alone: bool = False


class Evidence(Struct, frozen=True):
    """What speaks for one thing being another: what it holds, and who uses it (ids of the house)."""

    name: str
    holds: AbstractSet[Any]
    users: AbstractSet[str]

    def speaks_for(self, other: "Evidence") -> float:
        """0 where they have a name in common and nothing else."""
        if self == other:
            return 4
        if not (self.holds or self.users) or not (other.holds or other.users):
            return 0.1
        return 2 * _shared(self.holds, other.holds) + _shared(self.users, other.users)


def pair_by_keys(
    wanted: Sequence[Wanted], there: Iterable[Row], rounds: Sequence[Round], alike: Callable[[Any, Row], bool]
) -> Pairs:
    """`alike`: the row may be this one; where such a row is left over, it is unclear whether it is."""
    rows: dict[str, Row] = {row["id"]: row for row in there}
    everything = dict(rows)
    found: list[Row | None] = [None] * len(wanted)
    for one in rounds:
        left = {place for place, row in enumerate(found) if row is None}
        places: dict[Any, list[int]] = _by_key(
            list(range(len(wanted))) if one.alone else list(left), wanted, one.of_wanted
        )
        keyed = _by_key(list(everything if one.alone else rows), everything, one.of_row)
        for key, here in places.items():
            same: list[str] = keyed.get(key, [])
            if one.twins or (len(here), len(same)) == (1, 1):
                for place, row_id in zip(here, same, strict=False):
                    if place in left and row_id in rows and alike(wanted[place], rows[row_id]):
                        found[place] = rows.pop(row_id)
    unclear = [
        place
        for place, one in enumerate(wanted)
        if found[place] is None and any(alike(one, row) for row in rows.values())
    ]
    return found, unclear


def pair_by_evidence(wanted: Sequence[Evidence], there: Sequence[tuple[Row, Evidence]]) -> Pairs:
    """Rows of another name are never meant; where nothing but the name agrees, the thing is new."""
    found: list[Row | None] = [None] * len(wanted)
    unclear = list[int]()
    cells = [
        (score, place, at)
        for place, one in enumerate(wanted)
        for at, (_, other) in enumerate(there)
        if one.name == other.name and (score := one.speaks_for(other)) > 0
    ]
    taken = set[int]()
    for score, place, at in sorted(cells, key=lambda cell: (-cell[0], cell[1], cell[2])):
        if found[place] is not None or place in unclear or at in taken:
            continue
        rivals = [
            (other, row)
            for value, other, row in cells
            if value == score and (other == place) != (row == at) and found[other] is None and row not in taken
        ]
        if all(wanted[other] == wanted[place] and there[row][1] == there[at][1] for other, row in rivals):
            found[place] = there[at][0]
            taken.add(at)
        else:
            unclear.append(place)
    return found, unclear


def _by_key(places: Iterable[Any], things: Any, key_of: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    keyed: dict[Any, list[Any]] = {}
    for place in places:
        if (key := key_of(things[place])) is not None:
            keyed.setdefault(key, []).append(place)
    return keyed


def _shared(one: AbstractSet[Any], other: AbstractSet[Any]) -> float:
    return len(one & other) / len(one | other) if one or other else 0
