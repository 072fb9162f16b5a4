"""The one check of answers to option groups, on every submit, guest or cashier."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from msgspec import Struct


class OptionGroup(Struct, frozen=True):
    """How a product's question may be answered; `max` None means no maximum."""

    id: str
    min: int
    max: int | None
    max_per_option: int
    option_ids: frozenset[str]


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
    """`group_id` is None for an option of no group of the product, `option_id` when the group as a whole is wrong."""

    code: FaultCode
    group_id: str | None
    option_id: str | None


def check_answers(groups: Sequence[OptionGroup], answers: Sequence[Answer]) -> list[OptionFault]:
    """All faults at once, group by group in menu order, then options of no group; an empty list means it can be made.

    An option listed twice counts as the sum of its quantities, which are positive.
    """
    chosen: dict[str, int] = {}
    for answer in answers:
        chosen[answer.option_id] = chosen.get(answer.option_id, 0) + answer.quantity

    faults: list[OptionFault] = []
    for group in groups:
        faults += _faults_of(group, chosen)
    for option_id in chosen:
        if not any(option_id in group.option_ids for group in groups):
            faults.append(OptionFault(FaultCode.UNKNOWN_OPTION, None, option_id))
    return faults


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
