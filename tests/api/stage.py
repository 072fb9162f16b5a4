"""Three busy restaurants on one server, and everybody who may knock at the doors of ours."""

from enum import StrEnum
from typing import Any

import httpx

from comanda.engine.http.endpoint import Endpoint
from comanda.identity.actions.sign_ins import OpenSignIn, open_sign_in
from comanda.identity.errors import BranchRequired
from comanda.identity.queries import STAFF_BY_EMAIL
from comanda.identity.values import StaffRole
from comanda.kernel.scope import Right, Role
from tests.api.bodies import NOWHERE, body_for
from tests.api.canaries import canary, found_in, plant
from tests.api.things import KEPT, OF_A_BRANCH, PLATFORM, SHARED, Maker
from tests.cast import run
from tests.served import Device, Server, new_key
from tests.world import add_person


class Caller(StrEnum):
    ADMIN = "the platform's admin"
    MANAGER = "the organization's manager"
    KEEPER = "the branch's manager"
    CASHIER = "cashier"
    KITCHEN = "kitchen"
    GUEST = "guest"
    NOBODY = "nobody"


class Where(StrEnum):
    OWN = "own"
    NEXT = "next table"
    SISTER = "other branch"
    RIVAL = "other organization"
    UNKNOWN = "unknown"


STRANGE = (Where.SISTER, Where.RIVAL)
ROLES = {
    Caller.ADMIN: Role.ADMIN,
    Caller.MANAGER: Role.MANAGER,
    Caller.KEEPER: Role.MANAGER,
    Caller.CASHIER: Role.CASHIER,
    Caller.KITCHEN: Role.KITCHEN,
    Caller.GUEST: Role.GUEST,
}
"""Nobody has none."""
OF_THE_HOUSE = {Right.EDIT_CATALOG, Right.EDIT_SETTINGS}
"""What a manager does to the organization's catalog is answered with the names of the branches it reaches."""


def segment_of(endpoint: Endpoint) -> str:
    """What the path is about: `orders` of /api/orders/{id}/confirm."""
    return endpoint.path.removeprefix("/api/").removeprefix("guest/").partition("/")[0]


def in_a_branch(endpoint: Endpoint) -> bool:
    """Acts in one branch, which several may have to be chosen from."""
    return BranchRequired in endpoint.refuses


