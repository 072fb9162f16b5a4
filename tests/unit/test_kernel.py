"""Time, ids, text and refusals, from values alone."""

from datetime import UTC, date, datetime

import pytest

from comanda.kernel.clock import (
    DAY,
    HOUR,
    business_date,
    date_from_text,
    from_datetime,
    from_text,
    local,
    maybe_text,
    to_datetime,
    to_text,
    zone,
)
from comanda.kernel.errors import Conflict, Refusal
from comanda.kernel.ids import is_uuid, new_id
from comanda.kernel.scope import RIGHTS, SYSTEM, Right, Role, Scope, may
from comanda.kernel.text import clean, has_control

ID = "0192f000-0000-7000-8000-00000000000a"
NOON = from_text("2026-11-23T12:00:00Z")


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (0, "1970-01-01T00:00:00.000000Z"),
        (1, "1970-01-01T00:00:00.000001Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (NOON, "2026-11-23T12:00:00.000000Z"),
    ],
)
def test_an_instant_is_written_to_the_microsecond_in_utc(instant: int, text: str):
    assert to_text(instant) == text
    assert from_text(text) == instant
    assert from_datetime(to_datetime(instant)) == instant


def test_no_instant_is_no_text():
    assert maybe_text(None) is None
    assert maybe_text(0) == "1970-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    "text", ["2026-11-23T13:00:00+01:00", "2026-11-23T12:00:00.000000Z", "2026-11-23 12:00:00+00:00"]
)
def test_the_same_moment_in_another_zone_is_the_same_instant(text: str):
    assert from_text(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T12:00:00", "2026-11-23", "", "noon", "2026-02-30T12:00:00Z", "2026-W48-1T12:00:00Z",
        "20261123T120000Z", "2026-11-23T12Z", "2026-11-23T12:00Z", "2026-11-23T12:00:00,5Z", "2026-11-23T12:00:00Z\n",
        "२०२६-11-23T12:00:00Z", "2026-327T12:00:00Z",
    ],
)  # fmt: skip
def test_a_moment_without_zone_or_sense_is_no_instant(text: str):
    with pytest.raises(ValueError, match=r".+"):
        from_text(text)


def test_a_date_is_year_month_and_day():
    assert date_from_text("2026-11-22") == date(2026, 11, 22)


@pytest.mark.parametrize("text", ["2026-W47-7", "20261122", "2026-326", "2026-11", "2026-11-31", "2026-11-2", "today"])
def test_nothing_else_is_a_date(text: str):
    with pytest.raises(ValueError, match=r".+"):
        date_from_text(text)


@pytest.mark.parametrize(
    ("moment", "zone_name", "day"),
    [
        ("2026-11-24T02:59:59Z", "Europe/Berlin", date(2026, 11, 23)),
        ("2026-11-24T03:00:00Z", "Europe/Berlin", date(2026, 11, 24)),
        ("2026-11-23T18:59:59Z", "Asia/Tokyo", date(2026, 11, 23)),
        ("2026-11-23T19:00:00Z", "Asia/Tokyo", date(2026, 11, 24)),
        ("2027-03-28T01:59:59Z", "Europe/Berlin", date(2027, 3, 27)),  # the night the clocks go forward
        ("2027-03-28T02:00:00Z", "Europe/Berlin", date(2027, 3, 28)),
    ],
)
def test_a_business_day_begins_at_four_in_the_branchs_own_zone(moment: str, zone_name: str, day: date):
    assert business_date(from_text(moment), zone_name) == day


@pytest.mark.parametrize(
    ("moment", "zone_name", "cutoff", "day"),
    [
        # Athens, 25 October: the clock goes back from 04:00 to 03:00, over a cutoff of 03:30
        ("2026-10-25T00:29:59Z", "Europe/Athens", 210, date(2026, 10, 24)),
        ("2026-10-25T00:30:00Z", "Europe/Athens", 210, date(2026, 10, 25)),
        ("2026-10-25T01:10:00Z", "Europe/Athens", 210, date(2026, 10, 25)),
        ("2026-10-26T01:29:59Z", "Europe/Athens", 210, date(2026, 10, 25)),
        ("2026-10-26T01:30:00Z", "Europe/Athens", 210, date(2026, 10, 26)),
        # Berlin, 28 March: no clock shows 02:30, the day begins with the leap from 02:00 to 03:00
        ("2027-03-28T00:59:59Z", "Europe/Berlin", 150, date(2027, 3, 27)),
        ("2027-03-28T01:00:00Z", "Europe/Berlin", 150, date(2027, 3, 28)),
        # Havana, 1 November: from 01:00 back to 00:00, cut at midnight
        ("2026-11-01T03:59:59Z", "America/Havana", 0, date(2026, 10, 31)),
        ("2026-11-01T04:00:00Z", "America/Havana", 0, date(2026, 11, 1)),
        # St. John's, 2010: from 00:01 back to 23:01 of the evening before
        ("2010-11-07T02:30:30Z", "America/St_Johns", 0, date(2010, 11, 7)),
        ("2010-11-07T02:45:00Z", "America/St_Johns", 0, date(2010, 11, 7)),
    ],
)
def test_a_day_once_begun_stays_begun(moment: str, zone_name: str, cutoff: int, day: date):
    assert business_date(from_text(moment), zone_name, cutoff) == day


