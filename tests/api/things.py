"""One of everything a path can name, made anew for whoever wants to change it."""

from typing import Any

from comanda.identity.values import StaffRole
from comanda.orders.queries import orders_of
from tests.api.bodies import NUMBERS
from tests.cast import House, Visitor
from tests.served import Device, Server
from tests.world import add_person


class Maker:
    """Makes things of one house through its own people."""

    def __init__(self, server: Server, house: House, name: str) -> None:
        self.server, self.house, self.name = server, house, name

    def make(self, segment: str) -> str:
        """A new thing of the kind a path's first word names."""
        match segment:
            case "organizations":
                return self.house.organization_id
            case "branches":
                return self.house.branch_id
            case "managers":
                return self._person(StaffRole.MANAGER)
            case "staff":
                return self._person(StaffRole.CASHIER)
            case "areas" | "tables":
                return self._floor(segment)
            case "qr-sessions":
                return self.visit()
            case "orders":
                return self.order(self.visit(empty=True)).id
            case "order-lines":
                return self.order(self.visit(empty=True)).lines[0].id
            case "requests" | "guests":
                return self._of_a_guest(segment)
            case _:
                return self._of_the_catalog(segment)

    def visit(self, *, empty: bool = False) -> str:
        """A counter sale, with a confirmed order unless it is to be empty."""
        session = self.house.open_table(None)
        if not empty:
            self.order(session.id)
        return session.id

    def order(self, visit: str, by: Visitor | None = None) -> Any:
        session = self.house.session_by_id(visit)
        return self.house.order(session, self.house.line("Duck", note=self.name), by=by)

    def orders_in(self, visit: str) -> list[str]:
        return [order.id for order in self.house.read(orders_of, [visit])]

    def keeper(self) -> Device:
        return self.server.staff(self.house.manager)

    def _person(self, role: StaffRole) -> str:
        branch_id = None if role is StaffRole.MANAGER else self.house.branch_id
        email = f"{self.name}{next(NUMBERS)}@{self.house.house}.test"
        return add_person(self.house.database, self.house.house, email, role, branch_id).id

    def _floor(self, segment: str) -> str:
        body = {"label": str(next(NUMBERS))} if segment == "tables" else {"name": self.name}
        return self._posted(f"/api/{segment}?branch_id={self.house.branch_id}", body)["id"]

    def _of_a_guest(self, segment: str) -> str:
        visitor = self.house.join(self.house.open_table(None))
        if segment == "guests":
            return visitor.id
        guest = self.server.guest(visitor)
        return guest.post("/api/guest/requests", {"kind": "waiter"}).json()["id"]

    def _of_the_catalog(self, segment: str) -> str:
        named = {"name": self.name}
        match segment:
            case "tax-rates":
                return self._posted("/api/tax-rates", {**named, "rate": "0.05"})["id"]
            case "availability-windows":
                hours = {"weekdays": [1], "from": "11:00", "to": "14:00"}
                return self._posted("/api/availability-windows", {**named, **hours})["id"]
            case "product-types":
                return self._posted("/api/product-types", named)["id"]
            case "products":
                ids = {"product_type_id": self._type(), "tax_rate_id": self.house.tax("7%")}
                return self._posted("/api/products", {**named, "price": 500, **ids})["id"]
            case _:
                group = self._posted("/api/option-groups", {**named, "options": [named, {"name": "Other"}]})
                return group["id"] if segment == "option-groups" else group["options"][0]["id"]

    def _type(self) -> str:
        return self.keeper().get("/api/product-types").json()["items"][0]["id"]

    def _posted(self, path: str, body: Any) -> Any:
        answer = self.keeper().post(path, body)
        assert answer.status_code == 201, answer.text
        return answer.json()


PLATFORM = {"organizations", "managers"}
KEPT = {"branches", "staff"}
"""A manager of the organization keeps those of all its branches, a manager of one branch those of that one."""
SHARED = {"tax-rates", "availability-windows", "product-types", "products", "option-groups", "options"}
"""The organization's: the sister has the very same ones."""
OF_A_BRANCH = {"areas", "tables", "qr-sessions", "orders", "order-lines", "requests", "guests"}
ADMIN_EMAIL = "admin@platform.test"
