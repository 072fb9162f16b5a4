"""Switching dishes and answers off and on, for a while, for guests alone, or by the count."""

import pytest

from comanda.catalog.errors import InvalidMoment, ItemUnavailable, NoSuchOption, NoSuchProduct, UntilNotAhead
from comanda.catalog.values import Channel
from comanda.kernel.clock import to_text
from tests.cast import House, StoppedClock, refused
from tests.menu import house_menu

HALF_PAST = "2026-11-23T11:30:00.000000Z"
"""Half past twelve at the branch."""


def test_a_dish_switched_off_is_off_until_it_is_switched_on(ours: House, clock: StoppedClock):
    version = ours.menu().version
    before = ours.log_head()
    switched = ours.switch("Duck", False, by=ours.kitchen)

    assert switched.menu_version == ours.menu().version == version + 1
    (fact,) = ours.log_since(before)
    assert (fact.kind, fact.audience, fact.actor) == (
        "product.availability", "staff+kitchen", f"staff:{ours.kitchen.id}",
    )  # fmt: skip
    assert fact.body == {
        "id": ours.dish("Duck"), "available": False, "until": None, "channel": "everyone", "remaining": None,
        "version": version + 1,
    }  # fmt: skip
    clock.advance(days=300)
    duck = ours.on_menu("Duck")
    assert (duck.available, duck.unavailable_because, duck.available_from) == (False, "switched_off", None)
    ours.cashier = ours.sign_in(ours.cashier)
    ours.switch("Duck", True)
    assert ours.on_menu("Duck").available is True


def test_a_dish_comes_back_by_itself_at_its_moment(ours: House, clock: StoppedClock):
    session = ours.open_table("5")
    ours.switch("Duck", False, until="2026-11-23T12:30:00+01:00")
    clock.set("2026-11-23 12:29:59")

    duck = ours.on_menu("Duck")
    assert (duck.available, duck.unavailable_because, duck.available_from) == (False, "switched_off", HALF_PAST)
    assert ours.menu().changes_at == HALF_PAST
    fault = {"index": 0, "product_id": ours.dish("Duck"), "reason": "switched_off"}
    with ours.nothing_written(), refused(ItemUnavailable, lines=[fault]):
        ours.order(session, "Duck")
    clock.set("2026-11-23 12:30")
    assert ours.on_menu("Duck").available is True
    assert ours.order(session, "Duck").total == 1690


def test_a_moment_must_lie_ahead_and_name_its_zone(ours: House, clock: StoppedClock):
    for past in (to_text(clock.now), to_text(clock.now - 1), "2020-01-01T00:00:00Z"):
        with ours.nothing_written(), refused(UntilNotAhead):
            ours.switch("Duck", False, until=past)
    for nonsense in ("2026-11-24T12:00:00", "tomorrow at noon, please", "2026-13-01T00:00:00Z"):
        with ours.nothing_written(), refused(InvalidMoment):
            ours.switch("Duck", False, until=nonsense)


def test_a_dish_can_be_off_for_guests_alone(ours: House):
    session = ours.open_table("5")
    guest = ours.join(session)
    ours.switch("Duck", False, channel=Channel.GUEST)

    assert ours.on_menu("Duck").available is True
    assert ours.on_menu("Duck", guest=True).unavailable_because == "staff_only"
    fault = {"index": 0, "product_id": ours.dish("Duck"), "reason": "staff_only"}
    with ours.nothing_written(), refused(ItemUnavailable, lines=[fault]):
        ours.order(session, "Duck", by=guest)
    assert ours.order(session, "Duck").total == 1690


def test_an_answer_switched_off_is_off_in_the_menu_and_in_carts(ours: House):
    session = ours.open_table("5")
    before = ours.log_head()
    ours.switch_option("Egg", False)

    assert ours.log_since(before)[0].kind == "option.availability"
    assert ours.option_on_menu("Fried Noodles", "Egg").available is False
    fault = {
        "index": 0, "product_id": ours.dish("Fried Noodles"), "reason": "switched_off", "option_id": ours.option("Egg"),
    }  # fmt: skip
    with ours.nothing_written(), refused(ItemUnavailable, lines=[fault]):
        ours.order(session, ours.line("Fried Noodles", "Egg"))
    assert ours.order(session, "Fried Noodles").total == 890


def test_a_dish_whose_required_question_has_no_answer_left_is_off(ours: House):
    ours.switch_option("Small", False)
    assert ours.on_menu("Wan Tan Soup").available is True
    ours.switch_option("Large", False)

    soup = ours.on_menu("Wan Tan Soup")
    assert (soup.available, soup.unavailable_because) == (False, "required_choice_gone")


def test_a_count_is_kept_while_a_dish_is_switched_off_and_on(ours: House):
    ours.switch("Duck", True, remaining=4)
    assert ours.switch("Duck", False).overlay.remaining == 4
    assert ours.switch("Duck", True).overlay.remaining == 4
    assert ours.on_menu("Duck").remaining == 4


def test_switched_on_again_without_a_new_count_a_sold_out_dish_is_no_longer_counted(ours: House):
    ours.switch("Duck", True, remaining=0)
    assert ours.on_menu("Duck").unavailable_because == "sold_out"

    assert ours.switch("Duck", True).overlay.remaining is None
    assert ours.on_menu("Duck").available is True


def test_the_sister_branch_sells_on(ours: House, sister: House):
    version = sister.menu().version
    ours.switch("Duck", False)
    ours.switch("Green Tea", remaining=0)

    assert (sister.on_menu("Duck").available, sister.on_menu("Green Tea").available) == (True, True)
    assert sister.menu().version == version


def test_the_rivals_dishes_cannot_be_switched(ours: House, rival: House):
    mine, ours.house = ours.house, rival.house
    with ours.nothing_written():
        with refused(NoSuchProduct):
            ours.switch("Duck", False)
        with refused(NoSuchOption):
            ours.switch_option("Egg", False)
    ours.house = mine


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23 09:00", "2026-11-23 11:30"),
        ("2026-11-23 14:31", "2026-11-24 11:30"),
        ("2026-11-27 14:31", "2026-11-30 11:30"),  # over the week-end
    ],
)
def test_a_dish_outside_its_hours_says_when_it_comes(ours: House, clock: StoppedClock, moment: str, opens: str):
    clock.set(opens)
    opening = to_text(clock.now)
    clock.set(moment)

    bowl = ours.on_menu("Lunch Bowl")
    assert (bowl.available, bowl.unavailable_because, bowl.available_from) == (False, "outside_hours", opening)


def test_the_menu_says_when_it_next_changes_by_itself(ours: House, clock: StoppedClock):
    clock.set("2026-11-23 09:00")
    changes = ours.menu().changes_at
    clock.set("2026-11-23 11:30")
    assert changes == to_text(clock.now)


def test_publishing_what_did_not_change_changes_nothing(ours: House):
    before = ours.menu()
    ours.change_catalog(house_menu("ours"))

    assert ours.menu() == before
