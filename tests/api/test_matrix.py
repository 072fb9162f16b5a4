"""Every operation, tried by everybody on what is theirs, the sister's, the rival's and nobody's.

What has to come out follows from the table of rights and from whose the thing is; nothing here names a single route's
answer but where it is peculiar. Every answer on the way is searched for the neighbours' canaries.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from comanda.app import API, ENDPOINTS
from comanda.engine.http.endpoint import Endpoint
from comanda.kernel.scope import RIGHTS, Right, Role
from comanda.orders.values import LineStatus
from tests.api.bodies import NOWHERE
from tests.api.canaries import canary
from tests.api.stage import ROLES, Caller, Stage, Where, has_right, in_a_branch, reaches, segment_of
from tests.api.things import KEPT, OF_A_BRANCH, PLATFORM, SHARED
from tests.served import Server, line

pytestmark = pytest.mark.slow

GUARDED = [one for one in API if one.right is not None]
WITH_AN_ID = [one for one in GUARDED if "{id:str}" in one.path]
WITHOUT = [one for one in GUARDED if "{id:str}" not in one.path]
name_of = lambda one: f"{one.method} {one.path}"  # noqa: E731
PUBLIC = {"sign_in", "take_up", "join", "healthz", "readyz", "read_openapi"}
"""These ask for no sign-in; what they let in is tried in test_sign_in, test_people and test_guest."""
ANYBODY_MAY_LEAVE = {"sign_out"}


STAFF = {Role.MANAGER, Role.CASHIER, Role.KITCHEN}
HOUSE_RULES: list[tuple[str, set[Role]]] = [
    (r"\w+ /api/(organizations|managers|health)\b.*", {Role.ADMIN}),
    (r"\w+ /api/branches\b.*", {Role.ADMIN, Role.MANAGER}),
    (r"(GET|PATCH) /api/organization", {Role.MANAGER}),
    (r"\w+ /api/(staff|reports|tax-rates|availability-windows|product-types|option-groups)\b.*", {Role.MANAGER}),
    (r"\w+ /api/products(/order|/{id}|/{id}/price)?|PATCH /api/options/{id}", {Role.MANAGER}),
    (r"(POST|PUT|PATCH|DELETE) /api/(tables|areas)\b.*", {Role.MANAGER}),
    (r"GET /api/(tables|areas)\b.*", {Role.MANAGER, Role.CASHIER}),
    (r"\w+ /api/(qr-sessions|guests|requests)\b.*", {Role.MANAGER, Role.CASHIER}),
    (r"POST /api/(orders/{id}/confirm|order-lines/{id}/void)", {Role.MANAGER, Role.CASHIER}),
    (r"GET /api/menu|PUT /api/(products|options)/{id}/availability", STAFF),
    (r"GET /api/orders(/{id})?|POST /api/(orders|order-lines)/{id}/(status|step-back)", STAFF),
    (
        r"\w+ /api/kitchen/.*|POST /api/order-lines/{id}/(cannot-make|can-make|acknowledge)",
        {Role.MANAGER, Role.KITCHEN},
    ),
    (r"POST /api/(orders|quotes|orders/{id}/cancel)", {Role.MANAGER, Role.CASHIER, Role.GUEST}),
    (r"\w+ /api/guest/.*", {Role.GUEST}),
    (r"GET /api/events", STAFF | {Role.GUEST}),
    (r"\w+ /api/auth/(me|sign-out)", STAFF | {Role.ADMIN}),
]
"""Which routes are whose, as the table of the house rules says; a new route finds its line here first."""


@pytest.fixture(scope="module")
def stage(shared_server: Server) -> Stage:
    return Stage(shared_server)


def body_of_ours(stage: Stage, caller: Caller, endpoint: Endpoint, thing: str) -> Any:
    """What makes the act succeed on our own thing, where any body of the right shape would not."""
    maker, ours = stage.makers[Where.OWN], stage.server.ours

    def cart() -> Any:
        visit = {} if caller is Caller.GUEST else {"qr_session_id": maker.visit(empty=True)}
        return {**visit, "lines": [line(ours, "Duck")]}

    special: dict[str, Callable[[], Any]] = {
        "confirm_several": lambda: {"order_ids": maker.orders_in(thing)},
        "move_several_lines": lambda: {"lines": [{"line_id": maker.make("order-lines"), "status": "READY"}]},
        "place": cart,
        "price_cart": cart,
    }
    return special[endpoint.operation]() if endpoint.operation in special else None


def thing_of_ours(stage: Stage, caller: Caller, endpoint: Endpoint) -> str:
    maker = stage.makers[Where.OWN]
    if endpoint.path.endswith("/close"):
        return maker.visit(empty=True)
    if caller is Caller.GUEST and endpoint.right is Right.VISIT:
        return stage.device(caller).post("/api/guest/requests", {"kind": "waiter"}).json()["id"]
    if caller is Caller.GUEST and endpoint.right is Right.CANCEL_ORDERS:
        return maker.order(stage.table.id, by=stage.visitor).id
    thing = maker.make(segment_of(endpoint))
    if endpoint.path.endswith("/step-back"):
        ours = stage.server.ours
        ours.move_all(ours.order_now_by_id(thing), LineStatus.READY)
    return thing


def expected(caller: Caller, endpoint: Endpoint, *, there: bool) -> int:
    """Not signed in at this door 401, without the right 403, not there for the caller 404, else the route's success."""
    if endpoint.operation in ANYBODY_MAY_LEAVE:
        return endpoint.status
    of_guests, guest = endpoint.right is Right.VISIT, caller is Caller.GUEST
    if caller is Caller.NOBODY or guest > (endpoint.right in RIGHTS[ROLES[Caller.GUEST]]) or of_guests > guest:
        return 401
    if not has_right(caller, endpoint, RIGHTS):
        return 403
    return endpoint.status if there else 404


