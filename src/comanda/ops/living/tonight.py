"""The evening under way: who sits where, what is cooking, what waits, who calls. Minutes count back from now."""

from random import Random

from comanda.floor.values import PayingHow, RequestKind
from comanda.kernel.clock import MINUTE
from comanda.ops.living.party import Party
from comanda.ops.living.place import Place, line_of
from comanda.orders.schemas import LineIn
from comanda.orders.values import LineStatus

BEGAN = 80
"""Minutes since the first of them sat down."""
TABLES = {"Mitte": ("2", "4", "6", "7", "8", "10", "11", "12"), "West": ("1", "2", "3", "4")}
JUST_SEATED = "11"
"""Whose link the demo prints: nobody has ordered there yet."""


def parties_tonight(place: Place, now: int) -> list[Party]:
    """Everybody who is there now (microseconds)."""
    told = {"Mitte": _in_mitte, "West": _in_west}.get(place.branch.name)
    return [] if told is None else told(_Evening(place, now))


class _Evening:
    """Parties of a place, told in minutes before now."""

    def __init__(self, place: Place, now: int) -> None:
        self.place, self.now = place, now
        self.chance = Random(place.branch.name)  # noqa: S311

    def ago(self, minutes: float) -> int:
        return self.now - int(minutes * MINUTE)

    def party(self, label: str | None, guests: int | None, minutes: float) -> Party:
        party = Party(self.place, self.place.table(label) if label else None, guests)
        if label is None or party.table is not None:
            party.sit_down(self.ago(minutes))
        return party

    def lines(self, *wanted: tuple[int, str] | tuple[int, str, str]) -> list[LineIn]:
        """Portions of what has these numbers, as far as it is sold."""
        found: list[LineIn] = []
        for quantity, sku, *note in wanted:
            if dish := self.place.dishes.get(sku):
                found.append(line_of(dish, quantity, self.chance, *note))
        return found

    def eaten(self, party: Party, minutes: float, *wanted: tuple[int, str], by_phone: bool = False) -> None:
        """A round that was ordered so long ago, cooked in eleven minutes and served."""
        number = party.rounds
        party.order(self.ago(minutes), self.lines(*wanted), by_phone=by_phone)
        if by_phone:
            party.confirm(self.ago(minutes - 1), number)
        party.cook(self.ago(minutes - 3), number, LineStatus.PREPARING)
        party.cook(self.ago(minutes - 11), number, LineStatus.READY)
        party.serve(self.ago(minutes - 12), number)


def _in_mitte(evening: _Evening) -> list[Party]:
    return [*_who_eat(evening), *_who_wait(evening), evening.party(JUST_SEATED, 2, 0.5)]


def _who_eat(evening: _Evening) -> list[Party]:
    ago, lines = evening.ago, evening.lines

    long_there = evening.party("12", 6, BEGAN)
    evening.eaten(long_there, 75, (3, "128a"), (2, "126"), (1, "127b"), (2, "13"), (2, "3"))
    evening.eaten(long_there, 55, (2, "258"), (1, "214"), (1, "278"), (1, "298"), (1, "266"))
    long_there.order(ago(4), lines((3, "121"), (2, "123"), (1, "130")))

    calling = evening.party("10", 4, 66)
    calling.join(ago(64))
    evening.eaten(calling, 61, (2, "130"), (2, "125f"), (1, "12"), (1, "6"), by_phone=True)
    evening.eaten(calling, 44, (1, "221"), (1, "224"), (1, "272"), (1, "296"), by_phone=True)
    calling.call(ago(2), RequestKind.WAITER)

    eating = evening.party("2", 3, 49)
    eating.join(ago(47))
    eating.join(ago(46))
    evening.eaten(eating, 44, (2, "128c"), (1, "125a"), (2, "2"), (1, "11"), by_phone=True)
    evening.eaten(eating, 28, (1, "215"), (1, "238"), (1, "281"), by_phone=True)

    return [long_there, calling, eating]


def _who_wait(evening: _Evening) -> list[Party]:
    ago, lines = evening.ago, evening.lines

    late = evening.party("4", 5, 34)
    late.order(ago(30), lines((2, "126"), (2, "128a"), (1, "127a"), (1, "S49"), (2, "251"), (1, "275"), (1, "291")))
    late.serve(ago(26), 0, 0, 1, 2)
    late.cook(ago(24), 0, LineStatus.PREPARING, 3, 4, 5, 6)
    late.cook(ago(13), 0, LineStatus.READY, 3)
    late.serve(ago(12), 0, 3)

    ready = evening.party("7", 2, 19)
    ready.join(ago(17))
    ready.order(ago(13), lines((1, "129"), (1, "126"), (1, "211"), (1, "282a")), by_phone=True)
    ready.confirm(ago(12.5), 0)
    ready.serve(ago(10), 0, 0, 1)
    ready.cook(ago(9), 0, LineStatus.PREPARING, 2, 3)
    ready.cook(ago(5), 0, LineStatus.READY, 2)

    cooking = evening.party("6", 4, 15)
    cooking.order(ago(8), lines((2, "125f"), (2, "128d"), (1, "218"), (1, "231"), (2, "277", "ohne Zwiebeln")))
    cooking.serve(ago(5), 0, 0, 1)
    cooking.cook(ago(4), 0, LineStatus.PREPARING, 2, 3)

    taking_away = evening.party(None, None, 9)
    taking_away.order(ago(8.5), lines((2, "278"), (1, "214"), (1, "13")))
    taking_away.cook(ago(6), 0, LineStatus.PREPARING)

    waiting = evening.party("8", 3, 7)
    waiting.join(ago(6))
    waiting.order(ago(1), lines((1, "130"), (2, "127b"), (1, "21"), (2, "17"), (1, "257")), by_phone=True)

    return [late, ready, cooking, taking_away, waiting]


def _in_west(evening: _Evening) -> list[Party]:
    ago, lines = evening.ago, evening.lines

    paying = evening.party("4", 4, 72)
    paying.join(ago(70))
    evening.eaten(paying, 67, (2, "127b"), (2, "126"), (2, "8"), by_phone=True)
    evening.eaten(paying, 50, (1, "S49"), (1, "S50"), (2, "330b"), (1, "322"), by_phone=True)
    paying.call(ago(2), RequestKind.BILL, PayingHow.CARD)

    eating = evening.party("1", 2, 38)
    evening.eaten(eating, 33, (1, "128a"), (1, "125f"), (1, "327"), (1, "218"))

    cooking = evening.party("2", 3, 13)
    cooking.order(ago(9), lines((1, "130"), (2, "126"), (1, "S46"), (2, "214")))
    cooking.serve(ago(6), 0, 0, 1)
    cooking.cook(ago(5), 0, LineStatus.PREPARING, 2, 3)

    waiting = evening.party("3", 2, 6)
    waiting.join(ago(5))
    waiting.order(ago(1), lines((1, "129"), (1, "127a"), (1, "8"), (1, "322"), (1, "317")), by_phone=True)
    return [paying, eating, cooking, waiting]
