"""Decisions of the rooms from values alone: hours, states, limits, sums."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import msgspec
import pytest

from comanda.catalog.queries.offers import _allergens
from comanda.catalog.rules.availability import NO_OVERLAY, is_open, next_change, opens_at, unavailable_because
from comanda.catalog.values import Because, Channel, OptionKind, Overlay, Window
from comanda.engine.hub import LogEvent
from comanda.floor.rules import GIVEN_NAMES, Links, given_name, most_devices
from comanda.identity.rules import branch_code
from comanda.kernel.clock import Instant, from_datetime
from comanda.kernel.money import Minor
from comanda.kernel.scope import Role, Scope
from comanda.orders.rules import order_status
from comanda.orders.values import LineStatus
from comanda.payments.errors import NothingToPay, Overpayment, TenderedForCashOnly, TenderedTooSmall
from comanda.payments.rules import Offered, Sums, sums_of
from comanda.payments.values import Method
from comanda.realtime.rules import concerns, guest_frame, is_of_history, must_start_over, staff_frame
from comanda.realtime.values import Cursor

BERLIN = "Europe/Berlin"
LUNCH = Window("lunch", "Lunch", 0b0011111, 690, 870)
LATE = Window("late", "Late", 0b0110000, 1320, 120)


def at(moment: str) -> Instant:
    return from_datetime(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(BERLIN)))


# hours


@pytest.mark.parametrize(
    ("window", "moment", "open_"),
    [
        (LUNCH, "2026-11-23 11:29", False),
        (LUNCH, "2026-11-23 11:30", True),
        (LUNCH, "2026-11-23 14:30", True),
        (LUNCH, "2026-11-23 14:31", False),
        (LUNCH, "2026-11-28 12:00", False),
        (LATE, "2026-11-27 22:00", True),
        (LATE, "2026-11-28 00:00", True),
        (LATE, "2026-11-28 02:00", True),
        (LATE, "2026-11-28 02:01", False),
        (LATE, "2026-11-27 01:00", False),
        (LATE, "2026-11-29 01:00", True),
        (LATE, "2026-11-30 01:00", False),
        (Window("day", "All day", 0b1111111, 0, 1439), "2026-11-23 23:59", True),
    ],
)
def test_a_window_is_open_from_its_first_to_its_last_minute(window: Window, moment: str, open_: bool):
    assert is_open(window, datetime.fromisoformat(moment)) is open_


OFF = Overlay(False, None, Channel.EVERYONE, None)


@pytest.mark.parametrize(
    ("offered", "overlay", "windows", "guest", "because"),
    [
        (True, NO_OVERLAY, [], True, None),
        (False, OFF, [], True, Because.NOT_OFFERED),
        (True, OFF, [], False, Because.SWITCHED_OFF),
        (True, Overlay(False, at("2026-11-23 09:01"), Channel.EVERYONE, None), [], True, Because.SWITCHED_OFF),
        (True, Overlay(False, at("2026-11-23 09:00"), Channel.EVERYONE, None), [], True, None),
        (True, Overlay(False, None, Channel.GUEST, None), [], True, Because.STAFF_ONLY),
        (True, Overlay(False, None, Channel.GUEST, None), [], False, None),
        (True, Overlay(True, None, Channel.EVERYONE, 0), [], False, Because.SOLD_OUT),
        (True, Overlay(False, None, Channel.GUEST, 0), [], True, Because.SOLD_OUT),
        (True, Overlay(True, None, Channel.EVERYONE, 1), [], True, None),
        (True, NO_OVERLAY, [LUNCH], True, Because.OUTSIDE_HOURS),
        (True, OFF, [LUNCH], True, Because.SWITCHED_OFF),
    ],
)
def test_the_first_reason_people_would_name(
    offered: bool, overlay: Overlay, windows: list[Window], guest: bool, because: Because | None
):
    assert unavailable_because(offered, overlay, windows, at("2026-11-23 09:00"), BERLIN, guest) is because


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23 09:00", "2026-11-23 11:30"),
        ("2026-11-23 14:31", "2026-11-24 11:30"),
        ("2026-11-27 14:31", "2026-11-30 11:30"),
        ("2027-03-26 14:31", "2027-03-29 11:30"),  # over the night the clocks go forward
    ],
)
def test_a_closed_window_says_when_it_opens(now: str, opens: str):
    assert opens_at([LUNCH], at(now), BERLIN) == at(opens)


def test_open_or_never_open_there_is_no_opening_to_name():
    assert opens_at([LUNCH], at("2026-11-23 12:00"), BERLIN) is None
    assert opens_at([Window("never", "", 0, 0, 1439)], at("2026-11-23 12:00"), BERLIN) is None


def test_the_next_change_is_an_opening_an_end_or_a_passed_until():
    now = at("2026-11-23 12:00")
    assert next_change([], [], now, BERLIN) is None
    assert next_change([LUNCH], [], now, BERLIN) == at("2026-11-23 14:31")
    assert next_change([LUNCH], [at("2026-11-23 12:05"), now, None], now, BERLIN) == at("2026-11-23 12:05")


# orders


@pytest.mark.parametrize(
    ("lines", "unsettled", "settled"),
    [
        ("PLACED", "OPEN", "OPEN"),
        ("PLACED VOIDED", "OPEN", "OPEN"),
        ("PLACED FIRED", "OPEN", "OPEN"),
        ("HELD", "CONFIRMED", "PAID"),
        ("FIRED", "CONFIRMED", "PAID"),
        ("FIRED VOIDED", "CONFIRMED", "PAID"),
        ("PREPARING READY", "CONFIRMED", "PAID"),
        ("SERVED", "CONFIRMED", "PAID"),
        ("VOIDED", "CANCELLED", "CANCELLED"),
        ("VOIDED VOIDED", "CANCELLED", "CANCELLED"),
    ],
)
def test_an_orders_status_follows_from_its_lines(lines: str, unsettled: str, settled: str):
    statuses = [LineStatus(word) for word in lines.split()]

    assert order_status(statuses, settled=False) == unsettled
    assert order_status(statuses, settled=True) == settled


# the floor


def test_given_names_go_round_and_are_then_numbered():
    assert [given_name(n) for n in (0, 1, 23, 24, 25, 48)] == [
        "Basil", "Tomato", "Fig", "Basil 2", "Tomato 2", "Basil 3",
    ]  # fmt: skip
    assert len(set(GIVEN_NAMES)) == 24


@pytest.mark.parametrize(("guests", "most"), [(None, 12), (1, 12), (6, 12), (7, 14), (40, 80)])
def test_a_party_brings_two_phones_each(guests: int | None, most: int):
    assert most_devices(guests) == most


def test_a_branchs_code_is_eight_letters_and_for_ever():
    assert branch_code("a") == branch_code("a") != branch_code("b")
    assert len(branch_code("a")) == 8


def test_the_same_link_and_key_make_the_same_credential():
    links = Links(b"secret", "http://x")
    token = "k7m2qxab-" + "a" * 32

    assert links.credential(token, "k") == links.credential(token, "k")
    assert links.credential(token, "k").startswith("k7m2qxab.")
    assert len({links.credential(token, "k"), links.credential(token, "l"), links.credential(token + "b", "k")}) == 3


# payments


def offered(method: Method, amount: int | None = None, tendered: int | None = None, tip: int = 0) -> Offered:
    return Offered(
        method, None if amount is None else Minor(amount), None if tendered is None else Minor(tendered), Minor(tip)
    )


@pytest.mark.parametrize(
    ("wish", "sums"),
    [
        (offered(Method.CASH), (482, -2, 480, 0)),
        (offered(Method.CASH, tendered=500), (482, -2, 480, 20)),
        (offered(Method.CASH, tendered=500, tip=15), (482, -2, 495, 5)),
        (offered(Method.CASH, 482), (482, -2, 480, 0)),
        (offered(Method.CASH, 481), (481, 0, 481, 0)),
        (offered(Method.CARD), (482, 0, 482, 0)),
        (offered(Method.CARD, 100, tip=7), (100, 0, 107, 0)),
        (offered(Method.OTHER, 482), (482, 0, 482, 0)),
    ],
)
def test_what_a_payment_takes_and_gives_back(wish: Offered, sums: tuple[int, int, int, int]):
    assert sums_of(wish, Minor(482), 5, "EUR") == Sums(*map(Minor, sums))


@pytest.mark.parametrize(
    ("wish", "outstanding", "refusal"),
    [
        (offered(Method.CASH), 0, NothingToPay),
        (offered(Method.CASH, 1), 0, Overpayment),
        (offered(Method.CARD, 483), 482, Overpayment),
        (offered(Method.CASH, tendered=479), 482, TenderedTooSmall),
        (offered(Method.CARD, tendered=500), 482, TenderedForCashOnly),
    ],
)
def test_what_a_payment_cannot_be(wish: Offered, outstanding: int, refusal: type[Exception]):
    with pytest.raises(refusal):
        sums_of(wish, Minor(outstanding), 5, "EUR")


# events


def event(audience: str, session_id: str | None = "visit", session_seq: int | None = 3) -> LogEvent:
    return LogEvent(7, session_id, session_seq, 0, "order.placed", "order", "id", audience, '{"a":1}')


@pytest.mark.parametrize(
    ("role", "heard"),
    [
        (Role.CASHIER, [True, True, True, True]),
        (Role.KITCHEN, [False, False, True, True]),
        (Role.GUEST, [False, True, True, False]),
    ],
)
def test_events_concern_whom_they_concern(role: Role, heard: list[bool]):
    scope = Scope(role, "x:1", "house", "branch", "", "visit" if role is Role.GUEST else None)
    told = [
        event("staff", session_seq=None), event("staff+table"), event("staff+kitchen+table"),
        event("staff+kitchen", None, None),
    ]  # fmt: skip
    assert [concerns(scope, one) for one in told] == heard


def test_a_guest_does_not_hear_another_visit():
    scope = Scope(Role.GUEST, "guest:1", "house", "branch", "", "visit")
    assert not concerns(scope, event("staff+table", "another"))


@pytest.mark.parametrize(
    ("after", "head", "over"), [(0, 0, False), (1, 0, True), (0, 10_000, False), (0, 10_001, True)]
)
def test_a_cursor_from_the_future_or_too_far_back_starts_over(after: int, head: int, over: bool):
    assert must_start_over(after, head) is over


def test_frames_carry_the_readers_own_number():
    tail = '"kind":"order.placed","at":"1970-01-01T00:00:00.000000Z","entity":"order","entity_id":"id","body":{"a":1},'
    one = msgspec.structs.replace(event("staff+table"), hash=bytes(range(32)))
    assert staff_frame(one) == '{"type":"event","seq":7,' + tail + '"mark":"7-000102030405"}'
    assert guest_frame(one) == '{"type":"event","seq":3,' + tail + '"mark":"3-000102030405"}'


@pytest.mark.parametrize(
    ("cursor", "marked", "proved", "goes_on"),
    [
        (Cursor(16, None), None, False, True),
        (Cursor(16, "1.now"), None, False, True),
        (Cursor(16, "1.now"), 16, False, False),
        (Cursor(16, "1.then"), None, False, False),
        (Cursor(16, "1.then"), 16, True, True),
        (Cursor(16, "1.then"), 15, True, False),
        (Cursor(16, "2.then"), 16, True, False),
        (Cursor(16, "1"), 16, True, False),
    ],
)
def test_a_reader_goes_on_only_in_the_history_it_knows(cursor: Cursor, marked: int | None, proved: bool, goes_on: bool):
    assert is_of_history(cursor, "1.now", marked=marked, proved=proved) is goes_on


@pytest.mark.parametrize(
    ("own", "added", "together"),
    [
        ('["none"]', [], ("none",)),
        ('["none"]', ['["none"]'], ("none",)),
        ('["none"]', ['["milk"]'], ("milk",)),
        ('["none"]', ["[]"], ()),
        ('["milk"]', ['["none"]', "[]"], ("milk",)),
        ("[]", ['["milk"]'], ()),
        ("[]", ['["none"]'], ()),
    ],
)
def test_a_dish_is_free_of_allergens_only_if_each_of_its_parts_is(own: str, added: list[str], together: tuple[str]):
    chosen = [(SimpleNamespace(kind=OptionKind.ADD, allergens=codes), 1) for codes in added]
    chosen.append((SimpleNamespace(kind=OptionKind.REMOVE, allergens='["eggs"]'), 1))

    assert _allergens(SimpleNamespace(allergens=own), chosen) == together