def elsewhere_of(segment: str) -> list[Where]:
    """What an organization has, the sister has as well: it is one and the same."""
    return [Where.RIVAL] if segment in SHARED | PLATFORM else [Where.RIVAL, Where.SISTER]


def test_every_operation_stands_in_the_matrix():
    tried = {one.operation for one in GUARDED}

    assert tried | PUBLIC == {one.operation for one in ENDPOINTS}
    assert tried & PUBLIC == set()
    assert {segment_of(one) for one in WITH_AN_ID} == PLATFORM | KEPT | SHARED | OF_A_BRANCH


@pytest.mark.parametrize("endpoint", GUARDED, ids=name_of)
def test_a_route_is_for_those_the_house_rules_name(endpoint: Endpoint):
    route = name_of(endpoint).replace("{id:str}", "{id}")
    named = [roles for routes, roles in HOUSE_RULES if re.fullmatch(routes, route)]

    assert named == [{role for role in Role if endpoint.right in RIGHTS[role]}]


@pytest.mark.parametrize("endpoint", WITH_AN_ID, ids=name_of)
def test_what_is_not_ours_is_not_there_and_what_is_not_allowed_is_not_done(stage: Stage, endpoint: Endpoint):
    segment, wrong = segment_of(endpoint), list[Any]()
    refused = [
        (caller, where)
        for caller in Caller
        for where in (Where.UNKNOWN, *elsewhere_of(segment))
        if expected(caller, endpoint, there=reaches(caller, segment, where)) >= 400
    ]
    refused += [(Caller.GUEST, Where.NEXT)] if has_right(Caller.GUEST, endpoint, RIGHTS) else []
    refused += [(caller, Where.OWN) for caller in Caller if expected(caller, endpoint, there=True) >= 400]
    ours = thing_of_ours(stage, Caller.CASHIER, endpoint)
    unknown = dict[Caller, bytes]()
    with stage.server.ours.nothing_written():
        for caller, where in refused:
            thing = ours if where is Where.OWN else stage.thing(segment, where)
            answer = stage.ask(caller, endpoint, thing)
            same = answer.content == unknown.setdefault(caller, answer.content)
            want = expected(caller, endpoint, there=reaches(caller, segment, where))
            if answer.status_code != want or not same:
                wrong.append((caller, where, answer.status_code, want, answer.text))

    assert wrong == []


@pytest.mark.parametrize("endpoint", WITH_AN_ID, ids=name_of)
def test_what_is_ours_to_do_is_done(stage: Stage, endpoint: Endpoint):
    segment, wrong = segment_of(endpoint), list[Any]()
    for caller in Caller:
        for where in (Where.OWN, *elsewhere_of(segment)):
            if expected(caller, endpoint, there=reaches(caller, segment, where)) >= 400:
                continue
            if where is Where.OWN:
                thing = thing_of_ours(stage, caller, endpoint)
                body = body_of_ours(stage, caller, endpoint, thing)
            else:
                thing = stage.thing(segment, where)
                body = {"name": canary(where.name.lower(), segment)} if endpoint.method == "PATCH" else None
            answer = stage.ask(caller, endpoint, thing, body)
            if answer.status_code != endpoint.status:
                wrong.append((caller, where, answer.status_code, answer.text))

    assert wrong == []


@pytest.mark.parametrize("endpoint", WITHOUT, ids=name_of)
def test_a_route_without_an_id_is_for_those_who_have_the_right(stage: Stage, endpoint: Endpoint):
    shut = [caller for caller in Caller if expected(caller, endpoint, there=True) >= 400]
    with stage.server.ours.nothing_written():
        answers = {caller: stage.ask(caller, endpoint, "") for caller in shut}
    for caller in set(Caller) - set(shut):
        answers[caller] = stage.ask(caller, endpoint, "", body_of_ours(stage, caller, endpoint, ""))

    assert {caller: answer.status_code for caller, answer in answers.items()} == {
        caller: expected(caller, endpoint, there=True) for caller in Caller
    }


@pytest.mark.parametrize("endpoint", [one for one in GUARDED if in_a_branch(one)], ids=name_of)
def test_a_branch_one_does_not_work_in_is_not_there_whatever_is_asked_of_it(stage: Stage, endpoint: Endpoint):
    staff = (Caller.MANAGER, Caller.KEEPER, Caller.CASHIER, Caller.KITCHEN)
    sister, rival = stage.server.sister.branch_id, stage.server.rival.branch_id
    wrong = list[Any]()
    with stage.server.ours.nothing_written():
        for caller in staff:
            unknown = stage.ask(caller, endpoint, NOWHERE, branch_id=NOWHERE)
            foreign = [rival] if caller is Caller.MANAGER else [sister, rival]
            answers = [stage.ask(caller, endpoint, NOWHERE, branch_id=branch_id) for branch_id in foreign]
            if {(one.status_code, one.content) for one in answers} != {(404, unknown.content)}:
                wrong.append((caller, unknown.text, [one.text for one in answers]))

    assert wrong == []
