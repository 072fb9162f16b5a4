"""The one check of answers to option groups, on every submit, guest or cashier.

An option may open a further group: that one is asked only while an option that opens it is chosen, and is then answered
once, however many options open it.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from msgspec import Struct


class OptionGroup(Struct, frozen=True):
    """How a product's question may be answered; `max` None means no maximum.

    `opened_by` None: the product itself asks it; else the options of other groups that do.
    """

    id: str
    min: int
    max: int | None
    max_per_option: int
    option_ids: frozenset[str]
    opened_by: frozenset[str] | None = None


class Answer(Struct, frozen=True, gc=False):
    option_id: str
    quantity: int = 1


class FaultCode(StrEnum):
    REQUIRED = "required"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_MANY_OF_ONE = "too_many_of_one"
    UNKNOWN_OPTION = "unknown_option"


class OptionFault(Struct, frozen=True, gc=False):
    """`group_id` is None for an option of no question asked, `option_id` when the group as a whole is wrong."""

    code: FaultCode
    group_id: str | None
    option_id: str | None


def check_answers(groups: Sequence[OptionGroup], answers: Sequence[Answer]) -> list[OptionFault]:
    """All faults at once, group by group as given, then options of no question asked; none means it can be made.

    An option listed twice counts as the sum of its quantities, which are positive.
    """
    chosen: dict[str, int] = {}
    for answer in answers:
        chosen[answer.option_id] = chosen.get(answer.option_id, 0) + answer.quantity

    faults: list[OptionFault] = []
    asked = asked_groups(groups, chosen.keys())
    for group in asked:
        faults += _faults_of(group, chosen)
    for option_id in chosen:
        if not any(option_id in group.option_ids for group in asked):
            faults.append(OptionFault(FaultCode.UNKNOWN_OPTION, None, option_id))
    return faults


def asked_groups(groups: Sequence[OptionGroup], chosen_ids: AbstractSet[str]) -> list[OptionGroup]:
    """The product's own questions and those that chosen answers to asked ones open, in the order given."""
    asked: set[str] = set()
    while True:
        answers = {option_id for group in groups if group.id in asked for option_id in group.option_ids & chosen_ids}
        opened = {group.id for group in groups if group.opened_by is None or group.opened_by & answers}
        if opened == asked:
            return [group for group in groups if group.id in asked]
        asked = opened


def _faults_of(group: OptionGroup, chosen: dict[str, int]) -> list[OptionFault]:
    own = [(option_id, quantity) for option_id, quantity in chosen.items() if option_id in group.option_ids]
    faults = [
        OptionFault(FaultCode.TOO_MANY_OF_ONE, group.id, option_id)
        for option_id, quantity in own
        if quantity > group.max_per_option
    ]
    answered = sum(quantity for _, quantity in own)
    if answered < group.min:
        faults.append(OptionFault(FaultCode.TOO_FEW if answered else FaultCode.REQUIRED, group.id, None))
    if group.max is not None and answered > group.max:
        faults.append(OptionFault(FaultCode.TOO_MANY, group.id, None))
    return faults


def answerable(group: OptionGroup, available_ids: AbstractSet[str]) -> bool:
    """Whether the available options still suffice; when not, the product cannot be sold, nor the group be saved."""
    possible = len(group.option_ids & available_ids) * group.max_per_option
    if group.max is not None:
        possible = min(possible, group.max)
    return group.min <= possible
