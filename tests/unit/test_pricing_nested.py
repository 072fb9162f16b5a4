"""Questions that an answer opens."""

import pytest

from comanda.pricing.line import Choice, PricedLine, price_line
from comanda.pricing.options import Answer, FaultCode, OptionGroup, asked_groups, check_answers


def group(group_id: str, least: int, most: int | None, *option_ids: str, opened_by: str = "") -> OptionGroup:
    openers = frozenset(opened_by.split()) if opened_by else None
    return OptionGroup(group_id, least, most, 1, frozenset(option_ids), openers)


MENU = [
    group("side", 1, 1, "salad", "soup", "fries"),
    group("dressing", 1, 1, "yoghurt", "vinegar", opened_by="salad"),
    group("herbs", 0, 2, "dill", "mint", opened_by="yoghurt"),
    group("dip", 1, None, "mayo", "ketchup", opened_by="fries soup"),
]


def faults(*option_ids: str) -> list[tuple[str | None, str | None, FaultCode]]:
    found = check_answers(MENU, [Answer(option_id) for option_id in option_ids])
    return [(fault.group_id, fault.option_id, fault.code) for fault in found]


@pytest.mark.parametrize(
    "answers",
    [
        ("salad", "vinegar"),
        ("salad", "yoghurt"),
        ("salad", "yoghurt", "mint", "dill"),
        ("dill", "mint", "yoghurt", "salad"),
        ("soup", "mayo"),
        ("fries", "mayo", "ketchup"),
    ],
)
def test_the_questions_an_answer_opens_are_answered_too(answers: tuple[str, ...]):
    assert faults(*answers) == []


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("salad",), [("dressing", None, FaultCode.REQUIRED)]),
        (("fries",), [("dip", None, FaultCode.REQUIRED)]),
        (("salad", "vinegar", "yoghurt"), [("dressing", None, FaultCode.TOO_MANY)]),
        (("soup", "mayo", "vinegar"), [(None, "vinegar", FaultCode.UNKNOWN_OPTION)]),
        (("salad", "vinegar", "mint"), [(None, "mint", FaultCode.UNKNOWN_OPTION)]),
        (
            ("yoghurt", "mint"),
            [
                ("side", None, FaultCode.REQUIRED),
                (None, "yoghurt", FaultCode.UNKNOWN_OPTION),
                (None, "mint", FaultCode.UNKNOWN_OPTION),
            ],
        ),
    ],
)
def test_an_answer_nobody_asked_for_does_not_count(
    answers: tuple[str, ...], expected: list[tuple[str | None, str | None, FaultCode]]
):
    assert faults(*answers) == expected


def test_a_question_that_two_chosen_answers_open_is_asked_once():
    both = [group("side", 2, 2, "soup", "fries"), MENU[3]]

    assert [asked.id for asked in asked_groups(both, {"soup", "fries"})] == ["side", "dip"]
    assert check_answers(both, [Answer("soup"), Answer("fries"), Answer("mayo")]) == []


def test_four_questions_deep_is_asked_to_the_end():
    deep = [group("4", 1, 1, "d", opened_by="c"), group("3", 1, 1, "c", opened_by="b")]
    deep += [group("2", 1, 1, "b", opened_by="a"), group("1", 1, 1, "a")]

    assert [asked.id for asked in asked_groups(deep, {"a", "b", "c"})] == ["4", "3", "2", "1"]
    assert check_answers(deep, [Answer(option_id) for option_id in "abcd"]) == []


def test_opened_questions_have_free_answers_of_their_own():
    choices = [
        Choice("fries", "side", 200),  # type: ignore[arg-type]
        Choice("mayo", "dip", 50),  # type: ignore[arg-type]
        Choice("ketchup", "dip", 40),  # type: ignore[arg-type]
    ]

    assert price_line(1000, choices, 2, {"dip": 1}) == PricedLine(1250, 2500)  # type: ignore[arg-type]
