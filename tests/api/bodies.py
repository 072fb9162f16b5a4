"""A body of the right shape for every route that takes one, with the ids of one house in it."""

from collections.abc import Callable
from itertools import count
from typing import Any

from comanda.engine.http.endpoint import Endpoint
from tests.cast import House
from tests.menu import known_id
from tests.served import line

NOWHERE = "0192f000-0000-7000-8000-000000000000"
"""An id nobody has."""
PASSWORD = "a long enough password"
NUMBERS = count(100)
"""For labels and addresses that may not come twice."""


def kind_of(house: House, name: str) -> str:
    return known_id(house.house, "type", name)


def dish(house: House) -> dict[str, Any]:
    ids = {"product_type_id": kind_of(house, "Food"), "tax_rate_id": house.tax("7%")}
    return {"name": "Pancake", "price": 500, "option_group_ids": [house.group("Size")], **ids}


BODIES: dict[str, Callable[[House], Any]] = {
    "AreaIn": lambda _: {"name": "Terrace"},
    "Because": lambda _: {"reason": "x"},
    "ChangeArea": lambda _: {"name": "Garden"},
    "ChangeBranch": lambda _: {"name": "Harbour"},
    "ChangeOption": lambda _: {"name": "Two eggs"},
    "ChangeOptionGroup": lambda _: {"name": "How large"},
    "ChangeOrganization": lambda _: {"name": "Harbour"},
    "ChangeManager": lambda _: {"name": "Kim"},
    "ChangeProduct": lambda _: {"name": "Pancake"},
    "ChangeProductType": lambda _: {"name": "Sweets"},
    "ChangeStaff": lambda _: {"name": "Kim"},
    "ChangeOwnOrganization": lambda _: {},
    "ChangeTable": lambda _: {"label": str(next(NUMBERS))},
    "ChangeTaxRate": lambda _: {"name": "Reduced"},
    "ChangeWindow": lambda _: {"name": "Noon"},
    "ConfirmOrder": lambda _: {},
    "ConfirmOrders": lambda _: {"order_ids": [NOWHERE]},
    "DraftIn": lambda _: {"device": NOWHERE, "items": 2},
    "Join": lambda _: {"session": "aaaaaaaa-nonsense"},
    "MoveLinesIn": lambda _: {"lines": [{"line_id": NOWHERE, "status": "READY"}]},
    "MoveTo": lambda _: {"status": "READY"},
    "NewBranchIn": lambda _: {"name": "Harbour"},
    "NewManager": lambda house: {
        "email": f"new{next(NUMBERS)}@house.test", "name": "Kim", "organization_id": house.organization_id,
        "password": PASSWORD,
    },
    "NewOptionGroup": lambda _: {"name": "Sides", "options": [{"name": "Rice"}]},
    "NewOrganizationIn": lambda _: {"name": "Harbour"},
    "NewProduct": dish,
    "NewProductType": lambda house: {"name": "Sweets", "option_group_ids": [house.group("Extras")]},
    "NewSession": lambda _: {"table_id": None},
    "NewStaffIn": lambda house: {
        "email": f"new{next(NUMBERS)}@house.test", "name": "Kim", "role": "cashier", "branch_id": house.branch_id,
        "password": PASSWORD,
    },
    "NewTaxRate": lambda _: {"name": "Reduced", "rate": "0.05"},
    "NewWindow": lambda _: {"name": "Noon", "weekdays": [1], "from": "11:00", "to": "14:00"},
    "OrderProducts": lambda house: {"product_type_id": kind_of(house, "Food"), "ids": []},
    "OrderTypes": lambda _: {"ids": []},
    "PlaceOrder": lambda house: {"qr_session_id": NOWHERE, "lines": [line(house, "Duck")]},
    "Places": lambda house: {"tables": [{"id": house.table("5"), "x": 1, "y": 1, "area_id": None}]},
    "RemoveDevice": lambda _: {},
    "RequestIn": lambda _: {"kind": "waiter"},
    "SetAvailability": lambda _: {"available": False},
    "SetLimits": lambda _: {"devices": 14},
    "SetOrdering": lambda _: {"locked": True},
    "SetPrice": lambda _: {"price": 700},
    "SignIn": lambda _: {"email": "nobody@house.test", "password": PASSWORD},
    "TableIn": lambda _: {"label": str(next(NUMBERS))},
    "VoidLine": lambda _: {"reason": "x"},
    "TakePayment": lambda _: {"method": "cash"},
    "TakeUpInvitation": lambda _: {"token": "nonsense", "password": PASSWORD},
}  # fmt: skip


def body_for(endpoint: Endpoint, house: House) -> Any:
    """None where the route takes no body."""
    return None if endpoint.takes is None else BODIES[endpoint.takes.__name__](house)
