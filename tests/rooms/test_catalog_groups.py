"""Option groups: nothing impossible can be saved, questions open questions, and what is ordered fits."""

import pytest

from comanda.catalog.actions import groups, types
from comanda.catalog.actions.availability import Switch, set_option_availability
from comanda.catalog.errors import InvalidOptions, ItemUnavailable, NoSuchOption, NoSuchOptionGroup
from comanda.catalog.queries import editing
from comanda.catalog.schemas.editing import ChangeOptionGroup, InLanguages, NewProductType, OptionIn
from comanda.catalog.schemas.menu import ProductOut, SetAvailability
from comanda.engine.commands import Change
from comanda.kernel.errors import VersionConflict
from comanda.kernel.scope import Right
from comanda.orders.schemas import ChosenIn, LineIn
from tests.cast import House, refused
from tests.desk import Desk, cannot_be_saved


@pytest.fixture
def desk(ours: House, sister: House) -> Desk:
    return Desk(ours, sister)


def line(product_id: str, *answers: str | tuple[str, int], quantity: int = 1) -> LineIn:
    chosen = [(one, 1) if isinstance(one, str) else one for one in answers]
    return LineIn(product_id, quantity, options=[ChosenIn(option_id, count) for option_id, count in chosen])


def test_a_group_is_kept_as_it_was_written(desk: Desk):
    group_id = desk.add_group(
        "Size",
        OptionIn("Small", default=True),
        OptionIn("Large", price_delta=200, allergens=["milk", "milk"], translations=InLanguages({"en": "Big"})),
        min=1,
        max=1,
        translations=InLanguages({"en": "How big"}),
    )

    group = desk.group(group_id)
    assert (group.name, group.required, group.min, group.max, group.max_per_option) == ("Size", True, 1, 1, 1)
    assert (group.free_quantity, group.used_by, group.version) == (0, [], 1)
    assert group.translations == {"name": {"en": "How big"}}
    assert [(o.name, o.price_delta, o.available, o.default, o.position, o.kind) for o in group.options] == [
        ("Small", 0, True, True, 0, "choice"),
        ("Large", 200, True, False, 1, "choice"),
    ]
    assert (group.options[1].allergens, group.options[1].translations) == (["milk"], {"name": {"en": "Big"}})


def test_required_alone_means_at_least_one(desk: Desk):
    assert desk.group(desk.add_group("Size", "Small", "Large", required=True)).min == 1
    assert desk.group(desk.add_group("Extras", "Egg", required=False)).min == 0


@pytest.mark.parametrize(
    ("options", "rules", "faults"),
    [
        ([], {"min": 1}, [("/min", "group-cannot-be-answered")]),
        (["A", "B"], {"min": 3}, [("/min", "group-cannot-be-answered")]),
        (["A", OptionIn("B", available=False)], {"min": 2}, [("/min", "group-cannot-be-answered")]),
        (["A", "B"], {"min": 2, "max": 1}, [("/max", "below-min")]),
        (["A", "a "], {}, [("/options/1/name", "duplicate-name")]),
        ([" "], {}, [("/options/0/name", "empty")]),
        ([OptionIn("A", available=False, default=True)], {}, [("/options/0/default", "default-not-available")]),
        ([OptionIn("A", default=True), OptionIn("B", default=True)], {"max": 1}, [("/max", "too-many-defaults")]),
        ([OptionIn("A", opens_group_id="nothing")], {}, [("/options/0/opens_group_id", "unknown")]),
        ([OptionIn("A", id="nothing")], {}, [("/options/0/id", "unknown")]),
        (["A"], {"required": False, "min": 1}, [("/required", "contradicts-min")]),
        (["A"], {"translations": InLanguages({"de": "Größe"})}, [("/translations/name/de", "own-language")]),
        (
            ["A", "A", OptionIn("B", available=False, default=True)],
            {"min": 3},
            [
                ("/options/1/name", "duplicate-name"),
                ("/options/2/default", "default-not-available"),
                ("/min", "group-cannot-be-answered"),
            ],
        ),
    ],
)
def test_what_cannot_be_answered_cannot_be_saved(
    desk: Desk, options: list[OptionIn | str], rules: dict[str, object], faults: list[tuple[str, str]]
):
    with desk.house.nothing_written(), cannot_be_saved(*faults):
        desk.add_group("Group", *options, **rules)


def test_two_of_each_may_make_three(desk: Desk):
    group_id = desk.add_group("Pieces", "A", "B", min=3, max=4, max_per_option=2)

    with cannot_be_saved(("/min", "group-cannot-be-answered")):
        desk.change_group(group_id, max_per_option=1)