def test_a_branch_may_cut_its_day_at_midnight():
    assert business_date(from_text("2026-11-23T23:30:00Z"), "Europe/Berlin", cutoff=0) == date(2026, 11, 24)


def test_a_place_has_its_own_wall_clock():
    assert local(NOON, "Asia/Kolkata").isoformat() == "2026-11-23T17:30:00+05:30"
    assert to_datetime(NOON) == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert 24 * HOUR == DAY
    with pytest.raises(KeyError):
        zone("Mars/Olympus")


def test_ids_are_made_in_the_order_of_time_and_look_like_ids():
    ids = [new_id() for _ in range(1000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert all(is_uuid(one) and one[14] == "7" for one in ids)


@pytest.mark.parametrize("text", ["", "1", "x" * 36, ID.upper(), ID + "\n", ID.replace("-", "")])
def test_what_is_no_id_is_seen(text: str):
    assert not is_uuid(text)


@pytest.mark.parametrize("hidden", ["\0", "\x07", "\x1f", "\x7f", "\x85", "\u202e", "\u2066", "\ud800"])
def test_hidden_characters_are_seen_and_taken_out(hidden: str):
    assert has_control(f"a{hidden}b", breaks=True)
    assert clean(f"a{hidden}b") == "ab"


def test_line_breaks_are_for_notes_alone():
    assert has_control("a\nb")
    assert not has_control("a\nb", breaks=True)
    assert (clean(" a\n\tb "), clean(" a\nb ", breaks=True)) == ("a b", "a\nb")
    assert clean("e\u0301") == "é"


class Full(Conflict):
    """The room is full.

    More is said here than people read.
    """

    slug = "full"
    seats: int
    until: str | None = None


def test_a_refusal_knows_its_title_and_its_facts():
    assert Full.title() == "The room is full."
    assert Full(seats=4).facts() == {"seats": 4}
    assert Full(seats=0, until="noon").facts() == {"seats": 0, "until": "noon"}
    assert isinstance(Full(seats=4), Refusal)


STAFF = {Role.MANAGER, Role.CASHIER, Role.KITCHEN}
HOUSE_RULES: list[tuple[set[Right], set[Role]]] = [
    # organizations, branches (country, zone, currency), manager accounts
    ({Right.KEEP_PLATFORM, Right.KEEP_HOUSE}, {Role.ADMIN}),
    # a branch is the admin's and its manager's; which of its fields are whose is a rule of identity
    ({Right.KEEP_BRANCHES}, {Role.ADMIN, Role.MANAGER}),
    # other branch settings, floor, staff, reports; catalog and prices
    ({Right.EDIT_SETTINGS, Right.EDIT_FLOOR, Right.EDIT_STAFF, Right.READ_REPORTS}, {Role.MANAGER}),
    ({Right.EDIT_CATALOG}, {Role.MANAGER}),
    # availability, pause, last orders, and the menu it is done on
    ({Right.SET_AVAILABILITY, Right.READ_MENU}, STAFF),
    # table sessions, orders, confirm, payments, own shift, void until PREPARING; line served
    ({Right.RUN_SESSIONS, Right.READ_FLOOR, Right.RUN_ORDERS}, {Role.MANAGER, Role.CASHIER}),
    ({Right.TAKE_PAYMENTS, Right.VOID_LINES, Right.SERVE_LINES}, {Role.MANAGER, Role.CASHIER}),
    # line preparing, ready
    ({Right.MOVE_LINES, Right.READ_ORDERS}, STAFF),
    ({Right.READ_KITCHEN, Right.RUN_KITCHEN}, {Role.MANAGER, Role.KITCHEN}),
    # menu, own table's orders and bill, order, pay, call staff, cancel own while OPEN
    ({Right.VISIT}, {Role.GUEST}),
    ({Right.PLACE_ORDERS, Right.CANCEL_ORDERS}, {Role.MANAGER, Role.CASHIER, Role.GUEST}),
    # everybody hears of what happens where he or she is, and every person may sign out
    ({Right.READ_EVENTS}, STAFF | {Role.GUEST}),
    ({Right.OWN_SIGN_IN}, STAFF | {Role.ADMIN}),
]
"""The table of the house rules, line by line; whoever does not stand beside a right has not got it."""


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_every_right_of_every_role_is_as_the_house_rules_say(role: Role, right: Right):
    (roles,) = (roles for rights, roles in HOUSE_RULES if right in rights)

    assert may(role, right) == (role in roles)
    assert role in RIGHTS


def test_a_scope_knows_its_stream_and_whose_keys_it_holds():
    cashier = Scope(Role.CASHIER, "staff:c", "house", "branch")
    guest = Scope(Role.GUEST, "guest:g", "house", "branch", "Basil", "visit")

    assert (cashier.stream_id, cashier.key_space, cashier.actor_id) == ("branch", "staff:c", "c")
    assert (guest.stream_id, guest.key_space, guest.actor_id) == ("branch", "session:visit", "g")
    assert Scope(Role.MANAGER, "staff:m", "house", "").stream_id == "house"
    assert Scope(Role.ADMIN, SYSTEM, "", "").stream_id == "platform"
