"""The three restaurants of the sample menus, imported as an owner would, and used like any house of the tests."""

from pathlib import Path
from typing import Any

import msgspec

from comanda.engine.commands import Caller, SystemProof
from comanda.engine.database import Database
from comanda.identity.actions.people import NewStaff, add_staff
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Right, Role
from comanda.ops.import_menu.carry_out import import_menu
from comanda.ops.import_menu.plan import Plan
from tests.cast import House, Person, StoppedClock

MENUS = Path(__file__).parent / "data/menus"
SAMPLES = ("gb-curry-house", "de-asia-bistro", "jp-family-restaurant")


def sample(name: str) -> Any:
    """The file as plain values, to be looked into or spoilt."""
    return msgspec.json.decode((MENUS / f"{name}.json").read_bytes())


class ImportedHouse(House):
    """A branch whose dishes, options and tables go by the names of its menu file."""

    def __init__(self, database: Database, clock: StoppedClock, plan: Plan, branch: str) -> None:
        branch_id = plan.ids.branches[branch]
        people = [
            hire(database, plan, branch, StaffRole.MANAGER, None),
            hire(database, plan, branch, StaffRole.CASHIER, branch_id),
            hire(database, plan, branch, StaffRole.KITCHEN, branch_id),
        ]
        super().__init__(database, clock, "imported", branch_id, people)
        self.plan, self.file_id, self.organization_id = plan, branch, plan.organization_id

    def dish(self, name: str) -> str:
        return self.plan.ids.products[name]

    def option(self, name: str) -> str:
        """`group/option`."""
        return self.plan.ids.options[name]

    def table(self, label: str) -> str:
        return self.plan.ids.tables[f"{self.file_id}/{label}"]


class Chain:
    """All three menus in one database, each imported on first use."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self.database, self.clock = database, clock
        self._plans: dict[str, Plan] = {}
        self._houses: dict[tuple[str, str], ImportedHouse] = {}

    def plan(self, menu: str) -> Plan:
        if menu not in self._plans:
            self._plans[menu] = import_menu(self.database, MENUS / f"{menu}.json")
        return self._plans[menu]

    def house(self, menu: str, branch: str) -> ImportedHouse:
        if (menu, branch) not in self._houses:
            self._houses[menu, branch] = ImportedHouse(self.database, self.clock, self.plan(menu), branch)
        return self._houses[menu, branch]

    def another_house(self, menu: str, branch: str) -> ImportedHouse:
        """With a log of its own: for a moment that lies before what the others have lived through."""
        return ImportedHouse(self.database, self.clock, import_menu(self.database, MENUS / f"{menu}.json"), branch)


def hire(database: Database, plan: Plan, branch: str, role: StaffRole, branch_id: str | None) -> Person:
    """Somebody who works there and is signed in."""
    email = f"{role}.{branch}@{plan.organization_id}.test"
    caller = Caller(SystemProof(plan.organization_id, "", Role.ADMIN), Right.KEEP_HOUSE)
    new = NewStaff(email, role.value.title(), role, "a hash", plan.organization_id, branch_id)
    staff_id = database.write_now(add_staff, caller, new)
    database.write_now(open_sign_in, caller, OpenSignIn(staff_id, f"secret of {email}", "a hash"))
    return Person(staff_id, email, f"secret of {email}", Role(role))
