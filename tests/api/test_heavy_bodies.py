"""A body of 256 KiB costs the event loop little and is answered shortly, whatever is in it and whoever sends it."""

import time
from collections.abc import Callable

import msgspec
import pytest
from msgspec import Struct

from comanda.app import API
from comanda.engine.http.decoding import decode
from comanda.engine.http.endpoint import Endpoint
from comanda.engine.http.problems import InvalidBody, problem_text
from comanda.engine.strict import fault
from comanda.identity.schemas import SignIn
from comanda.kernel.scope import Right
from comanda.orders.schemas import PlaceOrder
from tests.api.bodies import NOWHERE
from tests.heavy import LIMIT, OF_ANY_SHAPE, filled, numbered, of_shape
from tests.menu import known_id
from tests.served import Server, new_key

pytestmark = pytest.mark.slow

SHAPES = sorted({one.takes for one in API if one.takes is not None}, key=lambda shape: shape.__name__)
TAKING = [one for one in API if one.takes is not None]
MOST_SECONDS = 0.05
MOST_BYTES = 32 * 1024


def cost(act: Callable[[], object]) -> float:
    """Seconds of this thread; the least of three, for what others do on this machine is not its own."""
    times: list[float] = []
    while len(times) < 3 and (not times or min(times) > MOST_SECONDS / 2):
        start = time.thread_time()
        act()
        times.append(time.thread_time() - start)
    return min(times)


def refusal_of(body: bytes, shape: type[Struct]) -> InvalidBody | None:
    try:
        decode(body, shape)
    except InvalidBody as refusal:
        return refusal
    return None


def wrong_with(what: str, body: bytes, shape: type[Struct]) -> str | None:
    """What is too dear about it."""
    assert len(body) <= LIMIT
    refusal = refusal_of(body, shape)
    if refusal is None:
        return f"{what} was taken"
    answer = problem_text(refusal)
    if len(answer) > MOST_BYTES or len(refusal.errors) > 50:
        return f"{what} is answered with {len(refusal.errors)} faults, {len(answer)} bytes"
    seconds = cost(lambda: refusal_of(body, shape))
    return f"{what} takes {seconds * 1000:.0f} ms" if seconds > MOST_SECONDS else None


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_heavy_body_is_refused_at_once_and_shortly(shape: type[Struct]):
    bodies = {**OF_ANY_SHAPE, **dict(of_shape(shape))}
    bodies.pop("blanks")  # an empty object is a fine body for some

    assert [wrong for what, body in bodies.items() if (wrong := wrong_with(what, body, shape))] == []


def test_a_list_that_is_too_long_is_one_fault():
    refusal = refusal_of(filled('{"lines":[', "{}", "]}"), PlaceOrder)

    assert refusal is not None
    assert refusal.errors == [
        {"pointer": "/lines", "code": "wrong-length", "detail": "Expected `array` of length <= 60"}
    ]
    assert refusal.facts().keys() == {"errors"}


def test_the_first_fifty_faults_keep_their_places_and_it_is_said_that_there_are_more():
    wrong = b'{"lines":[' + b",".join([b'{"product_id":"x","quantity":0}'] * 60) + b"]}"
    refusal = refusal_of(wrong, PlaceOrder)

    assert refusal is not None
    assert [one["pointer"] for one in refusal.errors] == [f"/lines/{index}/quantity" for index in range(50)]
    assert msgspec.json.decode(problem_text(refusal))["truncated"] is True


def test_fifty_faults_are_all_there_is():
    names = ",".join(f'"field {number}":1' for number in range(48))
    refusal = refusal_of(f"{{{names}}}".encode(), SignIn)

    assert refusal is not None
    assert len(refusal.errors) == 50
    assert refusal.truncated is None


def test_a_name_nobody_would_choose_is_cut_and_an_odd_one_is_kept():
    body = msgspec.json.encode({"lines": [], "a/b~c": 1, "x" * 200: 1, "service": "y" * 500})
    refusal = refusal_of(body, PlaceOrder)

    assert refusal is not None
    assert [one["pointer"] for one in refusal.errors] == ["/a~1b~0c", f"/{'x' * 64}…", "/lines", "/service"]
    assert refusal.errors[-1]["detail"] == "must be dine_in or takeaway"
    assert len(fault("/service", "unknown-value", "y" * 500)["detail"]) == 200


ID = "0192f000-0000-7000-8000-0000000{}"
LINE = '{{"product_id":"{}","quantity":1,"options":[{}]}}'
FULL_LINE = LINE.format(NOWHERE, ",".join(f'{{"option_id":"{ID.format(number)}"}}' for number in range(10_000, 10_060)))
LARGE_BUT_FINE: dict[str, bytes] = {
    "sixty lines of sixty answers": b'{"lines":[' + b",".join([FULL_LINE.encode()] * 60) + b"]}",
    "one field again and again": filled("{", '"note":""', f',"lines":[{FULL_LINE}]}}'),
    "answers again and again": filled(
        '{"lines":[{"product_id":"x","quantity":1,', '"options":[{"option_id":"x"},{"option_id":"x"}]', "}]}"
    ),
    "lines again and again": filled("{", '"lines":[{"product_id":"x","quantity":1}]', "}"),
}


@pytest.mark.parametrize("what", LARGE_BUT_FINE)
def test_what_has_the_right_shape_is_read_as_quickly(what: str):
    body = LARGE_BUT_FINE[what]
    refusal = refusal_of(body[:LIMIT], PlaceOrder)

    assert (refusal is None) == (what == "sixty lines of sixty answers")
    assert cost(lambda: refusal_of(body, PlaceOrder)) < MOST_SECONDS