def test_options_left_out_are_archived_and_the_rest_keep_their_ids(desk: Desk):
    group_id = desk.add_group("Sides", "Rice", "Noodles", "Fries")
    rice, noodles = desk.option(group_id, "Rice"), desk.option(group_id, "Noodles")

    desk.change_group(group_id, options=[OptionIn("Noodles", id=noodles), OptionIn("Salad"), OptionIn("Rice", id=rice)])

    group = desk.group(group_id)
    assert [(option.name, option.position) for option in group.options] == [("Noodles", 0), ("Salad", 1), ("Rice", 2)]
    assert (group.options[0].id, group.options[2].id, group.version) == (noodles, rice, 2)


def test_a_position_that_is_said_places_an_option(desk: Desk):
    group_id = desk.add_group("Sides", OptionIn("Rice", position=2), OptionIn("Fries", position=1))

    assert [(option.name, option.position) for option in desk.group(group_id).options] == [("Fries", 0), ("Rice", 1)]


def test_one_option_is_changed_in_the_version_of_its_group(desk: Desk):
    group_id = desk.add_group("Size", "Small", "Large", min=1, max=1)

    desk.change_option(group_id, "Large", price_delta=300, default=True)

    large = desk.group(group_id).options[1]
    assert (large.price_delta, large.default, desk.group(group_id).version) == (300, True, 2)
    with cannot_be_saved(("/default", "too-many-defaults")):
        desk.change_option(group_id, "Small", default=True)
    desk.change_option(group_id, "Small", available=False)
    with cannot_be_saved(("/available", "group-cannot-be-answered"), ("/default", "default-not-available")):
        desk.change_option(group_id, "Large", available=False)


def test_somebody_else_was_quicker(desk: Desk):
    group_id = desk.add_group("Size", "Small", "Large")
    stale = groups.Change(group_id, 1, groups.ChangeOptionGroup(name="Sizes"))
    desk.save(groups.change_option_group, stale)

    with desk.house.nothing_written(), refused(VersionConflict, current=2):
        desk.save(groups.change_option_group, stale)


def test_saving_the_same_again_changes_nothing(desk: Desk):
    group_id = desk.add_group("Size", "Small", "Large")

    with desk.house.nothing_written():
        desk.change_group(group_id, name="Size", min=0)


def test_a_rival_s_group_does_not_exist_for_us(desk: Desk, rival: House):
    theirs = rival.group("Size")

    with desk.house.nothing_written(), pytest.raises(NoSuchOptionGroup):
        desk.save(groups.change_option_group, groups.Change(theirs, 1, groups.ChangeOptionGroup(name="x")))
    with desk.house.nothing_written(), pytest.raises(NoSuchOption):
        desk.save(groups.change_option, groups.Change(rival.option("Large"), 1, groups.ChangeOption(name="x")))
    with cannot_be_saved(("/option_group_ids/0", "unknown")):
        desk.add_product("Soup", option_group_ids=[theirs])
    with cannot_be_saved(("/options/0/opens_group_id", "unknown")):
        desk.add_group("Menu", OptionIn("Soup", opens_group_id=theirs))


def test_a_group_cannot_open_itself_in_any_way(desk: Desk):
    first = desk.add_group("First", "A")
    second = desk.add_group("Second", OptionIn("B", opens_group_id=first))
    third = desk.add_group("Third", OptionIn("C", opens_group_id=second))

    for group_id in (first, second, third):
        with cannot_be_saved(("/opens_group_id", "cycle")):
            desk.change_option(first, "A", opens_group_id=group_id)


def test_four_questions_in_a_row_are_the_most(desk: Desk):
    fourth = desk.add_group("Fourth", "D")
    third = desk.add_group("Third", OptionIn("C", opens_group_id=fourth))
    second = desk.add_group("Second", OptionIn("B", opens_group_id=third))
    first = desk.add_group("First", OptionIn("A", opens_group_id=second))
    other = desk.add_group("Other", "E")

    with cannot_be_saved(("/options/0/opens_group_id", "too-deep")):
        desk.add_group("Zeroth", OptionIn("Z", opens_group_id=first))
    with cannot_be_saved(("/opens_group_id", "too-deep")):
        desk.change_option(fourth, "D", opens_group_id=other)
    desk.change_option(third, "C", opens_group_id=other)


def menu_with_side(desk: Desk) -> dict[str, str]:
    """A dish with a required side; salad asks for a dressing, of which one is free, and fries for nothing."""
    dressing = desk.add_group(
        "Dressing", OptionIn("Oil", price_delta=50), OptionIn("Yoghurt", price_delta=80), required=True, free_quantity=1
    )
    side = desk.add_group(
        "Side", OptionIn("Salad", price_delta=100, opens_group_id=dressing), OptionIn("Fries", price_delta=150),
        required=True, max=1,
    )  # fmt: skip
    ids = {"dish": desk.add_product("Schnitzel", 1500, option_group_ids=[side]), "side": side, "dressing": dressing}
    ids |= {name: desk.option(side, name) for name in ("Salad", "Fries")}
    return ids | {name: desk.option(dressing, name) for name in ("Oil", "Yoghurt")}


