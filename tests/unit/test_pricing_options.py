"""Answers to option groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comanda.pricing.options import (
    Answer,
    FaultCode,
    OptionFault,
    OptionGroup,
    answerable,
    check_answers,
)

REQUIRED, TOO_FEW, TOO_MANY = FaultCode.REQUIRED, FaultCode.TOO_FEW, FaultCode.TOO_MANY
TOO_MANY_OF_ONE, UNKNOWN = FaultCode.TOO_MANY_OF_ONE, FaultCode.UNKNOWN_OPTION


def group(group_id: str, least: int, most: int | None, *option_ids: str, each: int = 1) -> OptionGroup:
    return OptionGroup(group_id, least, most, each, frozenset(option_ids))


STARTER = group("starter", 1, 1, "soup", "rolls")
TOPPINGS = group("toppings", 0, None, "cheese", "olives", "ham")
TAPAS = group("tapas", 2, 4, "bread", "ham-plate", "squid", each=2)


def faults(groups: list[OptionGroup], *answers: tuple[str, int]) -> list[tuple[str | None, str | None, FaultCode]]:
    found = check_answers(groups, [Answer(option_id, quantity) for option_id, quantity in answers])
    return [(fault.group_id, fault.option_id, fault.code) for fault in found]


@pytest.mark.parametrize(
    ("groups", "answers"),
    [
        ([], []),
        ([TOPPINGS], []),
        ([STARTER], [("soup", 1)]),
        ([TOPPINGS], [("ham", 1), ("cheese", 1), ("olives", 1)]),
        ([STARTER, TOPPINGS], [("olives", 1), ("rolls", 1)]),
        ([TAPAS], [("bread", 1), ("squid", 1)]),
        ([TAPAS], [("bread", 2), ("squid", 2)]),
        ([TAPAS], [("bread", 1), ("bread", 1)]),
    ],
)
def test_a_dish_with_fitting_answers_can_be_made(groups: list[OptionGroup], answers: list[tuple[str, int]]):
    assert faults(groups, *answers) == []


@pytest.mark.parametrize(
    ("groups", "answers", "expected"),
    [
        ([STARTER], [], [("starter", None, REQUIRED)]),
        ([TAPAS], [], [("tapas", None, REQUIRED)]),
        ([TAPAS], [("squid", 1)], [("tapas", None, TOO_FEW)]),
        ([STARTER], [("soup", 1), ("rolls", 1)], [("starter", None, TOO_MANY)]),
        ([TAPAS], [("bread", 2), ("squid", 2), ("ham-plate", 1)], [("tapas", None, TOO_MANY)]),
        ([TOPPINGS], [("ham", 2)], [("toppings", "ham", TOO_MANY_OF_ONE)]),
        ([TOPPINGS], [("ham", 1), ("olives", 1), ("ham", 1)], [("toppings", "ham", TOO_MANY_OF_ONE)]),
        ([TAPAS], [("squid", 2), ("squid", 1)], [("tapas", "squid", TOO_MANY_OF_ONE)]),
        ([STARTER], [("soup", 2)], [("starter", "soup", TOO_MANY_OF_ONE), ("starter", None, TOO_MANY)]),
        ([TOPPINGS], [("soup", 1)], [(None, "soup", UNKNOWN)]),
        ([], [("soup", 1), ("soup", 1), ("rolls", 1)], [(None, "soup", UNKNOWN), (None, "rolls", UNKNOWN)]),
    ],
)
def test_a_wrong_answer_is_named(
    groups: list[OptionGroup],
    answers: list[tuple[str, int]],
    expected: list[tuple[str | None, str | None, FaultCode]],
):
    assert faults(groups, *answers) == expected


def test_all_faults_are_told_at_once():
    told = faults([STARTER, TOPPINGS, TAPAS], ("snow", 1), ("cheese", 1), ("cheese", 1), ("squid", 1))

    assert told == [
        ("starter", None, REQUIRED),
        ("toppings", "cheese", TOO_MANY_OF_ONE),
        ("tapas", None, TOO_FEW),
        (None, "snow", UNKNOWN),
    ]


def test_a_fault_can_be_put_on_the_wire_as_it_is():
    assert check_answers([STARTER], []) == [OptionFault(REQUIRED, "starter", None)]
    assert [str(code) for code in FaultCode] == ["required", "too_few", "too_many", "too_many_of_one", "unknown_option"]


@given(st.lists(st.tuples(st.sampled_from(["soup", "rolls", "cheese", "squid", "snow"]), st.integers(1, 3))))
def test_listing_an_option_twice_is_the_same_as_asking_for_two(answers: list[tuple[str, int]]):
    summed: dict[str, int] = {}
    for option_id, quantity in answers:
        summed[option_id] = summed.get(option_id, 0) + quantity

    assert faults([STARTER, TOPPINGS, TAPAS], *answers) == faults([STARTER, TOPPINGS, TAPAS], *summed.items())


@given(st.permutations([("soup", 2), ("rolls", 1), ("cheese", 3), ("squid", 1), ("snow", 1), ("rain", 1)]))
def test_the_order_of_the_answers_changes_no_verdict(answers: list[tuple[str, int]]):
    assert set(faults([STARTER, TOPPINGS, TAPAS], *answers)) == {
        ("starter", "soup", TOO_MANY_OF_ONE),
        ("starter", None, TOO_MANY),
        ("toppings", "cheese", TOO_MANY_OF_ONE),
        ("tapas", None, TOO_FEW),
        (None, "snow", UNKNOWN),
        (None, "rain", UNKNOWN),
    }


@pytest.mark.parametrize(
    ("question", "available", "possible"),
    [
        (STARTER, {"soup", "rolls"}, True),
        (STARTER, {"rolls"}, True),
        (STARTER, set[str](), False),
        (STARTER, {"cheese"}, False),
        (TOPPINGS, set[str](), True),
        (TAPAS, {"squid"}, True),
        (group("three", 3, None, "a", "b", each=2), {"a"}, False),
        (group("three", 3, None, "a", "b", each=2), {"a", "b"}, True),
        (group("three", 3, 2, "a", "b", "c"), {"a", "b", "c"}, False),
        (group("none", 1, None), set[str](), False),
    ],
)
def test_a_required_question_needs_enough_options_left(question: OptionGroup, available: set[str], possible: bool):
    assert answerable(question, available) is possible
