"""What one line costs: a product's price, the answers chosen with it, and how many."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from comanda.kernel.money import Minor, bounded


class Choice(Struct, frozen=True, gc=False):
    """An option as it was answered. A delta may be negative; it counts once for each of the quantity."""

    option_id: str
    group_id: str
    price_delta: Minor
    quantity: int = 1


class PricedLine(Struct, frozen=True, gc=False):
    unit: Minor
    total: Minor


def price_line(base: Minor, choices: Sequence[Choice], quantity: int, free: Mapping[str, int]) -> PricedLine:
    """Price one line; a unit never costs less than nothing, however many discounts its options carry.

    `free` maps a group to how many of its answers are free, cheapest first. A free answer that is a discount stays
    one. The order of the choices does not matter. Raises AmountTooLarge.
    """
    unit = base + sum([choice.price_delta * choice.quantity for choice in choices])
    if free:
        unit -= _remitted(choices, free)
    unit = max(0, unit)
    return PricedLine(unit=Minor(unit), total=bounded(unit * quantity))


def _remitted(choices: Sequence[Choice], free: Mapping[str, int]) -> int:
    """What the free answers would have cost."""
    left = dict(free)
    remitted = 0
    for choice in sorted(choices, key=lambda choice: choice.price_delta):
        answers = min(choice.quantity, left.get(choice.group_id, 0))
        if answers:
            left[choice.group_id] -= answers
            remitted += answers * max(0, choice.price_delta)
    return remitted