class Stage:
    """Ours, the sister and the rival after a busy hour; every text of the other two is a canary."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.houses = {Where.OWN: server.ours, Where.SISTER: server.sister, Where.RIVAL: server.rival}
        self.makers = {
            where: Maker(server, self.houses[where], canary(where.name.lower(), "made")) for where in STRANGE
        }
        self.makers[Where.OWN] = Maker(server, server.ours, "Spare")
        self.table = server.ours.open_table("1")
        self.visitor = server.ours.join(self.table)
        house = server.ours
        keeper = add_person(house.database, "ours", "keeper@ours.test", StaffRole.MANAGER, house.branch_id)
        self.secrets = {
            Caller.ADMIN: "secret of admin@platform.test",
            Caller.MANAGER: house.manager.secret,
            Caller.KEEPER: keeper.secret,
            Caller.CASHIER: house.cashier.secret,
            Caller.KITCHEN: house.kitchen.secret,
        }
        self.things = {where: self._busy_hour(where) for where in STRANGE}
        self.ids = {
            thing: (where.name.lower(), segment.replace("-", "_"))
            for where in STRANGE
            for segment, thing in self.things[where].items()
        }
        self.things[Where.NEXT] = {segment: self.makers[Where.OWN].make(segment) for segment in ("orders", "requests")}

    def _busy_hour(self, where: Where) -> dict[str, str]:
        """One of everything, with money and requests; texts planted before become lines and facts of the log."""
        house, maker, whole = self.houses[where], self.makers[where], where is Where.RIVAL
        plant(house.database, house, where.name.lower(), whole=whole)
        segments = PLATFORM | KEPT | SHARED | OF_A_BRANCH if whole else KEPT | OF_A_BRANCH
        things = {segment: maker.make(segment) for segment in sorted(segments)}
        table = house.open_table("5")
        guest = house.join(table)
        maker.order(table.id, by=guest)
        paid = house.session_by_id(maker.visit())
        house.pay(paid)
        house.switch("Fried Noodles", available=False)
        plant(house.database, house, where.name.lower(), whole=whole)
        return things

    def thing(self, segment: str, where: Where) -> str:
        """Ours is a new one each time."""
        if where is Where.OWN:
            return self.makers[where].make(segment)
        return NOWHERE if where is Where.UNKNOWN else self.things[where][segment]

    def device(self, caller: Caller) -> Device:
        match caller:
            case Caller.NOBODY:
                return self.server.stranger()
            case Caller.GUEST:
                return self.server.guest(self.visitor)
            case _:
                return Device(self.server, {"comanda_staff": self.secrets[caller]})

    def about_to_leave(self, caller: Caller) -> Device:
        """A sign-in of its own for a caller who is going to end it."""
        if caller in (Caller.NOBODY, Caller.GUEST):
            return self.device(caller)
        email = {Caller.ADMIN: "admin@platform.test", Caller.KEEPER: "keeper@ours.test"}.get(
            caller, f"{ROLES[caller]}@ours.test"
        )
        database = self.server.ours.database
        row = database.look_now(lambda tx: tx.one(STAFF_BY_EMAIL, email=email))
        run(database, open_sign_in, OpenSignIn(row.id, f"last of {email}", row.password_hash))
        return Device(self.server, {"comanda_staff": f"last of {email}"})

    def ask(self, caller: Caller, endpoint: Endpoint, thing: str, body: Any = None, **query: str) -> httpx.Response:
        """One request, whose answer holds no canary the caller may not hear."""
        device = self.about_to_leave(caller) if endpoint.operation == "sign_out" else self.device(caller)
        if in_a_branch(endpoint) and caller is Caller.MANAGER:
            query = {"branch_id": self.server.ours.branch_id, **query}
        wish = body if body is not None else body_for(endpoint, self.server.ours)
        headers = {"Idempotency-Key": new_key(), "If-Match": f'"{self.version(endpoint, thing)}"'}
        path = endpoint.path.replace("{id:str}", thing)
        answer = device.http.request(endpoint.method, path, params=query, json=wish, headers=headers)
        said = answer.request.content.decode()
        assert (caller, endpoint, self.heard(answer.text, said) - self.may_hear(caller, endpoint)) == (
            caller, endpoint, set(),
        )  # fmt: skip
        return answer

    def heard(self, text: str, said: str = "") -> set[tuple[str, str]]:
        """Whose texts and ids are in there, and of what; an id that the caller said first is only repeated."""
        return found_in(text) | {whose for one, whose in self.ids.items() if one in text and one not in said}

    def version(self, endpoint: Endpoint, thing: str) -> int:
        """New things are in their first version; houses were there before."""
        segment = segment_of(endpoint)
        if segment == "organization":
            return self.device(Caller.MANAGER).get("/api/organization").json()["version"]
        if endpoint.method != "PATCH" or segment not in ("organizations", "branches"):
            return 1
        known = self.device(Caller.ADMIN).get(f"/api/{segment}/{thing}")
        return known.json()["version"] if known.status_code == 200 else 1

    def may_hear(self, caller: Caller, endpoint: Endpoint) -> set[tuple[str, str]]:
        """The neighbours' texts that are the caller's business."""
        platform = {"organizations", "branches", "managers", "staff", "made"}
        if caller is Caller.ADMIN:
            return {(house, table) for house in ("sister", "rival") for table in platform}
        if caller is Caller.MANAGER and not in_a_branch(endpoint):
            return {("sister", name) for name in ("branches", "staff", "made", "order_lines", "bill_taxes")}
        if caller is Caller.KEEPER and endpoint.right in OF_THE_HOUSE:
            return {("sister", "branches")}
        return set()


def has_right(caller: Caller, endpoint: Endpoint, rights: dict[Role, frozenset[Right]]) -> bool:
    return caller in ROLES and endpoint.right in rights[ROLES[caller]]


def reaches(caller: Caller, segment: str, where: Where) -> bool:
    """Whether a thing of there is the caller's to act on, if the right is."""
    if where not in STRANGE:
        return where is Where.OWN
    if caller is Caller.ADMIN:
        return segment in PLATFORM | KEPT
    return caller is Caller.MANAGER and segment in KEPT and where is Where.SISTER