# over the wire


HEAVY = {
    "empty lines": filled('{"lines":[', "{}", "]}"),
    "unknown fields": numbered("{", '"field {}":1', "}"),
    "open lists": OF_ANY_SHAPE["open lists"],
    "a long name": OF_ANY_SHAPE["one long unknown field"],
}


def path_of(endpoint: Endpoint) -> str:
    return endpoint.path.replace("{id:str}", NOWHERE)


@pytest.mark.parametrize("endpoint", TAKING, ids=lambda one: one.operation)
def test_whoever_is_not_known_is_told_so_before_the_body_is_looked_at(shared_server: Server, endpoint: Endpoint):
    public = endpoint.right is None or endpoint.credential_inside
    address = {"X-Forwarded-For": f"192.0.2.{TAKING.index(endpoint)}"}  # guessed cookies are counted by it
    strangers = [shared_server.stranger(**address), shared_server.stranger(**address)]
    strangers[1].http.cookies.update({"comanda_staff": "no secret of ours", "comanda_guest": "aaaaaaaa.nonsense"})
    headers = {"Idempotency-Key": new_key(), "If-Match": '"1"'}
    with shared_server.ours.nothing_written():
        for stranger in strangers:
            for body in HEAVY.values():
                answer = stranger.send(endpoint.method, path_of(endpoint), body, **headers)
                slug = answer.json()["type"].removeprefix("/problems/")
                assert (answer.status_code, slug) == ((422, "invalid-body") if public else (401, "not-signed-in"))
                assert len(answer.content) <= MOST_BYTES


@pytest.mark.parametrize("endpoint", TAKING, ids=lambda one: one.operation)
def test_whoever_is_known_gets_a_short_answer(shared_server: Server, endpoint: Endpoint):
    ours = shared_server.ours
    device = shared_server.staff(ours.manager)
    if endpoint.right is Right.VISIT:
        device = shared_server.guest(ours.join(ours.open_table(None)))
    headers = {"Idempotency-Key": new_key(), "If-Match": '"1"'}
    with ours.nothing_written():
        for body in HEAVY.values():
            answer = device.send(endpoint.method, path_of(endpoint), body, **headers)
            assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-body")
            assert 1 <= len(answer.json()["errors"]) <= 50
            assert len(answer.content) <= MOST_BYTES


def test_who_was_signed_out_meanwhile_is_told_so_and_not_what_is_wrong_with_the_body(server: Server):
    staff = server.staff()
    assert staff.post("/api/qr-sessions", {"colour": "red"}).status_code == 422
    assert staff.post("/api/auth/sign-out").status_code == 204

    answer = server.staff().post("/api/qr-sessions", {"colour": "red"})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")


def test_the_loop_answers_others_while_heavy_bodies_come_in(server: Server):
    """Twenty of the dearest bodies once took the loop for a minute and a half."""
    stranger, body = server.stranger(), filled('{"lines":[', "{}", "]}")
    start = time.process_time()
    for _ in range(20):
        answer = stranger.send("POST", "/api/orders", body, **{"Idempotency-Key": new_key()})
        assert (answer.status_code, len(answer.content) < 300) == (422, True)
    assert time.process_time() - start < 20 * MOST_SECONDS * 2  # the sender's own work is in it


# refusals that name what is wrong one by one


def test_an_order_whose_every_answer_is_wrong_gets_a_short_answer(server: Server):
    session = server.ours.open_table("5")
    duck = known_id("ours", "dish", "Duck")
    options = ",".join(f'{{"option_id":"{number:05}"}}' for number in range(60))
    lines = ",".join([LINE.format(duck, options)] * 60)
    body = f'{{"qr_session_id":"{session.id}","lines":[{lines}]}}'.encode()
    answer = server.staff().send("POST", "/api/orders", body, **{"Idempotency-Key": new_key()})

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-options")
    assert (len(answer.json()["errors"]), answer.json()["truncated"]) == (50, True)
    assert len(answer.content) <= MOST_BYTES


def test_an_answer_that_is_sold_out_is_named_once_a_line(server: Server):
    ours = server.ours
    session = ours.open_table("5")
    server.staff().put(f"/api/options/{ours.option('Egg')}/availability", {"available": False})
    options = ",".join([f'{{"option_id":"{ours.option("Egg")}"}}'] * 60)
    lines = ",".join([LINE.format(ours.dish("Fried Noodles"), options)] * 60)
    body = f'{{"qr_session_id":"{session.id}","lines":[{lines}]}}'.encode()
    answer = server.staff().send("POST", "/api/orders", body, **{"Idempotency-Key": new_key()})

    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/item-unavailable")
    assert [one["index"] for one in answer.json()["lines"]] == list(range(60))
    assert len(answer.content) <= MOST_BYTES


def test_a_new_order_of_things_that_are_not_there_gets_a_short_answer(server: Server):
    ids = ",".join(f'"{number:05}"' for number in range(5000))
    started = time.process_time()
    answer = server.staff(server.ours.manager).send(
        "PUT", "/api/product-types/order", f'{{"ids":[{ids}]}}'.encode(), **{"Idempotency-Key": new_key()}
    )

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-catalog")
    assert (len(answer.json()["errors"]), answer.json()["truncated"]) == (50, True)
    assert len(answer.content) <= MOST_BYTES
    assert time.process_time() - started < 1