def test_the_menu_holds_a_question_inside_the_option_that_opens_it(desk: Desk, ours: House):
    ids = menu_with_side(desk)

    (dish,) = [one for kind in ours.menu().product_types for one in kind.products if one.id == ids["dish"]]
    (side,) = dish.option_groups
    assert [(option.name, option.opens and option.opens.name) for option in side.options] == [
        ("Salad", "Dressing"),
        ("Fries", None),
    ]
    opened = side.options[0].opens
    assert opened is not None
    assert [(option.name, option.price_delta) for option in opened.options] == [("Oil", 50), ("Yoghurt", 80)]
    assert [one.name for one in desk.group(ids["dressing"]).used_by] == ["Schnitzel"]


def test_an_opened_question_is_priced_with_its_own_free_answers(desk: Desk, ours: House):
    ids = menu_with_side(desk)
    table = ours.open_table()

    order = ours.order(
        table,
        line(ids["dish"], ids["Salad"], ids["Oil"], ids["Yoghurt"], quantity=2),
        line(ids["dish"], ids["Fries"]),
    )

    assert [one.unit_price for one in order.lines] == [1500 + 100 + 80, 1500 + 150]
    assert order.total == 2 * 1680 + 1650
    assert [(o.group, o.name) for o in order.lines[0].options] == [
        ("Side", "Salad"),
        ("Dressing", "Oil"),
        ("Dressing", "Yoghurt"),
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["Salad"], [("required", "Dressing")]),
        (["Fries", "Oil"], [("unknown_option", None)]),
        (["Oil"], [("required", "Side"), ("unknown_option", None)]),
        (["Salad", ("Oil", 2)], [("too_many_of_one", "Dressing")]),
    ],
)
def test_answers_to_a_question_count_only_when_it_is_asked(
    desk: Desk, ours: House, answers: list[str | tuple[str, int]], expected: list[tuple[str, str | None]]
):
    ids = menu_with_side(desk)
    table = ours.open_table()
    chosen = [ids[one] if isinstance(one, str) else (ids[one[0]], one[1]) for one in answers]

    with ours.nothing_written(), pytest.raises(InvalidOptions) as caught:
        ours.order(table, line(ids["dish"], *chosen))

    assert [(error["code"], error.get("group")) for error in caught.value.errors] == expected


def test_a_branch_that_runs_out_of_dressing_still_sells_fries(desk: Desk, ours: House, sister: House):
    ids = menu_with_side(desk)

    switch_off(ours, ids["Oil"])
    switch_off(ours, ids["Yoghurt"])

    dish = on_menu(ours, ids["dish"])
    assert (dish.available, [option.available for option in dish.option_groups[0].options]) == (True, [False, True])
    assert all(option.available for option in on_menu(sister, ids["dish"]).option_groups[0].options)
    switch_off(ours, ids["Fries"])
    assert on_menu(ours, ids["dish"]).unavailable_because == "required_choice_gone"
    with pytest.raises(ItemUnavailable):
        ours.order(ours.open_table(), line(ids["dish"], ids["Salad"], ids["Oil"]))


def switch_off(house: House, option_id: str) -> None:
    house.do(set_option_availability, Switch(option_id, SetAvailability(available=False)), Right.SET_AVAILABILITY)


def on_menu(house: House, product_id: str) -> ProductOut:
    return next(one for kind in house.menu().product_types for one in kind.products if one.id == product_id)


def test_whatever_asked_an_archived_group_is_in_a_new_version(desk: Desk):
    gone = desk.add_group("Sauce", "Soy")
    opens = desk.add_group("Side", OptionIn("Noodles", opens_group_id=gone), "Rice")
    other = desk.add_group("Other", "A")
    kind = desk.save(types.add_product_type, NewProductType("Sides", option_group_ids=[gone]))
    dish, spared = desk.add_product("Soup", option_group_ids=[gone]), desk.add_product("Stew", option_group_ids=[other])
    desk.save(groups.archive_option_group, gone)

    assert (desk.group(opens).version, desk.group(other).version) == (2, 1)
    assert (desk.product(dish).version, desk.product(spared).version) == (2, 1)
    assert desk.read(editing.product_type, kind).version == 2
    with refused(VersionConflict, current=2):
        desk.save(groups.change_option_group, Change(opens, 1, ChangeOptionGroup(name="Sides")))


def test_an_archived_group_is_asked_by_nobody(desk: Desk, ours: House):
    ids = menu_with_side(desk)

    desk.save(groups.archive_option_group, ids["dressing"])

    assert on_menu(ours, ids["dish"]).option_groups[0].options[0].opens is None
    desk.save(groups.archive_option_group, ids["side"])
    assert (on_menu(ours, ids["dish"]).option_groups, desk.product(ids["dish"]).option_group_ids) == ([], [])
    assert ours.order(ours.open_table(), line(ids["dish"])).total == 1500
    with pytest.raises(NoSuchOptionGroup):
        desk.group(ids["side"])
