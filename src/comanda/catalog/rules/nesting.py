"""Options open further groups, at most four deep and never in a circle."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from comanda.engine.strict import Faults, fault

DEEPEST = 4
"""Questions in a row: a dish's own is the first."""
Opens = Mapping[str, AbstractSet[str]]
"""The groups that the options of each group open."""


def reachable(group_id: str, opens: Opens) -> set[str]:
    """The group itself and whatever its answers may open."""
    found, waiting = set[str](), [group_id]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += opens.get(at, ())
    return found


def asked_by(roots: Sequence[str], opens: Opens) -> set[str]:
    """Every group a dish with these questions may come to ask."""
    return set[str]().union(*(reachable(group_id, opens) for group_id in roots))


def nesting_faults(group_id: str, opened: Sequence[str | None], opens: Opens) -> Faults:
    """`opened`: what the group's options open, in their order; `opens`: all other groups that may be asked."""
    others = {other: groups for other, groups in opens.items() if other != group_id}
    above = _above(group_id, others)
    faults: Faults = []
    for index, opened_id in enumerate(opened):
        if opened_id is None:
            continue
        at = f"/options/{index}/opens_group_id"
        if opened_id != group_id and opened_id not in others:
            faults.append(fault(at, "unknown", "there is no such option group"))
        elif group_id in reachable(opened_id, others) or opened_id == group_id:
            faults.append(fault(at, "cycle", "this group would open itself"))
        elif above + 1 + _below(opened_id, others) > DEEPEST:
            faults.append(fault(at, "too-deep", f"more than {DEEPEST} questions in a row"))
    return faults


def _below(group_id: str, opens: Opens) -> int:
    """Questions in the longest row that begins with this one."""
    return 1 + max((_below(opened, opens) for opened in opens.get(group_id, ())), default=0)


def _above(group_id: str, opens: Opens) -> int:
    """Questions in the longest row that comes before this one."""
    openers = [other for other, opened in opens.items() if group_id in opened]
    return max((1 + _above(opener, opens) for opener in openers), default=0)
