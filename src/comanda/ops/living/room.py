"""How the demo's tables stand: a room is easier to find one's way in than a list."""

from msgspec.structs import replace

from comanda.ops.import_menu.plan import BranchPlan, Plan

STEP = 100
"""The width of a seat on the plan."""
ROUND, SQUARE, LONG = "round", "square", "long"
ROOMS: dict[str, dict[str, tuple[int, int, str]]] = {
    "Mitte": {
        "1": (1, 1, ROUND), "2": (4, 1, SQUARE), "3": (8, 1, SQUARE), "5": (12, 1, ROUND), "9": (16, 1, ROUND),
        "4": (1, 5, LONG), "6": (7, 5, SQUARE), "7": (10, 5, SQUARE), "8": (13, 5, LONG),
        "10": (1, 9, SQUARE), "11": (5, 9, SQUARE), "12": (10, 9, LONG),
        "G1": (1, 1, ROUND), "G2": (4, 1, LONG), "G3": (10, 1, ROUND), "G4": (13, 1, LONG),
        "G5": (1, 5, ROUND), "G6": (4, 5, LONG), "G7": (10, 5, ROUND), "G8": (13, 5, LONG),
    },
    "West": {
        "1": (1, 1, ROUND), "3": (5, 1, ROUND), "5": (9, 1, ROUND), "7": (13, 1, ROUND),
        "2": (2, 6, SQUARE), "4": (7, 6, SQUARE), "6": (12, 6, SQUARE),
    },
}  # fmt: skip
"""By branch and label: steps from the left and from the top of the area, and the shape."""


def drawn(plan: Plan) -> Plan:
    """The same plan with its new tables where they stand."""
    return replace(plan, branches=[_drawn(branch) for branch in plan.branches])


def _drawn(branch: BranchPlan) -> BranchPlan:
    room = ROOMS.get(branch.new.name, {}) if branch.new is not None else {}
    tables = [
        (table_id, label, area, seats, *((found[0] * STEP, found[1] * STEP, found[2]) if found else (x, y, shape)))
        for table_id, label, area, seats, x, y, shape in branch.layout.tables
        for found in [room.get(label)]
    ]
    return replace(branch, layout=replace(branch.layout, tables=tables))
