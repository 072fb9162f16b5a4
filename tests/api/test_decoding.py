"""What is not exactly an order changes nothing: 422 and not a row written."""

from typing import Any

import msgspec
import pytest

from tests.menu import known_id
from tests.served import Device, Server, new_key

TEA = known_id("ours", "dish", "Green Tea")
LINE = f'{{"product_id":"{TEA}","quantity":1}}'
LIMIT = 256 * 1024


@pytest.fixture(scope="module")
def guest(shared_server: Server) -> Device:
    session = shared_server.ours.open_table("5")
    return shared_server.guest(shared_server.ours.join(session))


def order(guest: Device, body: bytes | str, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    return guest.send("POST", "/api/orders", content, **{"Idempotency-Key": new_key(), **headers})


def with_line(**fields: str) -> str:
    """An order of one tea, with raw JSON texts for some fields."""
    known = {"product_id": f'"{TEA}"', "quantity": "1"}
    return '{"lines":[{' + ",".join(f'"{name}":{text}' for name, text in {**known, **fields}.items()) + "}]}"


def test_the_order_itself_is_fine(guest: Device):
    assert order(guest, with_line()).status_code == 201


NESTED = '{"a":' * 10_000 + "1" + "}" * 10_000
BAD: dict[str, tuple[str | bytes, list[tuple[str, str]]]] = {
    "a number as text": (with_line(quantity='"1"'), [("/lines/0/quantity", "wrong-type")]),
    "a number with a point": (with_line(quantity="1.0"), [("/lines/0/quantity", "wrong-type")]),
    "one and a half": (with_line(quantity="1.5"), [("/lines/0/quantity", "wrong-type")]),
    "true": (with_line(quantity="true"), [("/lines/0/quantity", "wrong-type")]),
    "null": (with_line(quantity="null"), [("/lines/0/quantity", "wrong-type")]),
    "a list": (with_line(quantity="[1]"), [("/lines/0/quantity", "wrong-type")]),
    "none": (with_line(quantity="0"), [("/lines/0/quantity", "out-of-range")]),
    "less than none": (with_line(quantity="-1"), [("/lines/0/quantity", "out-of-range")]),
    "too many": (with_line(quantity="51"), [("/lines/0/quantity", "out-of-range")]),
    "a milliard": (with_line(quantity="1000000000"), [("/lines/0/quantity", "out-of-range")]),
    "10^13": (with_line(quantity="10000000000000"), [("/lines/0/quantity", "out-of-range")]),
    "2^64": (with_line(quantity="18446744073709551616"), [("/lines/0/quantity", "out-of-range")]),
    "a number of 5,000 digits": (with_line(quantity="1" * 5000), [("", "not-json")]),
    "NaN": (with_line(quantity="NaN"), [("", "not-json")]),
    "Infinity": (with_line(quantity="Infinity"), [("", "not-json")]),
    "minus infinity": (with_line(quantity="-Infinity"), [("", "not-json")]),
    "1e400": (with_line(quantity="1e400"), [("", "not-json")]),
    "an unknown field": (with_line(colour='"red"'), [("/lines/0/colour", "unknown-field")]),
    "a price": (with_line(unit_price="1"), [("/lines/0/unit_price", "unknown-field")]),
    "a total": (f'{{"total":1,"lines":[{LINE}]}}', [("/total", "unknown-field")]),
    "a status": (f'{{"status":"PAID","lines":[{LINE}]}}', [("/status", "unknown-field")]),
    "a branch": (f'{{"branch_id":"x","lines":[{LINE}]}}', [("/branch_id", "unknown-field")]),
    "a field twice": (with_line().replace('"quantity":1', '"quantity":1,"quantity":2'), [("", "not-json")]),
    "a field twice by another spelling": (
        with_line().replace('"quantity":1', '"quantity":1,"quantit\\u0079":2'),
        [("", "not-json")],
    ),
    "no lines": ("{}", [("/lines", "missing")]),
    "nothing at all": ("", [("/lines", "missing")]),
    "an empty list": ('{"lines":[]}', [("/lines", "wrong-length")]),
    "61 lines": (f'{{"lines":[{",".join([LINE] * 61)}]}}', [("/lines", "wrong-length")]),
    "a line without a dish": ('{"lines":[{"quantity":1}]}', [("/lines/0/product_id", "missing")]),
    "a line that is text": ('{"lines":["tea"]}', [("/lines/0", "wrong-type")]),
    "a list alone": ("[]", [("", "wrong-type")]),
    "a number": ("1", [("", "wrong-type")]),
    "null alone": ("null", [("", "wrong-type")]),
    "a broken text": ('{"lines":', [("", "not-json")]),
    "two values": (with_line() + "{}", [("", "not-json")]),
    "a comma too many": (with_line().replace("}]}", "},]}"), [("", "not-json")]),
    "a comment": (with_line() + "/* */", [("", "not-json")]),
    "bytes that are no text": (with_line(note='"\udcff"').encode("utf-8", "surrogateescape"), [("", "not-json")]),
    "UTF-16": (with_line().encode("utf-16"), [("", "not-json")]),
    "a byte order mark": (b"\xef\xbb\xbf" + with_line().encode(), [("", "not-json")]),
    "half a character": (with_line(note='"\\ud83d"'), [("", "not-json")]),
    "half a character in raw bytes": (with_line(note='"\ud83d"'), [("", "not-json")]),
    "a zero character": (with_line(note='"a\\u0000b"'), [("/lines/0/note", "not-allowed-characters")]),
    "a bell": (with_line(note='"\\u0007"'), [("/lines/0/note", "not-allowed-characters")]),
    "a line break in an id": (with_line(product_id=f'"{TEA}\\n"'), [("/lines/0/product_id", "not-allowed-characters")]),
    "a note of 301 letters": (with_line(note=f'"{"a" * 301}"'), [("/lines/0/note", "wrong-length")]),
    "a line break in an allergy": (
        with_line(allergies='["gluten\\n"]'),
        [("/lines/0/allergies/0", "not-allowed-characters")],
    ),
    "an empty id": (with_line(product_id='""'), [("/lines/0/product_id", "wrong-length")]),
    "an unknown service": (f'{{"service":"delivery","lines":[{LINE}]}}', [("/service", "unknown-value")]),
    "an option of none": (
        with_line(options='[{"option_id":"x","quantity":0}]'),
        [("/lines/0/options/0/quantity", "out-of-range")],
    ),
    "ten thousand levels": (NESTED, [("", "too-deep")]),
    "ten thousand lists": (with_line(options="[" * 10_000 + "]" * 10_000), [("", "too-deep")]),
}


@pytest.mark.parametrize("what", BAD)
def test_a_malformed_order_is_refused_and_nothing_is_written(shared_server: Server, guest: Device, what: str):
    body, faults = BAD[what]
    with shared_server.ours.nothing_written():
        answer = order(guest, body)

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid-body"
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == faults
    assert all(fault["detail"] for fault in answer.json()["errors"])


def test_every_fault_is_named_at_once(shared_server: Server, guest: Device):
    body = f'{{"total":3,"lines":[{{"quantity":"2"}},{LINE},{{"product_id":"{TEA}","quantity":0,"price":1}}]}}'
    with shared_server.ours.nothing_written():
        answer = order(guest, body)

    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [
        ("/total", "unknown-field"),
        ("/lines/0/product_id", "missing"),
        ("/lines/0/quantity", "wrong-type"),
        ("/lines/2/price", "unknown-field"),
        ("/lines/2/quantity", "out-of-range"),
    ]


def test_a_note_may_break_its_line_and_laugh(guest: Device):
    answer = order(guest, with_line(note='"no chili\\nplease 🙂 ÄÖÜ 汉字 عربى"'))

    assert answer.status_code == 201
    assert answer.json()["lines"][0]["note"] == "no chili\nplease 🙂 ÄÖÜ 汉字 عربى"


def test_a_body_over_256_kib_is_not_read(shared_server: Server, guest: Device):
    padding = b" " * (LIMIT - len(with_line()))
    assert order(guest, with_line().encode() + padding).status_code == 201

    with shared_server.ours.nothing_written():
        answer = order(guest, with_line().encode() + padding + b" ")
    assert (answer.status_code, answer.json()["type"], answer.json()["limit"]) == (413, "/problems/too-large", LIMIT)


@pytest.mark.parametrize("medium", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(shared_server: Server, guest: Device, medium: str):
    with shared_server.ours.nothing_written():
        answer = order(guest, with_line(), **{"Content-Type": medium})

    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/json-only")


@pytest.mark.parametrize("medium", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_name_its_letters(guest: Device, medium: str):
    assert order(guest, with_line(), **{"Content-Type": medium}).status_code == 201


PAYMENTS: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "nothing": ({"amount": 0}, ("/amount", "out-of-range")),
    "a negative amount": ({"amount": -1}, ("/amount", "out-of-range")),
    "more than there is": ({"amount": 10**12 + 1}, ("/amount", "out-of-range")),
    "a fraction": ({"amount": 1.5}, ("/amount", "wrong-type")),
    "text": ({"amount": "1"}, ("/amount", "wrong-type")),
    "an unknown way": ({"method": "cheque"}, ("/method", "unknown-value")),
    "a negative tip": ({"tip": -1}, ("/tip", "out-of-range")),
    "close as text": ({"close": "false"}, ("/close", "wrong-type")),
    "a bill number": ({"bill_number": 7}, ("/bill_number", "unknown-field")),
}


@pytest.mark.parametrize("what", PAYMENTS)
def test_a_malformed_payment_moves_no_money(shared_server: Server, what: str):
    fields, fault = PAYMENTS[what]
    session = shared_server.ours.open_table(None)
    shared_server.ours.order(session, "Duck")
    with shared_server.ours.nothing_written():
        answer = shared_server.staff().post(
            f"/api/qr-sessions/{session.id}/payments", {"method": "cash", **fields}, new_key()
        )

    assert answer.status_code == 422
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [fault]


SIGN_INS = {
    "a zero character in the e-mail": {"email": "a\0b@ours.test", "password": "x"},
    "a line break in the e-mail": {"email": "cash\nier@ours.test", "password": "x"},
    "no address": {"email": "cashier", "password": "x"},
    "an empty password": {"email": "cashier@ours.test", "password": ""},
    "a long password": {"email": "cashier@ours.test", "password": "x" * 257},
}


@pytest.mark.parametrize("what", SIGN_INS)
def test_a_malformed_sign_in_is_refused(shared_server: Server, what: str):
    with shared_server.ours.nothing_written():
        answer = shared_server.stranger().post("/api/auth/sign-in", SIGN_INS[what])

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-body")


def test_half_a_character_in_a_password_is_no_password(shared_server: Server):
    body = b'{"email":"cashier@ours.test","password":"\\ud800"}'
    answer = shared_server.stranger().send("POST", "/api/auth/sign-in", body)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-body")


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("/api/qr-sessions?status=BUSY", "?status"),
        ("/api/qr-sessions?status=OPEN%0A", "?status"),
        ("/api/qr-sessions?limit=0", "?limit"),
        ("/api/qr-sessions?limit=201", "?limit"),
        ("/api/orders?limit=x", "?limit"),
        ("/api/events?after=-1", "?after"),
        ("/api/events?after=1.5", "?after"),
        ("/api/events?colour=red", "?"),
    ],
)
def test_a_malformed_question_is_refused(shared_server: Server, path: str, pointer: str):
    answer = shared_server.staff().get(path)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-body")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("strange", ["%00", "a%00b", "%0A", "%F0%9F%99%82", "x" * 500, "'--", "%ED%A0%80"])
def test_a_strange_id_is_an_unknown_id(shared_server: Server, strange: str):
    staff = shared_server.staff()
    unknown = staff.get("/api/orders/0192f000-0000-7000-8000-000000000000")
    with shared_server.ours.nothing_written():
        answers = [
            staff.get(f"/api/orders/{strange}"),
            staff.get(f"/api/qr-sessions/{strange}"),
            staff.post(f"/api/orders/{strange}/confirm"),
            staff.put(f"/api/products/{strange}/availability", {"available": False}),
            staff.get(f"/api/menu?branch_id={strange}"),
        ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert answers[0].content == unknown.content
    assert msgspec.json.decode(answers[0].content)["type"] == "/problems/no-such-order"
